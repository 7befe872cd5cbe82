package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// ZonesCmd works on zone sets.
type ZonesCmd struct {
	List   ZonesListCmd   `cmd:"" help:"list the sets and their days"`
	Check  ZonesCheckCmd  `cmd:"" help:"check a file of zones, each and together; changes nothing"`
	Import ZonesImportCmd `cmd:"" help:"make a dated set from a zipped shapefile, GeoPackage or GeoJSON, in WGS 84 or VN-2000"`
	Export ZonesExportCmd `cmd:"" help:"write the set in force as GeoJSON"`
}

// zoneSetOn is the zone set of a day, with its zones.
func zoneSetOn(ctx context.Context, st *store.Store, day forecast.Date) (forecast.ZoneSet, error) {
	sets, err := st.ZoneSets(ctx)
	if err != nil {
		return forecast.ZoneSet{}, err
	}
	for _, set := range sets {
		if set.Covers(day) {
			return st.ZoneSet(ctx, set.ID)
		}
	}
	return forecast.ZoneSet{}, fmt.Errorf("%s: no zone set covers the day; import one with `canhlua zones import`", day)
}

// ZonesListCmd lists sets.
type ZonesListCmd struct{}

// Run prints one line a set.
func (c *ZonesListCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		sets, err := st.ZoneSets(ctx)
		for _, s := range sets {
			fmt.Fprintf(app.out, "%s  %s … %s  %s\n", s.ID, dateOrOpen(s.ValidFrom), dateOrOpen(s.ValidTo), s.Name)
		}
		return err
	})
}

// ZonesCheckCmd checks a file.
type ZonesCheckCmd struct{ zoneFile }

// Run prints how many zones the file has and their area.
func (c *ZonesCheckCmd) Run(app *App) error {
	zones, err := c.read(app)
	if err != nil {
		return err
	}
	fmt.Fprintf(app.out, "%s: good; %s\n", c.File, sizeOf(zones))
	return nil
}

func sizeOf(zones []forecast.Zone) string {
	sum := 0.0
	for _, z := range zones {
		sum += z.AreaHa
	}
	return fmt.Sprintf("%d zones, %.0f ha", len(zones), sum)
}

// ZonesImportCmd makes a dated set.
type ZonesImportCmd struct {
	zoneFile
	Set       string `help:"name of the set; empty = the file's name" placeholder:"NAME"`
	ValidFrom string `help:"first day" placeholder:"D"`
	ValidTo   string `help:"last day" placeholder:"D"`
	Source    string `help:"where the boundaries are from"`
	Basis     string `help:"their legal ground"`
}

// Run adds the set; sets that covered its days end before it.
func (c *ZonesImportCmd) Run(ctx context.Context, app *App) error {
	zones, err := c.read(app)
	if err != nil {
		return err
	}
	set := forecast.ZoneSet{Name: c.Set, Source: c.Source, Basis: c.Basis, Zones: zones}
	if set.Name == "" {
		set.Name = strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))
	}
	if set.ValidFrom, err = optionalDate(c.ValidFrom); err != nil {
		return err
	}
	if set.ValidTo, err = optionalDate(c.ValidTo); err != nil {
		return err
	}
	if !set.ValidFrom.IsZero() && !set.ValidTo.IsZero() && set.ValidTo.Before(set.ValidFrom) {
		return usage{fmt.Errorf("--valid-to %s is before --valid-from %s; turn them round", set.ValidTo, set.ValidFrom)}
	}
	set.ID = profile.SetID(set.Name, zones)
	return app.with(ctx, func(st *store.Store) error {
		if err := app.chooseDays(ctx, st, &set); err != nil {
			return err
		}
		by := app.byCommandLine()
		by.Action, by.Subject = "import zones", "zone set "+set.ID
		by.Detail = fmt.Sprintf("%s, from %s, file %s; basis: %s", sizeOf(zones), dateOrOpen(set.ValidFrom), filepath.Base(c.File), set.Basis)
		if err := st.ImportZoneSet(ctx, set, by); err != nil {
			return err
		}
		fmt.Fprintf(app.out, "set %s: %s, %s … %s\n", set.ID, sizeOf(zones), dateOrOpen(set.ValidFrom), dateOrOpen(set.ValidTo))
		return nil
	})
}

// chooseDays gives an import without dates its days: all of them in place of the
// profile's own sets, else from today on.
func (a *App) chooseDays(ctx context.Context, st *store.Store, set *forecast.ZoneSet) error {
	if !set.ValidFrom.IsZero() || !set.ValidTo.IsZero() {
		return nil
	}
	have, err := st.ZoneSets(ctx)
	if err != nil {
		return err
	}
	for _, s := range have {
		if s.ID == set.ID {
			set.ValidFrom, set.ValidTo = s.ValidFrom, s.ValidTo // the same file again
			return nil
		}
	}
	imported := slices.ContainsFunc(have, func(s forecast.ZoneSet) bool {
		return !slices.ContainsFunc(a.profile.ZoneSets, func(own forecast.ZoneSet) bool { return own.ID == s.ID })
	})
	if imported {
		set.ValidFrom = a.today()
	}
	return nil
}

func optionalDate(text string) (forecast.Date, error) {
	if text == "" {
		return forecast.Date{}, nil
	}
	d, err := forecast.ParseDate(text)
	if err != nil {
		return d, usage{err}
	}
	return d, nil
}

// ZonesExportCmd writes a set.
type ZonesExportCmd struct {
	Format string `help:"geojson" enum:"geojson" default:"geojson"`
	Out    string `default:"-" help:"file; - = standard output" placeholder:"FILE"`
	Set    string `help:"identifier or name of the set; empty = the one in force" placeholder:"NAME"`
	On     string `help:"the day it is in force on; empty = today" placeholder:"D"`
}

// Run writes the file whole or not at all.
func (c *ZonesExportCmd) Run(ctx context.Context, app *App) error {
	day, err := app.dateOr(c.On)
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		set, err := c.find(ctx, st, day)
		if err != nil {
			return err
		}
		if err := app.writeBody(c.Out, zonesGeoJSON(set)); err != nil {
			return err
		}
		told := app.out
		if c.Out == standardStream {
			told = app.err
		}
		fmt.Fprintf(told, "%s: %s\n", c.Out, sizeOf(set.Zones))
		return nil
	})
}

func (c *ZonesExportCmd) find(ctx context.Context, st *store.Store, day forecast.Date) (forecast.ZoneSet, error) {
	if c.Set == "" {
		return zoneSetOn(ctx, st, day)
	}
	sets, err := st.ZoneSets(ctx)
	if err != nil {
		return forecast.ZoneSet{}, err
	}
	for _, s := range sets {
		if s.ID == c.Set || s.Name == c.Set {
			return st.ZoneSet(ctx, s.ID)
		}
	}
	return forecast.ZoneSet{}, &forecast.NotFound{Kind: "zone set", Name: c.Set}
}
