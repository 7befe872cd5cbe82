package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testOverrides(t *testing.T, s *store.Store) {
	today := day("2026-03-02")
	run := makeRun(today, at(1), 2, 0, 3)
	ok(t, s.SaveRun(ctx, run))
	computed := must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, forecast.Date{}))
	zone, level := computed[0].Zone, computed[0].Level
	other := forecast.Level(1 + int(level)%5)
	put := func(l forecast.Level, hours float64, zone string, d forecast.Date) (forecast.Override, error) {
		return s.SaveOverride(ctx, forecast.Override{ZoneChange: forecast.ZoneChange{Zone: zone, Date: d, Level: l},
			Publication: forecast.Publication{Run: run.ID, At: at(hours), Role: "officer", By: "key k", Reason: "đốt thực bì"}})
	}
	if _, err := put(other, 2, "nowhere", today); err == nil {
		t.Error("a zone that the run does not have was overridden")
	}
	if _, err := put(other, 2, zone, today.AddDays(40)); err == nil {
		t.Error("a day that the run does not have was overridden")
	}
	must[forecast.Override](t)(put(forecast.V, 2, zone, today))
	made := must[forecast.Override](t)(put(other, 3, zone, today))
	if made.Before != level || made.Level != other {
		t.Errorf("override %+v of level %v", made, level)
	}
	again := must[forecast.Override](t)(put(other, 3.5, zone, today))
	same(t, "a form sent twice", again, made)
	if last := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 1))[0]; last.Action != "override" || !strings.Contains(last.Refused, "was sent before") {
		t.Errorf("a form sent twice is noted as %+v", last)
	}
	must[forecast.AuditEntry](t)(s.AppendAudit(ctx, forecast.AuditEntry{At: at(3), Actor: "key m", Action: "make draft", Subject: "run " + run.ID}))
	same(t, "who acted on it", must[[]string](t)(s.ActedOn(ctx, run.ID)), []string{"key k", "key m"})
	for _, own := range []string{"key k", "key m"} {
		err := s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(4), Role: "publisher", By: "user p", Own: []string{"user p", own}})
		var refused *forecast.OwnDraft
		if !errors.As(err, &refused) {
			t.Errorf("%s publishes what they changed: %v", own, err)
		}
	}
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(4), Role: "publisher", By: "user p", Own: []string{"user p"}, From: "192.0.2.7"}))
	if last := must[[]forecast.AuditEntry](t)(s.AuditOf(ctx, forecast.AuditQuery{Limit: 1})); last[0].From != "192.0.2.7" || last[0].Action != "publish" {
		t.Errorf("noted as %+v", last)
	}
	_, err := put(forecast.I, 5, zone, today)
	wrongState(t, err, forecast.Published, forecast.DecidedOverridden)

	days := must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, forecast.Date{}))
	for i, d := range days {
		if d.Zone == zone && d.Date == today {
			if d.Level != other || d.Override == nil || d.Override.Reason != "đốt thực bì" || d.Override.Before != level || d.ToNext.OK {
				t.Errorf("the day reads %+v, %+v", d, d.Override)
			}
			if next := days[i+1]; next.Level.Known() && next.Level != other && (d.NextChange == nil || d.NextChange.Date != next.Date || d.NextChange.Level != next.Level) {
				t.Errorf("the next change is %+v, the next day %v", d.NextChange, next.Level)
			}
			continue
		}
		if d.Level != computed[i].Level || d.Override != nil {
			t.Errorf("%s, %s was changed as well", d.Zone, d.Date)
		}
	}
	one := must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, today))
	same(t, "one day", one[0], days[0])
	series := must[[]forecast.RunDay](t)(s.Series(ctx, zone, today, today, at(6)))
	if len(series) != 1 || series[0].Level != other {
		t.Errorf("the series says %+v", series)
	}
	var told forecast.Told
	ok(t, s.Told(ctx, forecast.ToldQuery{From: today, To: today, AsOf: at(6)}, func(x forecast.Told) error {
		if x.Zone == zone {
			told = x
		}
		return nil
	}))
	if told.Level != other || told.Computed != level {
		t.Errorf("told %v, computed %v; not %v, %v", told.Level, told.Computed, other, level)
	}
	kinds := []string{}
	for _, d := range must[[]forecast.Decision](t)(s.Decisions(ctx, today, today, at(6))) {
		kinds = append(kinds, d.Kind)
		if d.Kind == forecast.DecidedOverridden && (d.Override == nil || d.Override.Zone != zone || d.Override.Date != today) {
			t.Errorf("decision %+v", d)
		}
	}
	same(t, "the log", kinds, []string{"published", "overridden", "overridden"})
}

// To override with unknown is allowed: it is honest.
func testOverrideUnknown(t *testing.T, s *store.Store) {
	run := makeRun(day("2026-03-02"), at(1), 1, 0, 1)
	ok(t, s.SaveRun(ctx, run))
	zone := must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, run.Date))[0].Zone
	must[forecast.Override](t)(s.SaveOverride(ctx, forecast.Override{ZoneChange: forecast.ZoneChange{Zone: zone, Date: run.Date},
		Publication: forecast.Publication{Run: run.ID, At: at(2), Role: "officer", Reason: "trạm hỏng"}}))
	d := must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, run.Date))[0]
	if d.Level.Known() || d.Status != forecast.StatusUnknown {
		t.Errorf("%+v", d)
	}
}
