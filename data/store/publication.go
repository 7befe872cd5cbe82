package store

import (
	"context"
	"database/sql"
	"math"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// The kinds of run_event.
const (
	eventPublished = forecast.DecidedPublished
	eventWithdrawn = forecast.DecidedWithdrawn
)

// forever is an asOf that nothing lies after.
const forever = math.MaxInt64

// Publish makes a draft the province's word; WrongState when it is no draft,
// NotFound when it is no run. Of several that publish at once one succeeds.
func (s *Store) Publish(ctx context.Context, p forecast.Publication) error {
	return s.InTx(ctx, func(tx *sql.Tx) error { return s.PublishTx(ctx, tx, p) })
}

// PublishTx is Publish within a transaction of InTx, for what must commit with it.
func (s *Store) PublishTx(ctx context.Context, tx *sql.Tx, p forecast.Publication) error {
	return s.step(ctx, tx, p, eventPublished, forecast.Published)
}

// Withdraw takes a run back with p.Reason; WrongState when it is withdrawn
// already, NotFound when it is no run.
func (s *Store) Withdraw(ctx context.Context, p forecast.Publication) error {
	return s.InTx(ctx, func(tx *sql.Tx) error { return s.WithdrawTx(ctx, tx, p) })
}

// WithdrawTx is Withdraw within a transaction of InTx.
func (s *Store) WithdrawTx(ctx context.Context, tx *sql.Tx, p forecast.Publication) error {
	return s.step(ctx, tx, p, eventWithdrawn, forecast.Withdrawn)
}

// step takes a run from where it stands. The number of the event it adds is the
// guard: another who stepped in meanwhile has taken it, so look again.
func (s *Store) step(ctx context.Context, tx *sql.Tx, p forecast.Publication, kind string, to forecast.RunStatus) error {
	if p.At.IsZero() {
		p.At = s.clock()
	}
	for {
		run, err := s.standing(ctx, tx, p.Run)
		if err != nil {
			return err
		}
		if run.Status == forecast.Withdrawn || to == forecast.Published && run.Status != forecast.Draft {
			return &forecast.WrongState{Run: p.Run, From: run.Status, To: to}
		}
		seq := 1
		if run.Status != forecast.Draft {
			seq = 2
		}
		done, err := tx.ExecContext(ctx, `
			INSERT INTO run_event (run, seq, kind, at, automatic, role, actor, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (run, seq) DO NOTHING`,
			run.num, seq, kind, micros(p.At), p.Automatic, words(p.Role), words(p.By), words(p.Reason))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 1 {
			return err
		}
	}
}

// Decisions gives what was done by asOf to published runs made for days in
// [from, to], newest first.
func (s *Store) Decisions(ctx context.Context, from, to forecast.Date, asOf time.Time) ([]forecast.Decision, error) {
	return list(ctx, s, "read publications", scanDecision, `
		SELECT r.id, r.date, e.kind, e.at, e.automatic, e.role, e.actor, e.reason
		FROM run_event e JOIN run r ON r.num = e.run
		JOIN run_event p ON p.run = e.run AND p.kind = 'published' AND p.at <= $1
		WHERE e.at <= $1 AND r.date BETWEEN $2 AND $3 ORDER BY e.at DESC, e.num DESC`,
		micros(asOf), from.String(), to.String())
}

func scanDecision(rows *sql.Rows) (p forecast.Decision, err error) {
	err = rows.Scan(&p.Run, (*date)(&p.Date), &p.Kind, (*instant)(&p.At), &p.Automatic, &p.Role, &p.By, &p.Reason)
	return p, err
}

// standing is a run with all that has happened to it.
func (s *Store) standing(ctx context.Context, tx *sql.Tx, id string) (storedRun, error) {
	runs, err := listFrom(ctx, tx, scanRun, runSelect+" WHERE r.id = $2", forever, id)
	if err != nil {
		return storedRun{}, err
	}
	if len(runs) == 0 {
		return storedRun{}, &forecast.NotFound{Kind: "run", Name: id}
	}
	return runs[0], nil
}
