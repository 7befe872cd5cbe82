package main

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// sampleSeed makes the same season on every machine.
const sampleSeed = 1

// season is the profile's simulated weather of the last days as a source.
type season struct {
	app    *App
	store  *store.Store
	sample source.Sample
	days   int
}

// sampleSeason is the simulated weather of the days up to now.
func (a *App) sampleSeason(st *store.Store, days int) *season {
	s := source.Sample{Seed: sampleSeed, Location: a.province().Location, NoonHour: a.province().Rules.NoonHour}
	for _, n := range a.profile.Normals {
		for _, station := range a.profile.Stations {
			if station.ID == n.Station {
				s.Normals = append(s.Normals, source.Normals{Station: station, TempMaxC: n.TempMaxC, VapourHPa: n.VapourHPa, RainMM: n.RainMM})
			}
		}
	}
	return &season{app: a, store: st, sample: s, days: days}
}

// Name is "sample".
func (s *season) Name() string { return "sample" }

// Fetch hands over the days whose 13:00 has passed, and a simulated forecast of
// those to come.
func (s *season) Fetch(ctx context.Context, take func(forecast.Bulletin) error) error {
	now, p := s.app.clock(), s.app.province()
	points, err := s.app.points(ctx, s.store)
	if err != nil {
		return err
	}
	issued := now.UTC().Truncate(6 * time.Hour)
	ahead := s.sample.Forecast(points, issued, p.Today(now).AddDays(p.Rules.AheadDays))
	last := p.Today(now)
	if last.At(p.Rules.NoonHour, 0, p.Location).After(now) {
		last = last.AddDays(-1)
	}
	return take(forecast.Bulletin{
		Raw:          forecast.Raw{Source: "sample", Name: "sample season", Received: now},
		Stations:     s.sample.Stations(),
		Observations: append(s.sample.Days(last.AddDays(-s.days), last), ahead...),
	})
}

// whileSimulated carries the sample season on for as long as the store holds
// nothing but simulated weather.
type whileSimulated struct {
	*season
}

// Fetch hands over the latest simulated days, or nothing once the store has real
// weather or has no weather.
func (w *whileSimulated) Fetch(ctx context.Context, take func(forecast.Bulletin) error) error {
	simulated, err := w.simulated(ctx)
	if err != nil || !simulated {
		return err
	}
	return w.season.Fetch(ctx, take)
}

// simulated reports whether a simulated station has spoken and no real weather
// has come.
func (w *whileSimulated) simulated(ctx context.Context) (bool, error) {
	now := w.app.clock()
	real, err := w.store.HasReal(ctx, now)
	if err != nil || real {
		return false, err
	}
	stations, err := w.store.Stations(ctx, now)
	for _, s := range stations {
		if s.Simulated && !s.Newest.IsZero() {
			return true, err
		}
	}
	return false, err
}
