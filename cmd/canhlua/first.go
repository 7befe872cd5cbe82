package main

import (
	"context"
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// historyDays is how many past days a first start makes runs for, so that the
// map and the charts have a past.
const historyDays = 60

// firstWithin is how long a first start waits for a weather source.
const firstWithin = 45 * time.Second

// firstStart fills a store that has no published run yet: weather from the
// sources, or the sample season where none answers and it is allowed, then the
// runs of the past days and today's, published by the standing rule.
func (a *App) firstStart(ctx context.Context, st *store.Store, service *job.Service, sample bool) error {
	if _, _, err := st.Covered(ctx, a.clock()); err == nil {
		return nil
	}
	if err := a.firstWeather(ctx, st, service, sample); err != nil {
		return err
	}
	bar := a.progress(historyDays, "first runs")
	if _, err := service.CatchUp(ctx, historyDays, func() { _ = bar.Add(1) }); err != nil {
		return fmt.Errorf("first start: %w", err)
	}
	if err := service.Due(ctx); err != nil {
		return fmt.Errorf("first start: %w", err)
	}
	return a.firstToday(ctx, service)
}

// firstToday makes and publishes today's run when the first start falls before
// the day's first slot: a map without a level serves nobody until then.
func (a *App) firstToday(ctx context.Context, service *job.Service) error {
	today := a.today()
	runs, err := service.Store.Runs(ctx, today, today, a.clock())
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.Status == forecast.Published {
			return nil
		}
	}
	if _, err := service.Predict(ctx, today, "first", false); err != nil {
		return fmt.Errorf("first start: %w", err)
	}
	_, err = service.PublishStanding(ctx, today)
	return err
}

// firstWeather asks every source once.
func (a *App) firstWeather(ctx context.Context, st *store.Store, service *job.Service, sample bool) error {
	feeds, err := a.feeds(ctx, st)
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeout(ctx, firstWithin)
	defer cancel()
	for _, f := range feeds {
		if _, err := service.Ingest(within, f.Source); err != nil {
			a.log.Warn("source does not answer", "source", f.Source.Name(), "reason", err.Error())
		}
	}
	real, err := st.HasReal(ctx, a.clock())
	if err != nil || real || !sample {
		return err
	}
	a.log.Warn("no weather source answers: loading the simulated sample season")
	_, err = service.Ingest(ctx, a.sampleSeason(st, a.province().Rules.WarmupDays+historyDays))
	return err
}

// progress shows how far a longer work has come, on a terminal only.
func (a *App) progress(steps int, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions(steps,
		progressbar.OptionSetDescription(what),
		progressbar.OptionSetWriter(a.err),
		progressbar.OptionSetVisibility(isTerminal(a.err)),
		progressbar.OptionShowCount(),
		progressbar.OptionClearOnFinish(),
	)
}
