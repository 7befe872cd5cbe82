package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// ReadinessCmd works on the register of what stands ready against fire.
type ReadinessCmd struct {
	List   ReadinessListCmd   `cmd:"" help:"list what there is, and what has expired"`
	Import ReadinessImportCmd `cmd:"" help:"add from CSV or GeoJSON points; the same id is replaced"`
	Export ReadinessExportCmd `cmd:"" help:"write the whole register as CSV, with phone numbers"`
}

// ReadinessListCmd lists the register.
type ReadinessListCmd struct{}

// Run prints one line a thing.
func (c *ReadinessListCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		assets, err := st.Assets(ctx)
		for _, a := range assets {
			state := ""
			if a.Expired(app.today()) {
				state = "  expired " + a.ExpiresOn.String()
			}
			fmt.Fprintf(app.out, "%s  %s  %s%s\n", a.Kind, a.ID, a.Name, state)
		}
		return err
	})
}

// ReadinessImportCmd adds to the register.
type ReadinessImportCmd struct {
	File string `arg:"" help:"CSV or GeoJSON"`
}

// Run keeps all things of the file, or none.
func (c *ReadinessImportCmd) Run(ctx context.Context, app *App) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	assets, err := app.readAssets(c.File, data)
	if err != nil {
		return fmt.Errorf("%w\nnothing was changed", err)
	}
	return app.with(ctx, func(st *store.Store) error {
		if err := st.SaveAssets(ctx, assets, app.byCommandLine()); err != nil {
			return err
		}
		fmt.Fprintf(app.out, "%d things in the register\n", len(assets))
		return nil
	})
}

// readAssets reads a file of the register for the service as the command does.
func (a *App) readAssets(name string, data []byte) ([]forecast.Asset, error) {
	return source.ReadAssets(name, data, a.province().Readiness)
}

// ReadinessExportCmd writes the register.
type ReadinessExportCmd struct {
	Out string `required:"" help:"file" placeholder:"FILE"`
}

// Run writes the file whole or not at all.
func (c *ReadinessExportCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		assets, err := st.Assets(ctx)
		if err != nil {
			return err
		}
		return app.write(c.Out, func(w io.Writer) error { return source.WriteAssets(w, assets) })
	})
}
