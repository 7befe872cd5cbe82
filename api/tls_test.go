package api_test

import (
	"testing"

	"github.com/canhlua/canhlua/api"
)

// Browsers are told to come by TLS alone where the service's own address says so, on
// every kind of answer.
func TestOnlyTLSWhereTheAddressSaysSo(t *testing.T) {
	for address, header := range map[string]string{"https://chay.example": "max-age=31536000", "http://127.0.0.1:8080": "", "": ""} {
		o := newOffice(t, func(c *api.Config) { c.Speaker.Base = address })
		for _, path := range []string{"/", "/api/v1/province", "/api/v1/users", "/nothing"} {
			w := (&browser{office: o}).send(t, "GET", path, "")
			if got := w.Header().Get("Strict-Transport-Security"); got != header {
				t.Errorf("at %q, %s: %q, want %q", address, path, got, header)
			}
		}
	}
}
