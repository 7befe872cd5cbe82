package forecast

import (
	"context"
	"time"
)

// Retention says how long inputs are kept that no run needs any more: every run
// keeps what it was computed from, so that it comes out again without them.
type Retention struct {
	RawDays   int `json:"raw_days" yaml:"raw_days"`     // raw messages and model answers; 0 = for ever
	ModelDays int `json:"model_days" yaml:"model_days"` // model weather that a newer model run has replaced; 0 = for ever
	AlertDays int `json:"alert_days" yaml:"alert_days"` // what was decided for and sent to people; 0 = for ever
}

// Purged is what a purge took away.
type Purged struct {
	Raw       int64 // raw inputs
	ModelDays int64 // days of model weather
	Reporters int64 // reports of fires whose sender is forgotten
	Decisions int64 // what was decided for people
	Sent      int64 // deliveries that are done
	Pending   int64 // subscriptions that nobody confirmed
}

// PurgeBefore are the instants before which what is old goes; the zero Time keeps all.
type PurgeBefore struct {
	Raw     time.Time // received: raw inputs
	Model   time.Time // received: model weather for whose place and day a newer model run is there
	Alerts  time.Time // made: decisions, and deliveries that are done
	Pending time.Time // asked for: subscriptions that nobody confirmed, with their links
}

// PurgeStore lets go of what is old. Observations, runs, publications and public
// alerts stay.
type PurgeStore interface {
	Purge(ctx context.Context, before PurgeBefore) (Purged, error)
}
