package job

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Replay is a stretch of past days to be lived through with their weather.
type Replay struct {
	From, To     forecast.Date
	Raw          forecast.Raw             // the file the weather was read from
	Stations     []forecast.Station       // that it gives with their place
	Observations []forecast.Observation   // any order; those before From are its archive
	Day          func(forecast.Run) error // called with each day's published run
}

// Replay lives through the days one by one as the schedule would: at the day's
// last run slot before its last publication it takes in what had been observed
// by then, makes the run and publishes it by the standing rule. Morning runs are
// left out: without model weather they know nothing that the evening before did
// not. A day never sees later observations.
func (s *Service) Replay(ctx context.Context, r Replay) (Tally, error) {
	p, err := s.plan()
	if err != nil {
		return Tally{}, err
	}
	waiting := slices.Clone(r.Observations)
	slices.SortStableFunc(waiting, func(a, b forecast.Observation) int { return a.Time.Compare(b.Time) })
	var total Tally
	known, err := s.knownStations(ctx)
	if err != nil {
		return total, err
	}
	if err := s.takeStations(ctx, forecast.Bulletin{Stations: r.Stations}, known, &total); err != nil {
		return total, err
	}
	live := func(now time.Time) error {
		n, _ := slices.BinarySearchFunc(waiting, now.Add(time.Nanosecond), func(o forecast.Observation, t time.Time) int { return o.Time.Compare(t) })
		due := waiting[:n]
		waiting = waiting[n:]
		return s.at(now).receive(ctx, r.Raw, due, known, &total)
	}
	if err := live(r.From.At(0, 0, s.Province.Location)); err != nil {
		return total, err
	}
	for d := r.From; !d.After(r.To); d = d.AddDays(1) {
		made, published, err := s.eveningOf(d, p)
		if err != nil {
			return total, err
		}
		if err := live(made); err != nil {
			return total, fmt.Errorf("%s: %w", d, err)
		}
		if err := s.liveEvening(ctx, d, made, published, r.Day); err != nil {
			return total, fmt.Errorf("%s: %w", d, err)
		}
	}
	return total, nil
}

// receive takes observations in as if they came at the service's present.
func (s *Service) receive(ctx context.Context, raw forecast.Raw, obs []forecast.Observation, known map[string]forecast.Station, t *Tally) error {
	if len(obs) == 0 {
		return nil
	}
	raw.Received = s.Clock()
	for i := range obs {
		obs[i].Received = raw.Received
	}
	return s.take(ctx, forecast.Bulletin{Raw: raw, Observations: obs}, known, t)
}

// eveningOf gives the instants of the day's last publication and of the last run
// before it.
func (s *Service) eveningOf(d forecast.Date, p plan) (made, published time.Time, err error) {
	since, until := day(d, s.Province.Location)
	published = lastOf(p.publications, since, until)
	made = lastOf(p.runs, since, published)
	if published.IsZero() || made.IsZero() {
		return made, published, fmt.Errorf("%s: the profile's schedules name no publication with a run before it", d)
	}
	return made, published, nil
}

// liveEvening makes the day's run at one instant and publishes it at the other.
func (s *Service) liveEvening(ctx context.Context, d forecast.Date, made, published time.Time, each func(forecast.Run) error) error {
	r, err := s.at(made).Predict(ctx, d, name(made, s.Province.Location), false)
	if err != nil {
		return err
	}
	if _, err := s.at(published).PublishStanding(ctx, d); err != nil {
		return err
	}
	return each(r)
}
