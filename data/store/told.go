package store

import (
	"context"
	"database/sql"

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
	for i, m := range runs {
		if i+1 < len(runs) && runs[i+1].day == m.day {
			continue
		}
		days, err := list(ctx, s, "read levels", func(rows *sql.Rows) (t forecast.Told, err error) {
			t.Issued = m.day
			return t, rows.Scan((*date)(&t.Date), &t.Zone, (*level)(&t.Level), &t.Status, outlook{&t.Outlook})
		}, `
			SELECT date, zone, level, status, outlook FROM run_day
			WHERE run = $1 AND date <= $2 ORDER BY date, zone`, m.num, m.day.AddDays(q.LeadDays).String())
		if err != nil {
			return err
		}
		for _, d := range days {
			if err := each(d); err != nil {
				return err
			}
		}
	}
	return nil
}
