package main

import (
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// TestSkillInWords: every score of a lead is printed, and why one is missing in
// words, once, however many leads lack it.
func TestSkillInWords(t *testing.T) {
	report := verify.Report{Counts: verify.Counts{Given: 72}, Bins: []verify.Bin{{From: 0.9, To: 1, N: 5, Forecast: forecast.Some(0.95), Observed: forecast.Some(0.8)}}}
	report.Table[4][4] = 61
	report.Scores.Heidke = verify.Score{Value: forecast.Some(0.5), Low: forecast.Some(0.4), High: forecast.Some(0.6)}
	report.Scores.Bias[2] = verify.Score{Reason: verify.NeverObserved}
	report.Scores.Climatology.RPSS = verify.Score{Reason: verify.NoReference}
	report.Scores.Brier = verify.Score{Value: forecast.Some(0.25), Reason: verify.TooFewDays}
	report.ByFires.Levels[4] = verify.FireLevel{Level: forecast.V, ZoneDays: 40, Fires: 3, FireShare: forecast.Some(0.75)}
	report.ByFires.LeftOut = 2
	r := &verify.Result{Days: 2, Zones: 36, Leads: []verify.LeadReport{{LeadDays: 1, Report: report}, {LeadDays: 2, Report: report}}, All: report,
		Faults: []string{"a fault by name"}, Overridden: 4, Simulated: true}
	var out strings.Builder
	if err := writeSkill(&out, r); err != nil {
		t.Fatal(err)
	}
	for want, times := range map[string]int{
		"0.50 (0.40…0.60)": 3, "0.25": 3, "BSS persistence": 1, "ROC area": 2, "61": 1, "0.9–1.0": 1, "0.800": 1, "0.750": 1,
		"– bias III: the level never came": 1, "– RPSS climatology: the record to compare with is too short or has holes": 1,
		"Brier IV+ without an interval: too few days for an interval": 1, "2 fires on zone-days without a known level": 1, "a fault by name": 1,
		"4 times a person's level": 1, "SIMULATED": 1,
	} {
		if got := strings.Count(out.String(), want); got != times {
			t.Errorf("%q stands there %d times, want %d:\n%s", want, got, times, out.String())
		}
	}
	for reason := range whyMissing {
		if strings.Contains(out.String(), string(reason)) {
			t.Errorf("the code %s stands there", reason)
		}
	}
}
