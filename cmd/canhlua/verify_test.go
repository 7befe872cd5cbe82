package main

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/canhlua/canhlua/forecast/verify"
)

// TestHindcast lives through three real months with members from all other
// years, and verifies what was published: every lead has its pairs, and the
// probabilities of tomorrow are better than the climatology of levels.
func TestHindcast(t *testing.T) {
	weather, dir := shared(t, "weather/nasa-power-hcmc-2000-2019.csv"), t.TempDir()
	columns := write(t, filepath.Join(dir, "power.yaml"), power)
	mustRun(t, dir, "replay", "--db", "h.db", "--weather", weather, "--columns", columns,
		"--from", "2015-04-15", "--to", "2015-06-30", "--hindcast", "--now", "2016-01-01T00:00:00+07:00")
	out := mustRun(t, dir, "verify", "--db", "h.db", "--from", "2015-04-20", "--to", "2015-06-30", "--resamples", "50",
		"--format", "json", "--now", "2016-01-01T00:00:00+07:00").out
	var r verify.Result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Leads) != 10 || r.Zones != 36 || r.Refused != 0 {
		t.Fatalf("%d leads, %d zones, refused %d %v", len(r.Leads), r.Zones, r.Refused, r.Faults)
	}
	for _, lead := range r.Leads {
		c := lead.Counts
		if c.Given != 72*36 && lead.LeadDays <= 5 || c.UnknownForecast > 0 || !lead.Scores.RPS.Value.OK {
			t.Errorf("lead %d: %+v, %+v", lead.LeadDays, c, lead.Scores.RPS)
		}
	}
	first, last := r.Leads[0].Scores, r.Leads[9].Scores
	if !(first.RPS.Value.V < last.RPS.Value.V) || !(first.PercentCorrect.Value.V > last.PercentCorrect.Value.V) {
		t.Errorf("tomorrow is no better than the tenth day: %+v, %+v", first.RPS, last.RPS)
	}
}
