package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// SaveOverride puts a level in place of a draft's computed one.
func (s *Store) SaveOverride(ctx context.Context, o forecast.Override) (forecast.Override, error) {
	err := s.InTx(ctx, func(tx *sql.Tx) error {
		if o.At.IsZero() {
			o.At = s.clock()
		}
		if err := s.engine.turn(ctx, tx); err != nil { // nobody publishes meanwhile
			return err
		}
		run, err := s.standing(ctx, tx, o.Run)
		if err != nil {
			return err
		}
		if run.Status != forecast.Draft {
			return &forecast.WrongState{Run: o.Run, From: run.Status, To: forecast.DecidedOverridden}
		}
		computed, err := listFrom(ctx, tx, func(rows *sql.Rows) (l forecast.Level, err error) {
			return l, rows.Scan((*level)(&l))
		}, "SELECT level FROM run_day WHERE run = $1 AND date = $2 AND zone = $3", run.num, o.Date.String(), words(o.Zone))
		if err == nil && len(computed) == 0 {
			return &forecast.NotFound{Kind: "zone and day in run " + o.Run, Name: o.Zone + " " + o.Date.String()}
		}
		if err != nil {
			return err
		}
		o.Before = computed[0]
		if again, err := s.overriddenAgain(ctx, tx, run.num, &o); err != nil || again {
			return err
		}
		return s.keepOverride(ctx, tx, run.num, o)
	})
	return o, err
}

// overriddenAgain reports whether the override only repeats the last one of its zone
// and day: a form that was sent twice is one override, and noted as sent again.
func (s *Store) overriddenAgain(ctx context.Context, tx *sql.Tx, run int64, o *forecast.Override) (bool, error) {
	last, err := listFrom(ctx, tx, func(rows *sql.Rows) (l forecast.Override, err error) {
		return l, rows.Scan((*level)(&l.Level), (*instant)(&l.At), &l.By, &l.Reason)
	}, "SELECT level, at, actor, reason FROM override WHERE run = $1 AND date = $2 AND zone = $3 ORDER BY num DESC LIMIT 1", run, o.Date.String(), words(o.Zone))
	if err != nil || len(last) == 0 || last[0].Level != o.Level || last[0].By != words(o.By) || last[0].Reason != words(o.Reason) {
		return false, err
	}
	entry := overrideEntry(o)
	entry.Refused = "was sent before; it is one override, and was answered as the first time"
	_, err = s.auditTx(ctx, tx, entry)
	o.At = last[0].At
	return true, err
}

func overrideEntry(o *forecast.Override) forecast.AuditEntry {
	return forecast.AuditEntry{At: o.At, Actor: o.By, Role: o.Role, Action: "override", Subject: "run " + o.Run,
		Detail: fmt.Sprintf("zone %s, %s: %s to %s", o.Zone, o.Date, o.Before.Roman(), o.Level.Roman()), Reason: o.Reason, From: o.From}
}

func (s *Store) keepOverride(ctx context.Context, tx *sql.Tx, run int64, o forecast.Override) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO override (run, date, zone, before_level, level, at, role, actor, reason) VALUES (`+holes(1, 9)+`)`,
		run, o.Date.String(), words(o.Zone), grade(o.Before), grade(o.Level), micros(o.At), words(o.Role), words(o.By), words(o.Reason))
	if err != nil {
		return err
	}
	_, err = s.auditTx(ctx, tx, overrideEntry(&o))
	return err
}

// overrideKey names a run's zone and day.
type overrideKey struct {
	run  int64
	zone string
	date forecast.Date
}

// overridden gives what counts of the runs' overrides.
func (s *Store) overridden(ctx context.Context, runs []any) (map[overrideKey]forecast.Override, error) {
	out := map[overrideKey]forecast.Override{}
	for part := range slices.Chunk(runs, seriesDays) {
		_, err := list(ctx, s, "read overrides", func(rows *sql.Rows) (o forecast.Override, err error) {
			var num int64
			err = rows.Scan(&num, &o.Run, (*date)(&o.Date), &o.Zone, (*level)(&o.Before), (*level)(&o.Level),
				(*instant)(&o.At), &o.Role, &o.By, &o.Reason)
			out[overrideKey{num, o.Zone, o.Date}] = o // the last counts
			return o, err
		}, `
			SELECT o.run, r.id, o.date, o.zone, o.before_level, o.level, o.at, o.role, o.actor, o.reason
			FROM override o JOIN run r ON r.num = o.run WHERE o.run IN (`+holes(1, len(part))+`) ORDER BY o.num`, part...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// apply puts a run's overrides into its days, by zone and date or of one day.
func (s *Store) apply(ctx context.Context, run int64, days []forecast.ZoneDay) error {
	all, err := s.overridden(ctx, []any{run})
	if err != nil || len(all) == 0 {
		return err
	}
	zones := map[string]bool{}
	for key := range all {
		zones[key.zone] = true
	}
	for zone := range zones {
		whole, err := list(ctx, s, "read levels", func(rows *sql.Rows) (d forecast.ZoneDay, err error) {
			return d, rows.Scan((*date)(&d.Date), (*level)(&d.Level))
		}, "SELECT date, level FROM run_day WHERE run = $1 AND zone = $2", run, zone)
		if err != nil {
			return err
		}
		slices.SortFunc(whole, func(a, b forecast.ZoneDay) int { return cmp.Or(a.Date.Compare(b.Date)) })
		for i := range whole {
			if o, ok := all[overrideKey{run, zone, whole[i].Date}]; ok {
				whole[i].Level = o.Level
			}
		}
		forecast.ExpectChanges(whole)
		putInto(days, zone, whole, func(d forecast.Date) (forecast.Override, bool) {
			o, ok := all[overrideKey{run, zone, d}]
			return o, ok
		})
	}
	return nil
}

// putInto fills one zone's levels and expected changes.
func putInto(days []forecast.ZoneDay, zone string, whole []forecast.ZoneDay, of func(forecast.Date) (forecast.Override, bool)) {
	for i := range days {
		if days[i].Zone != zone {
			continue
		}
		if o, ok := of(days[i].Date); ok {
			days[i].Apply(o)
		}
		for _, w := range whole {
			if w.Date == days[i].Date {
				days[i].NextChange = w.NextChange
			}
		}
	}
}

// ActedOn names those who made the run at the desk or overrode a level of it.
func (s *Store) ActedOn(ctx context.Context, run string) ([]string, error) {
	return list(ctx, s, "read who acted on run "+run, scanActor, actedOn, words(run), words("run "+run))
}

const actedOn = `
	SELECT o.actor FROM override o JOIN run r ON r.num = o.run WHERE r.id = $1
	UNION SELECT a.actor FROM audit a WHERE a.action = '` + actionMakeDraft + `' AND a.subject = $2 ORDER BY 1`

func scanActor(rows *sql.Rows) (who string, err error) { return who, rows.Scan(&who) }
