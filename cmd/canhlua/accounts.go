package main

import (
	"os"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// accounts is how people sign in here.
func (a *App) accounts() api.Accounts {
	p := a.profile.Accounts
	out := api.Accounts{
		Idle:             time.Duration(p.IdleMinutes * float64(time.Minute)),
		Absolute:         time.Duration(p.AbsoluteHours * float64(time.Hour)),
		SignInsPerMinute: p.SignInsPerMinute, WritesPerMinute: p.WritesPerMinute, TrustedProxies: p.TrustedProxies,
	}
	if o := p.OIDC; o.Enabled {
		roles := map[string]forecast.Role{}
		for value, role := range o.Roles {
			roles[value] = forecast.Role(role)
		}
		out.OIDC = &api.OIDC{Name: o.Name, Issuer: o.Issuer, ClientID: o.ClientID, Secret: os.Getenv("CANHLUA_OIDC_SECRET"),
			RedirectURL: o.RedirectURL, Scopes: o.Scopes, RoleClaim: o.RoleClaim, Roles: roles, EmailDomains: o.EmailDomains}
	}
	return out
}
