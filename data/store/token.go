package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// SaveToken adds a token.
func (s *Store) SaveToken(ctx context.Context, t forecast.Token, by forecast.AuditEntry) error {
	return s.change(ctx, "save token", func(c *change) error {
		scope, err := listed(t.Scope)
		if err != nil {
			return err
		}
		_, err = c.tx.ExecContext(ctx, `
			INSERT INTO token (id, name, role, hash, created, expires, revoked, owner, scope) VALUES (`+holes(1, 9)+`)`,
			words(t.ID), words(t.Name), string(t.Role), t.Hash, micros(t.Created), micros(t.Expires), micros(t.Revoked), t.Owner, scope)
		if err != nil {
			return err
		}
		by.At, by.Action, by.Subject = t.Created, "add key", t.Actor()
		by.Detail = strings.Join(append([]string{t.Name, string(t.Role)}, t.Scope...), ", ")
		_, err = s.auditTx(ctx, c.tx, by)
		return err
	})
}

const tokenSelect = "SELECT id, name, role, hash, created, expires, revoked, owner, scope FROM token"

// Token gives the token of a secret's hash.
func (s *Store) Token(ctx context.Context, hash string) (forecast.Token, error) {
	tokens, err := list(ctx, s, "read token", scanToken, tokenSelect+" WHERE hash = $1", words(hash))
	if err != nil || len(tokens) == 0 {
		return forecast.Token{}, orMissing(err, "token", "of that secret")
	}
	return tokens[0], nil
}

func orMissing(err error, kind, name string) error {
	if err != nil {
		return err
	}
	return &forecast.NotFound{Kind: kind, Name: name}
}

// Tokens lists all, oldest first.
func (s *Store) Tokens(ctx context.Context) ([]forecast.Token, error) {
	return list(ctx, s, "read tokens", scanToken, tokenSelect+" ORDER BY created, id")
}

func scanToken(rows *sql.Rows) (t forecast.Token, err error) {
	err = rows.Scan(&t.ID, &t.Name, &t.Role, &t.Hash, (*instant)(&t.Created), (*instant)(&t.Expires), (*instant)(&t.Revoked),
		&t.Owner, document{&t.Scope})
	return t, err
}

// RevokeToken ends a token.
func (s *Store) RevokeToken(ctx context.Context, id string, at time.Time, by forecast.AuditEntry) error {
	return s.change(ctx, "revoke token", func(c *change) error {
		done, err := c.tx.ExecContext(ctx, "UPDATE token SET revoked = $1 WHERE id = $2 AND revoked = 0", micros(at), words(id))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 1 {
			by.At, by.Action, by.Subject = at, "revoke key", "key "+id
			_, told := s.auditTx(ctx, c.tx, by)
			return errors.Join(err, told)
		}
		return &forecast.NotFound{Kind: "token", Name: id}
	})
}

// Answered gives what was answered to a token's request of that name.
func (s *Store) Answered(ctx context.Context, token, name string) (asked string, answer []byte, err error) {
	err = s.one(ctx, "answer", name, "SELECT asked, answer FROM answer WHERE token = $1 AND name = $2",
		[]any{token, words(name)}, &asked, &answer)
	return asked, answer, err
}

// SaveAnswer keeps it. The first answer stays.
func (s *Store) SaveAnswer(ctx context.Context, token, name, asked string, answer []byte, at time.Time) error {
	return s.change(ctx, "save answer", func(c *change) error {
		_, err := c.tx.ExecContext(ctx, `
			INSERT INTO answer (token, name, asked, answer, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (token, name) DO NOTHING`, token, words(name), asked, answer, micros(at))
		return err
	})
}
