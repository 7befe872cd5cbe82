package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/canhlua/canhlua/forecast"
)

// bearer names the scheme of API keys in the OpenAPI, cookie that of sessions.
const (
	bearer = "key"
	cookie = "session"
)

// asker is who a request comes from: a person by a session, or a key, which may be
// a person's too.
type asker struct {
	Actor   string        // as in the audit log: "user lan", "key 1a2b"
	Person  string        // the same for a person's session and keys
	Role    forecast.Role // what the asker may do
	user    forecast.User // zero for a machine's key
	token   forecast.Token
	session forecast.Session // zero for a key
}

type askerKey struct{}

// holder is who a guarded request comes from; the zero asker where nobody is known.
func holder(ctx context.Context) asker {
	a, _ := ctx.Value(askerKey{}).(asker)
	return a
}

// entry begins an entry of the audit log about what the asker does.
func (s *Server) entry(ctx context.Context, by asker) forecast.AuditEntry {
	return forecast.AuditEntry{At: s.moment().now, Actor: by.Actor, Role: string(by.Role), From: origin(ctx)}
}

// HashOf is the form in which a key's secret is kept. The secret is 256 random
// bits, so that a fast hash is enough.
func HashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// thing is what a route is about, which a key may be confined to: observations,
// runs, users, …; papers beside the API count to what they tell of.
func thing(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "/api/v1"), "/"), "/")
	return name
}

// guarded lets a request pass whose asker may do what the role may: 401 without
// one that is known, 403 with one that may not. Neither tells whether a key or an
// account exists. Every guarded route goes through here, when it is wired.
func (s *Server) guarded(need forecast.Role) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		c.SetHeader("Cache-Control", "no-store") // for its asker alone
		r, w := humachi.Unwrap(c)
		by, err := s.identify(r)
		what := s.entry(r.Context(), by)
		what.Action, what.Subject = deedOf(c.Operation()), subjectOf(c.Operation().Path, c.Param("id"))
		switch {
		case err != nil:
			var worthless *worthless
			if errors.As(err, &worthless) {
				what.Refused = worthless.why
				s.keepRefusal(r.Context(), what)
			}
			s.refuse(r.Context(), w, err)
			return
		case !by.Role.May(need):
			what.Refused = "needs the role " + string(need)
			s.keepRefusal(r.Context(), what)
			writeProblem(w, newProblem(http.StatusForbidden, "this needs the role "+string(need)+"; you have the role "+string(by.Role)))
			return
		case !by.token.Covers(thing(c.Operation().Path)):
			what.Refused = "the key is for " + strings.Join(by.token.Scope, ", ") + " only"
			s.keepRefusal(r.Context(), what)
			writeProblem(w, newProblem(http.StatusForbidden, what.Refused+"; use another, or sign in"))
			return
		}
		if by.session.ID != "" {
			if err := s.sessions.keep(r.Context(), by.session); err != nil {
				s.refuse(r.Context(), w, err)
				return
			}
		}
		next(huma.WithValue(huma.WithValue(s.withExchange(c), askerKey{}, by), subjectKey{}, what.Subject))
	}
}

// known tells a public route who asks, where that is known.
func (s *Server) known(c huma.Context, next func(huma.Context)) {
	c.SetHeader("Cache-Control", "no-store")
	r, w := humachi.Unwrap(c)
	by, err := s.identify(r)
	if err != nil && !errors.Is(err, errNobody) {
		s.refuse(r.Context(), w, err)
		return
	}
	if c = s.withExchange(c); err == nil {
		c = huma.WithValue(c, askerKey{}, by)
	}
	next(c)
}

type exchangeKey struct{}

// exchange is the request and its answer as they are, for cookies.
type exchange struct {
	w http.ResponseWriter
	r *http.Request
}

func (s *Server) withExchange(c huma.Context) huma.Context {
	r, w := humachi.Unwrap(c)
	w.Header().Add("Vary", "Cookie, Authorization")
	return huma.WithValue(c, exchangeKey{}, exchange{w, r})
}

func exchangeOf(ctx context.Context) exchange {
	e, _ := ctx.Value(exchangeKey{}).(exchange)
	return e
}

// errNobody says that a request bears neither a session nor a key that holds.
var errNobody = errors.New("no session and no key that holds")

// worthless says that a session or key is known, and worth nothing any more.
type worthless struct{ why string }

func (w *worthless) Error() string { return w.why }
func (w *worthless) Unwrap() error { return errNobody }

// identify says who asks. Whoever shows a key is who the key says, or nobody: a
// session never stands in for it.
func (s *Server) identify(r *http.Request) (asker, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		return s.byKey(r.Context(), header)
	}
	return s.bySession(r)
}

func (s *Server) byKey(ctx context.Context, header string) (asker, error) {
	scheme, secret, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || secret == "" || len(secret) > 256 {
		return asker{}, errNobody
	}
	token, err := s.store.Token(ctx, HashOf(strings.TrimSpace(secret)))
	if isNotFound(err) {
		return asker{}, errNobody
	}
	if err != nil {
		return asker{}, err
	}
	by := asker{Actor: token.Actor(), Person: token.Actor(), Role: token.Role, token: token}
	if !token.Holds(s.cfg.Clock()) {
		return by, &worthless{"the key was revoked or has expired"}
	}
	if token.Owner == "" {
		return by, nil
	}
	if by.user, err = s.store.User(ctx, token.Owner); err != nil {
		return by, err
	}
	if !by.user.Active() {
		return by, &worthless{"the account of the key's owner is disabled or removed"}
	}
	by.Person, by.Role = by.user.Actor(), token.Role.Least(by.user.Role)
	return by, nil
}

func (s *Server) bySession(r *http.Request) (asker, error) {
	session, err := s.sessions.find(r)
	if isNotFound(err) || err == nil && session.User == "" {
		return asker{}, errNobody
	}
	if err != nil {
		return asker{}, err
	}
	user, err := s.store.User(r.Context(), session.User)
	if isNotFound(err) {
		return asker{}, errNobody
	}
	by := asker{Actor: user.Actor(), Person: user.Actor(), Role: user.Role, user: user, session: session}
	switch {
	case err != nil:
		return asker{}, err
	case !user.Active():
		// told once; from then on the cookie is a stranger's
		return by, errors.Join(&worthless{"the account is disabled or removed"}, s.store.EndSession(r.Context(), session.ID))
	case !s.cfg.Clock().Before(session.Ends):
		return asker{}, errNobody
	}
	return by, nil
}

func (s *Server) refuse(ctx context.Context, w http.ResponseWriter, err error) {
	if errors.Is(err, errNobody) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="canhlua"`)
		writeProblem(w, newProblem(http.StatusUnauthorized,
			"this needs a session: sign in; or a key that holds, as `Authorization: Bearer KEY`; an administrator makes accounts and keys"))
		return
	}
	problem := s.asProblem(ctx, err)
	var p *huma.ErrorModel
	if !errors.As(problem, &p) {
		p = internalProblem(ctx)
	}
	var more huma.HeadersError
	if errors.As(problem, &more) {
		maps.Copy(w.Header(), more.GetHeaders())
	}
	writeProblem(w, p)
}

// Scopes are the things that a key may be confined to: those of the guarded routes
// that a key can do anything with.
func (s *Server) Scopes() []string {
	var all []string
	for path, item := range s.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil && len(op.Security) > 0 && thing(path) != "session" && !slices.Contains(all, thing(path)) {
				all = append(all, thing(path))
			}
		}
	}
	slices.Sort(all)
	return all
}

// secured is what the OpenAPI says of a guarded route.
func secured() []map[string][]string { return []map[string][]string{{bearer: {}}, {cookie: {}}} }
