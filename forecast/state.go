package forecast

import (
	"context"
	"time"
)

// Status says what a zone's level of a day rests on.
type Status string

// The statuses.
const (
	StatusObserved  Status = "observed"  // readings of the day, and an observed past
	StatusEstimated Status = "estimated" // some day since the last reset was bridged or built from model weather
	StatusForecast  Status = "forecast"  // the day's weather is a forecast
	StatusUnknown   Status = "unknown"   // cannot be known
)

// State is what the cumulative indices of a zone have come to at 13:00 of a day.
// P and H are missing when the state is unknown; they are known again after a
// rain that resets them or an officer's start value.
type State struct {
	Zone      string  `json:"zone"`
	Date      Date    `json:"date"`
	ResetMM   float64 `json:"rain_reset_mm"`       // the rain that resets, mm in 24 h
	P         Float   `json:"p"`                   // °C·hPa
	H         Float   `json:"h"`                   // days
	Status    Status  `json:"status"`              // observed, estimated or unknown
	GapDays   int     `json:"gap_days,omitzero"`   // days in a row without readings of the zone's network, up to Date
	FromModel bool    `json:"from_model,omitzero"` // no reading has entered since the state began
	Lower     bool    `json:"lower,omitzero"`      // began at 0 without a reset: the true value is higher or the same
	Fuel      *Fuel   `json:"fuel,omitempty"`      // of the other indices; kept for the days a later run may begin from
}

// Start is a state that an officer vouches for.
type Start struct {
	Zone   string    `json:"zone"` // "*" = every zone
	Date   Date      `json:"date"` // the state holds at 13:00 of this day
	P      Float     `json:"p"`
	H      Float     `json:"h"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	Given  time.Time `json:"given"`
}

// StartStore keeps officers' start values.
type StartStore interface {
	// SaveStart adds a start value; the newest given for a zone and day counts.
	SaveStart(ctx context.Context, s Start) error
	// Starts gives those for days in [from, to] given by asOf, oldest first.
	Starts(ctx context.Context, from, to Date, asOf time.Time) ([]Start, error)
}
