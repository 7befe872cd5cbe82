package verify

import (
	"context"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// Published scores what was told for the days in [from, to], a person's level
// where there was one, against what came: the level that the last run of the day
// itself computed from the day's readings, never a person's. All is as stored:
// nothing is computed again. The levels of all days that were ever told are the
// record from which persistence and climatology are drawn. What was observed on
// the day of issue itself is no forecast and is not scored; nor is what rests on
// simulated weather, unless there is nothing else. Done is called with each run's
// day as it is read; it may be nil.
func Published(ctx context.Context, told forecast.ToldStore, q forecast.ToldQuery, fires []Fire, o Options, done func(forecast.Date)) (*Result, error) {
	record, simulated, err := recordOf(ctx, told, q)
	if err != nil {
		return nil, err
	}
	tally, err := NewTally(record, fires, o)
	if err != nil {
		return nil, err
	}
	from, to, overridden := q.From, q.To, 0
	q.From = from.AddDays(-q.LeadDays)
	var last forecast.Date
	err = told.Told(ctx, q, func(t forecast.Told) error {
		if done != nil && t.Issued != last {
			last = t.Issued
			done(last)
		}
		if t.Date.Before(from) || t.Date.After(to) || t.Simulated != simulated || !ahead(t) {
			return nil
		}
		if t.Level != t.Computed {
			overridden++
		}
		_ = tally.Add(pairOf(t, record)) // the result counts and names what was refused
		return nil
	})
	if err != nil {
		return nil, err
	}
	result := tally.Result()
	result.Overridden, result.Simulated = overridden, simulated
	return result, nil
}

// ahead reports whether a level was told as a forecast: on its own day only what
// was told before the readings were in.
func ahead(t forecast.Told) bool {
	return t.Date != t.Issued || t.Status == forecast.StatusForecast
}

// anyDay are the days a record may hold.
var anyDay = [2]forecast.Date{{Year: firstYear, Month: 1, Day: 1}, {Year: lastYear, Month: 12, Day: 31}}

// recordOf is what came, of real days alone where there are any; else simulated.
func recordOf(ctx context.Context, told forecast.ToldStore, q forecast.ToldQuery) (r *Record, simulated bool, err error) {
	var levels [2][]Observed // real, simulated
	real := false
	err = told.Told(ctx, forecast.ToldQuery{From: anyDay[0], To: anyDay[1], AsOf: q.AsOf}, func(t forecast.Told) error {
		real = real || !t.Simulated
		if !observed(t) {
			return nil
		}
		of := &levels[0]
		if t.Simulated {
			of = &levels[1]
		}
		*of = append(*of, Observed{Zone: t.Zone, Date: t.Date, Level: t.Computed})
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	simulated = !real && len(levels[1]) > 0
	chosen := levels[0]
	if simulated {
		chosen = levels[1]
	}
	record, faults := NewRecord(slices.Values(chosen))
	if len(faults) > 0 {
		return nil, false, faults[0] // one run a day speaks for it: two levels are a fault of the store
	}
	return record, simulated, nil
}

// observed reports whether a day rests on readings of its own.
func observed(t forecast.Told) bool {
	return t.Date == t.Issued && t.Computed.Known() && (t.Status == forecast.StatusObserved || t.Status == forecast.StatusEstimated)
}

func pairOf(t forecast.Told, record *Record) Pair {
	p := Pair{Zone: t.Zone, Date: t.Date, Issued: t.Issued, Level: t.Level, Observed: record.Level(t.Zone, t.Date)}
	if t.Outlook != nil && t.Outlook.Members > 0 {
		p.Probability.OK = true
		copy(p.Probability.P[:], t.Outlook.Probability())
	}
	return p
}
