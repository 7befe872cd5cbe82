package store

import (
	"context"
	"database/sql"
)

// number gives a run's bulletin the next number of its year. Those who publish
// take turns, so that no number is given twice.
func (s *Store) number(ctx context.Context, tx *sql.Tx, run storedRun) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO bulletin (run, year, simulated, number)
		SELECT $1, $2, $3, COALESCE(MAX(b.number), 0) + 1 FROM bulletin b WHERE b.year = $2 AND b.simulated = $3`,
		run.num, run.Date.Year, run.Simulated)
	return err
}
