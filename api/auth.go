package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/canhlua/canhlua/forecast"
)

// bearer names the scheme of API keys in the OpenAPI.
const bearer = "key"

type holderKey struct{}

// holder is the key a guarded request bears.
func holder(ctx context.Context) forecast.Token {
	t, _ := ctx.Value(holderKey{}).(forecast.Token)
	return t
}

// HashOf is the form in which a key's secret is kept. The secret is 256 random
// bits, so that a fast hash is enough.
func HashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// guarded lets a request pass whose key may do what the role may: 401 without
// one that holds, 403 with one that may not. Neither tells whether a key exists.
func (s *Server) guarded(need forecast.Role) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		c.SetHeader("Cache-Control", "no-store") // for its asker alone
		token, err := s.identify(c.Context(), c.Header("Authorization"))
		r, _ := humachi.Unwrap(c)
		what := forecast.AuditEntry{Actor: "key " + token.ID, Role: string(token.Role), Action: c.Operation().OperationID, From: hostOf(r.RemoteAddr)}
		if err != nil {
			if token.ID != "" { // a key that is known, and worth nothing any more
				what.Refused = "the key was revoked or has expired"
				s.keepRefusal(c.Context(), what)
			}
			r, w := humachi.Unwrap(c)
			s.refuse(r.Context(), w, err)
			return
		}
		if !token.Role.May(need) {
			what.Refused = "needs the role " + string(need)
			s.keepRefusal(c.Context(), what)
			_, w := humachi.Unwrap(c)
			writeProblem(w, newProblem(http.StatusForbidden, "this needs the role "+string(need)+"; the key has the role "+string(token.Role)))
			return
		}
		next(huma.WithValue(huma.WithValue(c, holderKey{}, token), originKey{}, what.From))
	}
}

// errNoKey says that a request bears no key that holds.
var errNoKey = errors.New("no key that holds")

func (s *Server) identify(ctx context.Context, header string) (forecast.Token, error) {
	scheme, secret, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || secret == "" || len(secret) > 256 {
		return forecast.Token{}, errNoKey
	}
	token, err := s.store.Token(ctx, HashOf(strings.TrimSpace(secret)))
	var missing *forecast.NotFound
	switch {
	case errors.As(err, &missing):
		return forecast.Token{}, errNoKey
	case err == nil && !token.Holds(s.cfg.Clock()):
		return token, errNoKey
	}
	return token, err
}

func (s *Server) refuse(ctx context.Context, w http.ResponseWriter, err error) {
	if errors.Is(err, errNoKey) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="canhlua"`)
		writeProblem(w, newProblem(http.StatusUnauthorized,
			"this needs a key that holds, as `Authorization: Bearer KEY`; an administrator makes one with `canhlua token add`"))
		return
	}
	var p *huma.ErrorModel
	if !errors.As(s.asProblem(ctx, err), &p) {
		p = internalProblem(ctx)
	}
	writeProblem(w, p)
}
