package job

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/alert"
)

// AlertQueue is the queue of the alert jobs: they wait behind no slow source.
const AlertQueue = "alerts"

// AlertArgs weighs what a publication or withdrawal calls for.
type AlertArgs struct {
	Event int64 `json:"event"`
}

// Kind names the job in the queue.
func (AlertArgs) Kind() string { return "alert" }

// InsertOpts makes an event's job unique.
func (AlertArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: AlertQueue, MaxAttempts: 10, Priority: 1, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// boardDays is how many days are looked at, from today on.
const boardDays = 10

// AlertStore is what weighing needs of the store.
type AlertStore interface {
	Store
	forecast.SubscriptionStore
	forecast.AlertStore
	forecast.DeliveryStore
}

// Weigh decides what the newest publication or withdrawal calls for and queues the
// messages, once however often it is called. It reports whether there was
// anything to decide.
func (s *Service) Weigh(ctx context.Context) (bool, error) {
	st, ok := s.Store.(AlertStore)
	if !ok {
		return false, errors.New("alerts: this store keeps none")
	}
	now := s.Clock()
	done, err := st.Weigh(ctx, now, func(w forecast.Weighing) (forecast.Weighed, error) {
		c, err := s.caseOf(ctx, w, now)
		if err != nil {
			return forecast.Weighed{}, err
		}
		out := alert.Decide(c)
		if s.Mute {
			mute(&out)
		}
		return out, nil
	})
	return done, err
}

// mute queues nothing and says so beside each decision.
func mute(w *forecast.Weighed) {
	w.Deliveries = nil
	for i := range w.Decisions {
		w.Decisions[i].Delivery, w.Decisions[i].When = "", forecast.WhenNotDelivered
	}
}

// caseOf is what is public now, beside what is to be weighed.
func (s *Service) caseOf(ctx context.Context, w forecast.Weighing, now time.Time) (alert.Case, error) {
	if w.Event.At.After(now) {
		now = w.Event.At // another process's clock is a little ahead
	}
	set, err := s.setOf(ctx, now)
	if err != nil {
		return alert.Case{}, err
	}
	board, err := s.board(ctx, set, now)
	if err != nil {
		return alert.Case{}, err
	}
	others, err := s.otherSets(ctx, set.ID, w)
	if err != nil {
		return alert.Case{}, err
	}
	return alert.Case{Weighing: w, Board: board, Rules: alert.Default, Now: now, Location: s.Province.Location,
		Resolver: alert.NewResolver(set, others...)}, nil
}

// setOf is the zone set that what is public today is for, else the one in force.
func (s *Service) setOf(ctx context.Context, now time.Time) (forecast.ZoneSet, error) {
	today := s.Province.Today(now)
	run, err := s.Store.Covering(ctx, today, now)
	if err == nil {
		return s.Store.ZoneSet(ctx, run.ZoneSet)
	}
	if !isNotFound(err) {
		return forecast.ZoneSet{}, err
	}
	sets, err := s.Store.ZoneSets(ctx)
	if err != nil {
		return forecast.ZoneSet{}, err
	}
	for _, set := range sets {
		if set.Covers(today) {
			return s.Store.ZoneSet(ctx, set.ID)
		}
	}
	return forecast.ZoneSet{}, nil // no zones: nothing is public
}

// board is what the public is told as of an instant.
func (s *Service) board(ctx context.Context, set forecast.ZoneSet, now time.Time) (alert.Board, error) {
	ids := make([]string, len(set.Zones))
	for i := range set.Zones {
		ids[i] = set.Zones[i].ID
	}
	today := s.Province.Today(now)
	b := alert.NewBoard(set.ID, ids, today, boardDays)
	var run forecast.Run
	for day := today; day.DaysSince(today) < boardDays; day = day.AddDays(1) {
		if day.DaysSince(today) > 1 && !day.After(run.To) {
			continue // a run for a later day than tomorrow is not made ahead
		}
		last := run.ID
		var err error
		if run, err = s.Store.Covering(ctx, day, now); isNotFound(err) || err == nil && run.ID == last {
			continue
		}
		if err != nil {
			return b, err
		}
		days, err := s.Store.ZoneDays(ctx, run.ID, forecast.Date{})
		if err != nil {
			return b, err
		}
		for _, d := range days {
			if !d.Date.Before(day) {
				b.Put(run, d)
			}
		}
	}
	return b, nil
}

// otherSets are those in which subscribers chose zones, and those in whose zones
// they were told of something.
func (s *Service) otherSets(ctx context.Context, in string, w forecast.Weighing) ([]forecast.ZoneSet, error) {
	seen := map[string]bool{in: true, "": true}
	var out []forecast.ZoneSet
	for i := range w.Subscriptions {
		id := w.Subscriptions[i].Area.ZoneSet
		if seen[id] {
			continue
		}
		seen[id] = true
		set, err := s.Store.ZoneSet(ctx, id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, set)
	}
	return out, nil
}

func isNotFound(err error) bool {
	var none *forecast.NotFound
	return errors.As(err, &none)
}
