package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// endedFor is how long an ended session is known still, so that its use by someone
// whose account is gone is told as such.
const endedFor = 30 * 24 * time.Hour

// SaveSession adds a session or replaces it, and forgets those that ended long ago,
// nobody's at once.
func (s *Store) SaveSession(ctx context.Context, session forecast.Session, now time.Time) error {
	return s.change(ctx, "save session", func(c *change) error {
		if _, err := c.tx.ExecContext(ctx, "DELETE FROM session WHERE ends <= $1 OR account = '' AND ends <= $2",
			micros(now.Add(-endedFor)), micros(now)); err != nil {
			return err
		}
		data := session.Data
		if data == nil {
			data = []byte{}
		}
		_, err := c.tx.ExecContext(ctx, `
			INSERT INTO session (id, account, began, ends, data) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET account = excluded.account, began = excluded.began, ends = excluded.ends, data = excluded.data`,
			session.ID, session.User, micros(session.Began), micros(session.Ends), data)
		return err
	})
}

// KeepSession puts the end of a session off; nothing happens when it is over.
func (s *Store) KeepSession(ctx context.Context, id string, ends, now time.Time) error {
	return s.change(ctx, "keep session", func(c *change) error {
		_, err := c.tx.ExecContext(ctx, "UPDATE session SET ends = $1 WHERE id = $2 AND ends > $3", micros(ends), id, micros(now))
		return err
	})
}

// Session gives a session, ended or not.
func (s *Store) Session(ctx context.Context, id string) (forecast.Session, error) {
	all, err := list(ctx, s, "read session", func(rows *sql.Rows) (one forecast.Session, err error) {
		err = rows.Scan(&one.ID, &one.User, (*instant)(&one.Began), (*instant)(&one.Ends), &one.Data)
		return one, err
	}, "SELECT id, account, began, ends, data FROM session WHERE id = $1", words(id))
	if err != nil || len(all) == 0 {
		return forecast.Session{}, orMissing(err, "session", "of that cookie")
	}
	return all[0], nil
}

// EndSession ends a session.
func (s *Store) EndSession(ctx context.Context, id string) error {
	return s.change(ctx, "end session", func(c *change) error {
		_, err := c.tx.ExecContext(ctx, "DELETE FROM session WHERE id = $1", words(id))
		return err
	})
}
