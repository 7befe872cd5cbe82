package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// communes are squares side by side, as GeoJSON; the IDs and names say of when.
func communes(names map[string]string) string {
	var features []string
	lon := 106.3
	for _, id := range []string{"c24a", "c24b", "c26"} {
		if names[id] == "" {
			continue
		}
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"id":%q,"name":%q,"forest_group":"all","owner":"Nguyễn Văn Tám"},"geometry":{"type":"Polygon","coordinates":[[[%g,11.3],[%g,11.3],[%g,11.4],[%g,11.4],[%g,11.3]]]}}`,
			id, names[id], lon, lon+.1, lon+.1, lon, lon))
		lon += .1
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// dryWeather is a season without rain, a row a day.
func dryWeather(from forecast.Date, days int) string {
	var b strings.Builder
	b.WriteString("date,temp13_c,dewpoint13_c,rain24_mm,wind13_kmh\n")
	for i := range days {
		rain := 0
		if i < 3 {
			rain = 40
		}
		fmt.Fprintf(&b, "%s,%.1f,%.1f,%d,%d\n", from.AddDays(i), 35+float64(i%5)/2, 18+float64(i%3)/2, rain, 7+i%4) // what never changes is flagged
	}
	return b.String()
}

const dryColumns = "date: date\ntemp13_c: temp13_c\ndewpoint13_c: dewpoint13_c\nrain24_mm: rain24_mm\nwind13_kmh: wind13_kmh\n" +
	"station: {value: thu, name: Trạm thử, lat: 11.35, lon: 106.4, elevation_m: 20}\n"

func body(t *testing.T, s *served, path string) string {
	t.Helper()
	r, err := http.Get(s.url + path) //nolint:noctx // a test's own service
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v %s", path, r.Status, err, text)
	}
	return string(text)
}

// acrossTheChange is a folder with a store z.db of months without rain, on whose New
// Year of 2026 one commune takes the place of two.
func acrossTheChange(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old.geojson"), communes(map[string]string{"c24a": "Xã Cũ Một", "c24b": "Xã Cũ Hai"}))
	write(t, filepath.Join(dir, "new.geojson"), communes(map[string]string{"c26": "Xã Mới"}))
	write(t, filepath.Join(dir, "dry.csv"), dryWeather(forecast.Date{Year: 2025, Month: 9, Day: 1}, 140))
	write(t, filepath.Join(dir, "dry.yaml"), dryColumns)
	mustRun(t, dir, "zones", "import", "old.geojson", "--db", "z.db", "--valid-to", "2025-12-31", "--set", "2024")
	mustRun(t, dir, "zones", "import", "new.geojson", "--db", "z.db", "--valid-from", "2026-01-01", "--set", "2026")
	mustRun(t, dir, "replay", "--db", "z.db", "--weather", "dry.csv", "--columns", "dry.yaml", "--from", "2025-09-10", "--to", "2026-01-10")
	return dir
}

// The communes of 2024 and of 2026 stand side by side: whatever is told of a day is
// told of that day's own, by runs of either side of the change.
func TestAForecastShowsTheZonesOfItsOwnTime(t *testing.T) {
	dir := acrossTheChange(t)
	key := strings.TrimSpace(mustRun(t, dir, "token", "add", "--name", "z", "--role", "publisher", "--db", "z.db", "--now", "2026-01-10T18:00:00+07:00").out)
	s := serve(t, dir, "--db", "z.db", "--now", "2026-01-10T18:00:00+07:00")
	sides := []struct{ day, zone, own, other string }{
		{"2025-12-30", "c24a", "Xã Cũ", "Xã Mới"},
		{"2025-12-31", "c24b", "Xã Cũ", "Xã Mới"},
		{"2026-01-01", "c26", "Xã Mới", "Xã Cũ"},
		{"2026-01-09", "c26", "Xã Mới", "Xã Cũ"},
	}
	for _, side := range sides {
		told := map[string]string{
			"levels.geojson": body(t, s, "/api/v1/levels.geojson?date="+side.day),
			"zones":          body(t, s, "/api/v1/zones?date="+side.day),
			"explain":        body(t, s, "/api/v1/zones/"+side.zone+"/explain?date="+side.day),
			"bulletin":       body(t, s, "/bulletins/"+side.day+".txt"),
			"series":         body(t, s, "/api/v1/zones/"+side.zone+"/series?from="+side.day+"&to="+side.day),
		}
		for name, text := range told {
			if strings.Contains(text, side.other) || name != "bulletin" && !strings.Contains(text, side.own) {
				t.Errorf("%s, %s: not its own time's zones: %.600s", side.day, name, text)
			}
			if strings.Contains(text, "Văn Tám") {
				t.Errorf("%s, %s: the owner is told", side.day, name)
			}
		}
		var a levelsAnswer
		if err := json.Unmarshal([]byte(told["levels.geojson"]), &a); err != nil || len(a.Features) == 0 {
			t.Fatal(err, told["levels.geojson"])
		}
		for _, f := range a.Features {
			if f.Properties.Level == nil || *f.Properties.Level < 4 {
				t.Errorf("%s %s: level %v after months without rain", side.day, f.ID, f.Properties.Level)
			}
		}
	}
	t.Run("browser", func(t *testing.T) { browseBy(t, s, "", key, "zones.test.mjs") })
}

// An alert names the zones of the day it is for.
func TestAlertsNameTheZonesOfTheirTime(t *testing.T) {
	dir := acrossTheChange(t)
	for now, names := range map[string][2]string{"2025-12-20T18:00:00+07:00": {"Xã Cũ", "Xã Mới"}, "2026-01-10T18:00:00+07:00": {"Xã Mới", "Xã Cũ"}} {
		s := serve(t, dir, "--db", "z.db", "--now", now)
		text := body(t, s, "/api/v1/alerts")
		if !strings.Contains(text, names[0]) || strings.HasPrefix(now, "2025") && strings.Contains(text, names[1]) {
			t.Errorf("%s: the alerts name other zones than %s: %.1500s", now, names[0], text)
		}
		s.stop(t)
	}
}
