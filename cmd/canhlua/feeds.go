package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/profile"
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
		models, err := a.models(ctx, st)
		if err != nil {
			return nil, err
		}
		for _, model := range models {
			feeds = append(feeds, job.Feed{Source: model, Cron: schedules.Model})
		}
	}
	if key := strings.TrimSpace(os.Getenv("CANHLUA_FIRMS_KEY")); s.FIRMS.Enabled && key != "" {
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

// models are the clients of Open-Meteo: they share its limits, and the one that
// matters most asks first.
func (a *App) models(ctx context.Context, st *store.Store) ([]*source.OpenMeteo, error) {
	config := a.profile.Sources.OpenMeteo
	forecasts, err := a.openMeteo(ctx, st)
	if err != nil {
		return nil, err
	}
	models := []*source.OpenMeteo{forecasts}
	if config.Archive != "" && a.province().Rules.WarmupDays > config.PastDays {
		models = append(models, a.archive(st))
	}
	if config.Ensemble != "" {
		models = append(models, a.ensemble(st))
	}
	if a.openMeteoLimit == nil {
		a.openMeteoLimit = a.limiter(config.Limits)
	}
	for _, m := range models {
		m.Limit, m.Clock = a.openMeteoLimit, a.clock
		m.Timeout = time.Duration(config.TimeoutSeconds * float64(time.Second))
	}
	return models, nil
}

func (a *App) limiter(l profile.Limits) *source.Limiter {
	return &source.Limiter{PerMinute: l.PerMinute, PerHour: l.PerHour, PerDay: l.PerDay, Clock: a.clock}
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
	model := &source.OpenMeteo{
		BaseURL:      config.URL,
		MetaURL:      config.MetaURL,
		Model:        config.Model,
		PastDays:     config.PastDays,
		ForecastDays: a.forecastDays(),
		Points:       func(ctx context.Context) ([]source.Point, error) { return a.points(ctx, st) },
	}
	if slices.ContainsFunc(have, func(d forecast.Day) bool { return !d.Simulated }) {
		model.PastDays = rules.LookbackDays + 1
		model.Known = a.known(st)
	}
	return model, nil
}

// forecastDays reaches the farthest day ahead in UTC's days as well, which begin
// later than the province's.
func (a *App) forecastDays() int { return min(a.province().Rules.AheadDays+2, 16) }

// ensemble asks for the members at every zone of today's set. Some points at a
// time: each has 51 forecasts.
func (a *App) ensemble(st *store.Store) *source.OpenMeteo {
	config := a.profile.Sources.OpenMeteo
	return &source.OpenMeteo{
		Ensemble:     true,
		BaseURL:      config.Ensemble,
		Model:        config.EnsembleModel,
		RunModel:     config.EnsembleRun,
		Batch:        5,
		ForecastDays: a.forecastDays(),
		PastDays:     1, // the rain of the 24 hours before today's noon
		Points:       func(ctx context.Context) ([]source.Point, error) { return a.zonePoints(ctx, st) },
		Known:        a.known(st),
	}
}

// known tells whose weather of a model run the store has up to the farthest day
// ahead.
func (a *App) known(st *store.Store) func(context.Context, time.Time) (map[string]bool, error) {
	return func(ctx context.Context, issued time.Time) (map[string]bool, error) {
		last := a.today().AddDays(a.province().Rules.AheadDays)
		return a.knownOn(ctx, st, last, func(d forecast.Day) bool { return d.Issued.Equal(issued) })
	}
}

// knownOn are the places with model weather of a day.
func (a *App) knownOn(ctx context.Context, st *store.Store, day forecast.Date, counts func(forecast.Day) bool) (map[string]bool, error) {
	known := map[string]bool{}
	err := st.EachModelDay(ctx, day, day, a.clock(), func(d forecast.Day) {
		if !d.Simulated && d.TempC.OK && counts(d) {
			known[d.Place] = true
		}
	})
	return known, err
}

// archive asks, once, for what of the warm-up is older than the forecast's past
// days, and for the day before, whose rain the first day needs.
func (a *App) archive(st *store.Store) *source.OpenMeteo {
	config, rules := a.profile.Sources.OpenMeteo, a.province().Rules
	first := func() forecast.Date { return a.today().AddDays(-rules.WarmupDays) }
	return &source.OpenMeteo{
		Archive: true,
		BaseURL: config.Archive,
		Model:   config.ArchiveModel,
		Span: func() (forecast.Date, forecast.Date) {
			return first().AddDays(-1), a.today().AddDays(1 - config.PastDays)
		},
		Points: func(ctx context.Context) ([]source.Point, error) { return a.zonePoints(ctx, st) },
		Known: func(ctx context.Context, _ time.Time) (map[string]bool, error) {
			return a.knownOn(ctx, st, first(), func(forecast.Day) bool { return true })
		},
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
		BaseURL: config.URL, Key: key, Sets: config.Sets, Days: config.Days, Limit: a.limiter(config.Limits), Clock: a.clock,
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
