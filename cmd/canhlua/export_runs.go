package main

import (
	"context"
	"encoding/json"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// exportRuns writes every run, what it says of each zone and day, and what was said
// of it at the desk.
func exportRuns(ctx context.Context, e *exporter) error {
	first, last, err := e.store.RunSpan(ctx)
	if err != nil {
		return err
	}
	var runs []forecast.Run
	if !first.IsZero() {
		if runs, err = e.store.Runs(ctx, first, last, farOff); err != nil {
			return err
		}
	}
	err = e.csv("runs.csv", "runs and where they stand; number is that of the bulletin within the year", []string{"run", "date", "to", "issued", "slot", "status", "published", "number", "zone_set", "editions", "provisional", "simulated"},
		func(add func(...any) error) error {
			for _, r := range runs {
				if err := add(r.ID, r.Date, r.To, r.Issued, r.Slot, r.Status, r.Published, r.Number, r.ZoneSet, r.Editions, r.Provisional, r.Simulated); err != nil {
					return err
				}
			}
			return nil
		})
	if err == nil {
		err = e.levels(ctx, runs)
	}
	if err == nil {
		err = e.comments(ctx, runs)
	}
	return err
}

// levels writes the zones' days of all runs, an override beside what was computed.
func (e *exporter) levels(ctx context.Context, runs []forecast.Run) error {
	head := []string{"run", "zone", "date", "level", "computed_level", "status", "p", "h", "days_since_rain", "temp13_c", "dewpoint13_c", "rh13_pct", "rain24_mm", "wind13_kmh",
		"edition", "members", "outlook", "prob_1", "prob_2", "prob_3", "prob_4", "prob_5"}
	return e.csv("levels.csv", "what each run says of each zone and day; level 1–5, empty = unknown", head, func(add func(...any) error) error {
		for _, r := range runs {
			days, err := e.store.ZoneDays(ctx, r.ID, forecast.Date{})
			if err != nil {
				return err
			}
			for _, d := range days {
				if err := add(levelCells(r.ID, d)...); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func levelCells(run string, d forecast.ZoneDay) []any {
	computed := d.Level
	if d.Override != nil {
		computed = d.Override.Before
	}
	row := []any{run, d.Zone, d.Date, d.Level, computed, d.Status, d.P, d.H, d.DaysSinceRain, d.TempC, d.DewPointC, d.RHPct, d.RainMM, d.WindKmh, d.Edition}
	if d.Outlook == nil {
		return append(row, "", "", "", "", "", "", "")
	}
	row = append(row, d.Outlook.Members, d.Outlook.Source)
	for _, p := range d.Outlook.Probability() {
		row = append(row, p)
	}
	return row
}

func (e *exporter) comments(ctx context.Context, runs []forecast.Run) error {
	return e.csv("comments.csv", "what those at the desk said of drafts; not public", []string{"run", "at", "role", "by", "text"}, func(add func(...any) error) error {
		for _, r := range runs {
			remarks, err := e.store.Remarks(ctx, r.ID)
			if err != nil {
				return err
			}
			for _, m := range remarks {
				if err := add(m.Run, m.At, m.Role, m.By, m.Text); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// exportPublications writes the public log.
func exportPublications(ctx context.Context, e *exporter) error {
	first, last, err := e.store.RunSpan(ctx)
	if err != nil {
		return err
	}
	var all []forecast.Decision
	if !first.IsZero() {
		if all, err = e.store.Decisions(ctx, first, last, farOff); err != nil {
			return err
		}
	}
	head := []string{"run", "date", "kind", "at", "automatic", "role", "reason", "zone", "zone_date", "before_level", "level"}
	return e.csv("publications.csv", "publications, withdrawals and overrides by role, newest first", head, func(add func(...any) error) error {
		for _, d := range all {
			change := []any{"", "", "", ""}
			if o := d.Override; o != nil {
				change = []any{o.Zone, o.Date, o.Before, o.Level}
			}
			if err := add(append([]any{d.Run, d.Date, d.Kind, d.At, d.Automatic, d.Role, d.Reason}, change...)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// pointGeometry is a GeoJSON point.
func pointGeometry(lon, lat float64) []byte {
	out := append([]byte(nil), `{"type":"Point","coordinates":[`...)
	out = geo.AppendNumber(out, lon, exportDecimals)
	out = append(out, ',')
	out = geo.AppendNumber(out, lat, exportDecimals)
	return append(out, "]}"...)
}

// fireProperties are a fire's fields but its place.
func fireProperties(f *forecast.Fire) []byte {
	text, err := json.Marshal(f)
	if err != nil {
		panic(err) // numbers and texts can always be written
	}
	return text
}
