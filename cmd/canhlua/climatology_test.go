package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestClimatology builds the normals of fifteen real years and finds a day of
// the dry season in its place among them, as the definition of a percentile has it.
func TestClimatology(t *testing.T) {
	weather, dir := shared(t, "weather/nasa-power-hcmc-2000-2019.csv"), t.TempDir()
	columns := write(t, filepath.Join(dir, "power.yaml"), power)
	mustRun(t, dir, "replay", "--db", "c.db", "--weather", weather, "--columns", columns,
		"--from", "2015-03-01", "--to", "2015-03-03", "--now", "2015-03-04T00:00:00+07:00")
	now := []string{"--db", "c.db", "--now", "2015-03-04T00:00:00+07:00"}
	out := mustRun(t, dir, append([]string{"climatology", "build"}, now...)...).out
	if !strings.Contains(out, "2000-01-01 to 2014-12-31") || !strings.Contains(out, "rain reset 5 mm") {
		t.Errorf("built: %s", out)
	}
	s := serve(t, dir, now...)
	type levelsBeside struct {
		Climatology *struct{ From string } `json:"climatology"`
		Zones       []struct {
			Zone       string
			P          float64
			Percentile *float64
		}
	}
	levels := get[levelsBeside](t, s, "/api/v1/levels?date=2015-03-03")
	if levels.Climatology == nil || len(levels.Zones) == 0 {
		t.Fatalf("nothing to hold the day against: %+v", levels)
	}
	for _, z := range levels.Zones {
		if z.Percentile == nil || *z.Percentile < 0 || *z.Percentile > 100 {
			t.Errorf("%s stands at %v", z.Zone, z.Percentile)
		}
	}
	type dayBeside struct {
		Indices []struct {
			Index                    string
			Value, Low, Median, High *float64
			Years                    int
		}
	}
	beside := get[dayBeside](t, s, "/api/v1/zones/"+levels.Zones[0].Zone+"/climatology?date=2015-03-03")
	known := []string{}
	for _, x := range beside.Indices {
		if x.Median == nil {
			continue
		}
		known = append(known, x.Index)
		if x.Years < 5 || !(*x.Low <= *x.Median && *x.Median <= *x.High) {
			t.Errorf("%s: %+v", x.Index, x)
		}
	}
	for _, want := range []string{"p", "h", "nesterov", "kbdi_mm", "fwi", "ffdi", "dc"} {
		if !slices.Contains(known, want) {
			t.Errorf("no normal of %s; known are %v", want, known)
		}
	}
}
