package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/alert"
)

// ServeCmd is the service.
type ServeCmd struct {
	Addr            string `help:"listen address" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	SampleIfOffline bool   `help:"where no weather source answers at the first start and the store is empty: load the simulated sample season"`
}

// drainWithin is how long a stop may take in all.
const drainWithin = 9 * time.Second

// Run migrates, makes the first run of an empty store, works the schedules and
// answers until the context ends.
func (c *ServeCmd) Run(ctx context.Context, app *App) error {
	st, err := app.open(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return usage{fmt.Errorf("--addr %s: %w; choose another address", c.Addr, err)}
	}
	furnished := make(chan struct{})
	server, err := app.httpServer(ctx, st, furnished)
	if err != nil {
		return err
	}
	fmt.Fprintf(app.out, "Canh Lửa: http://%s\n", listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	stopJobs, err := c.work(ctx, app, st)
	if err != nil {
		_ = server.Close() // the first error is the one to tell
		return unlessStopped(ctx, err)
	}
	close(furnished)
	select {
	case err = <-failed:
	case <-ctx.Done():
		app.log.Info("stopping")
	}
	return errors.Join(ignoreClosed(err), drain(server, stopJobs))
}

// unlessStopped drops what a stop in the middle of a first start breaks off: the
// next start goes on from there.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// answerTime is how long an answer may take to be made and fetched, a trial of
// tables on the past included: who never reads holds a connection no longer.
const answerTime = 5 * time.Minute

// httpServer answers from the store; it is ready once the first start is done.
func (a *App) httpServer(ctx context.Context, st *store.Store, furnished <-chan struct{}) (*http.Server, error) {
	ready := func(ctx context.Context) error {
		select {
		case <-furnished:
			return st.Ping(ctx)
		default:
			return errors.New("the first runs are being made")
		}
	}
	service, err := a.site(ctx, st, ready)
	if err != nil {
		return nil, err
	}
	return serverOf(service.Handler()), nil
}

// serverOf bounds what a client may hold: a slow sender, a slow reader, one that
// says nothing, a head without end.
func serverOf(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      answerTime,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}

// site is everything that is answered over HTTP.
func (a *App) site(ctx context.Context, st *store.Store, ready func(context.Context) error) (*api.Server, error) {
	key, err := linkKey(ctx, st, a.clock)
	if err != nil {
		return nil, err
	}
	keys, err := linkKeys(ctx, st)
	if err != nil {
		return nil, err
	}
	by, err := a.channels(a.clock)
	if err != nil {
		return nil, err
	}
	return api.New(api.Config{
		Province: a.province(), Store: st, Clock: a.clock, Log: a.log,
		Metrics: prometheus.NewRegistry(), Version: version(), Ready: ready, Receive: a.receive(a.service(st)),
		Predict: func(ctx context.Context, day forecast.Date, by forecast.AuditEntry) (forecast.Run, error) {
			service := a.service(st)
			service.By = by
			return service.Predict(ctx, day, "desk", false)
		},
		ReadAssets: a.readAssets,
		ReadZones:  a.readZoneFile,
		TwoPersons: a.profile.Publication.TwoPersons,
		Past:       a.past(st),
		Outlook: func(ctx context.Context, today forecast.Date, days int) (forecast.Run, error) {
			return a.service(st).Outlook(ctx, today, days)
		},
		Accounts: a.accounts(),
		Alerts:   st, LinkKey: key, LinkKeysBefore: keys[1:], Channels: by.offered(), Speaker: by.speaker(),
		Reach: func(set forecast.ZoneSet, area *forecast.Area) []int { return alert.NewResolver(set).Zones(area) },
	})
}

// work makes a first start's runs and starts the schedules; with --now it does
// neither, for nothing may be issued at an instant that does not move.
func (c *ServeCmd) work(ctx context.Context, app *App, st *store.Store) (stop func(context.Context) error, err error) {
	if app.fixed {
		return func(context.Context) error { return nil }, nil
	}
	service := app.service(st)
	if err := app.firstStart(ctx, st, service, c.SampleIfOffline); err != nil {
		return nil, err
	}
	feeds, err := app.feeds(ctx, st)
	if err != nil {
		return nil, err
	}
	by, err := app.tellers(ctx, st, app.clock)
	if err != nil {
		return nil, err
	}
	told := app.watchAlerts(ctx, st, service, by)
	q, err := startQueue(ctx, app, st, service, feeds)
	if err != nil {
		return nil, err
	}
	heard, err := app.listen(ctx, st, service)
	if err != nil {
		return nil, errors.Join(err, q.stop(ctx))
	}
	return func(ctx context.Context) error {
		err := q.stop(ctx)
		for _, ended := range []<-chan struct{}{heard, told} {
			select {
			case <-ended:
			case <-ctx.Done():
			}
		}
		return err
	}, nil
}

// drain stops the jobs and lets requests end, within the time a stop may take.
func drain(server *http.Server, stopJobs func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), drainWithin)
	defer cancel()
	jobs, cut := context.WithTimeout(ctx, drainWithin-3*time.Second)
	defer cut()
	err := stopJobs(jobs)
	if closing := server.Shutdown(ctx); closing != nil {
		err = errors.Join(err, fmt.Errorf("requests were cut off: %w", closing))
	}
	return err
}

func ignoreClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
