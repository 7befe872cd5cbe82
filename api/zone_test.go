package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api"
)

// Whoever owns a forest is told to those who work here, and to nobody else: not
// under any address that tells of zones.
func TestWhoIsToldOfForestOwners(t *testing.T) {
	secrets := []string{"Nguyễn Văn Tám", "0909 123 456", "churung"}
	p := *province(t)
	p.Public = []string{"code", "compartment"}
	o := newOffice(t, func(c *api.Config) { c.Province = &p })
	o.store.sets[0].Zones[0].Attributes = map[string]string{"code": "25747", "compartment": "TK 12", "owner": secrets[0], "churung": secrets[0], "sdt": secrets[1]}
	ways := map[string]struct {
		whole   bool
		cookie  *http.Cookie
		headers []string
	}{
		"nobody":              {},
		"a stranger's key":    {headers: []string{"Authorization", "Bearer strange"}},
		"a stranger's cookie": {cookie: &http.Cookie{Name: "canhlua", Value: "strange"}},
		"an officer":          {true, o.in(t, "officer").cookie, nil},
		"a publisher's key":   {whole: true, headers: []string{"Authorization", "Bearer publisher"}},
		"an administrator":    {true, o.in(t, "admin").cookie, nil},
	}
	for who, way := range ways {
		for _, path := range []string{"/api/v1/zones", "/api/v1/zones.geojson", "/api/v1/zones/z1"} {
			w := (&browser{office: o, cookie: way.cookie}).send(t, "GET", path, "", way.headers...)
			body := w.Body.String()
			if w.Code != 200 || !strings.Contains(body, `"code":"25747"`) || !strings.Contains(body, "TK 12") {
				t.Errorf("%s, %s: %d %s", who, path, w.Code, body)
			}
			for _, secret := range secrets {
				if strings.Contains(body, secret) != way.whole {
					t.Errorf("%s, %s: told of %q: %v", who, path, secret, !way.whole)
				}
			}
			if kept := strings.Contains(w.Header().Get("Cache-Control"), "public"); kept == way.whole || !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Cookie") {
				t.Errorf("%s, %s: kept by %v", who, path, w.Header())
			}
		}
	}
	// whatever else the public may read
	for _, route := range slices.Sorted(maps.Keys(operations(t, o))) {
		method, path, _ := strings.Cut(route, " ")
		if whoMay[route] != anyone || method != "get" || path == "/ogc/api" { // the description, which names an attribute as an example
			continue
		}
		body := (&browser{office: o}).send(t, "GET", strings.Replace(fill(path, "z1"), "{name}", "2016-03-05.txt", 1), "").Body.String()
		for _, secret := range secrets {
			if strings.Contains(body, secret) {
				t.Errorf("%s tells everybody %q", path, secret)
			}
		}
	}
}
