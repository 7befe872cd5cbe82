package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// withNormals is the season with a climatology of P from 0 to 20,000 in every
// zone, and too few years of H.
func withNormals() *fakeStore {
	f := season()
	f.climate = &forecast.Climatology{Num: 1, Built: begin.At(0, 0, local), ZoneSet: f.sets[0].ID, ResetMM: 5,
		From: forecast.Date{Year: 1996, Month: 1, Day: 1}, To: forecast.Date{Year: 2015, Month: 12, Day: 31}}
	p := forecast.Distribution{Years: 20}
	for i := range forecast.Quantiles {
		p.Quantiles = append(p.Quantiles, float64(i)*1000)
	}
	for _, z := range f.sets[0].Zones {
		index := make([]forecast.Distribution, len(forecast.ClimateNames))
		index[0], index[1] = p, forecast.Distribution{Years: 3}
		f.normals = append(f.normals, forecast.Normal{Zone: z.ID, Day: today.LeapDay(), Index: index})
	}
	return f
}

type placed struct {
	Zone       string         `json:"zone"`
	P          forecast.Float `json:"p"`
	Percentile forecast.Float `json:"percentile"`
	Anomaly    forecast.Float `json:"anomaly"`
}

// placedZones are the zones with where they stand in their own past.
func placedZones(t *testing.T, h http.Handler) []placed {
	t.Helper()
	_, body := get(t, h, "/api/v1/levels")
	var a struct{ Zones []placed }
	if err := json.Unmarshal([]byte(body), &a); err != nil || len(a.Zones) == 0 {
		t.Fatalf("%v: %s", err, body)
	}
	return a.Zones
}

func TestADayBesideItsOwnSeason(t *testing.T) {
	h := serve(t, withNormals(), evening)
	for _, z := range placedZones(t, h) {
		if z.Percentile.OK != z.P.OK || z.Anomaly.OK != z.P.OK {
			t.Errorf("%s: P %v stands at %v, anomaly %v", z.Zone, z.P, z.Percentile, z.Anomaly)
			continue
		}
		if z.P.OK && (z.Percentile.V < z.P.V/200-1 || z.Percentile.V > z.P.V/200+1 || z.Anomaly.V < z.P.V-10001 || z.Anomaly.V > z.P.V-9999) {
			t.Errorf("%s: P %v stands at %v, anomaly %v", z.Zone, z.P, z.Percentile, z.Anomaly)
		}
	}
	_, body := get(t, h, "/api/v1/zones/z1/climatology")
	var a struct {
		Climatology *forecast.Climatology `json:"climatology"`
		Indices     []struct {
			Index      string         `json:"index"`
			Value      forecast.Float `json:"value"`
			Percentile forecast.Float `json:"percentile"`
			Median     forecast.Float `json:"median"`
			Years      int            `json:"years"`
		} `json:"indices"`
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		t.Fatal(err)
	}
	if a.Climatology == nil || len(a.Indices) != len(forecast.ClimateNames) {
		t.Fatalf("got %s", body)
	}
	if p, dry := a.Indices[0], a.Indices[1]; p.Index != "p" || !p.Percentile.OK || p.Median != forecast.Some(10000) ||
		dry.Index != "h" || !dry.Value.OK || dry.Percentile.OK || dry.Years != 3 {
		t.Errorf("P %+v, H %+v", p, dry)
	}
	if strings.Contains(body, `"num"`) {
		t.Error("the store's number is shown")
	}
}

// Nothing is held against a past of other weather: simulated, of no climatology.
func TestNothingToHoldADayAgainst(t *testing.T) {
	simulated := withNormals()
	for i := range simulated.runs {
		simulated.runs[i].Simulated = true
	}
	for name, f := range map[string]*fakeStore{"none built": season(), "simulated": simulated} {
		h := serve(t, f, evening)
		for _, z := range placedZones(t, h) {
			if z.Percentile.OK || z.Anomaly.OK {
				t.Errorf("%s: %s stands at %v", name, z.Zone, z.Percentile)
			}
		}
		if resp, body := get(t, h, "/api/v1/zones/z1/climatology"); resp.StatusCode != http.StatusOK || !strings.Contains(body, `"climatology": null`) && !strings.Contains(body, `"climatology":null`) {
			t.Errorf("%s: %s %s", name, resp.Status, body)
		}
	}
}

// A climatology that is built anew changes what is shown, whatever was kept.
func TestNewClimatologyIsSeen(t *testing.T) {
	f := season()
	h := serve(t, f, evening)
	if z := placedZones(t, h)[0]; z.Percentile.OK {
		t.Fatalf("before: %+v", z)
	}
	with := withNormals()
	f.climate, f.normals = with.climate, with.normals
	if z := placedZones(t, h)[0]; !z.Percentile.OK {
		t.Errorf("after: %+v", z)
	}
}

// TestNormalsOfAnotherReset: P counted by one resetting rain is not held against
// normals counted by another.
func TestNormalsOfAnotherReset(t *testing.T) {
	f := withNormals()
	f.climate.ResetMM = 7
	h := serve(t, f, evening)
	for _, z := range placedZones(t, h) {
		if z.Percentile.OK || z.Anomaly.OK {
			t.Errorf("%+v", z)
		}
	}
	if _, body := get(t, h, "/api/v1/zones/z1/climatology"); strings.Contains(body, `"index":"p"`) || strings.Contains(body, `"index":"h"`) {
		t.Error(body)
	}
	if _, body := get(t, h, "/api/v1/zones/z1/explain"); strings.Contains(body, "of the days of this season") {
		t.Error(body)
	}
	if _, body := get(t, serve(t, withNormals(), evening), "/api/v1/zones/z1/explain"); !strings.Contains(body, "of the days of this season in 1996–2015") {
		t.Error(body)
	}
}
