package api_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// TestNoonOfEveryStation: of each station the reading nearest to 13:00, with its
// flags and its correction; one without a reading is there, empty.
func TestNoonOfEveryStation(t *testing.T) {
	store := season()
	noon := time.Date(2016, 3, 5, 6, 0, 0, 0, time.UTC)
	id := store.stations[0].ID
	store.observations = []forecast.Observation{
		{Station: id, Time: noon.Add(-30 * time.Minute), TempC: forecast.Some(31), Received: noon},
		{Station: id, Time: noon.Add(10 * time.Minute), TempC: forecast.Some(61), RHPct: forecast.Some(40), WindMS: forecast.Some(2.5), Correction: "CCB", Source: "json",
			Rain: []forecast.Rain{{MM: 1, Hours: 6}, {MM: 3.5, Hours: 24}}, Flags: []forecast.Flag{{Variable: forecast.TempC, Test: "range"}}, Received: noon},
		{Station: id, Time: noon.Add(3 * time.Hour), TempC: forecast.Some(30), Received: noon},
		{Station: id, Time: noon, TempC: forecast.Some(9), Simulated: true, Received: noon},
	}
	h := serve(t, store, evening)
	resp, body := get(t, h, "/api/v1/observations?date=2016-03-05")
	var a struct {
		Readings []struct {
			Station, Correction string
			There               bool
			TempC               *float64 `json:"temp_c"`
			Rain                *float64 `json:"rain24_mm"`
			Time                string
			Flags               []struct{ Test string }
		}
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || resp.StatusCode != http.StatusOK || len(a.Readings) != len(store.stations) {
		t.Fatalf("%v %s: %s", err, resp.Status, body)
	}
	for _, r := range a.Readings {
		if r.Station != id {
			if r.There || r.TempC != nil || r.Rain != nil || r.Time != "2016-03-05T13:00:00+07:00" {
				t.Errorf("a station that did not report: %+v", r)
			}
			continue
		}
		if !r.There || *r.TempC != 61 || *r.Rain != 3.5 || r.Correction != "CCB" || r.Time != "2016-03-05T13:10:00+07:00" || len(r.Flags) != 1 {
			t.Errorf("%+v", r)
		}
	}
	if resp, body := get(t, h, "/api/v1/observations?date=2016-03-06"); resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("tomorrow: %s %s", resp.Status, body)
	}
}
