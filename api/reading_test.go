package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

func TestReadingsOfAStation(t *testing.T) {
	store := season()
	id := store.stations[0].ID
	reading := func(ago time.Duration, temp float64) forecast.Observation {
		at := evening.Add(-ago).UTC()
		return forecast.Observation{Station: id, Time: at, Received: at.Add(time.Minute), TempC: forecast.Some(temp), Source: "synop"}
	}
	hot := reading(2*time.Hour, 72)
	hot.Flags = []forecast.Flag{{Variable: forecast.TempC, Test: "range", Value: forecast.Some(72), High: forecast.Some(50), Reason: "above 50"}}
	other := reading(time.Hour, 30)
	other.Station = "other"
	store.observations = []forecast.Observation{reading(40*24*time.Hour, 31), reading(5*time.Hour, 33), hot, other}
	store.verdicts = []forecast.Verdict{{Station: id, Time: evening.Add(-5 * time.Hour).UTC(),
		Flags: []forecast.Flag{{Variable: forecast.TempC, Test: "buddy", Reason: "unlike its neighbours"}}}}
	store.warnings = []forecast.Warning{{Station: id, Kind: "silent", Reason: "no report", Raised: evening.Add(-time.Hour)}, {Station: "openmeteo", Kind: "failing", Reason: "no answer", Raised: evening}}
	h := serve(t, store, evening)
	resp, body := get(t, h, "/api/v1/stations/"+id+"/observations")
	var a struct {
		Station struct {
			Warnings []struct{ Kind, Reason string }
		}
		Observations []forecast.Observation
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status, err, body)
	}
	if len(a.Observations) != 2 || a.Observations[1].Flags[0].Test != "range" || len(a.Observations[0].Flags) != 1 || a.Observations[0].Flags[0].Test != "buddy" || a.Observations[1].TempC != forecast.Some(72) || len(a.Station.Warnings) != 1 {
		t.Errorf("%s", body)
	}
	for path, status := range map[string]int{
		"/api/v1/stations/nowhere/observations": 404, "/api/v1/stations/" + id + "/observations?from=2000-01-01": 422,
		"/api/v1/stations/" + id + "/observations?to=2016-01-01&from=2016-02-01": 422,
	} {
		if resp, body := get(t, h, path); resp.StatusCode != status {
			t.Errorf("%s: %s %s", path, resp.Status, body)
		}
	}
	_, all := get(t, h, "/api/v1/stations")
	if !strings.Contains(all, `"sources":[{"of":"openmeteo"`) {
		t.Errorf("the source that does not answer is not named: %s", all)
	}
	_, metrics := get(t, h, "/metrics")
	for _, line := range []string{`canhlua_warning{kind="silent",of="` + id + `",variable=""} 1`, `canhlua_warning{kind="failing",of="openmeteo",variable=""} 1`} {
		if !strings.Contains(metrics, line) {
			t.Errorf("the metrics lack %s", line)
		}
	}
}
