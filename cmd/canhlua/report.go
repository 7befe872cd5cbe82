package main

import (
	"context"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
)

// ReportCmd writes reports that the authority owes.
type ReportCmd struct {
	Season SeasonReportCmd `cmd:"" help:"the season that ends on 15 September, for the People's Committee"`
}

// SeasonReportCmd writes the report on a season to a file.
type SeasonReportCmd struct {
	Year   int    `required:"" help:"year in which the season ends, on 15 September" placeholder:"Y"`
	Format string `enum:"pdf,xlsx,html" default:"pdf" help:"pdf, xlsx or html"`
	Lang   string `enum:"vi,en" default:"vi" help:"vi or en"`
	Out    string `default:"-" help:"file to write; - = standard output" placeholder:"FILE"`
}

// Run writes the same bytes as the service serves. The file appears whole or not
// at all.
func (c *SeasonReportCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		service, err := api.New(api.Config{Province: app.province(), Store: st, Clock: app.clock, Log: app.log, Version: version()})
		if err != nil {
			return err
		}
		body, err := service.WriteSeasonReport(ctx, c.Year, c.Format, c.Lang)
		if err != nil {
			return err
		}
		return app.writeBody(c.Out, body)
	})
}
