package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// RunCmd computes a run.
type RunCmd struct {
	Date    string `help:"day of the run (YYYY-MM-DD); empty = today" placeholder:"D"`
	Rebuild bool   `help:"begin from the whole archive instead of the states of earlier runs"`
	Publish bool   `help:"publish it at once by the standing rule"`
	Again   string `help:"make no run, but compute a kept one again from its own input, and say what has changed since" placeholder:"RUN"`
}

// Run computes the run as a draft and prints its name and how many zones stand
// at which level.
func (c *RunCmd) Run(ctx context.Context, app *App) error {
	if c.Again != "" {
		return c.again(ctx, app)
	}
	day, err := app.dateOr(c.Date)
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		service := app.service(st)
		service.By = app.byCommandLine()
		r, err := service.Predict(ctx, day, "manual", c.Rebuild)
		if err != nil {
			return err
		}
		if c.Publish {
			if _, err := service.PublishStanding(ctx, day); err != nil {
				return err
			}
		}
		fmt.Fprintf(app.out, "%s  %s\n", r.ID, countLevels(r))
		for _, note := range app.notesOf(r) {
			fmt.Fprintln(app.out, note)
		}
		return nil
	})
}

// notesOf are a run's remarks in words, English where the profile has it.
func (a *App) notesOf(r forecast.Run) []string {
	var out []string
	for _, n := range r.Notes {
		text := a.province().Words[n.Code].In("en")
		for name, value := range n.Args {
			text = strings.ReplaceAll(text, "{"+name+"}", value)
		}
		if text == "" {
			text = fmt.Sprintf("%s %v", n.Code, n.Args)
		}
		out = append(out, text)
	}
	return out
}

// again fails when the kept run does not come out bit for bit.
func (c *RunCmd) again(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		a, err := app.service(st).Again(ctx, c.Again)
		if err != nil {
			return err
		}
		for _, what := range a.Broken {
			fmt.Fprintf(app.out, "%s: does not come out again: %s\n", a.Run.ID, what)
		}
		if len(a.Broken) == 0 {
			fmt.Fprintf(app.out, "%s: comes out again, bit for bit\n", a.Run.ID)
		}
		for _, ch := range a.Changed {
			fmt.Fprintf(app.out, "%s  zone %s: level %s, P %s; with what has come since: level %s, P %s\n",
				ch.Date, ch.Zone, ch.Before.Roman(), ch.BeforeP, ch.Now.Roman(), ch.NowP)
		}
		if len(a.Broken) > 0 {
			return errReported
		}
		return nil
	})
}

// countLevels is a run's first day in one line: zones at each level.
func countLevels(r forecast.Run) string {
	var n [6]int
	for _, d := range r.Days {
		if d.Date == r.Date {
			n[d.Level]++
		}
	}
	text := ""
	for _, l := range forecast.Levels {
		text += fmt.Sprintf("%s:%d ", l.Roman(), n[l])
	}
	return text + fmt.Sprintf("unknown:%d", n[forecast.Unknown])
}

// PublishCmd publishes a run.
type PublishCmd struct {
	Run_ string `arg:"" name:"run" help:"name of the run"`
}

// Run publishes.
func (c *PublishCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		return st.Publish(ctx, app.deed(c.Run_, ""))
	})
}

// WithdrawCmd takes a run back.
type WithdrawCmd struct {
	Run_   string `arg:"" name:"run" help:"name of the run"`
	Reason string `required:"" help:"why; it is kept and shown in public"`
}

// Run withdraws.
func (c *WithdrawCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		return st.Withdraw(ctx, app.deed(c.Run_, c.Reason))
	})
}
