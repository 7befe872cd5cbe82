package store

import (
	"context"
	"database/sql"

	"github.com/canhlua/canhlua/forecast"
)

const editionColumns = `id, title, method, rain_reset_mm, status, basis, decision, issuer, date, valid_from, valid_to, content, added`

// SaveEdition adds an edition; one with the same ID is left as it is.
func (s *Store) SaveEdition(ctx context.Context, e forecast.Edition) error {
	if e.Added.IsZero() {
		e.Added = s.clock()
	}
	return s.change(ctx, "save edition "+e.ID, func(c *change) error {
		done, err := c.tx.ExecContext(ctx,
			"INSERT INTO edition ("+editionColumns+") VALUES ("+holes(1, 13)+") ON CONFLICT (id) DO NOTHING",
			e.ID, words(e.Title), e.Method, e.RainResetMM, e.Status, words(e.Basis), words(e.Decision), words(e.Issuer),
			e.Date.String(), e.ValidFrom.String(), e.ValidTo.String(), words(e.Text), micros(e.Added))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
		_, err = s.auditTx(ctx, c.tx, forecast.AuditEntry{At: e.Added, Actor: "command line", Role: "publisher", Action: "add table",
			Subject: "table " + e.ID, Detail: e.Title, Reason: e.Decision})
		return err
	})
}

// Editions gives all, oldest first, with their text.
func (s *Store) Editions(ctx context.Context) ([]forecast.Edition, error) {
	return list(ctx, s, "read editions", scanEdition, "SELECT "+editionColumns+" FROM edition ORDER BY added, id")
}

func scanEdition(rows *sql.Rows) (e forecast.Edition, err error) {
	err = rows.Scan(&e.ID, &e.Title, &e.Method, &e.RainResetMM, &e.Status, &e.Basis, &e.Decision, &e.Issuer,
		(*date)(&e.Date), (*date)(&e.ValidFrom), (*date)(&e.ValidTo), &e.Text, (*instant)(&e.Added))
	return e, err
}
