package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Meta gives a note kept under a key, empty when there is none.
func (s *Store) Meta(ctx context.Context, key string) (string, error) {
	var value string
	err := s.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = $1", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return value, s.fail("read note "+key, err)
}

// SetMeta keeps a note under a key, in place of the one before.
func (s *Store) SetMeta(ctx context.Context, key, value string) error {
	return s.change(ctx, "save note "+key, func(c *change) error {
		_, err := c.tx.ExecContext(ctx, `
			INSERT INTO meta (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, key, words(value))
		return err
	})
}

// Empty says that nothing was observed, forecast or computed yet; stations,
// zones and editions, which every start brings from the profile, do not count.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	var some bool
	err := s.reader.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM observation) OR EXISTS (SELECT 1 FROM model_day) OR EXISTS (SELECT 1 FROM run)`).Scan(&some)
	return !some && err == nil, s.fail("look whether it is empty", err)
}

// HasReal says whether any weather that is not simulated was received by asOf.
func (s *Store) HasReal(ctx context.Context, asOf time.Time) (bool, error) {
	var some bool
	err := s.reader.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM observation WHERE simulated = FALSE AND received <= $1)
			OR EXISTS (SELECT 1 FROM model_day WHERE simulated = FALSE AND received <= $1)`, micros(asOf)).Scan(&some)
	return some, s.fail("look for real weather", err)
}

// MetaOnce keeps a note unless there is one under the key, and gives the one that
// stays: processes that start at once agree on it.
func (s *Store) MetaOnce(ctx context.Context, key, value string) (string, error) {
	err := s.change(ctx, "save note "+key, func(c *change) error {
		_, err := c.tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", key, words(value))
		return err
	})
	if err != nil {
		return "", err
	}
	return s.Meta(ctx, key)
}
