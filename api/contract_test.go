package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What scripts of strangers rely on, beside the routes themselves.

func TestAllowIsOneLine(t *testing.T) {
	h := serve(t, season(), evening)
	for path, want := range map[string]string{"/api/v1/levels": "GET, HEAD", "/api/v1/observations": "GET, HEAD, POST", "/": "GET, HEAD"} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodPatch, path, nil))
		if got := rec.Header().Values("Allow"); rec.Code != http.StatusMethodNotAllowed || len(got) != 1 || got[0] != want {
			t.Errorf("PATCH %s: %d, Allow %q, want %q", path, rec.Code, got, want)
		}
	}
}

func TestARefusalIsNeverKept(t *testing.T) {
	h := serve(t, season(), evening)
	for _, query := range []string{"levels?date=2016-3-5", "levels?lang=fr", "point", "point?lat=91&lon=1", "levels?day=2016-03-05"} {
		resp, body := get(t, h, "/api/v1/"+query)
		if resp.StatusCode != http.StatusUnprocessableEntity || resp.Header.Get("Cache-Control") != "no-store" ||
			resp.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s, %v %s", query, resp.Status, resp.Header, body)
		}
	}
}

func TestAnOfficerSeesADraftByItsName(t *testing.T) {
	h, _ := newDesk(t)
	for role, want := range map[string]int{"": http.StatusNotFound, "officer": http.StatusOK, "admin": http.StatusOK} {
		code, body := as(t, h, role, http.MethodGet, "/api/v1/runs/draft-plain", "")
		if code != want || code == http.StatusOK && !strings.Contains(body, `"status":"draft"`) {
			t.Errorf("%q: %d %s", role, code, body)
		}
	}
	if resp, _ := get(t, h, "/api/v1/runs/run-evening", "Authorization", "Bearer officer"); resp.StatusCode != http.StatusOK {
		t.Errorf("what is public is public for an officer too: %s", resp.Status)
	}
}

// Every kind of content that an address answers stands in its description.
func TestContentTypesAreDescribed(t *testing.T) {
	h := serve(t, season(), evening)
	_, body := get(t, h, "/api/openapi.json")
	var spec struct {
		Paths map[string]map[string]struct {
			Responses map[string]struct{ Content map[string]any }
		}
	}
	if err := json.Unmarshal([]byte(body), &spec); err != nil {
		t.Fatal(err)
	}
	for route, paths := range map[string][]string{
		"/bulletins/{name}": {"/bulletins/" + today.String() + ".pdf", "/bulletins/" + today.String() + ".png", "/bulletins/" + today.String() + ".html",
			"/bulletins/" + today.String() + ".txt", "/bulletins/" + today.String() + ".xlsx"},
		"/api/v1/levels.geojson": {"/api/v1/levels.geojson"},
		"/api/v1/levels":         {"/api/v1/levels"},
	} {
		for _, path := range paths {
			resp, _ := get(t, h, path)
			if got := resp.Header.Get("Content-Type"); spec.Paths[route]["get"].Responses["200"].Content[got] == nil {
				t.Errorf("%s answers %s, which %s is not said to", path, got, route)
			}
		}
	}
}
