package api_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

func TestBeforeTheFirstPublication(t *testing.T) {
	f := season()
	h := serve(t, f, begin.At(12, 0, local))
	for _, path := range []string{"/api/v1/levels", "/api/v1/levels.geojson", "/api/v1/point?lat=11.25&lon=106.45", "/api/v1/zones/z1/explain"} {
		resp, body := get(t, h, path)
		if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" ||
			resp.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s %v %s", path, resp.Status, resp.Header, body)
		}
	}
	for _, path := range []string{"/api/v1/province", "/api/v1/zones", "/api/v1/dates", "/api/v1/runs", "/api/v1/stations", "/healthz"} {
		if resp, body := get(t, h, path); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %s", path, resp.Status, body)
		}
	}
}

func TestUnknownIsNeverLevelOne(t *testing.T) {
	allWithdrawn := season()
	for i := range allWithdrawn.runs {
		allWithdrawn.runs[i].withdrawn = evening.Add(-time.Minute)
	}
	tests := []struct {
		name, path string
		store      *fakeStore
		zones      map[string]bool // whether known
	}{
		{"a day no run covers", "/api/v1/levels?date=2015-01-01", season(), map[string]bool{"z1": false, "z2": false, "z3": false}},
		{"all runs withdrawn", "/api/v1/levels", allWithdrawn, map[string]bool{"z1": false, "z2": false, "z3": false}},
		{"a zone without weather", "/api/v1/levels", season(), map[string]bool{"z1": true, "z2": true, "z3": false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := levels(t, serve(t, tt.store, evening), tt.path)
			if len(a.Zones) != len(tt.zones) {
				t.Fatalf("%d zones, not %d", len(a.Zones), len(tt.zones))
			}
			for _, z := range a.Zones {
				if z.Level.Known() != tt.zones[z.Zone] {
					t.Errorf("%s: level %v", z.Zone, z.Level)
				}
				if !z.Level.Known() && (z.Label != "không xác định" || z.Roman != "?" || z.Status != forecast.StatusUnknown) {
					t.Errorf("%s: unknown as %q %q %q", z.Zone, z.Label, z.Roman, z.Status)
				}
			}
		})
	}
}

func TestLevelsStayAfterAllAreWithdrawnOnlyWhereOnePublished(t *testing.T) {
	f := season()
	f.runs = f.runs[len(f.runs)-4:] // drafts and tomorrow's
	if resp, body := get(t, serve(t, f, evening), "/api/v1/levels"); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("with drafts only: %s %s", resp.Status, body)
	}
}

func TestStale(t *testing.T) {
	tests := []struct {
		name string
		now  time.Time
		path string
		want bool
	}{
		{"fresh", evening, "/api/v1/levels", false},
		{"today's row from yesterday's run", today.At(6, 30, local), "/api/v1/levels", true},
		{"tomorrow's row from yesterday's run, young enough", today.At(6, 30, local), "/api/v1/levels?date=2016-03-06", false},
		{"too old for tomorrow", today.AddDays(2).At(12, 0, local), "/api/v1/levels?date=2016-03-08&run=run-evening", true},
		{"a past day does not age", evening, "/api/v1/levels?date=2016-03-01", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := levels(t, serve(t, season(), tt.now), tt.path)
			if a.Stale != tt.want || a.Zones[0].Stale != tt.want {
				t.Errorf("stale: %t and %t in the zone", a.Stale, a.Zones[0].Stale)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	tests := []struct{ name, path, accept, want string }{
		{"default", "/api/v1/levels", "", "vi"},
		{"by query", "/api/v1/levels?lang=en", "vi", "en"},
		{"by header", "/api/v1/levels", "en-GB,en;q=0.8", "en"},
		{"better liked", "/api/v1/levels", "en;q=0.3, vi;q=0.9", "vi"},
		{"one we do not speak", "/api/v1/levels", "ko", "vi"},
		{"nonsense", "/api/v1/levels", ";;;=", "vi"},
	}
	h := serve(t, season(), evening)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp, body := get(t, h, tt.path, "Accept-Language", tt.accept)
			if got := resp.Header.Get("Content-Language"); got != tt.want {
				t.Errorf("Content-Language %q", got)
			}
			if english := strings.Contains(body, `"label":"dangerous"`); english != (tt.want == "en") {
				t.Errorf("english: %t", english)
			}
			if vary := resp.Header.Get("Vary"); !strings.Contains(vary, "Accept-Language") {
				t.Errorf("Vary: %q", vary)
			}
		})
	}
}

func TestWarmLevelsCostOneQuery(t *testing.T) {
	f := season()
	h := serve(t, f, evening)
	_, first := get(t, h, "/api/v1/levels.geojson")
	before := f.queries.Load()
	_, second := get(t, h, "/api/v1/levels.geojson")
	if n := f.queries.Load() - before; n != 1 {
		t.Errorf("a warm answer costs %d queries", n)
	}
	if first != second {
		t.Error("the warm answer differs from the first")
	}
}

func TestBrokenStoreTellsNothing(t *testing.T) {
	f := season()
	f.err = errors.New("dial tcp: password=hunter2 refused")
	h := serve(t, f, evening)
	for _, path := range append(paths(t, h, "z1", "run-evening"), "/api/v1/levels?run=run-evening") {
		resp, body := get(t, h, path)
		if strings.Contains(body, "hunter2") {
			t.Errorf("%s tells the store's error", path)
		}
		if strings.Contains(path, "/subscriptions/") || strings.Contains(path, "/alerts") || path == "/api/v1/fires/rules" {
			continue // another store, which this service does without, or none at all
		}
		if strings.HasPrefix(path, "/api/") && !strings.HasPrefix(path, "/api/v1/session") && resp.StatusCode != http.StatusInternalServerError {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
	if resp, _ := get(t, h, "/readyz"); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("readyz: %s", resp.Status)
	}
}
