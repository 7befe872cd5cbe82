package forecast

import (
	"context"
	"encoding/json"
	"time"
)

// RunStatus is where a run stands on its way to the public.
type RunStatus string

// A run goes draft → published → superseded or withdrawn; a draft may be
// withdrawn as well.
const (
	Draft      RunStatus = "draft"
	Published  RunStatus = "published"
	Superseded RunStatus = "superseded" // a newer run of the same day is published
	Withdrawn  RunStatus = "withdrawn"
)

// Run is one day's forecast: every zone, from its day on. It never changes;
// a correction is a new run.
type Run struct {
	ID          string    `json:"id"`   // day, time of issue and hash of the inputs
	Date        Date      `json:"date"` // the day it was made for, its lead 0
	To          Date      `json:"to"`   // last day it covers
	Issued      time.Time `json:"issued"`
	Slot        string    `json:"slot"` // 06:00, 13:40, manual, replay
	ZoneSet     string    `json:"zone_set"`
	Editions    []string  `json:"editions"` // that decided at least one level
	Profile     string    `json:"profile"`  // name and content hash
	InputHash   string    `json:"input_hash"`
	Provisional bool      `json:"provisional"` // an edition that decided is provisional
	Simulated   bool      `json:"simulated"`   // made from the sample season
	Notes       []Note    `json:"notes,omitempty"`

	Status    RunStatus `json:"status"`             // as of the time it was asked for
	Published time.Time `json:"published,omitzero"` // zero for a draft
	Number    int       `json:"number,omitempty"`   // of its bulletin within the year of Date, from 1; 0 for a draft

	Days    []ZoneDay       `json:"-"` // by zone, then date, from Date to To
	Reasons []Reason        `json:"-"` // by zone
	States  []State         `json:"-"` // by zone, then date: past days and today, as far as observed
	Input   json.RawMessage `json:"-"` // what Compute was given, but for the ensemble

	Ensemble *Ensemble `json:"-"` // that Compute was given; nil when there was none
}

// Note is a remark a program can read and a person can be told: the code stands
// in the profile's texts, the arguments fill its holes.
type Note struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

// Change is the day on which a zone's level is expected to change.
type Change struct {
	Date  Date  `json:"date"`
	Level Level `json:"level"`
}

// GroupLevel is the level of one forest group in a zone.
type GroupLevel struct {
	Group string `json:"group"`
	Level Level  `json:"level"`
	Row   int    `json:"row"` // row of the edition that decided, 1-based; 0 when none did
}

// ZoneDay is what a run says of one zone on one day.
type ZoneDay struct {
	Zone          string       `json:"zone"`
	Date          Date         `json:"date"`
	Level         Level        `json:"level"` // the highest of its groups
	Status        Status       `json:"status"`
	P             Float        `json:"p"`                 // °C·hPa
	H             Float        `json:"h"`                 // days
	DaysSinceRain Float        `json:"days_since_rain"`   // days since the rain that reset, 0 on its day
	ToNext        Float        `json:"to_next"`           // what the deciding index lacks to leave its class upward; missing in the top class
	NextLevel     Level        `json:"next_level"`        // the class above
	NextChange    *Change      `json:"next_change"`       // first later day of the run with another level
	Outlook       *Outlook     `json:"outlook,omitempty"` // over all members; nil when there are none
	Groups        []GroupLevel `json:"groups"`
	Edition       string       `json:"edition,omitempty"`
	TempC         Float        `json:"temp13_c"`
	DewPointC     Float        `json:"dewpoint13_c"`
	RHPct         Float        `json:"rh13_pct"`
	DeficitHPa    Float        `json:"vpd13_hpa"`
	RainMM        Float        `json:"rain24_mm"`
	WindKmh       Float        `json:"wind13_kmh"`
	Indices       Indices      `json:"indices"`            // to two decimals
	Override      *Override    `json:"override,omitempty"` // Level is a person's, in place of the computed one
}

// Apply puts an override's level in place of the computed one. What was said of
// the way to the next class was of the computed one.
func (d *ZoneDay) Apply(o Override) {
	d.Override, d.Level = &o, o.Level
	d.ToNext, d.NextLevel = Float{}, Unknown
	switch {
	case !o.Level.Known():
		d.Status = StatusUnknown
	case d.Status == StatusUnknown:
		d.Status = StatusEstimated
	}
}

// ExpectChanges fills in, for each of a zone's days, the first later day with
// another known level; nothing behind a day that is unknown.
func ExpectChanges(days []ZoneDay) {
	for i := range days {
		days[i].NextChange = nil
		if !days[i].Level.Known() {
			continue
		}
		for _, later := range days[i+1:] {
			if !later.Level.Known() {
				break
			}
			if later.Level != days[i].Level {
				days[i].NextChange = &Change{Date: later.Date, Level: later.Level}
				break
			}
		}
	}
}

// Part is one station's share in a zone's value.
type Part struct {
	Station  string  `json:"station"`
	Weight   float64 `json:"weight"`   // 0–1; the parts of a variable add up to 1, but for optimal interpolation
	Value    float64 `json:"value"`    // at the station
	Adjusted float64 `json:"adjusted"` // brought to the zone's height

	Background Float `json:"background,omitzero"` // optimal interpolation: the model there; what counts is Value less this
}

// Bridge says what stood in where the zone's network did not report.
type Bridge string

// The bridges.
const (
	NotBridged   Bridge = ""
	ByNeighbours Bridge = "neighbours" // the rest of the network, too little of it to count as observed
	ByModel      Bridge = "model"      // numerical weather prediction
)

// ZoneWeather is a zone's weather of a day with where it came from.
type ZoneWeather struct {
	Day
	Bridged Bridge            `json:"bridged,omitempty"`
	Parts   map[string][]Part `json:"parts,omitempty"` // by variable of Day: temp13_c, dewpoint13_c, rain24_mm, wind13_kmh

	Corrected map[string]Corrected `json:"corrected,omitempty"` // by variable: model weather that stations' readings changed
	Analysed  map[string]Analysed  `json:"analysed,omitempty"`  // by variable: how it was brought to the zone
}

// Analysed is how a zone's value was come by. With optimal interpolation it is
// the background plus the weighted departures of the stations, whose weights
// need not add up to 1.
type Analysed struct {
	Method     string    `json:"method"`                // optimal, kriging, inverse_distance; background = model weather alone
	Error      Float     `json:"error,omitzero"`        // standard error, in the variable's unit
	Influence  Float     `json:"influence,omitzero"`    // 0 = the background alone, 1 = known from stations
	Background Float     `json:"background,omitzero"`   // model weather, corrected
	Issued     time.Time `json:"model_issued,omitzero"` // of the background
}

// Corrected is what the model said before it was corrected: the value used is
// Intercept + Slope × Model.
type Corrected struct {
	Model     float64 `json:"model"`
	Slope     float64 `json:"slope"`
	Intercept float64 `json:"intercept"`
	Stations  int     `json:"stations"`    // whose readings of late say so
	RMSE      Float   `json:"rmse_before"` // of the model at these stations, as it is
	RMSEAfter Float   `json:"rmse_after"`  // each day corrected by what the others say
}

// Step is one day of the recursion of the cumulative indices.
type Step struct {
	Before     State `json:"before"`
	DeficitHPa Float `json:"vpd13_hpa"`   // d13
	DailyP     Float `json:"daily"`       // t13·d13
	K          Float `json:"k"`           // 0 on a day whose rain resets, else 1
	WindFactor Float `json:"wind_factor"` // Cooper's, when the edition uses it; for the look-up only
	Key        Float `json:"key"`         // the number looked up in the table, the first of several
	After      State `json:"after"`

	Others []Float `json:"others,omitempty"` // keys behind the first, of a table of several factors
}

// DayReason is the whole reason for one zone's level of one day.
type DayReason struct {
	Date    Date         `json:"date"`
	Weather ZoneWeather  `json:"weather"`
	Step    Step         `json:"step"`
	Edition string       `json:"edition,omitempty"`
	Groups  []GroupLevel `json:"groups,omitempty"`
	Level   Level        `json:"level"`
	Status  Status       `json:"status"`
	Outlook *Outlook     `json:"outlook,omitempty"`
	Notes   []Note       `json:"notes,omitempty"`
}

// Reason is the chain of reasons for one zone, from the first day the run
// looked at to the last it covers.
type Reason struct {
	Zone string      `json:"zone"`
	Days []DayReason `json:"days"`
}

// On gives the reason for a day.
func (r *Reason) On(d Date) (DayReason, bool) {
	for _, day := range r.Days {
		if day.Date == d {
			return day, true
		}
	}
	return DayReason{}, false
}

// RunStore keeps runs; it only ever adds. Every reading method takes asOf:
// what was issued or published later does not exist.
type RunStore interface {
	// SaveRun adds a draft with all its days, reasons, states and input.
	// Saving the same run again is no error and changes nothing.
	SaveRun(ctx context.Context, run Run) error
	// MakeDraft is SaveRun by somebody; its entry of the audit log commits with it.
	// WrongState when the same run is there and a draft no more.
	MakeDraft(ctx context.Context, run Run, by AuditEntry) error
	// Run gives a run without its days; NotFound when there is none.
	Run(ctx context.Context, id string, asOf time.Time) (Run, error)
	// Runs lists runs made for days in [from, to], newest first, without their days.
	Runs(ctx context.Context, from, to Date, asOf time.Time) ([]Run, error)
	// Covering gives, of the published runs that cover the day and are not
	// withdrawn, the one made for the latest day, the last published of these;
	// without its days. NotFound when there is none.
	Covering(ctx context.Context, day Date, asOf time.Time) (Run, error)
	// ZoneDays gives a run's zones of one day, by zone; the zero Date gives all its days.
	ZoneDays(ctx context.Context, run string, day Date) ([]ZoneDay, error)
	// Series gives a zone's days in [from, to], each from the run Covering would give.
	Series(ctx context.Context, zone string, from, to Date, asOf time.Time) ([]RunDay, error)
	// Reason gives a run's reason for a zone; NotFound when there is none.
	Reason(ctx context.Context, run, zone string) (Reason, error)
	// RunInput gives what the run was computed from, but for the ensemble.
	RunInput(ctx context.Context, run string) (json.RawMessage, error)
	// RunEnsemble gives the ensemble that the run was computed from; nil when there was none.
	RunEnsemble(ctx context.Context, run string) (*Ensemble, error)
	// States gives each zone's state at the newest of the days in [from, to]
	// that has any, from the newest run issued by asOf that is not withdrawn and
	// is or is not simulated as asked.
	States(ctx context.Context, from, to Date, simulated bool, asOf time.Time) ([]State, error)
	// Covered gives the first and last day that published runs cover.
	Covered(ctx context.Context, asOf time.Time) (first, last Date, err error)
}

// RunDay is a zone's day with the run that says it.
type RunDay struct {
	ZoneDay
	Run       string    `json:"run"`
	Issued    time.Time `json:"issued"`
	Simulated bool      `json:"simulated"`
}
