package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// SaveStart adds a start value; the newest given for a zone and day counts.
func (s *Store) SaveStart(ctx context.Context, v forecast.Start) error {
	if v.Given.IsZero() {
		v.Given = s.clock()
	}
	return s.change(ctx, "save start value", func(c *change) error {
		_, err := c.tx.ExecContext(ctx, `
			INSERT INTO start_value (zone, date, p, h, given_by, reason, given)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			words(v.Zone), v.Date.String(), number(v.P), number(v.H), words(v.By), words(v.Reason), micros(v.Given))
		if err != nil {
			return err
		}
		_, err = s.auditTx(ctx, c.tx, forecast.AuditEntry{At: v.Given, Actor: v.By, Role: "officer", Action: "give start value",
			Subject: "zone " + v.Zone + " on " + v.Date.String(), Detail: fmt.Sprintf("P %s, H %s", v.P, v.H), Reason: v.Reason})
		return err
	})
}

// Starts gives those for days in [from, to] given by asOf, oldest first.
func (s *Store) Starts(ctx context.Context, from, to forecast.Date, asOf time.Time) ([]forecast.Start, error) {
	return list(ctx, s, "read start values", scanStart, `
		SELECT zone, date, p, h, given_by, reason, given FROM start_value
		WHERE date BETWEEN $1 AND $2 AND given <= $3 ORDER BY given, num`,
		from.String(), to.String(), micros(asOf))
}

func scanStart(rows *sql.Rows) (v forecast.Start, err error) {
	err = rows.Scan(&v.Zone, (*date)(&v.Date), (*float)(&v.P), (*float)(&v.H), &v.By, &v.Reason, (*instant)(&v.Given))
	return v, err
}
