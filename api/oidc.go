package api

import (
	"github.com/canhlua/canhlua/forecast"
)

// OIDC is
type OIDC struct {
	Name                                             forecast.Text
	Issuer, ClientID, Secret, RedirectURL, RoleClaim string
	Scopes, EmailDomains                             []string
	Roles                                            map[string]forecast.Role
}

type provider struct{ OIDC }

func newProvider(c *OIDC, clock forecast.Clock) (*provider, error) { return nil, nil }
func (s *Server) routeOIDC()                                       {}
