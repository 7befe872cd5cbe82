package main

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"github.com/goccy/go-yaml"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

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

// list is a list as it was read, and what its places are held against.
type list struct {
	data    []byte
	options source.ListOptions
	near    func(lat, lon float64) error
}

// with reads the list and works on it with the store.
func (l *listFile) with(ctx context.Context, app *App, work func(*store.Store, list) error) error {
	data, options, err := l.read()
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		near, err := app.nearProvince(ctx, st)
		if err != nil {
			return err
		}
		return work(st, list{data, options, near})
	})
}

// taken ends the import of a list: each row that was not taken is named, and one
// is enough to fail the command.
func (a *App) taken(rejects []forecast.Reject) error {
	a.tell(rejects)
	if len(rejects) > 0 {
		return errReported
	}
	return nil
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

// decimal writes a number as lists have it: with a point, all its figures.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
