package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
	"github.com/canhlua/canhlua/forecast/run"
	"github.com/canhlua/canhlua/geo"
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
		if s.OpenMeteo.Ensemble != "" {
			feeds = append(feeds, job.Feed{Source: a.ensemble(st), Cron: schedules.Model})
		}
	}
	if key := os.Getenv("CANHLUA_FIRMS_KEY"); s.FIRMS.Enabled && key != "" {
		firms, err := a.firms(ctx, st, key)
		if err != nil {
			return nil, err
		}
		feeds = append(feeds, job.Feed{Source: firms, Cron: s.FIRMS.Schedule})
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
		MetaURL:      config.MetaURL,
		PerMinute:    config.PerMinute,
		Model:        config.Model,
		Timeout:      time.Duration(config.TimeoutSeconds * float64(time.Second)),
		PastDays:     past,
		ForecastDays: rules.AheadDays + 1,
		Clock:        a.clock,
		Points:       func(ctx context.Context) ([]source.Point, error) { return a.points(ctx, st) },
	}, nil
}

// ensemble asks for the members at every zone of today's set. Some points at a
// time: each has 51 forecasts.
func (a *App) ensemble(st *store.Store) *source.OpenMeteo {
	config := a.profile.Sources.OpenMeteo
	return &source.OpenMeteo{
		Ensemble:     true,
		BaseURL:      config.Ensemble,
		MetaURL:      config.MetaURL,
		Model:        config.EnsembleModel,
		Batch:        5,
		PerMinute:    config.PerMinute,
		Timeout:      time.Duration(config.TimeoutSeconds * float64(time.Second)),
		ForecastDays: a.province().Rules.AheadDays + 1,
		PastDays:     1, // the rain of the 24 hours before today's noon
		Clock:        a.clock,
		Points:       func(ctx context.Context) ([]source.Point, error) { return a.zonePoints(ctx, st) },
	}
}

// firms asks for the hotspots of the province's box.
func (a *App) firms(ctx context.Context, st *store.Store, key string) (*source.FIRMS, error) {
	config := a.profile.Sources.FIRMS
	set, err := zoneSetOn(ctx, st, a.today())
	if err != nil {
		return nil, err
	}
	var shapes []orb.MultiPolygon
	for _, z := range set.Zones {
		shapes = append(shapes, z.Shape)
	}
	box := geo.Bound(shapes)
	return &source.FIRMS{
		BaseURL: config.URL, Key: key, Sets: config.Sets, Days: config.Days, Clock: a.clock,
		Area: [4]float64{box.Min.Lon(), box.Min.Lat(), box.Max.Lon(), box.Max.Lat()},
	}, nil
}

// points are the places of today's zones and of the stations.
func (a *App) points(ctx context.Context, st *store.Store) ([]source.Point, error) {
	points, err := a.zonePoints(ctx, st)
	if err != nil {
		return nil, err
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

// zonePoints are the places of today's zones.
func (a *App) zonePoints(ctx context.Context, st *store.Store) ([]source.Point, error) {
	set, err := zoneSetOn(ctx, st, a.today())
	if err != nil {
		return nil, err
	}
	var points []source.Point
	for _, z := range set.Zones {
		points = append(points, source.Point{ID: z.ID, Lat: z.Point.Lat(), Lon: z.Point.Lon(), ElevationM: z.ElevationM})
	}
	return points, nil
}
