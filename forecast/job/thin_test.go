package job_test

import (
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// TestStandingRuleLeavesThinDrafts: a draft that knows less than the limit, and
// less than the public is told, waits for a person and the log says why; an
// honest unknown goes out when what is told is stale, or when nothing better was.
func TestStandingRuleLeavesThinDrafts(t *testing.T) {
	d := newDesk(t)
	d.LeastKnown, d.Province.Rules.StaleHours, d.Province.Rules.GapDays = 0.5, 60, 0
	ctx := t.Context()
	ahead := func(of forecast.Date) forecast.Observation {
		o := d.noon(of, 34, 20, 0)
		o.Station, o.Place, o.Issued = "z", nil, d.now
		return o
	}
	d.at(day1, 16, 30)
	d.ingest(t, d.noon(day1, 30, 20, 12), ahead(day1.AddDays(1)), ahead(day1.AddDays(2)))
	good, err := d.Predict(ctx, day1, "16:30", false)
	if err != nil || !good.Days[0].Level.Known() || !good.Days[2].Level.Known() {
		t.Fatalf("%v: %v, %v", err, good.Days[0].Level, good.Days[2].Level)
	}
	if r, err := d.PublishStanding(ctx, day1); err != nil || r.ID != good.ID {
		t.Fatalf("published %q, %v", r.ID, err)
	}
	later := day1.AddDays(2)
	d.at(later, 16, 30) // a day without readings lies between: more than the profile's gap
	thin, err := d.Predict(ctx, later, "16:30", false)
	if err != nil || thin.Days[0].Level.Known() {
		t.Fatalf("%v: %v", err, thin.Days[0].Level)
	}
	if r, err := d.PublishStanding(ctx, later); err != nil || r.ID != "" {
		t.Fatalf("published %q, %v; want it left to a person", r.ID, err)
	}
	log, err := d.st.Audit(ctx, 0, 1)
	if err != nil || len(log) != 1 || log[0].Subject != "run "+thin.ID || !strings.Contains(log[0].Refused, "only 0 of 1 zones are known") {
		t.Errorf("the log: %+v, %v", log, err)
	}
	d.LeastKnown = 0
	if r, err := d.PublishStanding(ctx, later); err != nil || r.ID != thin.ID {
		t.Errorf("without a limit: %q, %v", r.ID, err)
	}
}

func TestStaleWordGivesWayToUnknown(t *testing.T) {
	d := newDesk(t)
	d.LeastKnown, d.Province.Rules.StaleHours = 0.5, 20
	ctx := t.Context()
	d.at(day1, 16, 30)
	d.ingest(t, d.noon(day1, 30, 20, 12))
	if _, err := d.Predict(ctx, day1, "16:30", false); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PublishStanding(ctx, day1); err != nil {
		t.Fatal(err)
	}
	d.at(day1.AddDays(2), 16, 30)
	r, err := d.Predict(ctx, day1.AddDays(2), "16:30", false)
	if err != nil || r.Days[0].Level.Known() {
		t.Fatalf("%v %v", r.Days[0].Level, err)
	}
	if got, err := d.PublishStanding(ctx, day1.AddDays(2)); err != nil || got.ID != r.ID {
		t.Errorf("published %q, %v; want the honest unknown", got.ID, err)
	}
}
