package forecast

import (
	"context"
	"slices"
	"time"
)

// Role is what its holder may do; each may do what those before it may.
type Role string

// The roles, in their order.
const (
	RoleOfficer   Role = "officer"   // data, comments, overrides on drafts
	RolePublisher Role = "publisher" // publish, withdraw, enact tables
	RoleAdmin     Role = "admin"     // accounts, profile, keys
)

// Roles are all of them, the least first.
var Roles = []Role{RoleOfficer, RolePublisher, RoleAdmin}

// Least is the lesser of two roles; no role where one of them is none.
func (r Role) Least(other Role) Role {
	switch {
	case r.May(other):
		return other
	case other.May(r):
		return r
	}
	return ""
}

// May reports whether the role is at least the one that is needed. What is no
// role may nothing.
func (r Role) May(need Role) bool {
	have, want := slices.Index(Roles, r), slices.Index(Roles, need)
	return have >= 0 && want >= 0 && have >= want
}

// Token is an API key. Its secret is shown once and kept as a hash only.
type Token struct {
	ID      string    // names it in lists and records; tells nothing of the secret
	Name    string    // what it is for: a station's logger, a colleague's script
	Role    Role      // what it may do
	Hash    string    // SHA-256 of the secret, hex
	Created time.Time // UTC
	Expires time.Time // UTC; from then on it is worth nothing
	Revoked time.Time // UTC; zero = not revoked
	Owner   string    // ID of the account whose key it is, which bounds what it may; empty = a machine's
	Scope   []string  // it is for these things only: observations, runs, …; none = all that its role may
}

// Actor is how the audit log names the key.
func (t Token) Actor() string { return "key " + t.ID }

// Covers reports whether the key is for a thing.
func (t Token) Covers(thing string) bool {
	return len(t.Scope) == 0 || slices.Contains(t.Scope, thing)
}

// Holds reports whether the token is worth something at an instant.
func (t Token) Holds(now time.Time) bool {
	return now.Before(t.Expires) && (t.Revoked.IsZero() || now.Before(t.Revoked))
}

// TokenStore keeps API keys and what was answered to them.
type TokenStore interface {
	// SaveToken adds a token; the audit log tells it by the Actor, Role and From of by.
	SaveToken(ctx context.Context, t Token, by AuditEntry) error
	// Token gives the token of a secret's hash; NotFound when there is none.
	Token(ctx context.Context, hash string) (Token, error)
	// Tokens lists all, oldest first.
	Tokens(ctx context.Context) ([]Token, error)
	// RevokeToken ends a token; NotFound when there is none that stands.
	RevokeToken(ctx context.Context, id string, at time.Time, by AuditEntry) error
	// Answered gives what was answered to a token's request of that name, with the
	// hash of what it had asked; NotFound when it has not asked.
	Answered(ctx context.Context, token, name string) (asked string, answer []byte, err error)
	// SaveAnswer keeps it. The first answer stays.
	SaveAnswer(ctx context.Context, token, name, asked string, answer []byte, at time.Time) error
}
