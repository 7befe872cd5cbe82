package forecast

import (
	"context"
	"time"
)

// Verdict is what a reading's neighbours make of it: the flags of the tests that
// need the network. Unlike an Observation's own flags they may change later, when
// neighbours report late.
type Verdict struct {
	Station   string
	Time      time.Time // valid time of the reading, UTC
	Simulated bool
	Flags     []Flag // none = what was held against it stands no more
}

// VerdictStore keeps what the network made of readings, and when.
type VerdictStore interface {
	// SaveVerdicts says what stands from at on against readings of [from, to]: what
	// stood there and is not named any more stands no longer.
	SaveVerdicts(ctx context.Context, from, to, at time.Time, standing []Verdict) error
	// Verdicts gives what stood at asOf against readings of [from, to], by station
	// and time; no station = all.
	Verdicts(ctx context.Context, station string, from, to, asOf time.Time) ([]Verdict, error)
}
