package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

const (
	anyone    = forecast.Role("")
	officer   = forecast.RoleOfficer
	publisher = forecast.RolePublisher
	admin     = forecast.RoleAdmin
)

// whoMay says of every route what one has to be. A route that is not here fails
// the test: whoever adds one says who may. Reads for anyone need not be named.
var whoMay = map[string]forecast.Role{
	"get /api/v1/session":             anyone,
	"post /api/v1/session":            anyone,
	"delete /api/v1/session":          anyone,
	"post /api/v1/session/password":   officer,
	"get /api/v1/users":               admin,
	"post /api/v1/users":              admin,
	"patch /api/v1/users/{id}":        admin,
	"delete /api/v1/users/{id}":       admin,
	"get /api/v1/tokens":              admin,
	"post /api/v1/tokens":             admin,
	"delete /api/v1/tokens/{id}":      admin,
	"post /api/v1/observations":       officer,
	"get /api/v1/drafts":              officer,
	"get /api/v1/drafts/{id}":         officer,
	"post /api/v1/runs":               officer,
	"post /api/v1/runs/{id}/override": officer,
	"post /api/v1/runs/{id}/publish":  publisher,
	"post /api/v1/runs/{id}/withdraw": publisher,
	"post /api/v1/runs/{id}/comments": officer,
	"get /api/v1/audit":               publisher,
	"get /api/v1/audit/chain":         publisher,

	"post /api/v1/tables":                             publisher,
	"post /api/v1/tables/{id}/enact":                  publisher,
	"delete /api/v1/tables/{id}":                      publisher,
	"get /api/v1/workshop/tables":                     officer,
	"get /api/v1/workshop/tables/{id}":                officer,
	"get /api/v1/workshop/tables/{id}/annex/{format}": officer,
	"post /api/v1/workshop/check":                     officer,
	"post /api/v1/workshop/diff":                      officer,
	"post /api/v1/workshop/impact":                    officer,
	"post /api/v1/workshop/calibrate":                 officer,
	"post /api/v1/subscriptions":                      anyone,
	"post /api/v1/subscriptions/links":                anyone,
	"post /api/v1/subscriptions/confirm/{token}":      anyone,
	"post /api/v1/subscriptions/unsubscribe/{token}":  anyone,
	"get /api/v1/subscriptions/manage/{token}":        anyone,
	"put /api/v1/subscriptions/manage/{token}":        anyone,
	"delete /api/v1/subscriptions/manage/{token}":     anyone,
	"post /api/v1/subscriptions/import":               admin,
	"get /api/v1/deliveries":                          officer,
	"post /api/v1/deliveries/{id}/retry":              officer,
	"post /api/v1/fires":                              anyone,
	"get /api/v1/fires/reports":                       officer,
	"get /api/v1/fires/reports/{id}/photo":            officer,
	"post /api/v1/fires/{id}/confirm":                 officer,
	"post /api/v1/fires/{id}/refuse":                  officer,
	"post /api/v1/fires/{id}/close":                   officer,
	"patch /api/v1/fires/{id}":                        officer,
	"get /api/v1/signs/register":                      officer,
	"get /api/v1/signs/{id}/photo":                    officer,
	"post /api/v1/signs":                              officer,
	"patch /api/v1/signs/{id}":                        officer,
	"delete /api/v1/signs/{id}":                       officer,
	"post /api/v1/signs/{id}/turned":                  officer,
	"post /api/v1/zonesets":                           publisher,
	"post /api/v1/zonesets/preview":                   publisher,
	"get /api/v1/readiness/register":                  officer,
	"get /api/v1/readiness/register.csv":              officer,
	"post /api/v1/readiness/import":                   officer,
	"post /api/v1/readiness":                          officer,
	"delete /api/v1/readiness/{id}":                   officer,
	"get /api/v1/reports/season/{year}":               officer,
	"get /reports/season/{name}":                      officer,
}

// publicReads are the reads for anyone.
var publicReads = []string{
	"/api/v1/alerts.atom", "/api/v1/alerts.rss", "/api/v1/alerts.json", "/api/v1/alerts/{id}.xml", "/api/v1/subscriptions/channels",
	"/api/v1/province", "/api/v1/levels", "/api/v1/levels.geojson", "/api/v1/zones", "/api/v1/zones.geojson", "/api/v1/zones/{id}",
	"/api/v1/zones/{id}/series", "/api/v1/zones/{id}/explain", "/api/v1/zones/{id}/climatology", "/api/v1/zones/{id}/outlook",
	"/api/v1/point", "/api/v1/dates", "/api/v1/runs", "/api/v1/runs/{id}", "/api/v1/publications", "/api/v1/tables", "/api/v1/tables/{id}",
	"/api/v1/observations",
	"/api/v1/fires", "/api/v1/fires.geojson", "/api/v1/fires.csv", "/api/v1/fires/rules", "/api/v1/fires/{id}/photo", "/api/v1/signs", "/api/v1/stations", "/api/v1/stations/{id}/observations",
	"/api/v1/observations/template.csv", "/api/v1/observations/template.xlsx", "/bulletins/{name}", "/api/v1/verification", "/api/v1/analysis",
	"/api/v1/alerts", "/api/v1/subscriptions/confirm/{token}", "/api/v1/subscriptions/unsubscribe/{token}",
	"/api/v1/zonesets", "/api/v1/keyareas", "/api/v1/keyareas.geojson", "/api/v1/keyareas.csv", "/api/v1/keyareas.xlsx", "/api/v1/readiness", "/api/v1/readiness.geojson", "/api/v1/readiness.csv",
	"/ogc", "/ogc/", "/ogc/api", "/ogc/conformance", "/ogc/collections", "/ogc/collections/danger", "/ogc/collections/danger/items", "/ogc/collections/danger/items/{id}",
	"/ogc/collections/zones", "/ogc/collections/zones/items", "/ogc/collections/zones/items/{id}", "/ogc/collections/stations", "/ogc/collections/stations/items",
	"/ogc/collections/stations/items/{id}", "/ogc/collections/fires", "/ogc/collections/fires/items", "/ogc/collections/fires/items/{id}",
	"/tiles/danger/{date}.json", "/tiles/danger/{date}/{z}/{x}/{y}.mvt",
	"/healthz", "/readyz", "/metrics", "/api/v1/session/oidc", "/api/v1/session/oidc/callback",
}

type operation struct {
	id       string
	security any
}

// operations are those of the OpenAPI, by method and path.
func operations(t *testing.T, h http.Handler) map[string]operation {
	t.Helper()
	var spec struct {
		Paths map[string]map[string]struct {
			OperationID string
			Security    any
		}
	}
	if err := json.Unmarshal([]byte(inProcess(h, "/api/openapi.json")), &spec); err != nil {
		t.Fatal(err)
	}
	out := map[string]operation{}
	for path, methods := range spec.Paths {
		for method, op := range methods {
			out[method+" "+path] = operation{op.OperationID, op.Security}
		}
	}
	return out
}

// TestWhoMay asks every route as everybody: nobody, with a stranger's cookie and
// key, and with a key and a session of each role. Who may gets past the guard,
// whatever the handler then says; who may not is told 401 or 403.
func TestWhoMay(t *testing.T) {
	shared := everybody(t)
	ops := operations(t, shared.office)
	for route := range whoMay {
		if _, there := ops[route]; !there && !strings.Contains(route, "oidc") {
			t.Errorf("%s: there is no such route", route)
		}
	}
	for _, route := range slices.Sorted(maps.Keys(ops)) {
		method, path, _ := strings.Cut(route, " ")
		need, told := whoMay[route]
		if !told && method == "get" && slices.Contains(publicReads, path) {
			told = true
		}
		if !told {
			t.Errorf("%s: say in whoMay who may", route)
			continue
		}
		if guarded := ops[route].security != nil; guarded != (need != anyone) {
			t.Errorf("%s: the OpenAPI says guarded: %v", route, guarded)
		}
		c := shared // a read changes nothing
		if method != "get" {
			c = everybody(t)
		}
		c.ask(t, strings.ToUpper(method), path, need)
	}
}

// crowd is an office with a session of each role.
type crowd struct {
	*office
	in map[forecast.Role]*browser
}

func everybody(t *testing.T) crowd {
	c := crowd{newOffice(t), map[forecast.Role]*browser{}}
	for _, role := range forecast.Roles {
		c.in[role] = c.office.in(t, string(role))
	}
	return c
}

// ask asks as everybody; those who may come last, for what they do is done.
func (c crowd) ask(t *testing.T, method, path string, need forecast.Role) {
	path = strings.NewReplacer("{name}", "2016-03-05.txt").Replace(fill(path, "z1"))
	judge := func(who string, cookie *http.Cookie, role forecast.Role, known bool, headers ...string) {
		t.Helper()
		c.store.attempts = nil // of whoever asked before
		steps, b := len(c.store.steps), &browser{office: c.office, cookie: cookie}
		status := b.send(t, method, path, "{}", headers...).Code
		switch {
		case need == anyone || role.May(need):
			if status == 401 && need != anyone || status == 403 && role != anyone && path != "/api/v1/session/password" || status == 429 || status == 500 {
				t.Errorf("%s, %s %s: %d", who, method, path, status)
			}
		case known && status != 403, !known && status != 401:
			t.Errorf("%s, %s %s: %d", who, method, path, status)
		case len(c.store.steps) > steps:
			t.Errorf("%s, %s %s: refused and done", who, method, path)
		}
	}
	judge("nobody", nil, anyone, false)
	judge("a stranger's cookie", &http.Cookie{Name: "canhlua", Value: "strange"}, anyone, false)
	judge("a stranger's key", nil, anyone, false, "Authorization", "Bearer strange")
	judge("a session beside a stranger's key", c.in[admin].cookie, anyone, false, "Authorization", "Bearer strange")
	if method != http.MethodGet {
		w := (&browser{office: c.office, cookie: c.in[admin].cookie}).send(t, method, path, "{}", "Sec-Fetch-Site", "cross-site")
		want(t, "another site's page, "+method+" "+path, w, 403, "another site")
	}
	for _, role := range forecast.Roles {
		judge("key of "+string(role), nil, role, true, "Authorization", "Bearer "+string(role))
		judge("session of "+string(role), c.in[role].cookie, role, true)
	}
}
