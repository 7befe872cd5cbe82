package api

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"
)

// Accounts are the province's choices of how people sign in. What is zero is as
// DefaultAccounts says.
type Accounts struct {
	Idle, Absolute   time.Duration // a session ends after so long without a request, and after so long in any case
	SignInsPerMinute int           // from one address
	WritesPerMinute  int           // from one address
	TrustedProxies   []string      // networks (CIDR) whose X-Forwarded-For and X-Forwarded-Proto are believed
	OIDC             *OIDC         // nil = passwords only
}

// DefaultAccounts are the choices of who makes none.
var DefaultAccounts = Accounts{Idle: time.Hour, Absolute: 12 * time.Hour, SignInsPerMinute: 30, WritesPerMinute: 600}

func (a Accounts) orDefault() Accounts {
	d := DefaultAccounts
	d.TrustedProxies, d.OIDC = a.TrustedProxies, a.OIDC
	if a.Idle > 0 {
		d.Idle = a.Idle
	}
	if a.Absolute > 0 {
		d.Absolute = a.Absolute
	}
	if a.SignInsPerMinute > 0 {
		d.SignInsPerMinute = a.SignInsPerMinute
	}
	if a.WritesPerMinute > 0 {
		d.WritesPerMinute = a.WritesPerMinute
	}
	return d
}

type clientKey struct{}

// client is who is at the other end, as far as the network tells.
type client struct {
	address string // without port; of the asker, not of a trusted proxy
	secure  bool   // it came over TLS, at least up to a trusted proxy
}

func clientOf(ctx context.Context) client {
	c, _ := ctx.Value(clientKey{}).(client)
	return c
}

// origin is the network address a request came from.
func origin(ctx context.Context) string { return clientOf(ctx).address }

// network is what attempts and requests are counted by: the address, of IPv6 the
// /64, which one household has whole.
func (c client) network() string { return httprate.CanonicalizeIP(c.address) }

// withClient notes who asks; proxies it trusts are seen through.
func withClient(trusted []string) (func(http.Handler) http.Handler, error) {
	proxies := make([]netip.Prefix, len(trusted))
	for i, text := range trusted {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("trusted proxy %q: not a network; write it like 10.0.0.0/8", text)
		}
		proxies[i] = p.Masked()
	}
	note := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c := client{address: middleware.GetClientIP(r.Context()), secure: r.TLS != nil}
			if c.address == "" {
				c.address = hostOf(r.RemoteAddr)
			}
			if behind(proxies, r.RemoteAddr) && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
				c.secure = true
			}
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), clientKey{}, c)))
		})
	}
	if len(trusted) == 0 {
		return note, nil
	}
	forwarded := middleware.ClientIPFromXFF(trusted...)
	return func(next http.Handler) http.Handler { return forwarded(note(next)) }, nil
}

func behind(proxies []netip.Prefix, remote string) bool {
	at, err := netip.ParseAddr(hostOf(remote))
	if err != nil {
		return false
	}
	for _, p := range proxies {
		if p.Contains(at.Unmap().WithZone("")) {
			return true
		}
	}
	return false
}

// limiter lets so many requests a minute pass from one address.
func limiter(perMinute int) *httprate.RateLimiter {
	return httprate.NewRateLimiter(perMinute, time.Minute,
		httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"}))
}

func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// limited bounds how much one address may write, whoever it is.
func (s *Server) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !safe(r.Method) && s.writes.OnLimit(w, r, clientOf(r.Context()).network()) {
			writeProblem(w, newProblem(http.StatusTooManyRequests, "too many requests from this address; wait a minute"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownOrigin refuses what another site's page makes a browser send. A key in the
// Authorization header is no browser's doing: such requests pass.
func (s *Server) ownOrigin(next http.Handler) http.Handler {
	var guard http.CrossOriginProtection
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			if err := guard.Check(r); err != nil {
				s.refuseForeign(w, r)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// refuseForeign tells the audit log only where the browser is someone's: strangers
// must not be able to fill it.
func (s *Server) refuseForeign(w http.ResponseWriter, r *http.Request) {
	const why = "the request comes from another site's page"
	by, err := s.bySession(r)
	if err == nil {
		e := s.entry(r.Context(), by)
		e.Action, e.Subject = s.deedAsked(r)
		e.Refused = why
		s.keepRefusal(r.Context(), e)
	}
	s.log.WarnContext(r.Context(), "request from another site refused", "request", requestID(r.Context()))
	writeProblem(w, newProblem(http.StatusForbidden, why+"; send it from the service's own pages, or with a key in the Authorization header"))
}

// deedAsked is what a request that has not been routed yet asks for, and of what. A
// route that is no deed goes by its pattern, "none" where there is none: its address
// may bear a secret.
func (s *Server) deedAsked(r *http.Request) (action, subject string) {
	method, c := strings.ToLower(r.Method), chi.NewRouteContext()
	if !s.router.Match(c, r.Method, r.URL.Path) {
		return method + " none", ""
	}
	pattern := c.RoutePattern()
	if name, ok := deeds[operationOf(method, pattern)]; ok {
		return name, subjectOf(pattern, c.URLParam("id"))
	}
	return method + " " + pattern, ""
}

// tooSoon answers who has to wait.
func tooSoon(w http.Header, wait time.Duration, detail string) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	w.Set("Retry-After", strconv.Itoa(seconds))
	return newProblem(http.StatusTooManyRequests, fmt.Sprintf("%s; try again in %d seconds", detail, seconds))
}
