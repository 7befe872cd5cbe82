package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenRoutes are the answers kept under testdata, by file name.
var goldenRoutes = map[string]string{
	"province":             "/api/v1/province",
	"levels":               "/api/v1/levels",
	"levels-en-ahead":      "/api/v1/levels?date=2016-03-08&lang=en",
	"levels-superseded":    "/api/v1/levels?run=run-morning",
	"levels-uncovered":     "/api/v1/levels?date=2016-01-01",
	"levels-geojson":       "/api/v1/levels.geojson",
	"zones":                "/api/v1/zones",
	"zones-geojson":        "/api/v1/zones.geojson",
	"zone":                 "/api/v1/zones/z1",
	"series":               "/api/v1/zones/z1/series?from=2016-02-20&to=2016-03-07",
	"explain":              "/api/v1/zones/z1/explain",
	"explain-long":         "/api/v1/zones/z1/explain?date=2016-03-09",
	"explain-rain":         "/api/v1/zones/z2/explain?date=2016-02-28",
	"explain-unknown":      "/api/v1/zones/z3/explain",
	"explain-uncovered":    "/api/v1/zones/z1/explain?date=2016-01-01",
	"point":                "/api/v1/point?lat=11.25&lon=106.45",
	"dates":                "/api/v1/dates",
	"runs":                 "/api/v1/runs?from=2016-03-04&to=2016-03-06",
	"run":                  "/api/v1/runs/run-morning",
	"run-withdrawn":        "/api/v1/runs/run-noon",
	"tables":               "/api/v1/tables",
	"table":                "/api/v1/tables/" + edition,
	"verification":         "/api/v1/verification",
	"analysis":             "/api/v1/analysis",
	"stations":             "/api/v1/stations",
	"health":               "/healthz",
	"ready":                "/readyz",
	"problem-date":         "/api/v1/levels?date=5/3/2016",
	"problem-lang":         "/api/v1/levels?lang=fr",
	"problem-parameter":    "/api/v1/levels?dat=2016-03-05",
	"problem-run":          "/api/v1/levels?run=nothing",
	"problem-withdrawn":    "/api/v1/levels?run=run-noon",
	"problem-run-day":      "/api/v1/levels?run=run-evening&date=2016-03-01",
	"problem-zone":         "/api/v1/zones/nowhere/series",
	"problem-span":         "/api/v1/zones/z1/series?from=2016-03-05&to=2016-03-01",
	"problem-long-span":    "/api/v1/zones/z1/series?from=1980-03-05&to=2016-03-01",
	"problem-outside":      "/api/v1/point?lat=21.03&lon=105.85",
	"problem-lat":          "/api/v1/point?lat=11,25&lon=106.45",
	"problem-lat-range":    "/api/v1/point?lat=106.45&lon=11.25",
	"problem-lat-nan":      "/api/v1/point?lat=NaN&lon=11.25",
	"problem-lat-missing":  "/api/v1/point?lon=11.25",
	"problem-table":        "/api/v1/tables/nothing",
	"problem-address":      "/api/v1/nothing",
	"problem-api-root":     "/api",
	"problem-run-question": "/api/v1/runs/draft-plain",
}

func TestAnswers(t *testing.T) {
	h := serve(t, season(), evening)
	for name, path := range goldenRoutes {
		t.Run(name, func(t *testing.T) {
			resp, body := get(t, h, path)
			var got bytes.Buffer
			got.WriteString("GET " + path + "\n" + resp.Status + " " + resp.Header.Get("Content-Type") + "\n")
			if err := json.Indent(&got, []byte(body), "", "  "); err != nil {
				t.Fatalf("%s: not JSON: %v\n%s", path, err, body)
			}
			if resp.StatusCode != http.StatusOK && resp.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: %s comes as %s", path, resp.Status, resp.Header.Get("Content-Type"))
			}
			golden(t, filepath.Join("testdata", name+".golden.json"), got.Bytes())
		})
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; make it with go test ./api -update", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got), renew it with -update when it should:\n%s", file, diff)
	}
}
