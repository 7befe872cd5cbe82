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
}

// Purged is what a purge took away.
type Purged struct {
	Raw       int64 // raw inputs
	ModelDays int64 // days of model weather
	Reporters int64 // reports of fires whose sender is forgotten
}

// PurgeStore lets go of old inputs. Observations, runs and publications stay.
type PurgeStore interface {
	// Purge deletes raw inputs received before the one instant, and model weather
	// received before the other for whose place and day a newer model run is
	// there; the zero Time keeps all.
	Purge(ctx context.Context, rawBefore, modelBefore time.Time) (Purged, error)
}
