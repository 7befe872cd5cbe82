package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
	"github.com/canhlua/canhlua/forecast/quality"
)

// App is what every command works with: streams, clock, log and province.
type App struct {
	streams
	dsn     string
	clock   forecast.Clock
	fixed   bool // --now: nothing is scheduled, no source is asked
	log     *slog.Logger
	profile *profile.Profile
	checks  quality.Checker

	replaying      bool            // alerts are weighed day by day, not by the queue
	openMeteoLimit *source.Limiter // one for the process: a first start and the schedules ask the same service
}

func newApp(cli *CLI, io streams) (*App, error) {
	clock, fixed, err := clockOf(cli.Now)
	if err != nil {
		return nil, err
	}
	p, err := profile.Load(cli.Profile)
	if err != nil {
		return nil, usage{err}
	}
	checks, err := readChecks(p)
	if err != nil {
		return nil, usage{err}
	}
	return &App{streams: io, dsn: cli.DB, clock: clock, fixed: fixed, log: loggerOf(cli.Log, io.err), profile: p, checks: checks}, nil
}

// readChecks takes the limits of the checks from the profile, and the climate of
// its stations from their normals.
func readChecks(p *profile.Profile) (quality.Checker, error) {
	var normals []quality.Normal
	for _, n := range p.Normals {
		normals = append(normals, quality.Normal{Station: n.Station, TempMaxC: n.TempMaxC, VapourHPa: n.VapourHPa, RainMM: n.RainMM})
	}
	return quality.Read(profile.QualityFile, p.Quality, normals)
}

// province is the profile's province.
func (a *App) province() *forecast.Province { return a.profile.Province }

// today is the province's day at the app's present.
func (a *App) today() forecast.Date { return a.province().Today(a.clock()) }

// dateOr reads a day, today when empty.
func (a *App) dateOr(text string) (forecast.Date, error) {
	if text == "" {
		return a.today(), nil
	}
	d, err := forecast.ParseDate(text)
	if err != nil {
		return d, usage{err}
	}
	return d, nil
}

// open opens the store, and puts into it what the profile ships: stations,
// zones, tables.
func (a *App) open(ctx context.Context) (*store.Store, error) {
	var st *store.Store
	announce := func(ctx context.Context, tx *sql.Tx, e forecast.PublicEvent) error {
		if a.replaying {
			return nil
		}
		return enterAlert(ctx, st, tx, e)
	}
	st, err := store.Open(ctx, a.dsn, store.Options{Clock: a.clock, Log: slog.New(quiet{a.log.Handler()}), Announce: announce})
	if err != nil {
		return nil, err
	}
	if err := a.furnish(ctx, st); err != nil {
		_ = st.Close() // the first error is the one to tell
		return nil, err
	}
	return st, nil
}

// service is the scheduled work on a store.
func (a *App) service(st *store.Store) *job.Service {
	return &job.Service{
		Province:   a.province(),
		Profile:    a.province().ID + "@" + a.province().Hash[:12],
		Store:      st,
		Checks:     a.checks,
		Aliases:    a.profile.Aliases,
		Standing:   a.profile.Publication.Standing,
		LeastKnown: a.profile.Publication.LeastKnown,
		Clock:      a.clock,
		Log:        a.log,
	}
}

// with opens the store, does the work and closes it.
func (a *App) with(ctx context.Context, work func(*store.Store) error) error {
	st, err := a.open(ctx)
	if err != nil {
		return err
	}
	err = work(st)
	if closing := st.Close(); err == nil && closing != nil {
		err = fmt.Errorf("close the store: %w", closing)
	}
	return err
}
