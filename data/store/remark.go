package store

import (
	"context"
	"database/sql"

	"github.com/canhlua/canhlua/forecast"
)

// SaveRemark adds a remark on a draft, and tells the audit log that there is one.
func (s *Store) SaveRemark(ctx context.Context, r forecast.Remark) (forecast.Remark, error) {
	err := s.InTx(ctx, func(tx *sql.Tx) error {
		if r.At.IsZero() {
			r.At = s.clock()
		}
		if err := s.engine.turn(ctx, tx); err != nil { // nobody publishes meanwhile
			return err
		}
		run, err := s.standing(ctx, tx, r.Run)
		if err != nil {
			return err
		}
		if run.Status != forecast.Draft {
			return &forecast.WrongState{Run: r.Run, From: run.Status, To: "commented"}
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO remark (run, at, role, actor, text) VALUES ("+holes(1, 5)+")",
			run.num, micros(r.At), words(r.Role), words(r.By), words(r.Text))
		if err != nil {
			return err
		}
		_, err = s.auditTx(ctx, tx, forecast.AuditEntry{At: r.At, Actor: r.By, Role: r.Role, Action: "comment", Subject: "run " + r.Run, Detail: r.Text})
		return err
	})
	return r, err
}

// Remarks gives what was said of a run while it was a draft, oldest first.
func (s *Store) Remarks(ctx context.Context, run string) ([]forecast.Remark, error) {
	return list(ctx, s, "read remarks on run "+run, func(rows *sql.Rows) (r forecast.Remark, err error) {
		return r, rows.Scan(&r.Run, (*instant)(&r.At), &r.Role, &r.By, &r.Text)
	}, "SELECT r.id, m.at, m.role, m.actor, m.text FROM remark m JOIN run r ON r.num = m.run WHERE r.id = $1 ORDER BY m.num", words(run))
}
