package main

import (
	"context"
	"fmt"

	"github.com/schollz/progressbar/v3"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// ClimatologyCmd is the normals that today is held against.
type ClimatologyCmd struct {
	Build ClimatologyBuildCmd `cmd:"" help:"make the normals of every zone and day of the year from the archive"`
}

// ClimatologyBuildCmd makes them.
type ClimatologyBuildCmd struct {
	From string `help:"first day of the archive; default 30 years before the last" placeholder:"D"`
	To   string `help:"last day of the archive; default the end of last year" placeholder:"D"`
}

// Run builds from what the store holds and says what it rests on.
func (c *ClimatologyBuildCmd) Run(ctx context.Context, app *App) error {
	lastYear := forecast.Date{Year: app.province().Today(app.clock()).Year - 1, Month: 12, Day: 31}
	if c.To == "" {
		c.To = lastYear.String()
	}
	if c.From == "" {
		c.From = forecast.Date{Year: lastYear.Year - 29, Month: 1, Day: 1}.String()
	}
	from, to, err := app.span(c.From, c.To)
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		var bar *progressbar.ProgressBar
		built, err := app.service(st).BuildClimatology(ctx, from, to, func(zones int) {
			if bar == nil {
				bar = app.progress(zones, "climatology")
			}
			_ = bar.Add(1) // a bar that cannot be drawn hinders nothing
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(app.out, "climatology of %s to %s for zone set %s, rain reset %v mm\n", built.From, built.To, built.ZoneSet, built.ResetMM)
		return nil
	})
}
