package job

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// passage is a replay under way.
type passage struct {
	*Service
	plan    plan
	raw     forecast.Raw
	rawKept bool
	waiting []forecast.Observation // not received yet, by time
	known   map[string]forecast.Station
	day     func(forecast.Run) error
	deliver func(context.Context, time.Time) error // nil = alerts are decided and none goes out
	tally   Tally

	last   *forecast.Run // the newest run
	behind chan error    // it is being saved and published; nil when that is done
	alone  bool          // no other run was made since the replay began
	sets   map[string]bool
}

func (s *Service) newPassage(ctx context.Context, r Replay) (*passage, error) {
	p := &passage{Service: s, raw: r.Raw, waiting: slices.Clone(r.Observations), day: r.Day, deliver: r.Deliver, alone: true, sets: map[string]bool{}}
	slices.SortStableFunc(p.waiting, func(a, b forecast.Observation) int { return a.Time.Compare(b.Time) })
	var err error
	if p.plan, err = s.plan(); err != nil {
		return nil, err
	}
	if p.known, err = s.knownStations(ctx); err != nil {
		return nil, err
	}
	begin, end := r.From.At(0, 0, s.Province.Location), r.To.AddDays(1).At(0, 0, s.Province.Location)
	runs, err := s.Store.Runs(ctx, forecast.Date{Year: 1, Month: time.January, Day: 1}, r.To.AddDays(1), end)
	for _, old := range runs {
		p.alone = p.alone && old.Issued.Before(begin)
		p.sets[old.ZoneSet] = true
	}
	return p, err
}

// receive takes in what was observed by an instant, as if it came then. The file
// is kept with the first of it.
func (p *passage) receive(ctx context.Context, now time.Time) error {
	n, _ := slices.BinarySearchFunc(p.waiting, now.Add(time.Nanosecond), func(o forecast.Observation, t time.Time) int { return o.Time.Compare(t) })
	due := p.waiting[:n]
	p.waiting = p.waiting[n:]
	if len(due) == 0 {
		return nil
	}
	raw := p.raw
	raw.Received = now
	for i := range due {
		due[i].Received, due[i].RawHash = now, cmp.Or(raw.Hash, due[i].RawHash)
	}
	if p.rawKept {
		raw.Hash, raw.Data = "", nil
	}
	p.rawKept = true
	return p.at(now).take(ctx, forecast.Bulletin{Raw: raw, Observations: due}, p.known, &p.tally)
}

// save puts the run into the store, publishes it and weighs its alerts, beside what
// comes next.
func (p *passage) save(ctx context.Context, r forecast.Run, published time.Time) {
	done := make(chan error, 1)
	p.last, p.behind, p.sets[r.ZoneSet] = &r, done, true
	go func() {
		err := p.keep(ctx, r)
		if err == nil {
			err = p.publish(ctx, &r, published)
		}
		done <- err
	}()
}

func (p *passage) publish(ctx context.Context, r *forecast.Run, at time.Time) error {
	evening := p.at(at)
	evening.Mute = p.deliver == nil
	if st, ok := evening.Store.(AlertStore); ok {
		evening.Store = justSaved{st, r}
	}
	if _, err := evening.PublishStanding(ctx, r.Date); err != nil {
		return err
	}
	if _, err := evening.Weigh(ctx); err != nil || p.deliver == nil {
		return err
	}
	return p.deliver(ctx, at)
}

// finish waits until the newest run is saved and published, and tells of it.
func (p *passage) finish() error {
	if p.behind == nil {
		return nil
	}
	err := <-p.behind
	p.behind = nil
	if err != nil {
		return err
	}
	return p.day(*p.last)
}

// justSaved is the store that has a run since a moment ago: what it says of the days
// need not be read again. Nobody has overridden any of them yet.
type justSaved struct {
	AlertStore
	run *forecast.Run
}

// ZoneDays are those of the run as it was saved; of another the store is asked.
func (j justSaved) ZoneDays(ctx context.Context, run string, day forecast.Date) ([]forecast.ZoneDay, error) {
	if run != j.run.ID {
		return j.AlertStore.ZoneDays(ctx, run, day)
	}
	if day.IsZero() {
		return j.run.Days, nil
	}
	var days []forecast.ZoneDay
	for i := range j.run.Days {
		if j.run.Days[i].Date == day {
			days = append(days, j.run.Days[i])
		}
	}
	return days, nil
}

// unsaved is the store as it will be when the newest run is saved.
type unsaved struct {
	Store
	passage *passage
}

// States are those of the newest run where it has one of every zone, as the store
// would find them; else the store is asked when it has the run.
func (u unsaved) States(ctx context.Context, from, to forecast.Date, simulated bool, asOf time.Time) ([]forecast.State, error) {
	if states, ok := u.passage.newestStates(to, simulated); ok {
		return states, nil
	}
	if err := u.passage.finish(); err != nil {
		return nil, err
	}
	return u.Store.States(ctx, from, to, simulated, asOf)
}

func (p *passage) newestStates(on forecast.Date, simulated bool) (states []forecast.State, ok bool) {
	if p.last == nil || !p.alone || len(p.sets) != 1 || p.last.Simulated != simulated {
		return nil, false
	}
	zones := map[string]bool{}
	for _, st := range p.last.States {
		if st.Date == on {
			states = append(states, st)
			zones[st.Zone] = true
		}
	}
	return states, len(zones) > 0 && len(zones) == len(p.last.Reasons)
}
