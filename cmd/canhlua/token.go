package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// TokenCmd keeps API keys.
type TokenCmd struct {
	Add    TokenAddCmd    `cmd:"" help:"make a key and show its secret, once"`
	List   TokenListCmd   `cmd:"" help:"list the keys, without their secrets"`
	Revoke TokenRevokeCmd `cmd:"" help:"end a key at once"`
}

// TokenAddCmd makes a key.
type TokenAddCmd struct {
	Name  string   `required:"" help:"what it is for"`
	Role  string   `help:"what it may do" enum:"officer,publisher,admin" default:"officer"`
	Days  int      `help:"for how many days it holds" default:"365"`
	Owner string   `help:"login name of the person whose key it is; none = a machine's" placeholder:"NAME"`
	Scope []string `help:"it is for these only, such as observations; none = all that its role may" placeholder:"THING,…"`
}

// Run prints the secret to standard output and nothing else there, so that a
// script can take it.
func (c *TokenAddCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		service, err := app.site(st, nil)
		if err != nil {
			return err
		}
		var owner *forecast.User
		if c.Owner != "" {
			u, err := st.UserNamed(ctx, c.Owner)
			if err != nil {
				return err
			}
			owner = &u
		}
		wanted := forecast.Token{Name: c.Name, Role: forecast.Role(c.Role), Scope: c.Scope}
		token, secret, err := api.NewToken(wanted, c.Days, owner, service.Scopes(), app.clock())
		if err != nil {
			return usage{err}
		}
		if err := st.SaveToken(ctx, token, app.byCommandLine()); err != nil {
			return err
		}
		fmt.Fprintf(app.err, "key %s for %q, role %s, until %s; its secret is shown this once:\n", token.ID, token.Name, token.Role, token.Expires.Format(time.RFC3339))
		fmt.Fprintln(app.out, secret)
		return nil
	})
}

// TokenListCmd lists the keys.
type TokenListCmd struct{}

// Run prints one line a key.
func (c *TokenListCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		tokens, err := st.Tokens(ctx)
		for _, t := range tokens {
			state := "until " + t.Expires.Format(time.RFC3339)
			switch {
			case !t.Revoked.IsZero():
				state = "revoked " + t.Revoked.Format(time.RFC3339)
			case !t.Holds(app.clock()):
				state = "expired " + t.Expires.Format(time.RFC3339)
			}
			if len(t.Scope) > 0 {
				state += ", for " + strings.Join(t.Scope, ", ")
			}
			if t.Owner != "" {
				owner, err := st.User(ctx, t.Owner)
				if err != nil {
					return err
				}
				state += ", of " + owner.Name
			}
			fmt.Fprintf(app.out, "%s  %-9s  %s  %s\n", t.ID, t.Role, state, t.Name)
		}
		return err
	})
}

// TokenRevokeCmd ends a key.
type TokenRevokeCmd struct {
	ID string `arg:"" help:"as token list shows it"`
}

// Run ends the key.
func (c *TokenRevokeCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		if err := st.RevokeToken(ctx, c.ID, app.clock().UTC(), app.byCommandLine()); err != nil {
			return err
		}
		fmt.Fprintf(app.out, "key %s is revoked\n", c.ID)
		return nil
	})
}
