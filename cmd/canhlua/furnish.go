package main

import (
	"context"
	"fmt"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// furnish puts into the store what the profile ships. What is there already is
// left as it is; the profile's zones come only into a store that has none.
func (a *App) furnish(ctx context.Context, st *store.Store) error {
	sets, err := st.ZoneSets(ctx)
	if err != nil {
		return err
	}
	if len(sets) == 0 {
		for _, set := range a.profile.ZoneSets {
			if err := st.SaveZoneSet(ctx, set); err != nil {
				return fmt.Errorf("profile %s: zones: %w", a.province().ID, err)
			}
		}
	}
	if err := a.furnishStations(ctx, st); err != nil {
		return fmt.Errorf("profile %s: stations: %w", a.province().ID, err)
	}
	tables, err := a.shippedTables()
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := st.AddEdition(ctx, t.Edition(), a.byCommandLine()); err != nil {
			return fmt.Errorf("profile %s: tables: %w", a.province().ID, err)
		}
	}
	return nil
}

// furnishStations adds the profile's stations that the store lacks.
func (a *App) furnishStations(ctx context.Context, st *store.Store) error {
	have, err := st.Stations(ctx, a.clock())
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, s := range have {
		known[s.ID] = true
	}
	var fresh []forecast.Station
	for _, s := range a.profile.Stations {
		if !known[s.ID] {
			fresh = append(fresh, s)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return st.SaveStations(ctx, fresh)
}

// shippedTables reads the profile's lookup tables.
func (a *App) shippedTables() ([]table.Table, error) {
	var tables []table.Table
	for _, f := range a.profile.Tables {
		t, err := table.Parse(f.Name, f.Data)
		if err != nil {
			return nil, usage{err}
		}
		tables = append(tables, t)
	}
	return tables, nil
}
