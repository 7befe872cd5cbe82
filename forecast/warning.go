package forecast

import (
	"context"
	"time"
)

// Warning says that a station, one of its sensors or a source needs a person's
// attention. Unlike a Flag it makes no value unusable.
type Warning struct {
	Station  string            `json:"station"`            // whom it names; a source's name for a source
	Variable Variable          `json:"variable,omitempty"` // empty = the whole station
	Kind     string            `json:"kind"`               // silent, absent, failing, isolated, moved, duplicate; no_run, no_publication: our own work is late
	Since    time.Time         `json:"since,omitzero"`     // since when it is so, UTC
	Raised   time.Time         `json:"raised,omitzero"`    // when the service found it, UTC; given by the store
	Reason   string            `json:"reason"`             // one English sentence: name, value, limit, unit
	Args     map[string]string `json:"args,omitempty"`     // what fills the holes of the profile's sentence for the kind
}

// WarningStore keeps what stands and what stood.
type WarningStore interface {
	// SaveWarnings says what stands in a scope from at on: what stood there and is
	// not named any more is over, what is new is raised.
	SaveWarnings(ctx context.Context, scope string, at time.Time, standing []Warning) error
	// Warnings gives those that stand at asOf, by station, variable and kind.
	Warnings(ctx context.Context, asOf time.Time) ([]Warning, error)
}
