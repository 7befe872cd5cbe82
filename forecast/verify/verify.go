// Package verify says how good the forecasts were: scores by lead day with
// their intervals, skill against persistence and climatology, fires by level,
// and the statistics of a season. It is pure: levels in, figures out; it must
// not fetch, recompute or guess a level. Too few data give no score but a reason.
package verify

import (
	"fmt"
	"iter"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// Pair is what was said of a zone's day and what came.
type Pair struct {
	Zone        string
	Date        forecast.Date  // the day the forecast is for
	Issued      forecast.Date  // the day it was made on; Date − Issued is its lead, 0–60 days
	Probability Distribution   // of the five levels; may be missing
	Level       forecast.Level // the headline; may be unknown
	Observed    forecast.Level // what came; may be unknown
}

// Fire is a fire or hotspot at a zone and local day. Each one counts: who wants
// one a day, gives one a day.
type Fire struct {
	Zone string
	Date forecast.Date
}

// Options are the choices behind the figures; they stand in the result.
type Options struct {
	BlockDays     int     `json:"block_days"`     // length of a block of the bootstrap, 1–366 days; about as long as levels remember
	Resamples     int     `json:"resamples"`      // of the bootstrap, 0–10,000; 0 = no intervals
	Seed          uint32  `json:"seed"`           // of the bootstrap; the same seed gives the same intervals
	ConfidencePct float64 `json:"confidence_pct"` // of the intervals, above 50 and below 100 %
	WindowDays    int     `json:"window_days"`    // climatology takes the days so near to the day of the year, 0–182
	MinYears      int     `json:"min_years"`      // climatology needs so many other years, at least 1
	MinPairs      int     `json:"min_pairs"`      // a score needs so many pairs, at least 1
	MinFires      int     `json:"min_fires"`      // the area of fires needs so many, at least 1
}

// Defaults are the options of the public page. The block of 20 days is the cube
// root of the days of twenty years (Künsch 1989 gives that order, unchecked).
func Defaults() Options {
	return Options{
		BlockDays: 20, Resamples: 500, Seed: 1, ConfidencePct: 95,
		WindowDays: 15, MinYears: 5, MinPairs: 30, MinFires: 10,
	}
}

const maxResamples = 10_000

func (o *Options) check() error {
	for _, c := range []struct {
		name          string
		v, low, above int
	}{
		{"block_days", o.BlockDays, 1, 367},
		{"resamples", o.Resamples, 0, maxResamples + 1},
		{"window_days", o.WindowDays, 0, 183},
		{"min_years", o.MinYears, 1, lastYear - firstYear},
		{"min_pairs", o.MinPairs, 1, 1 << 30},
		{"min_fires", o.MinFires, 1, 1 << 30},
	} {
		if c.v < c.low || c.v >= c.above {
			return &forecast.Invalid{Column: c.name, Value: strconv.Itoa(c.v),
				Reason: fmt.Sprintf("outside %d–%d", c.low, c.above-1), Remedy: "give a number within"}
		}
	}
	if !(o.ConfidencePct > 50 && o.ConfidencePct < 100) {
		return &forecast.Invalid{Column: "confidence_pct", Value: fmt.Sprint(o.ConfidencePct),
			Reason: "not between 50 and 100 %", Remedy: "give 95, say"}
	}
	return nil
}

// Verify scores the pairs. The record is what persistence and climatology know;
// without one (nil) the skill is missing. A pair that cannot be is left out,
// counted and named in the result; an error is about the options only.
func Verify(pairs iter.Seq[Pair], record *Record, fires []Fire, o Options) (*Result, error) {
	t, err := NewTally(record, fires, o)
	if err != nil {
		return nil, err
	}
	for p := range pairs {
		_ = t.Add(p) // the result counts and names what was refused
	}
	return t.Result(), nil
}
