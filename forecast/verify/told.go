package verify

import (
	"context"

	"github.com/canhlua/canhlua/forecast"
)

// Published scores what was told for the days in [from, to] against what came,
// as stored: nothing is computed again. The levels of all days that were ever
// told are the record from which persistence and climatology are drawn. What was
// observed on the day of issue itself is no forecast and is not scored. Done is
// called with each run's day as it is read; it may be nil.
func Published(ctx context.Context, told forecast.ToldStore, q forecast.ToldQuery, fires []Fire, o Options, done func(forecast.Date)) (*Result, error) {
	record, err := recordOf(ctx, told, q)
	if err != nil {
		return nil, err
	}
	tally, err := NewTally(record, fires, o)
	if err != nil {
		return nil, err
	}
	from, to := q.From, q.To
	q.From = from.AddDays(-q.LeadDays)
	var last forecast.Date
	err = told.Told(ctx, q, func(t forecast.Told) error {
		if done != nil && t.Issued != last {
			last = t.Issued
			done(last)
		}
		if t.Date.Before(from) || t.Date.After(to) || observed(t) || t.Date == t.Issued && t.Status != forecast.StatusForecast {
			return nil
		}
		_ = tally.Add(pairOf(t, record)) // the result counts and names what was refused
		return nil
	})
	if err != nil {
		return nil, err
	}
	return tally.Result(), nil
}

// anyDay are the days a record may hold.
var anyDay = [2]forecast.Date{{Year: firstYear, Month: 1, Day: 1}, {Year: lastYear, Month: 12, Day: 31}}

func recordOf(ctx context.Context, told forecast.ToldStore, q forecast.ToldQuery) (*Record, error) {
	var levels []Observed
	err := told.Told(ctx, forecast.ToldQuery{From: anyDay[0], To: anyDay[1], AsOf: q.AsOf}, func(t forecast.Told) error {
		if observed(t) {
			levels = append(levels, Observed{Zone: t.Zone, Date: t.Date, Level: t.Level})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	record, faults := NewRecord(func(yield func(Observed) bool) {
		for _, l := range levels {
			if !yield(l) {
				return
			}
		}
	})
	if len(faults) > 0 {
		return nil, faults[0] // one run a day speaks for it: two levels are a fault of the store
	}
	return record, nil
}

// observed reports whether a day rests on readings of its own.
func observed(t forecast.Told) bool {
	return t.Date == t.Issued && t.Level.Known() && (t.Status == forecast.StatusObserved || t.Status == forecast.StatusEstimated)
}

func pairOf(t forecast.Told, record *Record) Pair {
	p := Pair{Zone: t.Zone, Date: t.Date, Issued: t.Issued, Level: t.Level, Observed: record.Level(t.Zone, t.Date)}
	if t.Outlook != nil && t.Outlook.Members > 0 {
		p.Probability.OK = true
		copy(p.Probability.P[:], t.Outlook.Probability())
	}
	return p
}
