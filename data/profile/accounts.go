package profile

import (
	"net/netip"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// Accounts say how people sign in.
type Accounts struct {
	IdleMinutes      float64  `yaml:"idle_minutes"`        // a session ends after so long without a request
	AbsoluteHours    float64  `yaml:"absolute_hours"`      // and after so long in any case
	SignInsPerMinute int      `yaml:"sign_ins_per_minute"` // from one address
	WritesPerMinute  int      `yaml:"writes_per_minute"`   // from one address
	TrustedProxies   []string `yaml:"trusted_proxies"`     // networks (CIDR)
	OIDC             OIDC     `yaml:"oidc"`
}

// OIDC is a service that people sign in with, by OpenID Connect. The client's
// secret is in CANHLUA_OIDC_SECRET.
type OIDC struct {
	Enabled      bool              `yaml:"enabled"`
	Name         forecast.Text     `yaml:"name"` // as the sign-in page calls it
	Issuer       string            `yaml:"issuer"`
	ClientID     string            `yaml:"client_id"`
	RedirectURL  string            `yaml:"redirect_url"` // this service's address, …/api/v1/session/oidc/callback
	Scopes       []string          `yaml:"scopes"`
	RoleClaim    string            `yaml:"role_claim"`    // claim of the ID token with the person's groups
	Roles        map[string]string `yaml:"roles"`         // a group and the role that it gives
	EmailDomains []string          `yaml:"email_domains"` // empty = any
}

func (d *document) checkAccounts(a Accounts) {
	at := func(key string) []any { return []any{"accounts", key} }
	if _, there := d.find("accounts"); !there {
		return // all as usual
	}
	d.wantWithin(a.IdleMinutes, 1, 24*60, at("idle_minutes")...)
	d.wantWithin(a.AbsoluteHours, 0.1, 24*31, at("absolute_hours")...)
	d.wantWithin(float64(a.SignInsPerMinute), 1, 1e6, at("sign_ins_per_minute")...)
	d.wantWithin(float64(a.WritesPerMinute), 1, 1e6, at("writes_per_minute")...)
	for i, text := range a.TrustedProxies {
		if _, err := netip.ParsePrefix(text); err != nil {
			d.bad(text, "not a network", "write it like 10.0.0.0/8", "accounts", "trusted_proxies", i)
		}
	}
	if a.OIDC.Enabled {
		d.checkOIDC(a.OIDC)
	}
}

func (d *document) checkOIDC(o OIDC) {
	d.wantText(o.Name, "accounts", "oidc", "name")
	d.checkURL(o.Issuer, "accounts", "oidc", "issuer")
	d.checkURL(o.RedirectURL, "accounts", "oidc", "redirect_url")
	for _, part := range []struct{ key, value string }{{"client_id", o.ClientID}, {"role_claim", o.RoleClaim}} {
		if part.value == "" {
			d.bad("", "is missing", "write it as the service has it, or set enabled: false", "accounts", "oidc", part.key)
		}
	}
	if !slices.Contains(o.Scopes, "openid") {
		d.bad("", "openid is missing", "write [openid, profile, email]", "accounts", "oidc", "scopes")
	}
	if len(o.Roles) == 0 {
		d.bad("", "nobody could sign in", "write a value of the claim and the role it gives", "accounts", "oidc", "roles")
	}
	for value, role := range o.Roles {
		if !slices.Contains(forecast.Roles, forecast.Role(role)) {
			d.bad(role, "there is no such role", "write officer, publisher or admin", "accounts", "oidc", "roles", value)
		}
	}
}
