package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// storedRun is a run with the short name of its rows.
type storedRun struct {
	forecast.Run
	num int64
}

// runEvents joins the publication p and the withdrawal w as of $1.
const runEvents = `
	LEFT JOIN run_event p ON p.run = r.num AND p.kind = 'published' AND p.at <= $1
	LEFT JOIN run_event w ON w.run = r.num AND w.kind = 'withdrawn' AND w.at <= $1`

// runSelect reads runs as of $1. A run is superseded by a later publication of
// its day that stands: later published, else later issued, else later entered.
const runSelect = `
	SELECT r.num, r.id, r.date, r.to_date, r.issued, r.slot, r.zone_set, r.editions, r.profile, r.input_hash,
		r.provisional, r.simulated, r.notes, p.at, w.at, b.number,
		EXISTS (SELECT 1 FROM run r2
			JOIN run_event p2 ON p2.run = r2.num AND p2.kind = 'published' AND p2.at <= $1
			LEFT JOIN run_event w2 ON w2.run = r2.num AND w2.kind = 'withdrawn' AND w2.at <= $1
			WHERE r2.date = r.date AND w2.run IS NULL AND (p2.at, r2.issued, p2.num) > (p.at, r.issued, p.num))
	FROM run r LEFT JOIN bulletin b ON b.run = r.num` + runEvents

func scanRun(rows *sql.Rows) (r storedRun, err error) {
	var (
		withdrawn  instant
		number     sql.NullInt64
		superseded bool
	)
	err = rows.Scan(&r.num, &r.ID, (*date)(&r.Date), (*date)(&r.To), (*instant)(&r.Issued), &r.Slot, &r.ZoneSet,
		document{&r.Editions}, &r.Profile, &r.InputHash, &r.Provisional, &r.Simulated, document{&r.Notes},
		(*instant)(&r.Published), &withdrawn, &number, &superseded)
	if !r.Published.IsZero() {
		r.Number = int(number.Int64)
	}
	switch {
	case !time.Time(withdrawn).IsZero():
		r.Status = forecast.Withdrawn
	case r.Published.IsZero():
		r.Status = forecast.Draft
	case superseded:
		r.Status = forecast.Superseded
	default:
		r.Status = forecast.Published
	}
	return r, err
}

// Run gives a run issued by asOf, without its days; NotFound when there is none.
func (s *Store) Run(ctx context.Context, id string, asOf time.Time) (forecast.Run, error) {
	return s.oneRun(ctx, id, runSelect+" WHERE r.id = $2 AND r.issued <= $1", micros(asOf), words(id))
}

// oneRun reads a single run; NotFound by that name when there is none.
func (s *Store) oneRun(ctx context.Context, name, query string, args ...any) (forecast.Run, error) {
	runs, err := list(ctx, s, "read run "+name, scanRun, query, args...)
	if err != nil {
		return forecast.Run{}, err
	}
	if len(runs) == 0 {
		return forecast.Run{}, &forecast.NotFound{Kind: "run", Name: name}
	}
	return runs[0].Run, nil
}

// Runs lists runs issued by asOf for days in [from, to], newest first, without
// their days.
func (s *Store) Runs(ctx context.Context, from, to forecast.Date, asOf time.Time) ([]forecast.Run, error) {
	stored, err := list(ctx, s, "read runs", scanRun, runSelect+`
		WHERE r.date BETWEEN $2 AND $3 AND r.issued <= $1
		ORDER BY r.issued DESC, r.num DESC`, micros(asOf), from.String(), to.String())
	runs := make([]forecast.Run, len(stored))
	for i := range stored {
		runs[i] = stored[i].Run
	}
	return runs, err
}

// maxDays bounds how far a run may look ahead, so that the runs that cover a
// day are found without looking at all earlier ones.
const maxDays = 92

// Covering gives, of the published runs that cover the day and are not withdrawn,
// the one made for the latest day, the last published of these; without its days.
// NotFound when there is none.
func (s *Store) Covering(ctx context.Context, day forecast.Date, asOf time.Time) (forecast.Run, error) {
	return s.oneRun(ctx, "covering "+day.String(), runSelect+`
		WHERE r.num = (SELECT r.num FROM run r`+runEvents+`
			WHERE r.date BETWEEN $2 AND $3 AND r.to_date >= $3 AND p.at IS NOT NULL AND w.at IS NULL
			ORDER BY r.date DESC, p.at DESC, r.issued DESC, p.num DESC LIMIT 1)`,
		micros(asOf), day.AddDays(-maxDays).String(), day.String())
}

// Covered gives the first and last day that published runs cover, as far as they
// are not withdrawn; NotFound when there is none.
func (s *Store) Covered(ctx context.Context, asOf time.Time) (first, last forecast.Date, err error) {
	err = s.reader.QueryRowContext(ctx, `
		SELECT MIN(r.date), MAX(r.to_date) FROM run r`+runEvents+` WHERE p.at IS NOT NULL AND w.at IS NULL`,
		micros(asOf)).Scan((*date)(&first), (*date)(&last))
	if err == nil && first.IsZero() {
		return first, last, &forecast.NotFound{Kind: "run", Name: "published by " + asOf.UTC().Format(time.RFC3339)}
	}
	return first, last, s.fail("read what is covered", err)
}
