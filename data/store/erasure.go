package store

import (
	"context"
	"database/sql"
	"time"
)

// Erased is when the person of a mark asked to be erased; zero when they did not.
func (s *Store) Erased(ctx context.Context, mark string) (time.Time, error) {
	found, err := list(ctx, s, "read erasure", func(rows *sql.Rows) (at time.Time, err error) {
		return at, rows.Scan((*instant)(&at))
	}, "SELECT at FROM erased WHERE hash = $1", words(mark))
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return found[0], nil
}

func markErased(ctx context.Context, tx *sql.Tx, mark string, at time.Time) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO erased (hash, at) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET at = excluded.at", mark, micros(at))
	return err
}

func liftMark(ctx context.Context, tx *sql.Tx, mark string) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM erased WHERE hash = $1", words(mark))
	return err
}
