package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// whispers are what is said at the desk; each is written somewhere else.
var whispers = []string{"WHISPER-override", "WHISPER-comment", "WHISPER-report", "+84 999 777 555", "WHISPER-contact", "WHISPER-ranger",
	"WHISPER-note", "WHISPER-table", "WHISPER-person", "whisper@example.vn"}

// whispering is an office where all of them have been written.
func whispering(t *testing.T) (o *office, ids []string) {
	t.Helper()
	p := *province(t)
	p.Readiness = []forecast.ReadinessKind{{ID: "tower", Name: forecast.Text{Vi: "Chòi", En: "Tower"}}}
	p.Fires = forecast.DefaultFireRules()
	o = newOffice(t, func(c *api.Config) { c.Province = &p })
	b := o.in(t, "publisher")
	for path, body := range map[string]string{
		"/api/v1/runs/draft-plain/override": strings.Replace(overrideZ1, `"level"`, `"date":"`+draftDayOf(o.store, "draft-plain")+`","level"`, 1),
		"/api/v1/runs/draft-plain/comments": `{"text":"WHISPER-comment"}`,
		"/api/v1/fires":                     `{"lat":11.25,"lon":106.45,"time":"2016-03-05T17:30","text":"WHISPER-report","phone":"+84 999 777 555"}`,
		"/api/v1/readiness":                 `{"assets":[{"id":"a1","kind":"tower","name":"A","zone":"z1","contact":"WHISPER-contact","phone":"+84 999 777 555","note":"WHISPER-note"}]}`,
		"/api/v1/signs":                     `{"id":"s1","name":"S","lat":11.25,"lon":106.45,"zone":"z1","ranger":"WHISPER-ranger","note":"WHISPER-note"}`,
	} {
		if w := b.send(t, http.MethodPost, path, body); w.Code >= 300 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	for i := range o.store.runs {
		if o.store.runs[i].ID == "draft-plain" {
			for j := range o.store.runs[i].Days {
				if d := &o.store.runs[i].Days[j]; d.Override != nil {
					d.Override.Reason = "WHISPER-override"
				}
			}
		}
	}
	draft := o.store.editions[0]
	draft.ID, draft.Title, draft.Status = "draft-table", "WHISPER-table", forecast.Proposed
	o.store.editions = append(o.store.editions, draft)
	for i := range o.store.users {
		o.store.users[i].Title, o.store.users[i].Email = "WHISPER-person", "whisper@example.vn"
	}
	ids = []string{"z1", "draft-plain", "draft-withdrawn", "draft-table", "a1", "s1", "48900"}
	for _, f := range o.store.records {
		ids = append(ids, f.ID)
	}
	return o, ids
}

// What is said at the desk is heard there, and by nobody else: every public read is
// asked for every thing there is.
func TestNothingOfTheDeskIsPublic(t *testing.T) {
	o, ids := whispering(t)
	ops, heard := operations(t, o), ""
	admin, nobody := o.in(t, "admin"), &browser{office: o}
	o.log.Reset()
	for _, route := range slices.Sorted(maps.Keys(ops)) {
		method, path, _ := strings.Cut(route, " ")
		if method != "get" {
			continue
		}
		for _, id := range ids {
			address := strings.NewReplacer("{name}", "2016-03-05.txt", "{id}", id, "{format}", "csv", "{token}", id).Replace(path)
			heard += admin.send(t, http.MethodGet, address, "").Body.String()
			w := nobody.send(t, http.MethodGet, address, "")
			for _, whisper := range whispers {
				if strings.Contains(w.Body.String(), whisper) {
					t.Errorf("%s tells anyone %q", address, whisper)
				}
			}
			missing := w.Code == http.StatusNotFound || w.Code == http.StatusUnprocessableEntity || strings.Contains(path, "/alerts/") // which this office keeps none of
			if public := ops[route].security == nil; public && strings.Contains(path, "{id}") && strings.HasPrefix(id, "draft-") && !missing {
				t.Errorf("%s: %d %s", address, w.Code, w.Body)
			}
			if w.Header().Get("Set-Cookie") != "" && strings.Contains(w.Header().Get("Cache-Control"), "public") {
				t.Errorf("%s: a public page with a cookie", address)
			}
			if ops[route].security != nil && w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s: a guarded answer may be kept: %q", address, w.Header().Get("Cache-Control"))
			}
			if !strings.Contains(path, "{") {
				break
			}
		}
	}
	for _, whisper := range whispers {
		if !strings.Contains(heard, whisper) {
			t.Errorf("%q is not even heard at the desk: the test looks in the wrong place", whisper)
		}
		if strings.Contains(o.log.String(), whisper) {
			t.Errorf("the log tells %q", whisper)
		}
	}
}

// A hostile Host leads nowhere: no answer repeats it.
func TestAHostileHostIsNotRepeated(t *testing.T) {
	o, _ := whispering(t)
	for _, route := range slices.Sorted(maps.Keys(operations(t, o))) {
		method, path, _ := strings.Cut(route, " ")
		if method != "get" {
			continue
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, fill(path, "z1"), http.NoBody)
		r.Host = "evil.example"
		for _, name := range []string{"X-Forwarded-Host", "X-Forwarded-Server", "X-Host", "Forwarded", "Origin"} {
			r.Header.Set(name, "evil.example")
		}
		w := httptest.NewRecorder()
		o.ServeHTTP(w, r)
		headers, err := json.Marshal(w.Header())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(w.Body.String()+string(headers), "evil.example") {
			t.Errorf("%s repeats the host: %s", path, headers)
		}
	}
}
