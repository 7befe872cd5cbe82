package job

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"github.com/canhlua/canhlua/forecast"
)

// The jobs of the queue. Each is named by its slot, so that a slot is worked
// once however many processes share the store.
type (
	// IngestArgs asks a source.
	IngestArgs struct {
		Source string    `json:"source"`
		Slot   time.Time `json:"slot"`
	}
	// PredictArgs makes a run.
	PredictArgs struct {
		Slot time.Time `json:"slot"`
	}
	// PublishArgs publishes by the standing rule.
	PublishArgs struct {
		Slot time.Time `json:"slot"`
	}
	// CatchUpArgs does what was missed.
	CatchUpArgs struct {
		Slot time.Time `json:"slot"`
	}
)

// Kind names the job in the queue.
func (IngestArgs) Kind() string { return "ingest" }

// Kind names the job in the queue.
func (PredictArgs) Kind() string { return "predict" }

// Kind names the job in the queue.
func (PublishArgs) Kind() string { return "publish" }

// Kind names the job in the queue.
func (CatchUpArgs) Kind() string { return "catch_up" }

// InsertOpts makes a slot's job unique.
func (IngestArgs) InsertOpts() river.InsertOpts { return oncePerSlot }

// InsertOpts makes a slot's job unique.
func (PredictArgs) InsertOpts() river.InsertOpts { return oncePerSlot }

// InsertOpts makes a slot's job unique.
func (PublishArgs) InsertOpts() river.InsertOpts { return oncePerSlot }

// InsertOpts makes a slot's job unique.
func (CatchUpArgs) InsertOpts() river.InsertOpts { return oncePerSlot }

var oncePerSlot = river.InsertOpts{MaxAttempts: 5, UniqueOpts: river.UniqueOpts{ByArgs: true}}

// Feed is a source with the schedule on which it is asked.
type Feed struct {
	Source forecast.Source
	Cron   string
	After  func(context.Context, Tally) error // what follows a fetch; may be nil
}

// Workers are the queue's workers for the service and its feeds.
func (s *Service) Workers(feeds []Feed) *river.Workers {
	w := river.NewWorkers()
	river.AddWorker(w, &ingestWorker{service: s, feeds: feeds})
	river.AddWorker(w, river.WorkFunc(func(ctx context.Context, j *river.Job[PredictArgs]) error {
		_, err := s.PredictSlot(ctx, j.Args.Slot)
		return err
	}))
	river.AddWorker(w, river.WorkFunc(func(ctx context.Context, j *river.Job[PublishArgs]) error {
		return s.PublishSlot(ctx, j.Args.Slot)
	}))
	river.AddWorker(w, river.WorkFunc(func(ctx context.Context, _ *river.Job[PurgeArgs]) error {
		_, err := s.Purge(ctx)
		return err
	}))
	river.AddWorker(w, &catchUpWorker{service: s})
	river.AddWorker(w, river.WorkFunc(func(ctx context.Context, _ *river.Job[AlertArgs]) error {
		_, err := s.Weigh(ctx)
		if err == nil && s.Weighed != nil {
			s.Weighed()
		}
		return err
	}))
	return w
}

type ingestWorker struct {
	river.WorkerDefaults[IngestArgs]
	service *Service
	feeds   []Feed
}

// Timeout leaves a slow source its retries.
func (*ingestWorker) Timeout(*river.Job[IngestArgs]) time.Duration { return 8 * time.Minute }

// Work asks the source of the job.
func (w *ingestWorker) Work(ctx context.Context, j *river.Job[IngestArgs]) error {
	for _, f := range w.feeds {
		if f.Source.Name() != j.Args.Source {
			continue
		}
		t, err := w.service.Ingest(ctx, f.Source)
		w.service.Tell(f.Source.Name(), t)
		if err != nil {
			return err
		}
		if _, err := w.service.Watch(ctx); err != nil {
			return err
		}
		if f.After != nil {
			return f.After(ctx, t)
		}
	}
	return nil
}

// Tell logs what became of a source's records.
func (s *Service) Tell(source string, t Tally) {
	for _, r := range t.Rejects {
		s.Log.Warn("record rejected", "source", source, "file", r.Name, "line", r.Line, "reason", r.Err.Error())
	}
	if t.Accepted+t.Duplicate+t.ModelDays+t.Fires+len(t.Rejects) > 0 {
		s.Log.Info("weather taken in", "source", source, "accepted", t.Accepted, "flagged", t.Flagged,
			"duplicate", t.Duplicate, "model_days", t.ModelDays, "fires", t.Fires, "rejected", len(t.Rejects))
	}
}

type catchUpWorker struct {
	river.WorkerDefaults[CatchUpArgs]
	service *Service
}

// Timeout leaves time for every missed day of a nation.
func (*catchUpWorker) Timeout(*river.Job[CatchUpArgs]) time.Duration { return 30 * time.Minute }

// Work makes the missed days of the look-back, then what today's slots ask for.
func (w *catchUpWorker) Work(ctx context.Context, _ *river.Job[CatchUpArgs]) error {
	days := w.service.Province.Rules.LookbackDays
	if _, err := w.service.CatchUp(ctx, days, func() {}); err != nil {
		return err
	}
	return w.service.Due(ctx)
}

// Periodic are the queue's periodic jobs: every feed, run and publication on its
// schedule, and the catch-up at each start and every five minutes.
func (s *Service) Periodic(feeds []Feed) ([]*river.PeriodicJob, error) {
	var jobs []*river.PeriodicJob
	add := func(id, expression string, onStart bool, args func(slot time.Time) river.JobArgs) error {
		slots, err := ReadSlots(expression, s.Province.TimeZone)
		if err != nil {
			return err
		}
		jobs = append(jobs, river.NewPeriodicJob(slots, func() (river.JobArgs, *river.InsertOpts) {
			now := s.Clock()
			return args(slots.Last(now.Add(-36*time.Hour), now)), nil
		}, &river.PeriodicJobOpts{ID: id, RunOnStart: onStart}))
		return nil
	}
	for _, f := range feeds {
		source := f.Source.Name()
		err := add("ingest_"+source, f.Cron, true, func(t time.Time) river.JobArgs { return IngestArgs{Source: source, Slot: t} })
		if err != nil {
			return nil, err
		}
	}
	for i, e := range s.Province.Schedules.Runs {
		if err := add("predict_"+string(rune('a'+i)), e, false, func(t time.Time) river.JobArgs { return PredictArgs{t} }); err != nil {
			return nil, err
		}
	}
	for i, e := range s.Province.Schedules.Publications {
		if err := add("publish_"+string(rune('a'+i)), e, false, func(t time.Time) river.JobArgs { return PublishArgs{t} }); err != nil {
			return nil, err
		}
	}
	if err := add("purge", purgeSlot, false, func(t time.Time) river.JobArgs { return PurgeArgs{t} }); err != nil {
		return nil, err
	}
	return jobs, add("catch_up", "*/5 * * * *", true, func(t time.Time) river.JobArgs { return CatchUpArgs{t} })
}
