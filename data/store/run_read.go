package store

import (
	"context"
	"database/sql"

	"github.com/canhlua/canhlua/forecast"
)

const dayFields = `
	SELECT d.date, d.zone, d.level, d.status, d.p, d.h, d.days_since_rain, d.to_next, d.next_level,
		d.change_date, d.change_level, d.group_levels, d.edition,
		d.temp_c, d.dewpoint_c, d.rh_pct, d.deficit_hpa, d.rain_mm, d.wind_kmh, d.outlook, d.indices`

const daySelect = dayFields + " FROM run_day d"

func scanDay(rows *sql.Rows) (forecast.ZoneDay, error) {
	var d forecast.ZoneDay
	var next forecast.Change
	err := rows.Scan((*date)(&d.Date), &d.Zone, (*level)(&d.Level), &d.Status, (*float)(&d.P), (*float)(&d.H),
		(*float)(&d.DaysSinceRain), (*float)(&d.ToNext), (*level)(&d.NextLevel),
		(*date)(&next.Date), (*level)(&next.Level), document{&d.Groups}, (*optionalText)(&d.Edition),
		(*float)(&d.TempC), (*float)(&d.DewPointC), (*float)(&d.RHPct), (*float)(&d.DeficitHPa),
		(*float)(&d.RainMM), (*float)(&d.WindKmh), outlook{&d.Outlook}, indices{&d.Indices})
	if !next.Date.IsZero() {
		d.NextChange = &next
	}
	return d, err
}

func scanNum(rows *sql.Rows) (num int64, err error) { return num, rows.Scan(&num) }

// ZoneDays gives a run's zones of one day, by zone; the zero Date gives all its
// days, by zone and date. NotFound when there is no such run.
func (s *Store) ZoneDays(ctx context.Context, run string, day forecast.Date) ([]forecast.ZoneDay, error) {
	var num int64
	if err := s.one(ctx, "run", run, "SELECT num FROM run WHERE id = $1", []any{words(run)}, &num); err != nil {
		return nil, err
	}
	query, args := daySelect+" WHERE d.run = $1 ORDER BY d.zone, d.date", []any{num}
	if !day.IsZero() {
		query, args = daySelect+" WHERE d.run = $1 AND d.date = $2 ORDER BY d.zone", []any{num, day.String()}
	}
	days, err := list(ctx, s, "read run "+run, scanDay, query, args...)
	if err != nil {
		return nil, err
	}
	return days, s.apply(ctx, num, days)
}
