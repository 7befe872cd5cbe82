package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// KeyAreasCmd ranks the zones as key fire-prone areas.
type KeyAreasCmd struct {
	Format string `enum:"text,csv,json" default:"text" help:"text, csv or json"`
}

// Run prints the ranking, most fire-prone first.
func (c *KeyAreasCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		areas, err := app.keyAreas(ctx, st)
		switch {
		case err != nil:
			return err
		case c.Format == "csv":
			return csv.NewWriter(app.out).WriteAll(forecast.PlainRows(app.province().KeyTable(areas)))
		case c.Format == "json":
			return json.NewEncoder(app.out).Encode(areas)
		}
		return writeKeyAreas(app.out, areas)
	})
}

// keyAreas ranks today's zones by the years up to yesterday.
func (a *App) keyAreas(ctx context.Context, st *store.Store) ([]forecast.KeyArea, error) {
	rules := a.province().KeyAreas
	if rules == nil {
		return nil, usage{fmt.Errorf("profile %s: it has no keyareas.yaml; write one with the weights", a.province().ID)}
	}
	to := a.today().AddDays(-1)
	from := to.AddDays(-rules.Years*365 + 1)
	set, err := zoneSetOn(ctx, st, a.today())
	if err != nil {
		return nil, err
	}
	burnt, err := a.burnt(ctx, st, from, to)
	if err != nil {
		return nil, err
	}
	// a fire of whatever time counts for the zone of today that it burnt in
	fires := timesOf(a.firesIn(burnt, set.Zones, func(forecast.Date) bool { return true }))
	facts, err := verify.KeyFacts(ctx, st, forecast.ToldQuery{From: from, To: to, AsOf: a.clock()}, fires, set.Zones)
	if err != nil {
		return nil, err
	}
	return forecast.RankKeyAreas(*rules, set.Zones, facts), nil
}

func writeKeyAreas(out io.Writer, areas []forecast.KeyArea) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "rank\tzone\tname\tscore\tbounds\tknown\tunknown")
	for _, a := range areas {
		rank, score, unknown := "–", "–", ""
		if a.Rank > 0 {
			rank = fmt.Sprint(a.Rank)
		}
		if a.Score.OK {
			score = fmt.Sprintf("%.1f", a.Score.V)
		}
		for _, p := range a.Parts {
			if p.Why != "" {
				unknown += " " + p.Name + ":" + p.Why
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%.0f–%.0f\t%.0f %%\t%s\n", rank, a.Zone, a.Name, score, a.Low, a.High, 100*a.Known, unknown)
	}
	return w.Flush()
}
