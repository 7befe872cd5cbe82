package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
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
	loc := a.province().Location
	seen, err := st.Fires(ctx, from.At(0, 0, loc), to.AddDays(1).At(0, 0, loc), a.clock())
	if err != nil || len(seen) == 0 {
		return nil, err
	}
	sets, err := st.ZoneSets(ctx)
	if err != nil {
		return nil, err
	}
	var fires []verify.Fire
	for _, set := range sets {
		full, err := st.ZoneSet(ctx, set.ID)
		if err != nil {
			return nil, err
		}
		shapes := make([]orb.MultiPolygon, len(full.Zones))
		for i, z := range full.Zones {
			shapes[i] = z.Shape
		}
		locator := geo.NewLocator(shapes)
		for _, f := range seen {
			day := forecast.DateOf(f.Time, loc)
			if at := locator.Find(f.Lon, f.Lat); at >= 0 && set.Covers(day) {
				fires = append(fires, verify.Fire{Zone: full.Zones[at].ID, Date: day})
			}
		}
	}
	return fires, nil
}

// writeSkill prints a line for each lead and one for all; a missing score is a
// dash, with its reason in --format json.
func writeSkill(to io.Writer, r *verify.Result) error {
	fmt.Fprintf(to, "%s … %s: %d days, %d zones, %d refused\n", r.From, r.To, r.Days, r.Zones, r.Refused)
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "lead\tpairs\tcorrect %\tHeidke\thit rate\tfalse alarms\tBrier IV+\tRPS\tRPSS climatology\tRPSS persistence\tROC area\t")
	line := func(name string, r verify.Report) {
		s := r.Scores
		fmt.Fprintf(w, "%s\t%d\t", name, r.Counts.Given)
		for _, score := range []verify.Score{s.PercentCorrect, s.Heidke, s.HitRate, s.FalseAlarmRatio, s.Brier, s.RPS,
			s.Climatology.RPSS, s.Persistence.RPSS, s.ROCArea} {
			fmt.Fprintf(w, "%s\t", scoreCell(score))
		}
		fmt.Fprintln(w)
	}
	for _, lead := range r.Leads {
		line(fmt.Sprint(lead.LeadDays), lead.Report)
	}
	line("all", r.All)
	for _, fault := range r.Faults {
		fmt.Fprintln(w, fault)
	}
	return w.Flush()
}

func scoreCell(s verify.Score) string {
	switch {
	case !s.Value.OK:
		return "–"
	case s.Low.OK:
		return fmt.Sprintf("%.2f (%.2f…%.2f)", s.Value.V, s.Low.V, s.High.V)
	}
	return fmt.Sprintf("%.2f", s.Value.V)
}
