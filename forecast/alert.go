package forecast

import (
	"context"
	"time"
)

// AlertKind is what happened to a level.
type AlertKind string

// The kinds.
const (
	AlertRise       AlertKind = "rise"       // to a level that is warned of, or to a higher one
	AlertDaily      AlertKind = "daily"      // it still stands, told every day on request
	AlertOutlook    AlertKind = "outlook"    // IV or V is likely on a later day
	AlertEased      AlertKind = "eased"      // lower, and still a level that is warned of
	AlertFall       AlertKind = "fall"       // below: the all-clear
	AlertCorrection AlertKind = "correction" // the publication was withdrawn; Level is what is public now, may be unknown
)

// PublicEvent is a publication or a withdrawal, in the order they were made.
type PublicEvent struct {
	Num  int64     `json:"num"`
	Run  string    `json:"run"`
	Kind string    `json:"kind"` // published, withdrawn
	At   time.Time `json:"at"`
}

// Alert is what the public is told of one zone on one day when its level of IV or V
// comes, changes or goes. It exists without subscribers, and never changes.
type Alert struct {
	ID       string    `json:"id"`    // stable; the identifier in feeds and CAP
	Event    int64     `json:"event"` // the PublicEvent it came of
	Run      string    `json:"run"`   // that the level stands in; empty when none is left
	Kind     AlertKind `json:"kind"`  // rise, eased, fall, correction
	Zone     string    `json:"zone"`
	ZoneSet  string    `json:"zone_set"`
	Date     Date      `json:"date"`               // valid day
	Before   Level     `json:"before"`             // as the alert before said; null = there was none
	Level    Level     `json:"level"`              // null = unknown
	Sent     time.Time `json:"sent"`               // UTC
	Expires  time.Time `json:"expires"`            // end of the valid day, UTC
	Replaces []string  `json:"replaces,omitempty"` // alerts of the zone and day that it updates or cancels, oldest first
	Facts    Facts     `json:"facts"`
}

// Ends reports whether the alert takes those it replaces back: no level of IV or V
// is left.
func (a *Alert) Ends() bool { return !a.Level.Dangerous() }

// Facts are what stands beside a level in a message.
type Facts struct {
	Until         Date   `json:"until,omitzero"` // last day of the run up to which the level stays at IV or V, or, below, where it is
	P             Float  `json:"p"`              // °C·hPa
	H             Float  `json:"h"`              // days
	DaysSinceRain Float  `json:"days_since_rain"`
	TempC         Float  `json:"temp13_c"`
	RHPct         Float  `json:"rh13_pct"`
	Status        Status `json:"status,omitempty"` // observed, forecast, estimated, unknown
	Overridden    bool   `json:"overridden,omitzero"`
	Provisional   bool   `json:"provisional,omitzero"`
	Simulated     bool   `json:"simulated,omitzero"`
	Climatology   bool   `json:"climatological,omitzero"` // its cases are the weather of past years
	Members       int32  `json:"members,omitzero"`        // cases of weather that the level rests on; 0 = on one forecast
	Likely        int32  `json:"members_iv_up,omitzero"`  // of them, those at IV or V
}

// AlertItem is one zone and day in a message to a person. Subscription, Zone, Date,
// Level, Kind and Round together are told once only.
type AlertItem struct {
	Subscription string    `json:"subscription"`
	Zone         string    `json:"zone"`
	ZoneSet      string    `json:"zone_set"`
	Date         Date      `json:"date"` // valid day
	Level        Level     `json:"level"`
	Kind         AlertKind `json:"kind"`
	Round        int       `json:"round,omitzero"` // how often the person was told that it was taken back before
	Before       Level     `json:"before"`         // as the person was told last; null = nothing
	Probability  Float     `json:"probability,omitzero"`
	Facts        Facts     `json:"facts"`
}

// The reasons for telling a person or not.
const (
	WhyRose       = "rose"        // sent: the level rose to what was asked for
	WhyWorse      = "worse"       // sent: it rose above what was told
	WhyDaily      = "daily"       // sent: asked for every day
	WhyLikely     = "likely"      // sent: the outlook asked for
	WhyEased      = "eased"       // sent: lower, and still warned of
	WhyFell       = "fell"        // sent: the all-clear
	WhyCorrected  = "corrected"   // sent: what was told is withdrawn
	WhyNotAsked   = "not_asked"   // not sent: the kind of change is not wanted
	WhyStandsTold = "stands_told" // not sent: it was told before and got no worse
	WhyUnknown    = "unknown"     // not sent: the level is unknown now; the warning that was told stands
	WhyTooLate    = "too_late"    // not sent: quiet hours last until the day is over
	WhyToldOnce   = "told_once"   // not sent: the very same was told
	WhyNotReached = "not_reached" // was to be sent: its message was refused, or its day was over first
)

// When a message goes out that does not go out at once in the ordinary way.
const (
	WhenQuietOver  = "after_quiet_hours" // it waits until they are over
	WhenVBreaksOut = "v_breaks_quiet"    // in quiet hours: level V, as the person allowed

	WhenNotDelivered = "delivery_off" // decided, never sent: a replay
)

// AlertDecision is what was decided for one subscription, zone and day, and why. It is
// kept wherever a level rose to what was asked for, or left it.
type AlertDecision struct {
	AlertItem
	Sent bool   `json:"sent"`          // it stands in a message
	Why  string `json:"why"`           // one of the reasons
	When string `json:"when,omitzero"` // after_quiet_hours, v_breaks_quiet, delivery_off; empty = at once

	Warned   bool   `json:"warned"`             // the person holds a warning from here on
	Delivery string `json:"delivery,omitempty"` // the message it stands in
}

// Overtakes reports whether the decision says anew what an older message of the same
// subscription, zone and day says.
func (d *AlertDecision) Overtakes() bool {
	return d.Counts() && d.Why != WhyStandsTold && d.Why != WhyToldOnce
}

// Counts reports whether the decision changed what the person takes for true.
func (d *AlertDecision) Counts() bool { return d.Why != WhyUnknown && d.Why != WhyTooLate }

// AlertQuery asks for public alerts.
type AlertQuery struct {
	AsOf     time.Time // what was sent later does not exist
	Zone     string    // empty = all
	Standing bool      // only those that are neither expired nor replaced at AsOf
	Limit    int       // at most so many; 0 = 100
}

// AlertStore reads public alerts.
type AlertStore interface {
	// Alerts gives public alerts, newest first.
	Alerts(ctx context.Context, q AlertQuery) ([]Alert, error)
	// Alert gives one; NotFound when there is none by asOf.
	Alert(ctx context.Context, id string, asOf time.Time) (Alert, error)
}
