package store

import (
	"context"
	"database/sql"
	"runtime"
	"slices"
	"sync"

	"github.com/canhlua/canhlua/forecast"
)

// Told hands over what was told, run by run: of each day's published runs that
// are not withdrawn the last. Some runs are read ahead of the one handed over.
func (s *Store) Told(ctx context.Context, q forecast.ToldQuery, each func(forecast.Told) error) error {
	runs, err := s.toldRuns(ctx, q)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var ahead sync.WaitGroup
	defer ahead.Wait()
	defer stop()
	parts := make(chan chan toldPart, runtime.GOMAXPROCS(0))
	ahead.Go(func() {
		defer close(parts)
		for some := range slices.Chunk(runs, runsAtOnce) {
			part := make(chan toldPart, 1)
			select {
			case parts <- part:
			case <-ctx.Done():
				return
			}
			ahead.Go(func() { part <- s.toldBy(ctx, some, q.LeadDays) })
		}
	})
	for part := range parts {
		read := <-part
		if read.err != nil {
			return read.err
		}
		for _, t := range read.told {
			if err := each(t); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// runsAtOnce is how many runs are read before they are handed over.
const runsAtOnce = 50

// toldRun is a run with the day it was made for.
type toldRun struct {
	num       int64
	day       forecast.Date
	simulated bool
}

// toldPart is what some runs told.
type toldPart struct {
	told []forecast.Told
	err  error
}

// toldRuns are the runs that speak for their days, by day.
func (s *Store) toldRuns(ctx context.Context, q forecast.ToldQuery) ([]toldRun, error) {
	runs, err := list(ctx, s, "read runs", func(rows *sql.Rows) (m toldRun, err error) {
		return m, rows.Scan(&m.num, (*date)(&m.day), &m.simulated)
	}, `
		SELECT r.num, r.date, r.simulated FROM run r`+runEvents+`
		WHERE r.date BETWEEN $2 AND $3 AND p.at IS NOT NULL AND w.at IS NULL
		ORDER BY r.date, p.at, r.issued, p.num`, micros(q.AsOf), q.From.String(), q.To.String())
	var last []toldRun
	for i, m := range runs {
		if i+1 == len(runs) || runs[i+1].day != m.day {
			last = append(last, m)
		}
	}
	return last, err
}

// toldBy reads the days of some runs.
func (s *Store) toldBy(ctx context.Context, runs []toldRun, leadDays int) (part toldPart) {
	nums := make([]any, len(runs))
	for i, m := range runs {
		nums[i] = m.num
	}
	overrides, err := s.overridden(ctx, nums)
	if err != nil {
		return toldPart{err: err}
	}
	for _, m := range runs {
		scan := func(rows *sql.Rows) (t forecast.Told, err error) {
			t.Issued, t.Simulated = m.day, m.simulated
			err = rows.Scan((*date)(&t.Date), &t.Zone, (*level)(&t.Level), &t.Status, outlook{&t.Outlook})
			t.Computed = t.Level
			if len(overrides) > 0 {
				if o, ok := overrides[overrideKey{m.num, t.Zone, t.Date}]; ok {
					t.Level = o.Level
				}
			}
			return t, err
		}
		told, err := list(ctx, s, "read levels", scan, `
			SELECT d.date, d.zone, d.level, d.status, d.outlook
			FROM run_day d WHERE d.run = $1 AND d.date <= $2 ORDER BY d.date, d.zone`, m.num, m.day.AddDays(leadDays).String())
		if err != nil {
			return toldPart{err: err}
		}
		part.told = append(part.told, told...)
	}
	return part
}
