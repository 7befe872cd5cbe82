package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// FiresCmd works on the records of fires.
type FiresCmd struct {
	Import FiresImportCmd `cmd:"" help:"past fires from CSV or GeoJSON; the same file again adds nothing"`
	Export FiresExportCmd `cmd:"" help:"confirmed and closed fires; no reporter is among it"`
}

// listFile is a list of an authority's own with how to read it.
type listFile struct {
	File    string `arg:"" help:"CSV or GeoJSON file"`
	Columns string `help:"YAML file that maps our columns to the file's, such as time: NGAY" placeholder:"FILE"`
}

// read gives the file and how to read it.
func (l *listFile) read() ([]byte, source.ListOptions, error) {
	opt := source.ListOptions{Name: l.File}
	if l.Columns != "" {
		text, err := os.ReadFile(l.Columns)
		if err != nil {
			return nil, opt, usage{err}
		}
		if err := yaml.Unmarshal(text, &opt.Columns); err != nil || len(opt.Columns) == 0 {
			return nil, opt, usage{fmt.Errorf("%s: not a mapping of columns: %v; write lines such as `time: NGAY`", l.Columns, err)}
		}
	}
	data, err := os.ReadFile(l.File)
	return data, opt, err
}

// FiresImportCmd takes past fires in.
type FiresImportCmd struct{ listFile }

// Run adds what is new; every row that cannot be taken is named, and fails the
// command at the end.
func (c *FiresImportCmd) Run(ctx context.Context, app *App) error {
	data, opt, err := c.read()
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		near, err := app.nearProvince(ctx, st)
		if err != nil {
			return err
		}
		now := app.clock().UTC()
		fires, rejects := source.DecodeFires(data, opt, app.province().Location, func(f *forecast.FireRecord) error {
			f.Cause, f.Received, f.Confirmed = app.province().Fires.CauseOf(f.Cause), now, now
			if f.Status == forecast.FireClosed {
				f.Ended = now
			}
			if err := near(f.Lat, f.Lon); err != nil {
				return err
			}
			return f.Check(now, app.province())
		})
		app.tell(rejects)
		by := app.byCommandLine()
		by.Action, by.Subject, by.Detail = "import fires", "fires", fmt.Sprintf("%d fires from %s", len(fires), c.File)
		saved, err := st.ImportFires(ctx, fires, by)
		if err != nil {
			return err
		}
		fmt.Fprintf(app.out, "new %d, there already %d, rejected %d\n", saved, len(fires)-saved, len(rejects))
		if len(rejects) > 0 {
			return errReported
		}
		return nil
	})
}

// nearProvince refuses places that lie too far outside of today's zones.
func (a *App) nearProvince(ctx context.Context, st *store.Store) (func(lat, lon float64) error, error) {
	set, err := zoneSetOn(ctx, st, a.today())
	if err != nil {
		return nil, err
	}
	shapes := make([]orb.MultiPolygon, len(set.Zones))
	for i, z := range set.Zones {
		shapes[i] = z.Shape
	}
	return func(lat, lon float64) error {
		if km := geo.OutsideKm(shapes, lon, lat); km > a.province().Fires.OutsideKm {
			return &forecast.Invalid{Column: "lat, lon", Value: fmt.Sprintf("%g, %g", lat, lon), Reason: fmt.Sprintf("lies %.0f km outside of the province", km),
				Remedy: "check the place, and that lat and lon are not exchanged"}
		}
		return nil
	}, nil
}

// FiresExportCmd writes records out.
type FiresExportCmd struct {
	Format string `enum:"csv,geojson" default:"csv" help:"csv or geojson; either can be imported again"`
	Out    string `default:"-" help:"file; - = standard output" placeholder:"FILE"`
	From   string `help:"first day seen" placeholder:"D"`
	To     string `help:"last day seen" placeholder:"D"`
}

// Run writes the file whole or not at all.
func (c *FiresExportCmd) Run(ctx context.Context, app *App) error {
	q := forecast.FireQuery{Status: []forecast.FireStatus{forecast.FireConfirmed, forecast.FireClosed}}
	loc := app.province().Location
	for _, bound := range []struct {
		text string
		days int
		to   *time.Time
	}{{c.From, 0, &q.From}, {c.To, 1, &q.To}} {
		day, err := optionalDate(bound.text)
		if err != nil {
			return err
		}
		if !day.IsZero() {
			*bound.to = day.AddDays(bound.days).At(0, 0, loc)
		}
	}
	return app.with(ctx, func(st *store.Store) error {
		fires, err := st.FireRecords(ctx, q)
		if err != nil {
			return err
		}
		return app.write(c.Out, func(w io.Writer) error {
			if c.Format == "geojson" {
				return writeFireFeatures(w, fires, loc)
			}
			return writeFireRows(w, fires, loc)
		})
	})
}

// write writes a file whole or not at all; "-" is the standard output.
func (a *App) write(path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(a.out)
	}
	return writeWhole(path, write)
}

func writeFireRows(w io.Writer, fires []forecast.FireRecord, loc *time.Location) error {
	rows := [][]string{source.FireColumns}
	for _, f := range fires {
		cells := fireCells(f, loc)
		row := make([]string, len(source.FireColumns))
		for i, column := range source.FireColumns {
			row[i] = cells[column]
		}
		rows = append(rows, forecast.PlainRow(row))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// fireCells are a record's cells, those that have a value.
func fireCells(f forecast.FireRecord, loc *time.Location) map[string]string {
	cells := map[string]string{"id": f.ID, "time": f.Time.In(loc).Format(time.RFC3339), "lat": decimal(f.Lat), "lon": decimal(f.Lon),
		"cause": f.Cause, "forest": f.Forest, "forces": f.Forces, "note": f.Note, "status": string(f.Status), "origin": f.Origin}
	if !f.Out.IsZero() {
		cells["out"] = f.Out.In(loc).Format(time.RFC3339)
	}
	if f.AreaHa.OK {
		cells["area_ha"] = decimal(f.AreaHa.V)
	}
	return cells
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func writeFireFeatures(w io.Writer, fires []forecast.FireRecord, loc *time.Location) error {
	features := []map[string]any{}
	for _, f := range fires {
		properties := map[string]any{}
		for column, cell := range fireCells(f, loc) {
			properties[column] = cell
		}
		if delete(properties, "area_ha"); f.AreaHa.OK {
			properties["area_ha"] = f.AreaHa.V
		}
		delete(properties, "lat")
		delete(properties, "lon")
		features = append(features, map[string]any{"type": "Feature", "id": f.ID, "properties": properties,
			"geometry": map[string]any{"type": "Point", "coordinates": [2]float64{f.Lon, f.Lat}}})
	}
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	return lines.Encode(map[string]any{"type": "FeatureCollection", "features": features})
}
