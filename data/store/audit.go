package store

import (
	"context"
	"database/sql"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

const auditFields = "seq, at, actor, role, action, subject, detail, reason, refused, origin, before, hash"

// AppendAudit adds an entry behind the last and gives it with number and hashes.
func (s *Store) AppendAudit(ctx context.Context, e forecast.AuditEntry) (forecast.AuditEntry, error) {
	err := s.InTx(ctx, func(tx *sql.Tx) (err error) {
		e, err = s.auditTx(ctx, tx, e)
		return err
	})
	return e, err
}

// auditTx adds an entry within the transaction of what it tells of: both are kept,
// or neither. Writers take turns, so that no two follow the same entry.
func (s *Store) auditTx(ctx context.Context, tx *sql.Tx, e forecast.AuditEntry) (forecast.AuditEntry, error) {
	if e.At.IsZero() {
		e.At = s.clock()
	}
	for _, text := range []*string{&e.Actor, &e.Role, &e.Action, &e.Subject, &e.Detail, &e.Reason, &e.Refused, &e.From} {
		*text = words(*text) // as it will be read back
	}
	if err := s.engine.turn(ctx, tx); err != nil {
		return e, err
	}
	last, err := listFrom(ctx, s.writer.within(tx), scanAudit, "SELECT "+auditFields+" FROM audit ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return e, err
	}
	e.Seq = 1
	if len(last) > 0 {
		e.Seq, e.Before = last[0].Seq+1, last[0].Hash
	}
	e.Hash = e.Sum()
	_, err = tx.ExecContext(ctx, "INSERT INTO audit ("+auditFields+") VALUES ("+holes(1, 12)+")",
		e.Seq, micros(e.At), e.Actor, e.Role, e.Action, e.Subject, e.Detail, e.Reason, e.Refused, e.From, e.Before, e.Hash)
	return e, err
}

// Audit gives at most limit entries with numbers below before, newest first.
func (s *Store) Audit(ctx context.Context, before int64, limit int) ([]forecast.AuditEntry, error) {
	return list(ctx, s, "read audit log", scanAudit,
		"SELECT "+auditFields+" FROM audit WHERE seq < $1 OR $1 = 0 ORDER BY seq DESC LIMIT $2", before, int64(limit))
}

// AuditOf gives the entries asked for, newest first.
func (s *Store) AuditOf(ctx context.Context, q forecast.AuditQuery) ([]forecast.AuditEntry, error) {
	return list(ctx, s, "read audit log", scanAudit, "SELECT "+auditFields+` FROM audit
		WHERE (seq < $1 OR $1 = 0) AND ($2 = '' OR actor LIKE $2 ESCAPE '!') AND ($3 = '' OR action = $3) AND ($4 = '' OR subject = $4)
			AND ($5 = 0 OR refused <> '')
		ORDER BY seq DESC LIMIT $6`, q.Before, containing(words(q.Actor)), words(q.Action), words(q.Subject), oneIf(q.Refused), int64(q.Limit))
}

// containing is a LIKE pattern for texts that contain another; empty for an empty
// one.
func containing(text string) string {
	if text == "" {
		return ""
	}
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
}

func oneIf(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// auditPart is how many entries CheckAudit reads at once.
const auditPart = 1000

// CheckAudit goes through the whole chain.
func (s *Store) CheckAudit(ctx context.Context) (entries int64, err error) {
	var last *forecast.AuditEntry
	err = s.EachAudit(ctx, func(e forecast.AuditEntry) error {
		if err := e.Follows(last); err != nil {
			return err
		}
		last, entries = &e, e.Seq
		return nil
	})
	return entries, err
}

func scanAudit(rows *sql.Rows) (e forecast.AuditEntry, err error) {
	err = rows.Scan(&e.Seq, (*instant)(&e.At), &e.Actor, &e.Role, &e.Action, &e.Subject, &e.Detail, &e.Reason, &e.Refused,
		&e.From, &e.Before, &e.Hash)
	return e, err
}
