package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"sync"

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
