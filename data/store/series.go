package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// seriesDays is how many days one query of Series asks for.
const seriesDays = 240

// said is the run that says what a day is.
type said struct {
	day forecast.Date
	num int64
	by  forecast.RunDay // without its day
}

// Series gives a zone's days in [from, to], each from the run Covering would
// give; a day that no run covers, or whose run has no such zone, is left out.
func (s *Store) Series(ctx context.Context, zone string, from, to forecast.Date, asOf time.Time) ([]forecast.RunDay, error) {
	days, err := s.whoSays(ctx, from, to, asOf)
	if err != nil {
		return nil, err
	}
	var series []forecast.RunDay
	for part := range slices.Chunk(days, seriesDays) {
		some, err := s.seriesPart(ctx, zone, part)
		if err != nil {
			return nil, err
		}
		series = append(series, some...)
	}
	return series, nil
}

// whoSays gives the covering run of each day, by day.
func (s *Store) whoSays(ctx context.Context, from, to forecast.Date, asOf time.Time) ([]said, error) {
	type covering struct {
		said
		last forecast.Date
	}
	runs, err := list(ctx, s, "read runs", func(rows *sql.Rows) (c covering, err error) {
		err = rows.Scan(&c.num, &c.by.Run, (*instant)(&c.by.Issued), &c.by.Simulated, (*date)(&c.day), (*date)(&c.last))
		return c, err
	}, `
		SELECT r.num, r.id, r.issued, r.simulated, r.date, r.to_date FROM run r`+runEvents+`
		WHERE r.date BETWEEN $2 AND $3 AND r.to_date >= $4 AND p.at IS NOT NULL AND w.at IS NULL
		ORDER BY r.date, p.at, r.issued, p.num`,
		micros(asOf), from.AddDays(-maxDays).String(), to.String(), from.String())
	if err != nil {
		return nil, err
	}
	days := map[forecast.Date]said{}
	for _, c := range runs { // made for a later day, then published later, covers what was before
		for d := c.day; !d.After(c.last); d = d.AddDays(1) {
			if !d.Before(from) && !d.After(to) {
				days[d] = said{day: d, num: c.num, by: c.by}
			}
		}
	}
	all := make([]said, 0, len(days))
	for _, d := range days {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b said) int { return a.day.Compare(b.day) })
	return all, nil
}

// seriesPart reads the days' rows, each from its run, in one query.
func (s *Store) seriesPart(ctx context.Context, zone string, days []said) ([]forecast.RunDay, error) {
	args, nums := []any{zone}, []any{}
	keys, runOf := make([]string, len(days)), map[forecast.Date]int64{}
	byDay := make(map[forecast.Date]forecast.RunDay, len(days))
	for i, d := range days {
		// The first row of VALUES gives PostgreSQL the types of all.
		keys[i] = fmt.Sprintf("(CAST($%d AS BIGINT), CAST($%d AS TEXT))", len(args)+1, len(args)+2)
		args = append(args, d.num, d.day.String())
		byDay[d.day] = d.by
		nums, runOf[d.day] = append(nums, d.num), d.num
	}
	overrides, err := s.overridden(ctx, nums)
	if err != nil {
		return nil, err
	}
	rows, err := list(ctx, s, "read series of zone "+zone, scanDay,
		"WITH said (run, date) AS (VALUES "+strings.Join(keys, ", ")+")"+
			dayFields+" FROM said CROSS JOIN run_day d"+ // in this order: SQLite would rather go through all of run_day
			" WHERE d.run = said.run AND d.date = said.date AND d.zone = $1 ORDER BY d.date", args...)
	if err != nil {
		return nil, err
	}
	series := make([]forecast.RunDay, len(rows))
	for i, d := range rows {
		series[i] = byDay[d.Date]
		series[i].ZoneDay = d
		if o, ok := overrides[overrideKey{runOf[d.Date], zone, d.Date}]; ok {
			series[i].Apply(o)
		}
	}
	return series, nil
}
