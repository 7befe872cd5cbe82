package main

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
	"github.com/canhlua/canhlua/forecast/workshop"
	"github.com/canhlua/canhlua/geo"
)

// VerifyCmd scores past forecasts as they were published.
type VerifyCmd struct {
	From      string `required:"" help:"first day forecast for" placeholder:"D"`
	To        string `required:"" help:"last day forecast for" placeholder:"D"`
	Resamples int    `default:"500" help:"of the bootstrap; 0 = no intervals"`
	Block     int    `default:"20" help:"days in a block of the bootstrap"`
	Seed      uint32 `default:"1" help:"of the bootstrap"`
	Format    string `enum:"text,json" default:"text" help:"text or json"`
}

// Run prints the scores by lead day.
func (c *VerifyCmd) Run(ctx context.Context, app *App) error {
	defer inBulk()()
	from, to, err := app.span(c.From, c.To)
	if err != nil {
		return err
	}
	o := verify.Defaults()
	o.Resamples, o.BlockDays, o.Seed = c.Resamples, c.Block, c.Seed
	return app.with(ctx, func(st *store.Store) error {
		fires, err := app.zoneFires(ctx, st, from, to)
		if err != nil {
			return err
		}
		ahead := app.province().Rules.AheadDays
		bar := app.progress(to.DaysSince(from)+1+ahead, "verify")
		q := forecast.ToldQuery{From: from, To: to, LeadDays: ahead, AsOf: app.clock()}
		result, err := verify.Published(ctx, st, q, fires, o, func(forecast.Date) { _ = bar.Add(1) })
		_ = bar.Finish() // a bar that cannot be drawn hinders nothing
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return json.NewEncoder(app.out).Encode(result)
		}
		return writeSkill(app.out, result)
	})
}

// zoneFires are the fires of the days with the zone they lie in.
func (a *App) zoneFires(ctx context.Context, st *store.Store, from, to forecast.Date) ([]verify.Fire, error) {
	placed, err := a.placedFires(ctx, st, from, to)
	return timesOf(placed), err
}

func timesOf(placed []workshop.Fire) []verify.Fire {
	var fires []verify.Fire
	for _, f := range placed {
		fires = append(fires, verify.Fire{Zone: f.Zone, Date: f.Date})
	}
	return fires
}

// burnt are the fires of the days, and the hotspots of none of them, each once.
func (a *App) burnt(ctx context.Context, st *store.Store, from, to forecast.Date) ([]forecast.Fire, error) {
	loc := a.province().Location
	seen, err := st.Fires(ctx, from.At(0, 0, loc), to.AddDays(1).At(0, 0, loc), a.clock())
	if err != nil {
		return nil, err
	}
	const burningDays = 14 // a fire that began so long before may have hotspots among them
	records, err := st.FireRecords(ctx, forecast.FireQuery{From: from.AddDays(-burningDays).At(0, 0, loc), To: to.AddDays(1).At(0, 0, loc),
		Status: []forecast.FireStatus{forecast.FireConfirmed, forecast.FireClosed}})
	if err != nil {
		return nil, err
	}
	records = slices.DeleteFunc(records, func(f forecast.FireRecord) bool { return !f.PublicAt(a.clock()) })
	burnt := a.province().Fires.Burnt(seen, records)
	return slices.DeleteFunc(burnt, func(f forecast.Fire) bool {
		day := forecast.DateOf(f.Time, loc)
		return day.Before(from) || day.After(to)
	}), nil
}

// placedFires are the fires and hotspots of the days in the zones of their time.
func (a *App) placedFires(ctx context.Context, st *store.Store, from, to forecast.Date) ([]workshop.Fire, error) {
	burnt, err := a.burnt(ctx, st, from, to)
	if err != nil {
		return nil, err
	}
	sets, err := st.ZoneSets(ctx)
	if err != nil {
		return nil, err
	}
	var fires []workshop.Fire
	for _, set := range sets {
		full, err := st.ZoneSet(ctx, set.ID)
		if err != nil {
			return nil, err
		}
		fires = append(fires, a.firesIn(burnt, full.Zones, set.Covers)...)
	}
	return fires, nil
}

// firesIn are the fires that lie in zones which hold on their day.
func (a *App) firesIn(burnt []forecast.Fire, zones []forecast.Zone, hold func(forecast.Date) bool) []workshop.Fire {
	shapes := make([]orb.MultiPolygon, len(zones))
	for i, z := range zones {
		shapes[i] = z.Shape
	}
	locator := geo.NewLocator(shapes)
	var fires []workshop.Fire
	for _, f := range burnt {
		day := forecast.DateOf(f.Time, a.province().Location)
		if at := locator.Find(f.Lon, f.Lat); at >= 0 && hold(day) {
			fires = append(fires, workshop.Fire{Zone: zones[at].ID, Date: day, Hotspot: f.Kind == forecast.Hotspot})
		}
	}
	return fires
}
