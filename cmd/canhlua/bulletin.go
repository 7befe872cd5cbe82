package main

import (
	"context"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
)

// BulletinCmd writes the bulletin of a day to a file.
type BulletinCmd struct {
	Date   string `help:"day of the bulletin (YYYY-MM-DD); empty = today" placeholder:"D"`
	Format string `enum:"pdf,png,html,txt,xlsx" default:"pdf" help:"pdf, png, html, txt or xlsx"`
	Lang   string `enum:"vi,en" default:"vi" help:"vi or en"`
	Out    string `default:"-" help:"file to write; - = standard output" placeholder:"FILE"`
}

// Run writes what the public is told, the same bytes as the service serves. The
// file appears whole or not at all.
func (c *BulletinCmd) Run(ctx context.Context, app *App) error {
	day, err := app.dateOr(c.Date)
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		service, err := api.New(api.Config{Province: app.province(), Store: st, Clock: app.clock, Log: app.log, Version: version()})
		if err != nil {
			return err
		}
		body, err := service.Bulletin(ctx, day, c.Format, c.Lang)
		if err != nil {
			return err
		}
		return app.writeBody(c.Out, body)
	})
}
