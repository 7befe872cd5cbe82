package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// longestKeyDays is for how long a key may hold: ten years.
const longestKeyDays = 3660

type tokenInfo struct {
	ID      string        `json:"id"`
	Name    string        `json:"name" doc:"What it is for"`
	Role    forecast.Role `json:"role"`
	Scope   []string      `json:"scope" doc:"It is for these only; empty = all that its role may"`
	Owner   string        `json:"owner" doc:"Login name of its owner; empty = a machine's"`
	Created time.Time     `json:"created"`
	Expires time.Time     `json:"expires"`
	Revoked *time.Time    `json:"revoked" doc:"null = not revoked"`
	Holds   bool          `json:"holds" doc:"It is worth something now"`
}

type tokensAnswer struct {
	Tokens []tokenInfo `json:"tokens" doc:"Oldest first, without their secrets"`
	Scopes []string    `json:"scopes" doc:"What a key may be confined to"`
}

type newTokenInput struct {
	Body struct {
		Name  string   `json:"name" minLength:"1" maxLength:"200" doc:"What it is for"`
		Role  string   `json:"role" enum:"officer,publisher,admin"`
		Days  int      `json:"days,omitempty" minimum:"1" maximum:"3660" default:"365" doc:"For how many days it holds"`
		Scope []string `json:"scope,omitempty" maxItems:"50" doc:"For these only, such as observations; none = all that the role may"`
		Owner string   `json:"owner,omitempty" doc:"ID of the account whose key it is; none = a machine's"`
	}
}

type newTokenAnswer struct {
	tokenInfo
	Secret string `json:"secret" doc:"Shown this once"`
}

// NewToken is a key with its secret, which is not kept. What it may is checked
// against the scopes there are and against its owner, if it has one.
func NewToken(t forecast.Token, days int, owner *forecast.User, scopes []string, now time.Time) (forecast.Token, string, error) {
	var random [32]byte
	_, _ = rand.Read(random[:]) // never fails since Go 1.24
	secret := "canhlua_" + hex.EncodeToString(random[:])
	t.Hash = HashOf(secret)
	t.ID, t.Created, t.Expires = t.Hash[:12], now.UTC(), now.UTC().AddDate(0, 0, days)
	if days < 1 || days > longestKeyDays {
		return t, "", &forecast.Invalid{Column: "days", Value: fmt.Sprint(days), Reason: "out of range", Remedy: fmt.Sprintf("give 1 to %d", longestKeyDays)}
	}
	if !t.Role.May(forecast.RoleOfficer) {
		return t, "", &forecast.Invalid{Column: "role", Value: string(t.Role), Reason: "there is no such role", Remedy: "give officer, publisher or admin"}
	}
	for _, name := range t.Scope {
		if !slices.Contains(scopes, name) {
			return t, "", &forecast.Invalid{Column: "scope", Value: name, Reason: "there is nothing of this name", Remedy: "give some of " + strings.Join(scopes, ", ")}
		}
	}
	if owner == nil {
		return t, secret, nil
	}
	if !owner.Active() || !owner.Role.May(t.Role) {
		return t, "", &forecast.Invalid{Column: "owner", Value: owner.Name, Reason: "may not do itself what the key may",
			Remedy: "give the key the owner's role, " + string(owner.Role) + ", and an account that is active"}
	}
	t.Owner = owner.ID
	return t, secret, nil
}

func (s *Server) getTokens(ctx context.Context, _ *struct{}) (tokensAnswer, error) {
	tokens, err := s.store.Tokens(ctx)
	if err != nil {
		return tokensAnswer{}, err
	}
	owners, err := s.loginNames(ctx)
	a := tokensAnswer{Tokens: []tokenInfo{}, Scopes: s.Scopes()}
	for _, t := range tokens {
		a.Tokens = append(a.Tokens, s.tellToken(t, owners[t.Owner]))
	}
	return a, err
}

// loginNames gives the login names by ID.
func (s *Server) loginNames(ctx context.Context) (map[string]string, error) {
	users, err := s.store.Users(ctx)
	names := map[string]string{}
	for _, u := range users {
		names[u.ID] = u.Name
	}
	return names, err
}

func (s *Server) tellToken(t forecast.Token, owner string) tokenInfo {
	return tokenInfo{ID: t.ID, Name: t.Name, Role: t.Role, Scope: append([]string{}, t.Scope...), Owner: owner,
		Created: s.local(t.Created), Expires: s.local(t.Expires), Revoked: s.maybe(t.Revoked), Holds: t.Holds(s.cfg.Clock())}
}

func (s *Server) postToken(ctx context.Context, in *newTokenInput) (newTokenAnswer, error) {
	var owner *forecast.User
	if in.Body.Owner != "" {
		u, err := s.store.User(ctx, in.Body.Owner)
		if err != nil {
			return newTokenAnswer{}, err
		}
		owner = &u
	}
	wanted := forecast.Token{Name: strings.TrimSpace(in.Body.Name), Role: forecast.Role(in.Body.Role), Scope: in.Body.Scope}
	t, secret, err := NewToken(wanted, in.Body.Days, owner, s.Scopes(), s.cfg.Clock())
	if err != nil {
		return newTokenAnswer{}, err
	}
	name := ""
	if owner != nil {
		name = owner.Name
	}
	return newTokenAnswer{s.tellToken(t, name), secret}, s.store.SaveToken(ctx, t, s.entry(ctx, holder(ctx)))
}

type tokenInput struct {
	ID string `path:"id" doc:"Key"`
}

type tokenEnded struct {
	ID string `json:"id"`
}

func (s *Server) deleteToken(ctx context.Context, in *tokenInput) (tokenEnded, error) {
	return tokenEnded{in.ID}, s.store.RevokeToken(ctx, in.ID, s.cfg.Clock().UTC(), s.entry(ctx, holder(ctx)))
}
