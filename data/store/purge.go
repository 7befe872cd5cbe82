package store

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Purge deletes what is older than the instants given, all of it or nothing; the zero
// Time keeps all.
func (s *Store) Purge(ctx context.Context, before forecast.PurgeBefore) (out forecast.Purged, err error) {
	err = s.change(ctx, "purge", func(c *change) error {
		out = forecast.Purged{}
		for _, step := range []struct {
			before time.Time
			count  *int64
			sql    string
		}{
			{before.Raw, &out.Raw, "DELETE FROM raw WHERE received < $1"},
			{before.Model, &out.ModelDays, `
				DELETE FROM model_day WHERE received < $1 AND EXISTS (
					SELECT 1 FROM model_day AS newer
					WHERE newer.date = model_day.date AND newer.place = model_day.place
						AND newer.simulated = model_day.simulated AND newer.issued > model_day.issued)`},
			{before.Alerts, &out.Decisions, "DELETE FROM alert_decision WHERE event IN (SELECT num FROM run_event WHERE at < $1)"},
			{before.Alerts, &out.Sent, "DELETE FROM delivery WHERE created < $1 AND state <> 'queued'"},
			{before.Pending, new(int64), "DELETE FROM subscription_link WHERE subscription IN (SELECT id FROM subscription WHERE state = 'pending' AND created < $1)"},
			{before.Pending, &out.Pending, "DELETE FROM subscription WHERE state = 'pending' AND created < $1"},
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
