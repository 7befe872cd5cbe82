package forecast

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// FireStatus is where a report of a fire stands.
type FireStatus string

// A report goes reported → confirmed → closed. It may be refused before it is
// confirmed, and a confirmed one that proves wrong may be as well.
const (
	FireReported  FireStatus = "reported"  // nobody has checked it; never public
	FireConfirmed FireStatus = "confirmed" // an officer says that it burns or burnt
	FireClosed    FireStatus = "closed"    // it is out, and its record written
	FireRefused   FireStatus = "refused"   // no fire, or none of ours
)

// MayBecome reports whether the step is one of those there are.
func (s FireStatus) MayBecome(to FireStatus) bool {
	switch to {
	case FireConfirmed:
		return s == FireReported
	case FireRefused:
		return s == FireReported || s == FireConfirmed
	case FireClosed:
		return s == FireConfirmed
	}
	return false
}

// Public reports whether the world may know of the fire.
func (s FireStatus) Public() bool { return s == FireConfirmed || s == FireClosed }

// The ways a fire record comes about.
const (
	FireByReport = "report" // from anyone
	FireByImport = "import" // from a list of past fires
)

// ConfirmedFire is the kind of fire that an officer vouches for, beside Hotspot.
const ConfirmedFire = "fire"

// FireRecord is a fire from its first report to its end. What the reporter wrote
// and the telephone are for officers alone.
type FireRecord struct {
	ID       string     `json:"id"`
	Status   FireStatus `json:"status"`
	Origin   string     `json:"origin"` // report, import
	Time     time.Time  `json:"time"`   // when it was seen first, UTC
	Lat      float64    `json:"lat"`    // degrees north, WGS 84
	Lon      float64    `json:"lon"`    // degrees east
	Received time.Time  `json:"received"`

	Text  string `json:"text,omitempty"`  // what the reporter saw; not public
	Phone string `json:"phone,omitempty"` // of the reporter; not public, erased by the retention
	Photo string `json:"photo,omitempty"` // hash of the picture

	PhotoPublic bool      `json:"photo_public"`       // an officer lets the public see it
	Note        string    `json:"note,omitempty"`     // an officer's words for the public
	Out         time.Time `json:"out,omitzero"`       // when it was out, UTC
	Cause       string    `json:"cause,omitempty"`    // one of the profile's list
	AreaHa      Float     `json:"area_ha,omitzero"`   // burnt, hectares
	Forest      string    `json:"forest,omitempty"`   // forest group
	Forces      string    `json:"forces,omitempty"`   // who fought it, and with what
	Reason      string    `json:"reason,omitempty"`   // of a refusal
	Confirmed   time.Time `json:"confirmed,omitzero"` // when an officer did
	Ended       time.Time `json:"ended,omitzero"`     // when it was refused or closed
	Key         string    `json:"-"`                  // the sender's name of the report: the same name is the same report
	Asked       string    `json:"-"`                  // hash of what was sent under it
}

// FireID names a fire by its day and what tells it from others.
func FireID(day Date, key string) string {
	sum := sha256.Sum256([]byte(key))
	return "f" + day.String() + "-" + hex.EncodeToString(sum[:6])
}

// PublicAt reports whether the world could know of the fire at an instant.
func (f *FireRecord) PublicAt(now time.Time) bool {
	return f.Status.Public() && !f.Confirmed.After(now) && !f.Received.After(now)
}

// Fire is what the public is told, as one of the fires beside hotspots.
func (f *FireRecord) Fire() Fire {
	return Fire{ID: f.ID, Kind: ConfirmedFire, Time: f.Time, Lat: f.Lat, Lon: f.Lon, Source: f.Origin, Received: f.Received}
}

// FireQuery asks for fire records.
type FireQuery struct {
	From, To time.Time    // seen in [From, To); zero = open
	Status   []FireStatus // none = all
}

// FireRecordStore keeps reports and records of fires, with an entry of the audit
// log for each step.
type FireRecordStore interface {
	// ReportsSince counts the reports of the public received from an instant on.
	ReportsSince(ctx context.Context, since time.Time) (int, error)
	// SaveReport adds a report with its picture, if it has one. When one of that Key
	// is there already, nothing is added, and that one is given with first = false.
	SaveReport(ctx context.Context, f FireRecord, p *Photo, by AuditEntry) (kept FireRecord, first bool, err error)
	// ImportFires adds those that are new, by ID, and says how many were.
	ImportFires(ctx context.Context, fires []FireRecord, by AuditEntry) (saved int, err error)
	// FireRecord gives one; NotFound when there is none.
	FireRecord(ctx context.Context, id string) (FireRecord, error)
	// FireRecords lists them, those seen last first.
	FireRecords(ctx context.Context, q FireQuery) ([]FireRecord, error)
	// ChangeFire edits a record and takes it to another state, none = as it is;
	// WrongStep when there is no such way, and then nothing is changed. The edit is
	// given the record as it stood, and says what it changed for the audit log.
	ChangeFire(ctx context.Context, id string, to FireStatus, by AuditEntry, edit func(*FireRecord) (detail string, err error)) (FireRecord, error)
	// ForgetReporters erases telephones, and of refused reports words and pictures
	// too, of what was received before the instant.
	ForgetReporters(ctx context.Context, before time.Time) (forgotten int64, err error)
}

// Check refuses a record that cannot be: a fire that lies ahead, out before it
// began, of a cause or forest that the province does not name.
func (f *FireRecord) Check(now time.Time, p *Province) error {
	bad := func(column, value, reason, remedy string) error {
		return &Invalid{Column: column, Value: value, Reason: reason, Remedy: remedy}
	}
	switch {
	case f.Time.After(now):
		return bad("time", f.Time.Format(time.RFC3339), "lies in the future", "give the time when it was seen first")
	case !f.Out.IsZero() && f.Out.Before(f.Time):
		return bad("out", f.Out.Format(time.RFC3339), "lies before the fire was seen", "exchange the two times")
	case f.Out.After(now):
		return bad("out", f.Out.Format(time.RFC3339), "lies in the future", "give the time when it was out")
	case f.AreaHa.OK && !(f.AreaHa.V >= 0 && f.AreaHa.V <= 1e6):
		return bad("area_ha", f.AreaHa.String(), "no area", "give hectares from 0 to 1,000,000")
	case !p.Fires.Cause(f.Cause):
		return bad("cause", f.Cause, "not in the profile's list", "choose one of it, or leave it empty; see /api/v1/fires/rules")
	case f.Forest != "" && p.Words["group."+f.Forest] == (Text{}):
		return bad("forest", f.Forest, "no forest group", "choose one of /api/v1/fires/rules, or leave it empty")
	}
	return nil
}
