package main

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// enterAlert puts the job that weighs a publication or withdrawal into the queue, in
// the transaction of that. A command needs no worker for it: the service's does it.
func enterAlert(ctx context.Context, st *store.Store, tx *sql.Tx, e forecast.PublicEvent) error {
	client, err := river.NewClient(st.River(), &river.Config{})
	if err != nil {
		return fmt.Errorf("job queue: %w", err)
	}
	_, err = client.InsertTx(ctx, tx, job.AlertArgs{Event: e.Num}, nil)
	return err
}

// tellers are the channels with a composer over the store.
func (a *App) tellers(ctx context.Context, st *store.Store, clock forecast.Clock) (*channels, error) {
	by, err := a.channels(clock)
	if err != nil {
		return nil, err
	}
	key, err := linkKey(ctx, st, a.clock)
	if err != nil {
		return nil, err
	}
	return by, by.write(a, st, key, clock)
}

// courier sends what is queued by the channels.
func (by *channels) courier(a *App, st *store.Store, clock forecast.Clock) *job.Courier {
	return &job.Courier{Store: st, Composer: by.composer, Notifiers: by.notifiers, Sandbox: by.sandbox, Carry: by.carry, Clock: clock, Log: a.log}
}

// watchAlerts sends what is queued and looks after it until the context ends; the
// channel is closed when the last message on its way has arrived.
func (a *App) watchAlerts(ctx context.Context, st *store.Store, service *job.Service, by *channels) <-chan struct{} {
	courier := by.courier(a, st, a.clock)
	service.Weighed = courier.Wake
	var both sync.WaitGroup
	both.Go(func() { courier.Run(ctx) })
	both.Go(func() { service.Watchman(ctx) })
	done := make(chan struct{})
	go func() {
		both.Wait()
		by.close()
		close(done)
	}()
	return done
}

// deliverAt sends what waits at an instant of a replay.
func (a *App) deliverAt(ctx context.Context, st *store.Store) (func(context.Context, time.Time) error, error) {
	var now time.Time
	clock := func() time.Time { return now }
	by, err := a.tellers(ctx, st, clock)
	if err != nil {
		return nil, err
	}
	courier := by.courier(a, st, clock)
	return func(ctx context.Context, at time.Time) error {
		now = at
		if _, err := st.ExpireDeliveries(ctx, now); err != nil {
			return err
		}
		for _, channel := range by.open() {
			for n := 1; n > 0; {
				var err error
				if n, err = courier.Deliver(ctx, channel); err != nil {
					return err
				}
			}
		}
		return nil
	}, nil
}
