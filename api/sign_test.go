package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const newSign = `{"id":"b1","name":"Biển ngã ba Minh Thạnh","place":"ĐT 749","lat":11.25,"lon":106.45,"ranger":"ông Ba"}`

type signsTold struct {
	Count map[string]int
	Signs []struct {
		ID, Zone, State string
		Should, Shows   *int
		Since           *time.Time
	}
}

func signsOf(t *testing.T, h http.Handler) (a signsTold) {
	t.Helper()
	resp, body := get(t, h, "/api/v1/signs")
	if err := json.Unmarshal([]byte(body), &a); err != nil || resp.StatusCode != 200 || strings.Contains(body, "ông Ba") {
		t.Fatalf("%s %v: %s", resp.Status, err, body)
	}
	return a
}

func TestWhoMayTurnSigns(t *testing.T) {
	for _, route := range []struct{ method, path, body string }{
		{http.MethodGet, "/api/v1/signs/register", ""},
		{http.MethodPost, "/api/v1/signs", strings.Replace(newSign, "b1", "b2", 1)},
		{http.MethodPatch, "/api/v1/signs/b1", `{"name":"Khác"}`},
		{http.MethodDelete, "/api/v1/signs/b1", ""},
		{http.MethodPost, "/api/v1/signs/b1/turned", `{"level":4}`},
		{http.MethodGet, "/api/v1/signs/b1/photo", ""},
	} {
		for role, want := range map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200} {
			h, store := newFireDesk(t)
			as(t, h, "officer", http.MethodPost, "/api/v1/signs", newSign)
			if strings.HasSuffix(route.path, "photo") {
				sendForm(t, h, "/api/v1/signs/b1/turned", "officer", "10.0.0.1", map[string]string{"level": "3"}, smoke(t))
			}
			turns := len(store.turns)
			if status, body := as(t, h, role, route.method, route.path, route.body); status != want {
				t.Errorf("%q, %s %s: %d, not %d: %s", role, route.method, route.path, status, want, body)
			}
			if want != 200 && (len(store.signs) != 1 || store.signs[0].Name == "Khác" || len(store.turns) != turns) {
				t.Errorf("%q, %s %s was refused and done", role, route.method, route.path)
			}
		}
	}
}

// TestSignsFollowWhatIsPublished: what a sign should show is what is published
// now; that it is wrong, and since when, is told until somebody turns it.
func TestSignsFollowWhatIsPublished(t *testing.T) {
	h, store := newFireDesk(t)
	if status, body := as(t, h, "officer", http.MethodPost, "/api/v1/signs", newSign); status != 200 {
		t.Fatal(body)
	}
	unknown := strings.NewReplacer("b1", "b3", "106.45", "106.65").Replace(newSign) // nobody knows the level of z3
	as(t, h, "officer", http.MethodPost, "/api/v1/signs", unknown)
	a := signsOf(t, h)
	if g := a.Signs[0]; g.Zone != "z1" || g.State != "unseen" || *g.Should != 4 || g.Shows != nil || g.Since != nil {
		t.Errorf("new: %+v", g)
	}
	if g := a.Signs[1]; g.State != "unknown" || g.Should != nil {
		t.Errorf("of a zone nobody knows: %+v", g)
	}
	turn := func(level string, want string) {
		t.Helper()
		status, body := sendForm(t, h, "/api/v1/signs/b1/turned", "officer", "10.0.0.1", map[string]string{"level": level}, smoke(t))
		if status != 200 || !strings.Contains(body, `"state":"`+want+`"`) {
			t.Errorf("turned to %s: %d %s", level, status, body)
		}
	}
	turn("4", "right")
	turn("3", "wrong")
	if g := signsOf(t, h).Signs[0]; g.Since == nil || !g.Since.Equal(evening) {
		t.Errorf("turned to a wrong level just now, wrong since %v", g.Since)
	}
	store.turns[len(store.turns)-1].At = rained.At(12, 0, local) // as it was left after the rain
	g := signsOf(t, h).Signs[0]
	if g.State != "wrong" || g.Since == nil || !g.Since.After(rained.At(12, 0, local)) || g.Since.After(evening) {
		t.Errorf("left alone: %+v, %v", g, g.Since)
	}
	turn("4", "right")
	if g := signsOf(t, h); g.Count["right"] != 1 || g.Count["unknown"] != 1 || g.Count["wrong"] != 0 {
		t.Errorf("counted: %v", g.Count)
	}
	if last := store.audit[len(store.audit)-1]; last.Action != "turn sign" || last.Subject != "sign b1" || last.Detail != "arrow at IV, with a photo" {
		t.Errorf("the audit log ends with %+v", last)
	}
}

func TestBadSigns(t *testing.T) {
	h, store := newFireDesk(t)
	as(t, h, "officer", http.MethodPost, "/api/v1/signs", newSign)
	for name, tt := range map[string]struct {
		method, path, body string
		status             int
		says               string
	}{
		"twice":          {http.MethodPost, "", newSign, 409, "there already"},
		"far away":       {http.MethodPost, "", strings.NewReplacer("b1", "b9", "11.25", "21").Replace(newSign), 422, "outside"},
		"in no zone":     {http.MethodPost, "", strings.NewReplacer("b1", "b9", "11.25", "11.31").Replace(newSign), 422, "zone"},
		"an unknown one": {http.MethodPatch, "/b1", `{"zone":"nowhere"}`, 422, "no such zone"},
		"nameless":       {http.MethodPatch, "/b1", `{"name":" "}`, 422, "name"},
		"not there":      {http.MethodPatch, "/b7", `{"name":"x"}`, 404, "b7"},
		"removed":        {http.MethodDelete, "/b7", ``, 404, "b7"},
		"no level":       {http.MethodPost, "/b1/turned", `{"level":6}`, 422, "1 to 5"},
		"level unknown":  {http.MethodPost, "/b1/turned", `{}`, 422, "1 to 5"},
		"no such sign":   {http.MethodPost, "/b7/turned", `{"level":3}`, 404, "b7"},
	} {
		entries := len(store.audit)
		status, body := as(t, h, "officer", tt.method, "/api/v1/signs"+tt.path, tt.body)
		if status != tt.status || !strings.Contains(body, tt.says) {
			t.Errorf("%s: %d, not %d with %q: %s", name, status, tt.status, tt.says, body)
		}
		if len(store.audit) != entries+1 || store.audit[entries].Refused == "" {
			t.Errorf("%s: not in the audit log", name)
		}
	}
	if status, body := sendForm(t, h, "/api/v1/signs/b1/turned", "officer", "10.0.0.1", map[string]string{"level": "3"}, []byte("<svg onload=alert(1)>")); status != 422 {
		t.Errorf("a script: %d %s", status, body)
	}
	if len(store.turns) > 0 || store.signs[0] != (forecast.Sign{ID: "b1", Name: "Biển ngã ba Minh Thạnh", Place: "ĐT 749", Lat: 11.25, Lon: 106.45, Zone: "z1", Ranger: "ông Ba"}) {
		t.Errorf("changed: %+v, %+v", store.turns, store.signs)
	}
}
