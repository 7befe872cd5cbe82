package main

import "testing"

// TestSampleSeason starts on an empty store where no weather source can be
// reached: every day around today has a level, and says simulated.
func TestSampleSeason(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:9") // nothing listens there
	s := serve(t, t.TempDir(), "--sample-if-offline")
	type day struct{ Date, Status string }
	answer := get[struct {
		Today string
		Dates []day
	}](t, s, "/api/v1/dates")
	ahead := 0
	for _, d := range answer.Dates {
		if d.Status == "unknown" {
			t.Errorf("%s: no level in any zone", d.Date)
		}
		if d.Date > answer.Today {
			ahead++
			if d.Status != "forecast" {
				t.Errorf("%s: %s, want a forecast", d.Date, d.Status)
			}
		}
	}
	if ahead != 10 {
		t.Errorf("%d days ahead, want 10", ahead)
	}
	for _, d := range answer.Dates {
		levels := get[struct {
			Simulated bool
			Levels    []struct{ Simulated bool }
		}](t, s, "/api/v1/levels?date="+d.Date)
		if !levels.Simulated {
			t.Errorf("%s: does not say that it is simulated", d.Date)
		}
	}
}
