package job

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// The kinds of warnings about our own work.
const (
	WarnNoRun         = "no_run"
	WarnNoPublication = "no_publication"
)

const (
	scheduleScope  = "schedule"
	scheduleGrace  = 30 * time.Minute // after its hour a run or publication counts as missing
	watchmanEvery  = 10 * time.Second
	heartbeatEvery = time.Minute
)

// Watchman looks after the alerts beside the queue until the context ends: it weighs
// what a process that died left, gives up what is over, and raises a warning when
// no run or publication came by its hour.
func (s *Service) Watchman(ctx context.Context) {
	tick := time.NewTicker(watchmanEvery)
	defer tick.Stop()
	var beat time.Time
	for ctx.Err() == nil {
		if err := s.lookAfter(ctx); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "alerts could not be looked after", "error", err)
		}
		if now := s.Clock(); now.Sub(beat) >= heartbeatEvery {
			beat = now
			if _, err := s.Heartbeat(ctx); err != nil && ctx.Err() == nil {
				s.Log.ErrorContext(ctx, "the schedule could not be watched", "error", err)
			}
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

func (s *Service) lookAfter(ctx context.Context) error {
	done, err := s.Weigh(ctx)
	if err != nil {
		return err
	}
	if done && s.Weighed != nil {
		s.Weighed()
	}
	if st, ok := s.Store.(AlertStore); ok {
		_, err = st.ExpireDeliveries(ctx, s.Clock())
	}
	return err
}

// Heartbeat keeps the warnings that no run or no publication came by its hour.
func (s *Service) Heartbeat(ctx context.Context) ([]forecast.Warning, error) {
	p, err := s.plan()
	if err != nil {
		return nil, err
	}
	now := s.Clock()
	since := now.Add(-24 * time.Hour)
	made := lastOf(p.runs, since, now.Add(-scheduleGrace))
	told := lastOf(p.publications, since, now.Add(-scheduleGrace))
	newest, published, err := s.newestRuns(ctx, now)
	if err != nil {
		return nil, err
	}
	var standing []forecast.Warning
	if !made.IsZero() && newest.Before(made) {
		standing = append(standing, s.missing(WarnNoRun, "run", made, newest))
	}
	if !told.IsZero() && published.Before(told) {
		standing = append(standing, s.missing(WarnNoPublication, "publication", told, published))
	}
	return standing, s.Store.SaveWarnings(ctx, scheduleScope, now, standing)
}

// newestRuns is when the last run was made, and the last one published.
func (s *Service) newestRuns(ctx context.Context, now time.Time) (made, published time.Time, err error) {
	today := s.Province.Today(now)
	runs, err := s.Store.Runs(ctx, today.AddDays(-s.Province.Rules.LookbackDays), today, now)
	for _, r := range runs {
		if r.Issued.After(made) {
			made = r.Issued
		}
		if r.Published.After(published) {
			published = r.Published
		}
	}
	return made, published, err
}

func (s *Service) missing(kind, what string, slot, last time.Time) forecast.Warning {
	at := func(t time.Time) string {
		if t.IsZero() {
			return "–"
		}
		return t.In(s.Province.Location).Format("02/01 15:04")
	}
	return forecast.Warning{Station: what, Kind: kind, Since: slot,
		Reason: "no " + what + " has come since " + at(slot) + "; the last one came " + at(last),
		Args:   map[string]string{"due": at(slot), "last": at(last)}}
}
