package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"database/sql"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast/job"
)

// queue is the store's job queue, the same on either engine.
type queue struct {
	client *river.Client[*sql.Tx]
}

// startQueue begins to work the schedules on the store.
func startQueue(ctx context.Context, app *App, st *store.Store, service *job.Service, feeds []job.Feed) (*queue, error) {
	periodic, err := service.Periodic(feeds)
	if err != nil {
		return nil, usage{err}
	}
	config := &river.Config{
		Logger:       slog.New(quiet{app.log.Handler()}),
		PeriodicJobs: periodic,
		Queues:       map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 2}, job.AlertQueue: {MaxWorkers: 1}},
		Workers:      service.Workers(feeds),
		// A job cut off by a killed process is taken up again after this long.
		RescueStuckJobsAfter: time.Hour,
	}
	q := &queue{}
	if st.Engine() == "postgres" {
		q.client, err = river.NewClient(riverdatabasesql.New(st.DB()), config)
	} else {
		q.client, err = river.NewClient(riversqlite.New(st.DB()), config)
	}
	if err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	if err := q.client.Start(ctx); err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	return q, nil
}

// stop lets running jobs end, and cuts them off when the context ends first.
func (q *queue) stop(ctx context.Context) error {
	if err := q.client.Stop(ctx); err == nil {
		return nil
	}
	cut, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	return q.client.StopAndCancel(cut)
}

// quiet passes on warnings and errors only: the queue's own chatter is not the
// service's log.
type quiet struct{ slog.Handler }

// Enabled reports whether a record of the level is passed on.
func (q quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && q.Handler.Enabled(ctx, level)
}
