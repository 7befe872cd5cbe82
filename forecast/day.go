package forecast

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Origin says what a day's weather rests on.
type Origin string

// The origins, best first.
const (
	Observed  Origin = "observed"  // readings at the time they stand for
	Estimated Origin = "estimated" // observed values that stand for others, or neighbours' values
	Model     Origin = "model"     // numerical weather prediction
)

// Day is one place's weather of one local day, as the indices need it: the
// values at 13:00 and the rain of the 24 hours that end then.
type Day struct {
	Place         string    `json:"place"` // station ID, or zone ID for model weather
	Date          Date      `json:"date"`
	TempC         Float     `json:"temp13_c,omitzero"`
	DewPointC     Float     `json:"dewpoint13_c,omitzero"`
	WindKmh       Float     `json:"wind13_kmh,omitzero"`
	RainMM        Float     `json:"rain24_mm,omitzero"`        // the whole amount, only when the intervals cover the 24 h without a hole
	RainAtLeastMM Float     `json:"rain_at_least_mm,omitzero"` // what fell for certain, when the whole is not known
	At            time.Time `json:"at,omitzero"`               // valid time of the noon values
	Origin        Origin    `json:"origin"`
	Issued        time.Time `json:"issued,omitzero"` // start of the model run, zero for observations
	Flags         []Flag    `json:"flags,omitempty"` // values withheld, and why
	Simulated     bool      `json:"simulated,omitempty"`
}

// ModelStore keeps model weather as days at zones.
type ModelStore interface {
	// SaveModelDays adds days; the same place, date and model run twice is kept once.
	SaveModelDays(ctx context.Context, received time.Time, days []Day) error
	// ModelDays gives, for each place and date in [from, to], the day of the
	// newest model run received by asOf.
	ModelDays(ctx context.Context, from, to Date, asOf time.Time) ([]Day, error)
	// EachModelDay hands over what ModelDays gives, a day at a time: with an ensemble
	// there are too many to hold.
	EachModelDay(ctx context.Context, from, to Date, asOf time.Time, take func(Day)) error
	// EachModelDayAt hands over the same of one day, at the named places only.
	EachModelDayAt(ctx context.Context, day Date, places []string, asOf time.Time, take func(Day)) error
}

// memberPlace marks the place of one ensemble member's weather, so that no zone's
// own weather is taken for it.
const memberPlace = "member:"

// MemberPlace names a place of model weather of one ensemble member, 0 the
// control run.
func MemberPlace(place string, member int) string {
	return fmt.Sprintf("%s%02d:%s", memberPlace, member, place)
}

// MemberOf is MemberPlace's inverse; false for a place of no member.
func MemberOf(place string) (of string, member int, ok bool) {
	rest, ok := strings.CutPrefix(place, memberPlace)
	number, of, cut := strings.Cut(rest, ":")
	member, err := strconv.Atoi(number)
	return of, member, ok && cut && err == nil && member >= 0
}
