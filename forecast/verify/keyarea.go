package verify

import (
	"context"

	"github.com/canhlua/canhlua/forecast"
)

// daysOfYear is the mean length of a year.
const daysOfYear = 365.25

// KeyFacts counts, for each zone, the days that stood at IV or V among those whose
// level was known on the day itself, as it was published, and the fires a year.
// How often it burns is known only where fires have been kept for a year or more:
// a store without any does not say that there were none.
func KeyFacts(ctx context.Context, store forecast.ToldStore, q forecast.ToldQuery, fires []Fire, zones []forecast.Zone) (map[string]forecast.KeyFacts, error) {
	facts := map[string]forecast.KeyFacts{}
	q.LeadDays = 0
	err := store.Told(ctx, q, func(t forecast.Told) error {
		if !t.Level.Known() {
			return nil
		}
		f := facts[t.Zone]
		f.KnownDays++
		if t.Level.Dangerous() {
			f.DangerousDays++
		}
		facts[t.Zone] = f
		return nil
	})
	if err != nil {
		return nil, err
	}
	perYear, known := firesPerYear(fires, q.To)
	for _, z := range zones {
		if known {
			f := facts[z.ID]
			f.FiresPerYear = forecast.Some(perYear[z.ID])
			facts[z.ID] = f
		}
	}
	return facts, nil
}

// firesPerYear counts from the first fire that was kept.
func firesPerYear(fires []Fire, to forecast.Date) (perYear map[string]float64, known bool) {
	if len(fires) == 0 {
		return nil, false
	}
	first := fires[0].Date
	for _, f := range fires {
		if f.Date.Before(first) {
			first = f.Date
		}
	}
	years := float64(to.DaysSince(first)+1) / daysOfYear
	if years < 1 {
		return nil, false
	}
	perYear = map[string]float64{}
	for _, f := range fires {
		perYear[f.Zone] += 1 / years
	}
	return perYear, true
}
