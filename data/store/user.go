package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const userSelect = `
	SELECT a.id, a.name, a.title, a.email, a.role, a.hash, a.subject, a.created, a.last_sign_in, a.disabled, a.removed,
		COALESCE(t.failed, 0), COALESCE(t.until, 0)
	FROM account a LEFT JOIN attempt t ON t.name = a.name AND t.origin = ''`

func scanUser(rows *sql.Rows) (u forecast.User, err error) {
	err = rows.Scan(&u.ID, &u.Name, &u.Title, &u.Email, &u.Role, &u.Hash, (*optionalText)(&u.Subject), (*instant)(&u.Created),
		(*instant)(&u.LastSignIn), (*instant)(&u.Disabled), (*instant)(&u.Removed), &u.Failed, (*instant)(&u.Locked))
	return u, err
}

// AddUser adds an account.
func (s *Store) AddUser(ctx context.Context, u forecast.User, by forecast.AuditEntry) error {
	return s.change(ctx, "add account", func(c *change) error {
		done, err := c.tx.ExecContext(ctx, `
			INSERT INTO account (id, name, title, email, role, hash, subject, created, last_sign_in, disabled, removed)
			VALUES (`+holes(1, 11)+`) ON CONFLICT DO NOTHING`,
			u.ID, words(u.Name), words(u.Title), words(u.Email), string(u.Role), u.Hash, optional(u.Subject),
			micros(u.Created), micros(u.LastSignIn), micros(u.Disabled), micros(u.Removed))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, nameTaken(u.Name))
		}
		by.At, by.Action, by.Subject, by.Detail = u.Created, "add account", u.Actor(), string(u.Role)
		_, err = s.auditTx(ctx, c.tx, by)
		return err
	})
}

func nameTaken(name string) error {
	return &forecast.Invalid{Column: "name", Value: name, Reason: "the login name is taken, or was once", Remedy: "take another"}
}

// Users lists all accounts, the removed too, by name.
func (s *Store) Users(ctx context.Context) ([]forecast.User, error) {
	return list(ctx, s, "read accounts", scanUser, userSelect+" ORDER BY a.name")
}

// User gives an account by its ID.
func (s *Store) User(ctx context.Context, id string) (forecast.User, error) {
	return s.oneUser(ctx, s.reader, "id", id)
}

// UserNamed gives an account by its login name.
func (s *Store) UserNamed(ctx context.Context, name string) (forecast.User, error) {
	return s.oneUser(ctx, s.reader, "name", name)
}

// UserOfSubject gives the account of an issuer's subject.
func (s *Store) UserOfSubject(ctx context.Context, subject string) (forecast.User, error) {
	return s.oneUser(ctx, s.reader, "subject", subject)
}

func (s *Store) oneUser(ctx context.Context, from querier, column, value string) (forecast.User, error) {
	users, err := listFrom(ctx, from, scanUser, userSelect+" WHERE a."+column+" = $1", words(value))
	if err != nil || len(users) == 0 {
		return forecast.User{}, s.fail("read account", orMissing(err, "account", value))
	}
	return users[0], nil
}

// ChangeUser changes an account and gives it as it is then.
func (s *Store) ChangeUser(ctx context.Context, id string, change forecast.UserChange, by forecast.AuditEntry) (u forecast.User, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		if err := s.engine.turn(ctx, tx); err != nil { // two administrators must not remove each other at once
			return err
		}
		before, err := s.oneUser(ctx, tx, "id", id)
		if err != nil {
			return err
		}
		if !before.Removed.IsZero() {
			return &forecast.NotFound{Kind: "account", Name: id}
		}
		if by.At.IsZero() {
			by.At = s.clock()
		}
		u = changed(before, change, by.At)
		if err := s.keepUser(ctx, tx, before, u); err != nil {
			return err
		}
		if err := s.endAccess(ctx, tx, u, change, by.At); err != nil {
			return err
		}
		by.Action, by.Subject, by.Detail = actionOn(change), u.Actor(), tellChange(before, u, change)
		_, err = s.auditTx(ctx, tx, by)
		return err
	})
	return u, err
}

// changed is an account after a change.
func changed(u forecast.User, c forecast.UserChange, at time.Time) forecast.User {
	set := func(to *string, from *string) {
		if from != nil {
			*to = *from
		}
	}
	set(&u.Title, c.Title)
	set(&u.Email, c.Email)
	set(&u.Hash, c.Hash)
	if c.Role != nil {
		u.Role = *c.Role
	}
	if c.Disabled != nil {
		u.Disabled = time.Time{}
		if *c.Disabled {
			u.Disabled = at
		}
	}
	if c.Removed {
		u.Removed, u.Hash, u.Subject, u.Email = at, "", "", ""
	}
	return u
}

// keepUser writes an account down, unless nobody would be left to keep accounts.
func (s *Store) keepUser(ctx context.Context, tx *sql.Tx, before, u forecast.User) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE account SET title = $1, email = $2, role = $3, hash = $4, subject = $5, disabled = $6, removed = $7 WHERE id = $8`,
		words(u.Title), words(u.Email), string(u.Role), u.Hash, optional(u.Subject), micros(u.Disabled), micros(u.Removed), u.ID)
	if err != nil || before.Role != forecast.RoleAdmin || !before.Active() {
		return err
	}
	var admins int64
	err = tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM account WHERE role = $1 AND disabled = 0 AND removed = 0", string(forecast.RoleAdmin)).Scan(&admins)
	if err == nil && admins == 0 {
		err = &forecast.Invalid{Column: "account", Value: u.Name, Reason: "is the last administrator", Remedy: "make another one first"}
	}
	return err
}

// endAccess ends what the change takes away: sessions, a removed account's keys;
// a new password or a new start forgets failed sign-ins.
func (s *Store) endAccess(ctx context.Context, tx *sql.Tx, u forecast.User, c forecast.UserChange, at time.Time) error {
	if c.Ends() {
		if _, err := tx.ExecContext(ctx, "UPDATE session SET ends = $1 WHERE account = $2 AND ends > $1", micros(at), u.ID); err != nil {
			return err
		}
	}
	if c.Hash != nil {
		if _, err := tx.ExecContext(ctx, "DELETE FROM attempt WHERE name = $1", words(u.Name)); err != nil {
			return err
		}
	}
	if !c.Removed {
		return nil
	}
	_, err := tx.ExecContext(ctx, "UPDATE token SET revoked = $1 WHERE owner = $2 AND revoked = 0", micros(at), u.ID)
	return err
}

func actionOn(c forecast.UserChange) string {
	switch {
	case c.Removed:
		return "remove account"
	case c.Disabled != nil && *c.Disabled:
		return "disable account"
	case c.Disabled != nil:
		return "enable account"
	case c.Role != nil:
		return "change role"
	case c.Hash != nil:
		return "change password"
	}
	return "change account"
}

// tellChange tells what is no secret and no personal matter.
func tellChange(before, after forecast.User, c forecast.UserChange) string {
	var told []string
	if c.Role != nil {
		told = append(told, fmt.Sprintf("role %s to %s", before.Role, after.Role))
	}
	for _, part := range []struct {
		what    string
		changed bool
	}{{"password", c.Hash != nil}, {"title", c.Title != nil}, {"e-mail address", c.Email != nil}} {
		if part.changed {
			told = append(told, part.what)
		}
	}
	return strings.Join(told, ", ")
}
