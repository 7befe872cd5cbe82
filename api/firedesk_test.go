package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// withReport is a fire desk with a report at z1 that a hotspot saw as well.
func withReport(t *testing.T) (http.Handler, *fakeStore, string) {
	t.Helper()
	h, store := newFireDesk(t)
	store.fires = fireSeason().fires
	fields := field(map[string]string{"phone": "0900 123 456", "time": "2016-03-05T12:00"})
	if status, body := sendForm(t, h, "/api/v1/fires", "", "10.0.0.1", fields, smoke(t)); status != 201 {
		t.Fatalf("%d %s", status, body)
	}
	return h, store, "/api/v1/fires/" + store.records[0].ID
}

func TestWhoMayCheckFires(t *testing.T) {
	all := map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200}
	for _, route := range []struct{ method, path, body string }{
		{http.MethodGet, "/api/v1/fires/reports", ""},
		{http.MethodGet, "/api/v1/fires/reports/ID/photo", ""},
		{http.MethodPost, "/api/v1/fires/ID/confirm", "{}"},
		{http.MethodPost, "/api/v1/fires/ID/refuse", `{"reason":"đốt rác"}`},
		{http.MethodPost, "/api/v1/fires/ID/close", `{"out":"2016-03-05T17:00"}`},
		{http.MethodPatch, "/api/v1/fires/ID", `{"note":"x"}`},
	} {
		for role, want := range all {
			h, store, _ := withReport(t)
			if strings.Contains(route.path, "close") || route.method == http.MethodPatch {
				store.records[0].Status = forecast.FireConfirmed
			}
			before := store.records[0]
			path := strings.Replace(route.path, "ID", before.ID, 1)
			status, body := as(t, h, role, route.method, path, route.body)
			if status != want {
				t.Errorf("%q, %s %s: %d, not %d: %s", role, route.method, path, status, want, body)
			}
			if want != 200 && store.records[0] != before {
				t.Errorf("%q, %s %s was refused and done", role, route.method, path)
			}
			if want != 200 && strings.Contains(body, "123 456") {
				t.Errorf("%q is told a telephone", role)
			}
		}
	}
}

// TestFireFromReportToRecord: the steps in order, what comes in the wrong order,
// what cannot be, and what the public is told.
func TestFireFromReportToRecord(t *testing.T) {
	h, store, path := withReport(t)
	_, list := as(t, h, "officer", http.MethodGet, "/api/v1/fires/reports?status=reported", "")
	var a struct {
		Reports []struct {
			ID, Name, Phone, Text, Time string
			Hotspots                    []struct {
				ID string
				Km float64
			}
		}
	}
	if err := json.Unmarshal([]byte(list), &a); err != nil || len(a.Reports) != 1 {
		t.Fatalf("%v: %s", err, list)
	}
	if r := a.Reports[0]; r.Name != "Minh Thạnh" || r.Phone == "" || r.Text == "" || r.Time != "2016-03-05T12:00:00+07:00" ||
		len(r.Hotspots) != 1 || r.Hotspots[0].ID != "sure" || r.Hotspots[0].Km > 0.1 {
		t.Errorf("the report reads %+v", r)
	}
	for i, step := range []struct {
		method, step, body string
		status             int
		says               string
	}{
		{http.MethodPost, "/close", `{"out":"2016-03-05T17:00"}`, 409, "cannot go from reported to closed"},
		{http.MethodPatch, "", `{"note":"x"}`, 409, "reported"},
		{http.MethodPost, "/refuse", `{"reason":"   "}`, 422, "reason"},
		{http.MethodPost, "/confirm", `{"lat":21.0}`, 422, "outside of the province"},
		{http.MethodPost, "/confirm", `{"note":"=Cháy thực bì, đã có lực lượng","photo_public":true}`, 200, `"status":"confirmed"`},
		{http.MethodPost, "/confirm", `{}`, 409, "cannot go from confirmed to confirmed"},
		{http.MethodPost, "/close", `{}`, 422, "out"},
		{http.MethodPost, "/close", `{"out":"2016-03-05T11:00"}`, 422, "before the fire was seen"},
		{http.MethodPost, "/close", `{"out":"2016-03-05T23:00"}`, 422, "future"},
		{http.MethodPost, "/close", `{"out":"2016-03-05T17:00","cause":"dragon"}`, 422, "profile's list"},
		{http.MethodPost, "/close", `{"out":"2016-03-05T17:00","forest":"sea"}`, 422, "forest group"},
		{http.MethodPost, "/close", `{"out":"2016-03-05T17:00","area_ha":-1}`, 422, "area_ha"},
		{http.MethodPost, "/close", `{"out":"2016-03-05T17:00","cause":"swidden","area_ha":1.5,"forest":"acacia","forces":"12 kiểm lâm"}`, 200, `"area_ha":1.5`},
		{http.MethodPost, "/refuse", `{"reason":"nhầm"}`, 409, "cannot go from closed to refused"},
		{http.MethodPatch, "", `{"area_ha":2}`, 200, `"area_ha":2`},
		{http.MethodPost, "/nothing/confirm", `{}`, 404, ""},
	} {
		status, body := as(t, h, "officer", step.method, path+step.step, step.body)
		if status != step.status || !strings.Contains(body, step.says) {
			t.Errorf("step %d, %s: %d, want %d and %q: %s", i, step.step, status, step.status, step.says, body)
		}
	}
	if last := store.audit[len(store.audit)-1]; last.Action != "edit fire" || !strings.Contains(last.Detail, `area_ha: "1.5" to "2"`) || last.Actor != "key id-officer" {
		t.Errorf("the audit log ends with %+v", last)
	}
	for _, e := range store.audit {
		if strings.Contains(fmt.Sprint(e), "123 456") {
			t.Errorf("the audit log tells a telephone: %+v", e)
		}
	}
	checkPublicFire(t, h, path)
}

// checkPublicFire: the public is told the fire and its hotspot, and nothing of
// the reporter.
func checkPublicFire(t *testing.T, h http.Handler, path string) {
	t.Helper()
	id := strings.TrimPrefix(path, "/api/v1/fires/")
	_, body := get(t, h, "/api/v1/fires")
	var a struct {
		Fires []struct {
			ID, Kind, Zone  string
			Fires, Hotspots []string
			Record          *struct {
				Status, Photo, Cause string
				Area                 float64 `json:"area_ha"`
				Out                  time.Time
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range a.Fires {
		seen[f.ID] = true
		switch f.ID {
		case id:
			if f.Kind != "fire" || f.Zone != "z1" || len(f.Hotspots) != 1 || f.Hotspots[0] != "sure" || f.Record.Status != "closed" ||
				f.Record.Area != 2 || f.Record.Photo != path+"/photo" || f.Record.Cause != "swidden" {
				t.Errorf("the fire reads %+v, %+v", f, f.Record)
			}
		case "sure":
			if len(f.Fires) != 1 || f.Fires[0] != id {
				t.Errorf("the hotspot belongs to %v", f.Fires)
			}
		}
	}
	if !seen[id] || !seen["sure"] || !seen["doubtful"] {
		t.Errorf("fires: %s", body)
	}
	_, csv := get(t, h, "/api/v1/fires.csv?kind=fire")
	if rows := strings.Split(strings.TrimSpace(csv), "\n"); len(rows) != 2 || !strings.Contains(csv, "'=Cháy thực bì") {
		t.Errorf("csv: %s", csv)
	}
	for _, each := range []string{"/api/v1/fires", "/api/v1/fires.geojson", "/api/v1/fires.csv"} {
		if _, text := get(t, h, each); strings.Contains(text, "123 456") || strings.Contains(text, "Khói đen") {
			t.Errorf("%s tells of the reporter: %s", each, text)
		}
	}
	resp, data := get(t, h, path+"/photo")
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "image/jpeg" || !strings.Contains(resp.Header.Get("Content-Security-Policy"), "sandbox") ||
		strings.Contains(data, "script") {
		t.Errorf("photo: %s %v", resp.Status, resp.Header)
	}
	if status, _ := as(t, h, "officer", http.MethodPatch, path, `{"photo_public":false}`); status != 200 {
		t.Fatal(status)
	}
	if resp, _ := get(t, h, path+"/photo"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a photo taken back: %s", resp.Status)
	}
}

// TestConfirmedInError: a fire that was none disappears again.
func TestConfirmedInError(t *testing.T) {
	h, store, path := withReport(t)
	as(t, h, "officer", http.MethodPost, path+"/confirm", "{}")
	if _, body := get(t, h, "/api/v1/fires?kind=fire"); !strings.Contains(body, store.records[0].ID) {
		t.Fatal(body)
	}
	if status, body := as(t, h, "officer", http.MethodPost, path+"/refuse", `{"reason":"đốt rác trong lò"}`); status != 200 {
		t.Fatal(body)
	}
	if _, body := get(t, h, "/api/v1/fires?kind=fire"); strings.Contains(body, store.records[0].ID) {
		t.Error("a refused fire is public")
	}
}

// TestFiresByLevelCountsConfirmed: a confirmed fire counts once, with its
// hotspots; hotspots of no fire count beside it.
func TestFiresByLevelCountsConfirmed(t *testing.T) {
	rules := forecast.DefaultFireRules()
	hotspots := fireSeason().fires
	f := forecast.FireRecord{ID: "f", Time: evening.Add(-5 * time.Hour), Lat: 11.25, Lon: 106.45}
	names := func(fires []forecast.Fire) (out []string) {
		for _, each := range fires {
			out = append(out, each.ID)
		}
		return out
	}
	if got := fmt.Sprint(names(rules.Burnt(hotspots, []forecast.FireRecord{f}))); got != "[f old doubtful outside]" {
		t.Error(got)
	}
	f.Time, f.Out = f.Time.Add(-48*time.Hour), f.Time // it burnt for two days
	if got := fmt.Sprint(names(rules.Burnt(hotspots, []forecast.FireRecord{f}))); got != "[f old outside]" {
		t.Error(got)
	}
}
