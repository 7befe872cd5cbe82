package job

import (
	"context"
	"errors"
	"fmt"
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
// not. A day never sees later observations. A run is saved and published while
// the next one is computed; a replay that breaks off leaves whole days.
func (s *Service) Replay(ctx context.Context, r Replay) (Tally, error) {
	p, err := s.newPassage(ctx, r)
	if err != nil {
		return Tally{}, err
	}
	if err := s.takeStations(ctx, forecast.Bulletin{Stations: r.Stations}, p.known, &p.tally); err != nil {
		return p.tally, err
	}
	if err := p.receive(ctx, r.From.At(0, 0, s.Province.Location)); err != nil {
		return p.tally, err
	}
	for d := r.From; !d.After(r.To); d = d.AddDays(1) {
		if err := p.evening(ctx, d, d.Before(r.To)); err != nil {
			return p.tally, errors.Join(err, p.finish())
		}
	}
	return p.tally, p.finish()
}

// evening makes the day's run at one instant and has it saved and published at
// another. What is observed until the next evening comes in before that begins:
// a store may have one writer.
func (p *passage) evening(ctx context.Context, d forecast.Date, more bool) error {
	made, published, err := p.eveningOf(d)
	if err != nil {
		return err
	}
	if err := p.receiveOn(ctx, d, made); err != nil { // nothing but on the first day
		return err
	}
	now := p.at(made)
	now.Store = unsaved{p.Store, p}
	r, err := now.compute(ctx, d, name(made, p.Province.Location), false)
	if err := errors.Join(err, p.finish()); err != nil {
		return fmt.Errorf("%s: %w", d, err)
	}
	if more {
		err = p.receiveNext(ctx, d.AddDays(1))
	}
	p.save(ctx, r, published)
	return err
}

func (p *passage) receiveNext(ctx context.Context, d forecast.Date) error {
	made, _, err := p.eveningOf(d)
	if err != nil {
		return err
	}
	return p.receiveOn(ctx, d, made)
}

func (p *passage) receiveOn(ctx context.Context, d forecast.Date, made time.Time) error {
	if err := p.receive(ctx, made); err != nil {
		return fmt.Errorf("%s: %w", d, err)
	}
	return nil
}

// eveningOf gives the instants of the day's last publication and of the last run
// before it.
func (p *passage) eveningOf(d forecast.Date) (made, published time.Time, err error) {
	since, until := day(d, p.Province.Location)
	published = lastOf(p.plan.publications, since, until)
	made = lastOf(p.plan.runs, since, published)
	if published.IsZero() || made.IsZero() {
		return made, published, fmt.Errorf("%s: the profile's schedules name no publication with a run before it", d)
	}
	return made, published, nil
}
