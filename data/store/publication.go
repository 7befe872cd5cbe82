package store

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"
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
	if err := s.engine.turn(ctx, tx); err != nil { // nobody overrides meanwhile
		return err
	}
	for {
		run, err := s.standing(ctx, tx, p.Run)
		if err != nil {
			return err
		}
		if run.Status == forecast.Withdrawn || to == forecast.Published && run.Status != forecast.Draft {
			return &forecast.WrongState{Run: p.Run, From: run.Status, To: to}
		}
		if to == forecast.Published {
			if err := s.byAnother(ctx, tx, p); err != nil {
				return err
			}
		}
		seq := 1
		if run.Status != forecast.Draft {
			seq = 2
		}
		var num int64
		err = tx.QueryRowContext(ctx, `
			INSERT INTO run_event (run, seq, kind, at, automatic, role, actor, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (run, seq) DO NOTHING RETURNING num`,
			run.num, seq, kind, micros(p.At), p.Automatic, words(p.Role), words(p.By), words(p.Reason)).Scan(&num)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		public := run.Status != forecast.Draft || kind == eventPublished // whether the public sees, or saw, the run
		return s.afterStep(ctx, tx, p, run, forecast.PublicEvent{Num: num, Run: p.Run, Kind: kind, At: p.At}, public)
	}
}

// byAnother refuses who made or changed the run under one of p.Own.
func (s *Store) byAnother(ctx context.Context, tx *sql.Tx, p forecast.Publication) error {
	if len(p.Own) == 0 {
		return nil
	}
	acted, err := listFrom(ctx, tx, scanActor, actedOn, words(p.Run), words("run "+p.Run))
	if slices.ContainsFunc(acted, func(who string) bool { return slices.Contains(p.Own, who) }) {
		return &forecast.OwnDraft{Run: p.Run}
	}
	return err
}

// afterStep is what commits with a step: the bulletin's number, the audit log, and,
// where the public sees it, the word to those who are to be told.
func (s *Store) afterStep(ctx context.Context, tx *sql.Tx, p forecast.Publication, run storedRun, e forecast.PublicEvent, public bool) error {
	if e.Kind == eventPublished {
		if err := s.number(ctx, tx, run); err != nil {
			return err
		}
	}
	if err := s.auditStep(ctx, tx, p, e.Kind); err != nil {
		return err
	}
	if s.told == nil || !public {
		return nil
	}
	return s.told(ctx, tx, e)
}

var actionOf = map[string]string{eventPublished: "publish", eventWithdrawn: "withdraw"}

func (s *Store) auditStep(ctx context.Context, tx *sql.Tx, p forecast.Publication, kind string) error {
	actor := p.By
	if p.Automatic {
		actor = "standing rule"
	}
	_, err := s.auditTx(ctx, tx, forecast.AuditEntry{At: p.At, Actor: actor, Role: p.Role, Action: actionOf[kind], Subject: "run " + p.Run, Reason: p.Reason, From: p.From})
	return err
}

// Decisions gives what was done by asOf to published runs made for days in
// [from, to], newest first; the overrides among it were made before publication.
func (s *Store) Decisions(ctx context.Context, from, to forecast.Date, asOf time.Time) ([]forecast.Decision, error) {
	return list(ctx, s, "read publications", scanDecision, `
		SELECT x.id, x.date, x.kind, x.at, x.automatic, x.role, x.actor, x.reason, x.zone, x.day, x.before_level, x.level FROM (
			SELECT r.id, r.date, e.kind, e.at, e.automatic, e.role, e.actor, e.reason,
				NULL AS zone, NULL AS day, NULL AS before_level, NULL AS level, e.num AS num, 1 AS later, e.run AS run
			FROM run_event e JOIN run r ON r.num = e.run
			UNION ALL
			SELECT r.id, r.date, 'overridden', o.at, FALSE, o.role, o.actor, o.reason, o.zone, o.date, o.before_level, o.level, o.num, 0, o.run
			FROM override o JOIN run r ON r.num = o.run) x
		JOIN run_event p ON p.run = x.run AND p.kind = 'published' AND p.at <= $1
		WHERE x.at <= $1 AND x.date BETWEEN $2 AND $3 ORDER BY x.at DESC, x.later DESC, x.num DESC`,
		micros(asOf), from.String(), to.String())
}

func scanDecision(rows *sql.Rows) (p forecast.Decision, err error) {
	var zone sql.NullString
	var change forecast.ZoneChange
	err = rows.Scan(&p.Run, (*date)(&p.Date), &p.Kind, (*instant)(&p.At), &p.Automatic, &p.Role, &p.By, &p.Reason,
		&zone, (*date)(&change.Date), (*level)(&change.Before), (*level)(&change.Level))
	if change.Zone = zone.String; zone.Valid {
		p.Override = &change
	}
	return p, err
}

// standing is a run with all that has happened to it.
func (s *Store) standing(ctx context.Context, tx *sql.Tx, id string) (storedRun, error) {
	runs, err := listFrom(ctx, s.writer.within(tx), scanRun, runSelect+" WHERE r.id = $2", forever, words(id))
	if err != nil {
		return storedRun{}, err
	}
	if len(runs) == 0 {
		return storedRun{}, &forecast.NotFound{Kind: "run", Name: id}
	}
	return runs[0], nil
}
