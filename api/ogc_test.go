package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/api/feed"
)

type ogcAnswer struct {
	ConformsTo  []string
	Collections []struct{ ID string }
	Type        string
	ID          any
	Features    []struct {
		ID         string
		Geometry   struct{ Type string }
		Properties map[string]any
	}
	NumberReturned int
	NumberMatched  *int
	Links          []struct{ Href, Rel, Type string }
}

func (a *ogcAnswer) link(rel string) string {
	for _, l := range a.Links {
		if l.Rel == rel {
			return l.Href
		}
	}
	return ""
}

func (a *ogcAnswer) ids() []string {
	out := []string{}
	for _, f := range a.Features {
		out = append(out, f.ID)
	}
	return out
}

func ogc(t *testing.T, h http.Handler, path string) ogcAnswer {
	t.Helper()
	resp, body := get(t, h, path)
	var a ogcAnswer
	if err := json.Unmarshal([]byte(body), &a); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(path, resp.Status, body, err)
	}
	return a
}

// A client that knows nothing but the landing page finds its way.
func TestOGCFromTheLandingPage(t *testing.T) {
	h := serve(t, season(), evening)
	landing := ogc(t, h, "/ogc/")
	for _, rel := range []string{"self", "service-desc", "service-doc", "conformance", "data"} {
		resp, _ := get(t, h, landing.link(rel))
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s leads to %q: %s", rel, landing.link(rel), resp.Status)
		}
	}
	if c := ogc(t, h, landing.link("conformance")).ConformsTo; !slices.Contains(c, "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core") ||
		!slices.Contains(c, "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson") {
		t.Errorf("conforms to %v", c)
	}
	_, spec := get(t, h, landing.link("service-desc"))
	if !strings.Contains(spec, `"openapi":"3.0.`) || !strings.Contains(spec, "/ogc/collections/danger/items") {
		t.Errorf("the description: %.100s", spec)
	}
	var names []string
	for _, c := range ogc(t, h, landing.link("data")).Collections {
		names = append(names, c.ID)
		whole := ogc(t, h, "/ogc/collections/"+c.ID)
		items := ogc(t, h, whole.link("items"))
		if items.Type != "FeatureCollection" || items.NumberReturned != len(items.Features) || items.link("self") == "" {
			t.Errorf("%s: %+v", c.ID, items)
		}
		for _, f := range items.Features {
			if one := ogc(t, h, "/ogc/collections/"+c.ID+"/items/"+url.PathEscape(f.ID)); one.Type != "Feature" || one.ID != f.ID || one.link("self") == "" || one.link("collection") == "" {
				t.Errorf("%s %s: %+v", c.ID, f.ID, one)
			}
		}
	}
	if !slices.Equal(names, []string{"danger", "zones", "stations", "fires"}) {
		t.Errorf("collections %v", names)
	}
}

// Pages follow one another by their links: nothing doubled, nothing left out.
func TestOGCPages(t *testing.T) {
	h := serve(t, season(), evening)
	for _, query := range []string{"danger/items", "zones/items", "stations/items", "danger/items?datetime=../" + today.AddDays(1).String()} {
		whole := ogc(t, h, "/ogc/collections/"+query)
		join := map[bool]string{true: "&", false: "?"}[strings.Contains(query, "?")]
		var got []string
		for next := "/ogc/collections/" + query + join + "limit=1"; next != ""; {
			a := ogc(t, h, next)
			if len(a.Features) > 1 || len(got) > len(whole.Features) {
				t.Fatalf("%s: %v", next, a.ids())
			}
			got = append(got, a.ids()...)
			next = a.link("next")
		}
		if want := whole.ids(); len(want) == 0 || !slices.Equal(got, want) || !slices.IsSorted(want) {
			t.Errorf("%s: %v in pages, %v at once", query, got, want)
		}
	}
}

func TestOGCLevelsAreThoseOfTheMap(t *testing.T) {
	h := serve(t, season(), evening)
	for _, day := range []string{today.String(), today.AddDays(1).String()} {
		levels := map[string]any{}
		for _, f := range ogc(t, h, "/api/v1/levels.geojson?date="+day).Features {
			levels[day+"_"+f.ID] = f.Properties["level"]
		}
		got := map[string]any{}
		a := ogc(t, h, "/ogc/collections/danger/items?datetime="+day)
		for _, f := range a.Features {
			got[f.ID] = f.Properties["level"]
			if f.Properties["date"] != day || f.Properties["provisional"] == nil || f.Geometry.Type == "" {
				t.Errorf("%+v", f)
			}
		}
		if len(got) == 0 || !maps.Equal(got, levels) {
			t.Errorf("%s: %v, the map has %v", day, got, levels)
		}
	}
	if a := ogc(t, h, "/ogc/collections/danger/items?datetime=1900-01-01"); len(a.Features) != 0 {
		t.Errorf("of a day without a run: %v", a.ids())
	}
}

func TestOGCFilters(t *testing.T) {
	h := serve(t, season(), evening)
	all := ogc(t, h, "/ogc/collections/danger/items")
	for _, f := range all.Features {
		level, err := json.Marshal(f.Properties["level"])
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range ogc(t, h, "/ogc/collections/danger/items?level="+string(level)).Features {
			if g.Properties["level"] != f.Properties["level"] {
				t.Errorf("level=%s gives %v", level, g.Properties["level"])
			}
		}
	}
	if a := ogc(t, h, "/ogc/collections/danger/items?zone=z1&forest=true"); len(a.Features) > 1 {
		t.Errorf("%v", a.ids())
	}
	for box, some := range map[string]bool{"106,11,107,12": true, "100,-5,107,0,12,100": true, "0,0,1,1": false, "170,-10,-170,10": false, "106.3,10,-170,12": true} {
		a := ogc(t, h, "/ogc/collections/zones/items?bbox="+box)
		if some != (len(a.Features) > 0) || a.NumberMatched == nil || *a.NumberMatched != len(a.Features) {
			t.Errorf("bbox %s: %v, matched %v", box, a.ids(), a.NumberMatched)
		}
	}
	for _, query := range []string{"datetime=" + today.String() + "T13:00:00%2B07:00", "datetime=" + today.String() + "/..", "datetime=" + today.String() + "T00:00:00Z/" + today.String() + "T05:00:00Z"} {
		if a := ogc(t, h, "/ogc/collections/danger/items?"+query); len(a.Features) < len(all.Features) {
			t.Errorf("%s: %v", query, a.ids())
		}
	}
}

func TestOGCRefuses(t *testing.T) {
	h := serve(t, season(), evening)
	for path, want := range map[string]int{
		"/ogc/collections/danger/items?limit=0": 400, "/ogc/collections/danger/items?limit=x": 400, "/ogc/collections/danger/items?limit=1000000": 200,
		"/ogc/collections/danger/items?bbox=1,2,3": 400, "/ogc/collections/danger/items?bbox=a,2,3,4": 400, "/ogc/collections/danger/items?bbox=1,5,3,4": 400,
		"/ogc/collections/danger/items?bbox=NaN,2,3,4": 400, "/ogc/collections/danger/items?bbox=1,2,3,99": 400,
		"/ogc/collections/danger/items?datetime=tomorrow": 400, "/ogc/collections/danger/items?datetime=../..": 400, "/ogc/collections/danger/items?datetime=": 400,
		"/ogc/collections/danger/items?datetime=2016-03-05/2016-03-01": 400, "/ogc/collections/danger/items?level=5&level=4": 400,
		"/ogc/collections/danger/items?colour=red": 400, "/ogc/collections?x=1": 400, "/ogc/collections/danger/items?lang=fr": 400, "/ogc/collections/danger/items?%zz": 400,
		"/ogc/collections/nothing": 404, "/ogc/collections/nothing/items": 404, "/ogc/collections/danger/items/z1": 404, "/ogc/collections/danger/items/" + today.String() + "_zz": 404,
		"/ogc/collections/zones/items/nothing": 404,
	} {
		resp, body := get(t, h, path)
		problem := resp.Header.Get("Content-Type") == "application/problem+json" && resp.Header.Get("Cache-Control") == "no-store"
		if resp.StatusCode != want || problem != (want != 200) {
			t.Errorf("%s: %s %s", path, resp.Status, body)
		}
	}
	if code, body := as(t, h, "", http.MethodPost, "/ogc/collections/danger/items", "{}"); code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d %s", code, body)
	}
}

// Before the first publication there is nothing to give, and a client is told when to come again.
func TestOGCBeforeTheFirstPublication(t *testing.T) {
	f := season()
	f.runs = nil
	resp, body := get(t, serve(t, f, evening), "/ogc/collections/danger/items")
	if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
		t.Errorf("%s %v %s", resp.Status, resp.Header, body)
	}
}

// Links lead to the address that is configured; to the one asked only while that is
// this machine.
func TestLinksLeadToTheService(t *testing.T) {
	for _, c := range []struct{ base, host, want string }{
		{"http://127.0.0.1:8080", "127.0.0.1:9999", "http://127.0.0.1:9999"},
		{"http://127.0.0.1:8080", "[::1]:9999", "http://[::1]:9999"},
		{"http://127.0.0.1:8080", "localhost:9999", "http://localhost:9999"},
		{"http://127.0.0.1:8080", "evil.example", "http://127.0.0.1:8080"},
		{"http://127.0.0.1:8080", "127.0.0.1:80/evil", "http://127.0.0.1:8080"},
		{"http://127.0.0.1:8080", "127.0.0.1.evil.example:80", "http://127.0.0.1:8080"},
		{"https://canhlua.example", "127.0.0.1:9999", "https://canhlua.example"},
	} {
		s, err := api.New(api.Config{Province: province(t), Store: season(), Clock: func() time.Time { return evening }, Speaker: feed.Source{Base: c.base}})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/ogc/", nil)
		r.Host = c.host
		rec := httptest.NewRecorder()
		s.Handler().ServeHTTP(rec, r)
		if want := `"href":"` + c.want + `/ogc/collections"`; !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%+v: %s", c, rec.Body)
		}
	}
}
