package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/canhlua/canhlua/forecast"
)

const editionColumns = `id, title, method, rain_reset_mm, status, basis, decision, issuer, date, valid_from, valid_to, content, added, ends`

// SaveEdition adds an edition of the profile; one with the same ID is left as it is.
func (s *Store) SaveEdition(ctx context.Context, e forecast.Edition) error {
	return s.AddEdition(ctx, e, forecast.AuditEntry{Actor: "profile"})
}

// AddEdition is SaveEdition by somebody, who is named in the audit log.
func (s *Store) AddEdition(ctx context.Context, e forecast.Edition, by forecast.AuditEntry) error {
	return s.change(ctx, "save edition "+e.ID, func(c *change) error {
		by.Action, by.Detail, by.Reason = "add table", e.Title, e.Decision
		_, err := s.addEdition(ctx, c.tx, e, by)
		return err
	})
}

// Enact adds an edition and ends those it follows. Those who enact take turns, so
// that each sees what the one before has done.
func (s *Store) Enact(ctx context.Context, e forecast.Edition, by forecast.AuditEntry) (ended []forecast.Edition, err error) {
	err = s.change(ctx, "enact edition "+e.ID, func(c *change) error {
		if err := s.engine.turn(ctx, c.tx); err != nil {
			return err
		}
		have, err := listFrom(ctx, c.tx, scanEdition, "SELECT "+editionColumns+" FROM edition ORDER BY added, id")
		if err != nil {
			return err
		}
		if ended, err = forecast.Succeed(have, e); err != nil {
			return err
		}
		by.Action, by.Reason = "enact table", e.Decision
		by.Detail = e.Title + ", from " + e.ValidFrom.String()
		for _, before := range ended {
			by.Detail += ", ends " + before.ID
		}
		fresh, err := s.addEdition(ctx, c.tx, e, by)
		if err != nil || !fresh {
			ended = nil
			return err
		}
		for _, before := range ended {
			if _, err := c.tx.ExecContext(ctx, "UPDATE edition SET ends = $2 WHERE id = $1", before.ID, before.Ends.String()); err != nil {
				return err
			}
		}
		return nil
	})
	return ended, err
}

// RemoveDraft takes a draft away; the log keeps its title and who did it.
func (s *Store) RemoveDraft(ctx context.Context, id string, by forecast.AuditEntry) error {
	return s.change(ctx, "remove draft "+id, func(c *change) error {
		var title, status string
		if err := c.tx.QueryRowContext(ctx, "SELECT title, status FROM edition WHERE id = $1", words(id)).Scan(&title, &status); errors.Is(err, sql.ErrNoRows) {
			return &forecast.NotFound{Kind: "table", Name: id}
		} else if err != nil {
			return err
		}
		if status != forecast.Proposed {
			return &forecast.WrongStep{Kind: "table", Name: id, From: status, To: "removed"}
		}
		if _, err := c.tx.ExecContext(ctx, "DELETE FROM edition WHERE id = $1 AND status = $2", words(id), forecast.Proposed); err != nil {
			return err
		}
		by.Action, by.Subject, by.Detail = "remove draft table", "table "+id, title
		_, err := s.auditTx(ctx, c.tx, by)
		return err
	})
}

// addEdition reports whether the edition was new.
func (s *Store) addEdition(ctx context.Context, tx *sql.Tx, e forecast.Edition, by forecast.AuditEntry) (fresh bool, err error) {
	if e.Added.IsZero() {
		e.Added = s.clock()
	}
	done, err := tx.ExecContext(ctx,
		"INSERT INTO edition ("+editionColumns+") VALUES ("+holes(1, 14)+") ON CONFLICT (id) DO NOTHING",
		e.ID, words(e.Title), e.Method, e.RainResetMM, e.Status, words(e.Basis), words(e.Decision), words(e.Issuer),
		e.Date.String(), e.ValidFrom.String(), e.ValidTo.String(), words(e.Text), micros(e.Added), e.Ends.String())
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	by.At, by.Subject = e.Added, "table "+e.ID
	_, err = s.auditTx(ctx, tx, by)
	return true, err
}

// Editions gives all, oldest first, with their text.
func (s *Store) Editions(ctx context.Context) ([]forecast.Edition, error) {
	return list(ctx, s, "read editions", scanEdition, "SELECT "+editionColumns+" FROM edition ORDER BY added, id")
}

func scanEdition(rows *sql.Rows) (e forecast.Edition, err error) {
	err = rows.Scan(&e.ID, &e.Title, &e.Method, &e.RainResetMM, &e.Status, &e.Basis, &e.Decision, &e.Issuer,
		(*date)(&e.Date), (*date)(&e.ValidFrom), (*date)(&e.ValidTo), &e.Text, (*instant)(&e.Added), (*date)(&e.Ends))
	return e, err
}
