package job

import (
	"context"
	"fmt"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/climate"
	"github.com/canhlua/canhlua/forecast/run"
)

// BuildClimatology makes the normals of the zones in force on to from the
// observations of [from, to], and calls done after each of the zones. Simulated
// weather never counts. A building that breaks off leaves the one before in force.
func (s *Service) BuildClimatology(ctx context.Context, from, to forecast.Date, done func(of int)) (forecast.Climatology, error) {
	c := forecast.Climatology{From: from, To: to}
	in, past, err := s.past(ctx, from, to)
	if err != nil {
		return c, fmt.Errorf("climatology of %s to %s: %w", from, to, err)
	}
	c.ZoneSet, c.ResetMM = in.ZoneSet, past.ResetMM()
	c.From, c.To = spanOf(in.Observed) // the archive may begin later than asked for, and end earlier
	if c.Num, err = s.Store.BeginClimatology(ctx, c); err != nil {
		return c, err
	}
	for _, place := range in.Places {
		record := climate.NewRecord(place.Zone)
		past.Live(place, func(d forecast.ZoneDay) { record.Add(&d) })
		if err := s.Store.SaveNormals(ctx, c.Num, record.Normals()); err != nil {
			return c, err
		}
		done(len(in.Places))
	}
	c.Built = s.Clock().UTC()
	return c, s.Store.FinishClimatology(ctx, c.Num, c.Built)
}

// PastWeather gathers the past that tables are tried on: the input with the places, and
// the weather ready to be lived through. Simulated weather never counts.
func (s *Service) PastWeather(ctx context.Context, from, to forecast.Date) (run.Input, *run.Past, error) {
	in, past, err := s.past(ctx, from, to)
	if err != nil {
		return in, nil, fmt.Errorf("archive of %s to %s: %w", from, to, err)
	}
	return in, past, nil
}

// past gathers the archive.
func (s *Service) past(ctx context.Context, from, to forecast.Date) (run.Input, *run.Past, error) {
	rules, loc := s.Province.Rules, s.Province.Location
	in := run.Input{Today: to, Issued: s.Clock().UTC(), Profile: s.Profile, TimeZone: s.Province.TimeZone, Rules: rules}
	if err := s.gatherZones(ctx, &in); err != nil {
		return in, nil, err
	}
	book, err := s.book(ctx)
	if err != nil {
		return in, nil, err
	}
	obs, err := s.Store.Observations(ctx, forecast.ObservationQuery{
		From: from.At(rules.NoonHour, 0, loc).Add(-24 * time.Hour), To: to.At(rules.NoonHour, rules.NoonWithinMinutes, loc), AsOf: in.Issued,
	})
	if err != nil {
		return in, nil, err
	}
	stations, err := s.Store.Stations(ctx, in.Issued)
	if err != nil {
		return in, nil, err
	}
	in.Observed = run.Days(obs, from, to, rules, loc)
	if len(in.Observed) == 0 {
		return in, nil, &forecast.NotFound{Kind: "observations between", Name: from.String() + " and " + to.String()}
	}
	gatherNetwork(&in, stations, in.Observed, from)
	past, err := run.NewPast(in, book)
	return in, past, err
}

// spanOf are the first and the last of some days.
func spanOf(days []forecast.Day) (first, last forecast.Date) {
	first, last = days[0].Date, days[0].Date
	for _, d := range days {
		if d.Date.Before(first) {
			first = d.Date
		}
		if d.Date.After(last) {
			last = d.Date
		}
	}
	return first, last
}
