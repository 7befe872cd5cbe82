package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// fromAll is the origin under which attempts from all addresses are counted.
const fromAll = ""

// CountAttempt counts an attempt, or says how long the next has to wait.
func (s *Store) CountAttempt(ctx context.Context, name, from string, now time.Time) (wait time.Duration, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		if err := s.engine.turn(ctx, tx); err != nil { // many at once are counted one by one
			return err
		}
		own, err := s.attempts(ctx, tx, name, from)
		if err != nil {
			return err
		}
		all, err := s.attempts(ctx, tx, name, fromAll)
		if err != nil {
			return err
		}
		wait = own.Until.Sub(now)
		if !own.Known(now) {
			wait = max(wait, all.Until.Sub(now))
		}
		if wait > 0 {
			return nil
		}
		wait = 0
		if err := s.keepAttempts(ctx, tx, name, from, forecast.SignInFromOne.Count(own, now)); err != nil {
			return err
		}
		return s.keepAttempts(ctx, tx, name, fromAll, forecast.SignInFromAll.Count(all, now))
	})
	return wait, err
}

func (s *Store) attempts(ctx context.Context, tx *sql.Tx, name, from string) (a forecast.Attempts, err error) {
	_, err = listFrom(ctx, tx, func(rows *sql.Rows) (struct{}, error) {
		return struct{}{}, rows.Scan(&a.Failed, (*instant)(&a.Last), (*instant)(&a.Until), (*instant)(&a.SignIn))
	}, "SELECT failed, last, until, sign_in FROM attempt WHERE name = $1 AND origin = $2", words(name), words(from))
	return a, err
}

// keepAttempts writes attempts down, and forgets those to other names that count
// for nothing any more.
func (s *Store) keepAttempts(ctx context.Context, tx *sql.Tx, name, from string, a forecast.Attempts) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO attempt (name, origin, failed, last, until, sign_in) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (name, origin) DO UPDATE SET failed = excluded.failed, last = excluded.last, until = excluded.until, sign_in = excluded.sign_in`,
		words(name), words(from), a.Failed, micros(a.Last), micros(a.Until), micros(a.SignIn))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM attempt WHERE last < $1 AND sign_in < $2",
		micros(a.Last.Add(-forecast.AttemptsFade)), micros(a.Last.Add(-forecast.KnownPlaceFor)))
	return err
}

// SignedIn notes a sign-in and forgets the failures before it.
func (s *Store) SignedIn(ctx context.Context, u forecast.User, from string, by forecast.AuditEntry) error {
	return s.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE account SET last_sign_in = $1 WHERE id = $2", micros(by.At), u.ID)
		if err != nil {
			return err
		}
		for origin, a := range map[string]forecast.Attempts{from: {Last: by.At, SignIn: by.At}, fromAll: {Last: by.At}} {
			if err := s.keepAttempts(ctx, tx, u.Name, origin, a); err != nil {
				return err
			}
		}
		by.Action, by.Subject = "sign in", u.Actor()
		_, err = s.auditTx(ctx, tx, by)
		return err
	})
}
