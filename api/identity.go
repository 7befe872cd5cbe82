package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// identity is who another service says that a person is.
type identity struct {
	subject string // issuer and subject, together unique for ever
	claims  map[string]any
}

func (i identity) text(claim string) string {
	text, _ := i.claims[claim].(string)
	return text
}

// groups are the values of a claim, one or several; dots lead into objects.
func (i identity) groups(claim string) []string {
	var at any = i.claims
	for _, step := range strings.Split(claim, ".") {
		object, _ := at.(map[string]any)
		at = object[step]
	}
	switch v := at.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, each := range v {
			if text, ok := each.(string); ok {
				out = append(out, text)
			}
		}
		return out
	}
	return nil
}

// role is the highest that the person's groups give; none when none does.
func (i identity) role(c OIDC) (highest forecast.Role) {
	for _, group := range i.groups(c.RoleClaim) {
		if role := c.Roles[group]; role.May(forecast.RoleOfficer) && (highest == "" || role.May(highest)) {
			highest = role
		}
	}
	return highest
}

// ofDomain reports whether the e-mail address is verified and of a domain that is
// allowed.
func (i identity) ofDomain(domains []string) bool {
	if len(domains) == 0 {
		return true
	}
	_, domain, _ := strings.Cut(i.text("email"), "@")
	verified := i.claims["email_verified"] == true || i.claims["email_verified"] == "true" // some services write a text
	return verified && slices.ContainsFunc(domains, func(d string) bool { return strings.EqualFold(d, domain) })
}

// notLetIn says why somebody whom the service knows does not come in here.
type notLetIn struct{ subject, why string }

func (n *notLetIn) Error() string { return n.subject + ": " + n.why }

// byService begins an entry about what the sign-in service has us do.
func (s *Server) byService(ctx context.Context) forecast.AuditEntry {
	return forecast.AuditEntry{At: s.moment().now, Actor: "sign-in service", Role: string(forecast.RoleAdmin), From: origin(ctx)}
}

// userOf is the account of an identity, made when it comes for the first time; its
// role is what the service says now. An account of the same e-mail address is not
// taken over: whoever runs the service could name any.
func (s *Server) userOf(ctx context.Context, who identity) (forecast.User, error) {
	role := who.role(s.oidc.OIDC)
	user, err := s.store.UserOfSubject(ctx, who.subject)
	missing := isNotFound(err)
	subject := "somebody whom the sign-in service knows"
	if !missing && err == nil {
		subject = user.Actor()
	}
	switch {
	case err != nil && !missing:
		return user, err
	case !missing && !user.Active():
		return user, &notLetIn{subject, "the account is disabled"}
	case role == "":
		return user, &notLetIn{subject, "the sign-in service gives no role here"}
	case !who.ofDomain(s.oidc.EmailDomains):
		return user, &notLetIn{subject, "no verified e-mail address of a domain that is allowed"}
	case missing:
		return s.newcomer(ctx, who, role)
	case user.Role != role:
		return s.store.ChangeUser(ctx, user.ID, forecast.UserChange{Role: &role}, s.byService(ctx))
	}
	return user, nil
}

func (s *Server) newcomer(ctx context.Context, who identity, role forecast.Role) (forecast.User, error) {
	u := forecast.User{ID: newID(), Role: role, Subject: who.subject, Created: s.cfg.Clock().UTC(), Email: who.text("email")}
	if forecast.CheckEmail(u.Email) != nil {
		u.Email = ""
	}
	local, _, _ := strings.Cut(cmp.Or(who.text("preferred_username"), u.Email), "@")
	name, err := forecast.UserName(local)
	if err == nil {
		_, err = s.store.UserNamed(ctx, name)
	}
	if u.Name = name; !isNotFound(err) { // no login name, or taken
		u.Name = "sso-" + u.ID
	}
	title := []rune(cmp.Or(who.text("name"), u.Name))
	u.Title = string(title[:min(len(title), 60)])
	return u, s.store.AddUser(ctx, u, s.byService(ctx))
}
