package api

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strconv"
)

type baseKey struct{}

// withBase finds out what links in an answer begin with: the service's address as it
// is configured. Where that is this machine alone, a request that came by an address
// of this machine gets links by that one: another port works then too. No other Host is
// ever repeated.
func (s *Server) withBase(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		base := s.speaker().Base
		if u, err := url.Parse(base); err == nil && isLoopback(u.Host) && isLoopback(r.Host) {
			base = "http://" + r.Host
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), baseKey{}, base)))
	})
}

// baseOf is what links begin with, without a slash at the end.
func baseOf(ctx context.Context) string {
	base, _ := ctx.Value(baseKey{}).(string)
	return base
}

// isLoopback reports whether a host, with or without a port, is the machine itself.
func isLoopback(hostport string) bool {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host, port = hostport, "80"
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
