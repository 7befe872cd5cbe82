package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

var modelColumns = []string{"date", "place", "simulated", "issued", "received", "temp_c", "dewpoint_c",
	"wind_kmh", "rain_mm", "rain_at_least_mm", "at", "origin", "flags"}

// SaveModelDays adds days; the same place, date and model run twice is kept once.
func (s *Store) SaveModelDays(ctx context.Context, received time.Time, days []forecast.Day) error {
	if len(days) == 0 {
		return nil
	}
	flags := make([]any, len(days))
	for i := range days {
		var err error
		if flags[i], err = listed(days[i].Flags); err != nil {
			return s.fail("save model days", err)
		}
	}
	stamp := micros(received)
	return s.change(ctx, "save model days", func(c *change) error {
		_, err := s.engine.load(ctx, c, batch{
			table: "model_day", columns: modelColumns, key: "date, place, simulated, issued", rows: len(days),
			row: func(i int) []any {
				d := &days[i]
				return []any{d.Date.String(), words(d.Place), d.Simulated, micros(d.Issued), stamp,
					number(d.TempC), number(d.DewPointC), number(d.WindKmh), number(d.RainMM), number(d.RainAtLeastMM),
					micros(d.At), string(d.Origin), flags[i]}
			},
		})
		return err
	})
}

// ModelDays gives, for each place and date in [from, to], the day of the newest
// model run received by asOf, by date and place. Where there are simulated days
// as well, each kind has its own.
func (s *Store) ModelDays(ctx context.Context, from, to forecast.Date, asOf time.Time) (days []forecast.Day, err error) {
	err = s.EachModelDay(ctx, from, to, asOf, func(d forecast.Day) { days = append(days, d) })
	return days, err
}

// EachModelDay hands over what ModelDays gives, a day at a time.
func (s *Store) EachModelDay(ctx context.Context, from, to forecast.Date, asOf time.Time, take func(forecast.Day)) error {
	return s.fail("read model days", eachFrom(ctx, s.reader, scanModelDay, take, newestModelDays("date BETWEEN $1 AND $2 AND received <= $3"), from.String(), to.String(), micros(asOf)))
}

// mostPlaces is how many places are asked for at once.
const mostPlaces = 1000

// EachModelDayAt hands over the same of one day, at the named places only.
func (s *Store) EachModelDayAt(ctx context.Context, day forecast.Date, places []string, asOf time.Time, take func(forecast.Day)) error {
	for some := range slices.Chunk(places, mostPlaces) {
		args := []any{day.String(), micros(asOf)}
		for _, place := range some {
			args = append(args, words(place))
		}
		query := newestModelDays("date = $1 AND received <= $2 AND place IN (" + holes(3, len(some)) + ")")
		if err := eachFrom(ctx, s.reader, scanModelDay, take, query, args...); err != nil {
			return s.fail("read model days", err)
		}
	}
	return nil
}

// newestModelDays asks for the days of the newest model run, of the rows that a condition
// names: by the key's columns, in their order.
func newestModelDays(where string) string {
	return `SELECT m.place, m.date, m.temp_c, m.dewpoint_c, m.wind_kmh, m.rain_mm, m.rain_at_least_mm,
			m.at, m.origin, m.issued, m.flags, m.simulated
		FROM model_day m JOIN (
			SELECT date, place, simulated, MAX(issued) AS issued FROM model_day
			WHERE ` + where + `
			GROUP BY date, place, simulated) newest
		ON m.date = newest.date AND m.place = newest.place
			AND m.simulated = newest.simulated AND m.issued = newest.issued
		ORDER BY m.date, m.place, m.simulated`
}

func scanModelDay(rows *sql.Rows) (d forecast.Day, err error) {
	err = rows.Scan(&d.Place, (*date)(&d.Date), (*float)(&d.TempC), (*float)(&d.DewPointC), (*float)(&d.WindKmh),
		(*float)(&d.RainMM), (*float)(&d.RainAtLeastMM), (*instant)(&d.At), &d.Origin, (*instant)(&d.Issued),
		document{&d.Flags}, &d.Simulated)
	return d, err
}
