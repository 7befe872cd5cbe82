package store

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Purge deletes raw inputs and replaced model weather received before the
// instants given, both or neither; the zero Time keeps all.
func (s *Store) Purge(ctx context.Context, rawBefore, modelBefore time.Time) (out forecast.Purged, err error) {
	err = s.change(ctx, "purge", func(c *change) error {
		out = forecast.Purged{}
		for _, step := range []struct {
			before time.Time
			count  *int64
			sql    string
		}{
			{rawBefore, &out.Raw, "DELETE FROM raw WHERE received < $1"},
			{modelBefore, &out.ModelDays, `
				DELETE FROM model_day WHERE received < $1 AND EXISTS (
					SELECT 1 FROM model_day AS newer
					WHERE newer.date = model_day.date AND newer.place = model_day.place
						AND newer.simulated = model_day.simulated AND newer.issued > model_day.issued)`},
		} {
			if step.before.IsZero() {
				continue
			}
			done, err := c.tx.ExecContext(ctx, step.sql, micros(step.before))
			if err != nil {
				return err
			}
			if *step.count, err = done.RowsAffected(); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
