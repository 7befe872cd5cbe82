package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// zoneDesk is a service that reads any body as one zone; a body "bad" has a fault.
func zoneDesk(t *testing.T) (http.Handler, *fakeStore) {
	t.Helper()
	store := season()
	store.tokens = map[string]forecast.Token{}
	for _, role := range forecast.Roles {
		hash := api.HashOf(string(role))
		store.tokens[hash] = forecast.Token{ID: "id-" + string(role), Role: role, Hash: hash, Expires: evening.Add(time.Hour)}
	}
	s, err := api.New(api.Config{Province: province(t), Store: store, Clock: func() time.Time { return evening },
		ReadZones: func(f forecast.ZoneFile) (forecast.ZoneReading, error) {
			shape := orb.MultiPolygon{{{{106, 11}, {106.1, 11}, {106.1, 11.1}, {106, 11}}}}
			r := forecast.ZoneReading{Format: "shapefile", CRS: f.CRS, Encoding: f.Encoding, Notes: []forecast.ZoneRemark{{Text: f.Columns["id"], Note: forecast.Note{Code: "note_deleted"}}}, Repairs: []forecast.ZoneRemark{{Text: "mended it", Note: forecast.Note{Code: "mended"}}},
				Set: forecast.ZoneSet{ID: "set-1", Name: f.Set, Zones: []forecast.Zone{{ID: "a", Name: "A", Shape: shape, AreaHa: 60000}}}}
			if string(f.Data) == "bad" {
				r.Faults = []forecast.ZoneFault{{Error: true, Text: "crossed", At: orb.Point{106, 11}, Note: forecast.NewNote("crossing", "ring", "2")}, {Text: "a gap"}}
			}
			return r, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler(), store
}

func TestAZoneSetIsLookedAtThenTaken(t *testing.T) {
	h, store := zoneDesk(t)
	before := len(store.sets)
	code, body := as(t, h, "publisher", "POST", "/api/v1/zonesets/preview?set=R&crs=EPSG:9210&columns=id:ma", "bad")
	for _, want := range []string{`"usable":false`, `"id":""`, `"severity":"error","text":"crossed","at":[106,11],"code":"crossing","args":{"ring":"2"}`, `"repairs":["mended it"],"repair_codes":[{"code":"mended"}]`, `"severity":"warning","text":"a gap","at":null`, `"crs":"EPSG:9210"`, `"notes":["ma"],"note_codes":[{"code":"note_deleted"}]`, `"FeatureCollection"`} {
		if code != 200 || !strings.Contains(body, want) {
			t.Errorf("preview %d lacks %s: %s", code, want, body)
		}
	}
	take := "/api/v1/zonesets?set=R&valid_from=2026-01-01&basis=Q%C4%90+1&expect="
	cases := []struct {
		name, path, body string
		code             int
		want             string
	}{
		{"bad file", take, "bad", 422, `"message":"crossing","location":"code","value":{"ring":"2"}`},
		{"no file", take, "", 400, "body is required"},
		{"not what was looked at", take + "set-0", "good", 409, "look at it again"},
		{"no day", "/api/v1/zonesets?set=R&basis=abc&valid_from=soon", "good", 422, `"message":"no_day"`},
		{"no basis", "/api/v1/zonesets?set=R&valid_from=2026-01-01", "good", 422, "basis"},
		{"columns", take + "&columns=id", "good", 422, `"message":"columns_pair"`},
		{"good", take + "set-1", "good", 200, `"valid_from":"2026-01-01"`},
	}
	for _, c := range cases {
		code, body := as(t, h, "publisher", "POST", c.path, c.body)
		if code != c.code || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s, want %d %s", c.name, code, body, c.code, c.want)
		}
	}
	if len(store.sets) != before+1 {
		t.Errorf("%d sets came in, want one", len(store.sets)-before)
	}
	last := store.audit[len(store.audit)-1]
	if last.Action != "import zones" || last.Subject != "zone set set-1" || !strings.Contains(last.Detail, "basis: QĐ 1") {
		t.Errorf("the audit log: %+v", last)
	}
	if code, body := as(t, h, "", "GET", "/api/v1/zonesets", ""); code != 200 || !strings.Contains(body, `"set-1"`) {
		t.Errorf("the list: %d %s", code, body)
	}
}

func TestWhoMayBringZones(t *testing.T) {
	h, _ := zoneDesk(t)
	for _, path := range []string{"/api/v1/zonesets/preview?set=R", "/api/v1/zonesets?set=R&valid_from=2026-01-01&basis=abc"} {
		for role, want := range map[string]int{"": 401, "officer": 403, "publisher": 200, "admin": 200} {
			if code, body := as(t, h, role, "POST", path, "good"); code != want {
				t.Errorf("%q %s: %d, want %d: %s", role, path, code, want, body)
			}
		}
	}
}
