package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
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

// linkKey is what the links in messages are made from: of the environment, else drawn
// once for the store.
func linkKey(ctx context.Context, st *store.Store) ([]byte, error) {
	if own := os.Getenv("CANHLUA_LINK_KEY"); own != "" {
		return []byte(own), nil
	}
	key, err := st.Meta(ctx, "link key")
	if err != nil || key != "" {
		return []byte(key), err
	}
	key, err = st.MetaOnce(ctx, "link key", rand.Text()+rand.Text())
	return []byte(key), err
}

// channels are the ways to people, and who puts messages into words for them.
type channels struct {
	composer  forecast.Composer
	notifiers map[forecast.Channel]forecast.Notifier
	sandbox   map[forecast.Channel]string
}

// channels are those that are set up. None is yet: what is queued waits, and is
// given up when its day is over.
func (a *App) channels() channels { return channels{} }

// watchAlerts sends what is queued and looks after it until the context ends; the
// channel is closed when the last message on its way has arrived.
func (a *App) watchAlerts(ctx context.Context, st *store.Store, service *job.Service, by channels) <-chan struct{} {
	courier := &job.Courier{Store: st, Composer: by.composer, Notifiers: by.notifiers, Sandbox: by.sandbox, Clock: a.clock, Log: a.log}
	service.Weighed = courier.Wake
	var both sync.WaitGroup
	both.Go(func() { courier.Run(ctx) })
	both.Go(func() { service.Watchman(ctx) })
	done := make(chan struct{})
	go func() {
		both.Wait()
		close(done)
	}()
	return done
}

// deliverAt sends what waits at an instant of a replay.
func (a *App) deliverAt(st *store.Store) func(context.Context, time.Time) error {
	by := a.channels()
	var now time.Time
	courier := &job.Courier{Store: st, Composer: by.composer, Notifiers: by.notifiers, Sandbox: by.sandbox, Log: a.log,
		Clock: func() time.Time { return now }}
	return func(ctx context.Context, at time.Time) error {
		now = at
		if _, err := st.ExpireDeliveries(ctx, now); err != nil {
			return err
		}
		for channel := range by.notifiers {
			for n := 1; n > 0; {
				var err error
				if n, err = courier.Deliver(ctx, channel); err != nil {
					return err
				}
			}
		}
		return nil
	}
}
