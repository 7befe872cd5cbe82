package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// Told hands over what was told, run by run: of each day's published runs that
// are not withdrawn the last.
func (s *Store) Told(ctx context.Context, q forecast.ToldQuery, each func(forecast.Told) error) error {
	type made struct {
		num int64
		day forecast.Date
	}
	runs, err := list(ctx, s, "read runs", func(rows *sql.Rows) (m made, err error) {
		return m, rows.Scan(&m.num, (*date)(&m.day))
	}, `
		SELECT r.num, r.date FROM run r`+runEvents+`
		WHERE r.date BETWEEN $2 AND $3 AND p.at IS NOT NULL AND w.at IS NULL
		ORDER BY r.date, p.at, r.issued, p.num`, micros(q.AsOf), q.From.String(), q.To.String())
	if err != nil {
		return err
	}
	var last []made
	for i, m := range runs {
		if i+1 == len(runs) || runs[i+1].day != m.day {
			last = append(last, m)
		}
	}
	for part := range slices.Chunk(last, toldRuns) {
		days := map[int64]forecast.Date{}
		args := []any{}
		for _, m := range part {
			days[m.num] = m.day
			args = append(args, m.num)
		}
		if err := s.toldBy(ctx, args, days, q.LeadDays, each); err != nil {
			return err
		}
	}
	return nil
}

// toldRuns is how many runs one query of Told asks for.
const toldRuns = 100

// toldBy hands over the days of some runs.
func (s *Store) toldBy(ctx context.Context, runs []any, days map[int64]forecast.Date, leadDays int, each func(forecast.Told) error) error {
	only := ""
	if leadDays == 0 {
		only = " AND d.date = r.date"
	}
	overrides, err := s.overridden(ctx, runs)
	if err != nil {
		return err
	}
	told, err := list(ctx, s, "read levels", func(rows *sql.Rows) (t forecast.Told, err error) {
		var num int64
		err = rows.Scan(&num, (*date)(&t.Date), &t.Zone, (*level)(&t.Level), &t.Status, outlook{&t.Outlook})
		t.Issued = days[num]
		if o, ok := overrides[overrideKey{num, t.Zone, t.Date}]; ok {
			t.Level = o.Level
		}
		return t, err
	}, `
		SELECT d.run, d.date, d.zone, d.level, d.status, d.outlook
		FROM run r JOIN run_day d ON d.run = r.num
		WHERE r.num IN (`+holes(1, len(runs))+`)`+only+` ORDER BY r.date, d.date, d.zone`, runs...)
	if err != nil {
		return err
	}
	for _, t := range told {
		if t.Date.DaysSince(t.Issued) > leadDays {
			continue
		}
		if err := each(t); err != nil {
			return err
		}
	}
	return nil
}
