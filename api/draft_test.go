package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// paths lists every GET route of the OpenAPI that needs no key, with its path parameters filled.
func paths(t testing.TB, h http.Handler, zone, run string) []string {
	t.Helper()
	body := inProcess(h, "/api/openapi.json")
	var spec struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(body), &spec); err != nil {
		t.Fatal(err)
	}
	var out []string
	for path, methods := range spec.Paths {
		op, ok := methods["get"].(map[string]any)
		if !ok || op["security"] != nil {
			continue
		}
		id := zone
		if strings.Contains(path, "/runs/") {
			id = run
		} else if strings.Contains(path, "/stations/") {
			id = "48900"
		} else if strings.Contains(path, "/tables/") {
			id = edition
		}
		path = strings.ReplaceAll(path, "{id}", id)
		if strings.HasSuffix(path, "/point") {
			path += "?lat=11.25&lon=106.45"
		}
		out = append(out, path)
	}
	slices.Sort(out)
	return out
}

func TestDraftsAreNowhere(t *testing.T) {
	h := serve(t, season(), evening)
	for _, path := range paths(t, h, "z1", "run-evening") {
		_, body := get(t, h, path)
		for _, id := range hidden {
			if strings.Contains(body, id) {
				t.Errorf("%s tells of %s", path, id)
			}
		}
	}
	for _, id := range hidden {
		for _, path := range []string{"/api/v1/runs/" + id, "/api/v1/levels?run=" + id, "/api/v1/levels.geojson?run=" + id} {
			resp, body := get(t, h, path)
			if resp.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %s %s", path, resp.Status, body)
			}
			_, none := get(t, h, strings.ReplaceAll(path, id, "nothing"))
			if strings.ReplaceAll(body, id, "nothing") != none {
				t.Errorf("%s: a draft and nothing can be told apart:\n%s\n%s", path, body, none)
			}
		}
	}
}

// Whatever became of the runs, at whatever moment: no answer names one that was
// not published by then.
func TestDraftsAreNowhereAtAnyMoment(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := season()
		f.runs = f.runs[len(f.runs)-7:]
		hour := rapid.IntRange(-30, 60)
		for i := range f.runs {
			r := &f.runs[i]
			r.published, r.withdrawn = time.Time{}, time.Time{}
			if rapid.Bool().Draw(rt, "published") {
				r.published = r.Issued.Add(time.Duration(hour.Draw(rt, "after")+30) * time.Hour / 4)
			}
			if rapid.Bool().Draw(rt, "withdrawn") {
				r.withdrawn = r.Issued.Add(time.Duration(hour.Draw(rt, "until")+30) * time.Hour / 4)
				if !r.published.IsZero() && r.withdrawn.Before(r.published) {
					r.published = time.Time{}
				}
			}
		}
		now := evening.Add(time.Duration(hour.Draw(rt, "now")) * time.Hour)
		s, err := api.New(api.Config{Province: province(t), Store: f, Clock: func() time.Time { return now }})
		if err != nil {
			rt.Fatal(err)
		}
		run := f.runs[rapid.IntRange(0, len(f.runs)-1).Draw(rt, "run")].ID
		for _, path := range paths(t, s.Handler(), "z1", run) {
			body := inProcess(s.Handler(), path)
			for _, r := range f.runs {
				asked := strings.Contains(path, r.ID)
				if !r.public(now) && !asked && strings.Contains(body, r.ID) || asked && !r.public(now) && !strings.Contains(body, "there is none") {
					rt.Errorf("at %s %s tells of %s, published %s", now, path, r.ID, r.published)
				}
			}
		}
	})
}

func TestTimeStandsWhereTheClockSays(t *testing.T) {
	tests := []struct {
		name string
		now  time.Time
		run  string
	}{
		{"before the first publication of the day", today.At(6, 50, local), "run-2016-03-04"},
		{"after the morning's", today.At(7, 0, local), "run-morning"},
		{"after the noon's, withdrawn later", today.At(14, 30, local), "run-noon"},
		{"after the withdrawal", today.At(15, 0, local), "run-morning"},
		{"in the evening", evening, "run-evening"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := levels(t, serve(t, season(), tt.now), "/api/v1/levels")
			if a.Run == nil || *a.Run != tt.run || a.Date != today {
				t.Errorf("%v speaks for %s, not %s for %s", a.Run, a.Date, tt.run, today)
			}
		})
	}
}

// inProcess asks without a connection: quick enough for properties.
func inProcess(h http.Handler, path string) string {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Body.String()
}

type levelsDoc struct {
	Date  forecast.Date `json:"date"`
	Run   *string       `json:"run"`
	Stale bool          `json:"stale"`
	Zones []struct {
		Zone   string          `json:"zone"`
		Level  forecast.Level  `json:"level"`
		Label  string          `json:"label"`
		Roman  string          `json:"roman"`
		Status forecast.Status `json:"status"`
		Stale  bool            `json:"stale"`
		Forest *bool           `json:"forest"`
	} `json:"zones"`
}

func levels(t *testing.T, h http.Handler, path string) levelsDoc {
	t.Helper()
	resp, body := get(t, h, path)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s", path, resp.Status, body)
	}
	var a levelsDoc
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		t.Fatal(err)
	}
	return a
}
