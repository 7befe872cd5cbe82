package api

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// onlyTLS tells browsers to come by TLS alone, for a year.
const onlyTLS = "max-age=31536000"

// securityHeaders sets what keeps a page from loading anything but our own
// files, and the tiles of the configured base map. Where people reach the service at
// an https address, browsers are told to take no other; elsewhere that would lock out
// whoever tries it.
func securityHeaders(baseMap, address string) (func(http.Handler) http.Handler, error) {
	tiles, err := tileOrigin(baseMap)
	if err != nil {
		return nil, err
	}
	policy := strings.Join([]string{
		"default-src 'self'",
		strings.TrimSpace("img-src 'self' data: " + tiles), // the bundler inlines small pictures
		"object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
	}, "; ")
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", policy)
			if strings.HasPrefix(address, "https://") {
				h.Set("Strict-Transport-Security", onlyTLS)
			}
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("X-Frame-Options", "DENY")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			if underAPI(r.URL.Path) {
				h.Set("Access-Control-Allow-Origin", "*") // reads are public, and bear no cookie
			}
			next.ServeHTTP(w, r)
		})
	}, nil
}

var (
	tileAddress = regexp.MustCompile(`^(https?)://([^/]+)/`)
	plainHost   = regexp.MustCompile(`^(\*\.)?[A-Za-z0-9.-]+(:[0-9]+)?$`)
)

// tileOrigin is the origin of an XYZ address such as
// https://{a-c}.tile.example/{z}/{x}/{y}.png, with * for a host that varies;
// empty when there is none, or it is our own.
func tileOrigin(address string) (string, error) {
	if address == "" || strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return "", nil
	}
	m := tileAddress.FindStringSubmatch(address)
	if m == nil {
		return "", badBaseMap(address)
	}
	host := m[2]
	if strings.HasPrefix(host, "{") {
		_, rest, _ := strings.Cut(host, "}")
		host = "*" + rest
	}
	if !plainHost.MatchString(host) {
		return "", badBaseMap(address)
	}
	return m[1] + "://" + host, nil
}

func badBaseMap(address string) error {
	return &forecast.Invalid{Column: "base_map", Value: address, Reason: "not the address of tiles",
		Remedy: fmt.Sprintf("write it as %s or leave it empty", "https://host/{z}/{x}/{y}.png")}
}
