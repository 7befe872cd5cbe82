package run

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// TestExpect: a smooth field of temperature over hills is expected within its
// error; a wrong reading is not what the others expect, a flagged one spoils
// nobody's, and four stations are too few.
func TestExpect(t *testing.T) {
	stations := map[string]forecast.Station{}
	var obs []forecast.Observation
	at := day1.At(13, 0, time.UTC)
	for i := range 9 {
		id := fmt.Sprintf("s%d", i)
		st := forecast.Station{ID: id, Lat: 11 + 0.2*float64(i/3), Lon: 106 + 0.2*float64(i%3), ElevationM: forecast.Some(float64(60 * i))}
		stations[id] = st
		obs = append(obs, forecast.Observation{Station: id, Time: at, TempC: forecast.Some(34 + 0.5*float64(i%3) - 0.0065*st.ElevationM.V)})
	}
	obs[4].TempC.V += 8
	expected := Expect(stations, obs, rules, time.UTC)
	value, sigma := expected("s4", forecast.TempC, at)
	if !value.OK || !(sigma.V > 0.3 && sigma.V < 2) || math.Abs(obs[4].TempC.V-8-value.V) > 0.7 {
		t.Errorf("s4: expected %v ± %v, read %v", value, sigma, obs[4].TempC)
	}
	spoilt, _ := expected("s5", forecast.TempC, at)
	obs[4].Flags = []forecast.Flag{{Variable: forecast.TempC, Test: "buddy"}}
	mended, _ := Expect(stations, obs, rules, time.UTC)("s5", forecast.TempC, at)
	if math.Abs(mended.V-obs[5].TempC.V) > 0.7 || spoilt.V < mended.V+0.3 {
		t.Errorf("s5: %v with the wrong one, %v without, read %v", spoilt, mended, obs[5].TempC)
	}
	if v, _ := Expect(stations, obs[:4], rules, time.UTC)("s0", forecast.TempC, at); v.OK {
		t.Errorf("four stations expect %v", v)
	}
	if v, _ := expected("s0", forecast.RHPct, at); v.OK {
		t.Errorf("humidity was expected: %v", v)
	}
}
