package api_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// The accounts of the fakeStore. What matters to the database, the contract tests
// of package store show; here it is only as much as the service leans on.

func (f *fakeStore) AddUser(_ context.Context, u forecast.User, by forecast.AuditEntry) error {
	if slices.ContainsFunc(f.users, func(o forecast.User) bool { return o.Name == u.Name }) {
		return &forecast.Invalid{Column: "name", Value: u.Name, Reason: "the login name is taken"}
	}
	f.users = append(f.users, u)
	f.tell(by, "add account", u.Actor())
	return nil
}

func (f *fakeStore) tell(by forecast.AuditEntry, action, subject string) {
	by.Action, by.Subject = action, subject
	f.audit = append(f.audit, by)
}

func (f *fakeStore) Users(context.Context) ([]forecast.User, error) {
	return slices.SortedFunc(slices.Values(f.users), func(a, b forecast.User) int { return strings.Compare(a.Name, b.Name) }), f.ask()
}

func (f *fakeStore) user(is func(forecast.User) bool) (*forecast.User, error) {
	if i := slices.IndexFunc(f.users, is); i >= 0 {
		return &f.users[i], f.err
	}
	return &forecast.User{}, &forecast.NotFound{Kind: "account", Name: "asked for"}
}

func (f *fakeStore) User(_ context.Context, id string) (forecast.User, error) {
	u, err := f.user(func(u forecast.User) bool { return u.ID == id })
	return *u, err
}

func (f *fakeStore) UserNamed(_ context.Context, name string) (forecast.User, error) {
	u, err := f.user(func(u forecast.User) bool { return u.Name == name })
	return *u, err
}

func (f *fakeStore) UserOfSubject(_ context.Context, subject string) (forecast.User, error) {
	u, err := f.user(func(u forecast.User) bool { return u.Subject == subject })
	return *u, err
}

func (f *fakeStore) ChangeUser(_ context.Context, id string, c forecast.UserChange, by forecast.AuditEntry) (forecast.User, error) {
	u, err := f.user(func(u forecast.User) bool { return u.ID == id && u.Removed.IsZero() })
	if err != nil {
		return *u, err
	}
	for _, set := range []struct{ to, from *string }{{&u.Title, c.Title}, {&u.Email, c.Email}, {&u.Hash, c.Hash}} {
		if set.from != nil {
			*set.to = *set.from
		}
	}
	if c.Role != nil {
		u.Role = *c.Role
	}
	if c.Disabled != nil {
		u.Disabled = time.Time{}
		if *c.Disabled {
			u.Disabled = by.At
		}
	}
	if c.Removed {
		u.Removed = by.At
	}
	if c.Ends() {
		for id, session := range f.sessions {
			if session.User == u.ID && session.Ends.After(by.At) {
				session.Ends = by.At
				f.sessions[id] = session
			}
		}
	}
	f.tell(by, "change account", u.Actor())
	return *u, nil
}

func (f *fakeStore) SaveSession(_ context.Context, s forecast.Session, _ time.Time) error {
	if f.sessions == nil {
		f.sessions = map[string]forecast.Session{}
	}
	f.sessions[s.ID] = s
	return f.err
}

func (f *fakeStore) KeepSession(_ context.Context, id string, ends, now time.Time) error {
	if s, ok := f.sessions[id]; ok && s.Ends.After(now) {
		s.Ends = ends
		f.sessions[id] = s
	}
	return f.err
}

func (f *fakeStore) Session(_ context.Context, id string) (forecast.Session, error) {
	if s, ok := f.sessions[id]; ok {
		return s, f.err
	}
	return forecast.Session{}, &forecast.NotFound{Kind: "session", Name: "of that cookie"}
}

func (f *fakeStore) EndSession(_ context.Context, id string) error {
	delete(f.sessions, id)
	return f.err
}

func (f *fakeStore) CountAttempt(_ context.Context, name, from string, now time.Time) (time.Duration, error) {
	if f.attempts == nil {
		f.attempts = map[[2]string]forecast.Attempts{}
	}
	own := f.attempts[[2]string{name, from}]
	if wait := own.Until.Sub(now); wait > 0 {
		return wait, f.err
	}
	f.attempts[[2]string{name, from}] = forecast.SignInFromOne.Count(own, now)
	return 0, f.err
}

func (f *fakeStore) SignedIn(_ context.Context, u forecast.User, from string, by forecast.AuditEntry) error {
	delete(f.attempts, [2]string{u.Name, from})
	f.tell(by, "sign in", u.Actor())
	return f.err
}

func (f *fakeStore) SaveToken(_ context.Context, t forecast.Token, by forecast.AuditEntry) error {
	f.tokens[t.Hash] = t
	f.tell(by, "add key", t.Actor())
	return f.err
}

func (f *fakeStore) Tokens(context.Context) ([]forecast.Token, error) {
	return slices.SortedFunc(maps.Values(f.tokens), func(a, b forecast.Token) int { return strings.Compare(a.ID, b.ID) }), f.ask()
}

func (f *fakeStore) RevokeToken(_ context.Context, id string, at time.Time, by forecast.AuditEntry) error {
	for hash, t := range f.tokens {
		if t.ID == id && t.Revoked.IsZero() {
			t.Revoked = at
			f.tokens[hash] = t
			f.tell(by, "revoke key", t.Actor())
			return nil
		}
	}
	return &forecast.NotFound{Kind: "token", Name: id}
}
