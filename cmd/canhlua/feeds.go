package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
	"github.com/canhlua/canhlua/forecast/run"
)

// feeds are the profile's weather sources with their schedules.
func (a *App) feeds(ctx context.Context, st *store.Store) ([]job.Feed, error) {
	var feeds []job.Feed
	s, schedules := a.profile.Sources, a.province().Schedules
	if s.Folder.Enabled {
		folder, err := a.folder(s.Folder.Path)
		if err != nil {
			return nil, err
		}
		feeds = append(feeds, job.Feed{Source: folder, Cron: schedules.Observations})
	}
	if s.OpenMeteo.Enabled {
		model, err := a.openMeteo(ctx, st)
		if err != nil {
			return nil, err
		}
		feeds = append(feeds, job.Feed{Source: model, Cron: schedules.Model})
	}
	if a.profile.Normals != nil {
		feeds = append(feeds, job.Feed{Source: &whileSimulated{a.sampleSeason(st, a.province().Rules.LookbackDays)}, Cron: schedules.Observations})
	}
	return feeds, nil
}

// folder is the drop folder, made when it is not there.
func (a *App) folder(path string) (*source.Folder, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, usage{fmt.Errorf("drop folder: %w; give another in the profile's sources", err)}
	}
	reader, err := a.reader("auto", "", "")
	if err != nil {
		return nil, err
	}
	return &source.Folder{Path: path, Reader: *reader, Clock: a.clock}, nil
}

// openMeteo asks for model weather at every zone of today's set: with the whole
// past it reaches as long as the store has none, else with the look-back.
func (a *App) openMeteo(ctx context.Context, st *store.Store) (*source.OpenMeteo, error) {
	config, rules := a.profile.Sources.OpenMeteo, a.province().Rules
	old := a.today().AddDays(-rules.LookbackDays - 1)
	have, err := st.ModelDays(ctx, old, old, a.clock())
	if err != nil {
		return nil, err
	}
	past := config.PastDays
	if slices.ContainsFunc(have, func(d forecast.Day) bool { return !d.Simulated }) {
		past = rules.LookbackDays + 1
	}
	return &source.OpenMeteo{
		BaseURL:      config.URL,
		Model:        config.Model,
		Timeout:      time.Duration(config.TimeoutSeconds * float64(time.Second)),
		PastDays:     past,
		ForecastDays: rules.AheadDays + 1,
		Clock:        a.clock,
		Points:       func(ctx context.Context) ([]source.Point, error) { return a.points(ctx, st) },
	}, nil
}

// points are the places of today's zones and of the stations.
func (a *App) points(ctx context.Context, st *store.Store) ([]source.Point, error) {
	set, err := zoneSetOn(ctx, st, a.today())
	if err != nil {
		return nil, err
	}
	var points []source.Point
	for _, z := range set.Zones {
		points = append(points, source.Point{ID: z.ID, Lat: z.Point.Lat(), Lon: z.Point.Lon(), ElevationM: z.ElevationM})
	}
	stations, err := st.Stations(ctx, a.clock())
	if err != nil {
		return nil, err
	}
	for _, s := range stations { // where the model can be held against readings
		if !s.Simulated && a.province().Rules.BiasDays > 0 {
			points = append(points, source.Point{ID: run.ModelPlace(s.ID), Lat: s.Lat, Lon: s.Lon, ElevationM: s.ElevationM})
		}
	}
	return points, nil
}
