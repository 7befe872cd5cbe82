package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// SignsCmd works on the register of roadside signs.
type SignsCmd struct {
	Import SignsImportCmd `cmd:"" help:"signs from CSV or GeoJSON; one of an id that is there is replaced"`
	Export SignsExportCmd `cmd:"" help:"the register as CSV, which can be imported again"`
}

// SignsImportCmd takes signs in.
type SignsImportCmd struct{ listFile }

// Run adds and replaces; every row that cannot be taken is named, and fails the
// command at the end. A sign without a zone gets the one it stands in.
func (c *SignsImportCmd) Run(ctx context.Context, app *App) error {
	data, opt, err := c.read()
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		near, err := app.nearProvince(ctx, st)
		if err != nil {
			return err
		}
		set, err := zoneSetOn(ctx, st, app.today())
		if err != nil {
			return err
		}
		zoneOf := zonesOf(set)
		signs, rejects := source.DecodeSigns(data, opt, func(g *forecast.Sign) error {
			if err := near(g.Lat, g.Lon); err != nil {
				return err
			}
			return zoneOf(g)
		})
		app.tell(rejects)
		by := app.byCommandLine()
		by.Action, by.Subject, by.Detail = "import signs", "signs", fmt.Sprintf("%d signs from %s", len(signs), c.File)
		changed, err := st.SaveSigns(ctx, signs, by)
		if err != nil {
			return err
		}
		fmt.Fprintf(app.out, "new or changed %d, as before %d, rejected %d\n", changed, len(signs)-changed, len(rejects))
		if len(rejects) > 0 {
			return errReported
		}
		return nil
	})
}

// zonesOf gives a sign its zone: by ID, by name, or where it stands.
func zonesOf(set forecast.ZoneSet) func(*forecast.Sign) error {
	ids, named := map[string]bool{}, map[string]string{}
	shapes := make([]orb.MultiPolygon, len(set.Zones))
	for i, z := range set.Zones {
		ids[z.ID], named[z.Name], shapes[i] = true, z.ID, z.Shape
	}
	locator := geo.NewLocator(shapes)
	return func(g *forecast.Sign) error {
		at := locator.Find(g.Lon, g.Lat)
		switch {
		case ids[g.Zone]:
		case named[g.Zone] != "":
			g.Zone = named[g.Zone]
		case g.Zone != "":
			return &forecast.Invalid{Column: "zone", Value: g.Zone, Reason: "there is no such zone today", Remedy: "write its id or name, or nothing for the one it stands in"}
		case at < 0:
			return &forecast.Invalid{Column: "zone", Reason: "is not given, and the sign stands in none", Remedy: "name the zone whose level it tells"}
		default:
			g.Zone = set.Zones[at].ID
		}
		return nil
	}
}

// SignsExportCmd writes the register.
type SignsExportCmd struct {
	Out string `default:"-" help:"file; - = standard output" placeholder:"FILE"`
}

// Run writes the file whole or not at all.
func (c *SignsExportCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		signs, err := st.Signs(ctx)
		if err != nil {
			return err
		}
		return app.write(c.Out, func(w io.Writer) error { return csv.NewWriter(w).WriteAll(signRows(signs)) })
	})
}

// signRows are the register as `signs import` takes it back.
func signRows(signs []forecast.Sign) [][]string {
	rows := [][]string{source.SignColumns}
	for _, g := range signs {
		rows = append(rows, forecast.PlainRow([]string{g.ID, g.Name, g.Place, decimal(g.Lat), decimal(g.Lon), g.Zone, g.Ranger, g.Note}))
	}
	return rows
}
