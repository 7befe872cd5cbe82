package season_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/season"
	"github.com/canhlua/canhlua/forecast/verify"
)

func day(y int, m time.Month, d int) forecast.Date { return forecast.Date{Year: y, Month: m, Day: d} }

func TestSpanOf(t *testing.T) {
	for _, c := range []struct {
		name       string
		year       int
		today      forecast.Date
		last       forecast.Date
		over, none bool
	}{
		{"over", 2016, day(2016, 11, 25), day(2016, 9, 15), true, false},
		{"its last day", 2016, day(2016, 9, 15), day(2016, 9, 15), true, false},
		{"going on", 2016, day(2016, 2, 10), day(2016, 2, 10), false, false},
		{"its first day", 2017, day(2016, 9, 16), day(2016, 9, 16), false, false},
		{"not begun", 2017, day(2016, 9, 15), forecast.Date{}, false, true},
		{"no year", 16, day(2016, 9, 15), forecast.Date{}, false, true},
	} {
		s, err := season.SpanOf(c.year, c.today)
		var bad *forecast.Invalid
		if c.none {
			if !errors.As(err, &bad) || bad.Remedy == "" {
				t.Errorf("%s: got %v", c.name, err)
			}
			continue
		}
		if err != nil || s.Last != c.last || s.Over() != c.over || s.From != day(c.year-1, 9, 16) {
			t.Errorf("%s: %+v, %v", c.name, s, err)
		}
	}
	if s, _ := season.SpanOf(2016, day(2016, 12, 1)); s.Days() != 366 {
		t.Errorf("2015/16 has a leap day: %d days", s.Days())
	}
}

// material is a season of ten days with two zones; zone b is unknown from the
// third day on, the last five days were never told, the fifth by an earlier run.
func material() season.Material {
	first := day(2015, 9, 16)
	set := forecast.ZoneSet{ID: "set", Name: "Set", Zones: []forecast.Zone{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}}}
	m := season.Material{Span: season.Span{Year: 2016, From: first, To: day(2016, 9, 15), Last: first.AddDays(9)}, Sets: []forecast.ZoneSet{set}}
	m.Editions = []forecast.Edition{{ID: "e", Title: "Table", Decision: "12/QĐ-UBND", Status: forecast.InForce}}
	for i := range 5 {
		d := first.AddDays(i)
		if i < 4 {
			m.Runs = append(m.Runs, forecast.Run{ID: d.String(), Date: d, ZoneSet: "set", Provisional: i == 0})
		}
		run := m.Runs[len(m.Runs)-1].ID
		a := forecast.ZoneDay{Zone: "a", Date: d, Level: forecast.V, Status: forecast.StatusObserved, Edition: "e", P: forecast.Some(float64(100 * i))}
		if i == 1 {
			a.Apply(forecast.Override{ZoneChange: forecast.ZoneChange{Before: forecast.V, Level: forecast.IV}})
		}
		b := forecast.ZoneDay{Zone: "b", Date: d, Level: forecast.I, Status: forecast.StatusEstimated, Edition: "e"}
		if i >= 2 {
			b.Level, b.Status = forecast.Unknown, forecast.StatusUnknown
		}
		m.Told = append(m.Told, forecast.RunDay{ZoneDay: b, Run: run}, forecast.RunDay{ZoneDay: a, Run: run})
	}
	return m
}

func report(t *testing.T, m season.Material) *season.Report {
	t.Helper()
	r, err := season.Of(m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What was not told is unknown, never I; every zone-day is counted once.
func TestLevels(t *testing.T) {
	r := report(t, material())
	if want := [5]int{2, 0, 0, 1, 4}; r.Levels.ByLevel != want || r.Levels.Unknown != 13 {
		t.Errorf("levels %+v, want %v and 13 unknown", r.Levels, want)
	}
	if len(r.Areas) != 1 || r.Areas[0].Season.Levels != r.Levels {
		t.Errorf("the zones' sum is another: %+v", r.Areas)
	}
	if r.Notice != 5 || r.Days != 10 || r.Over || !r.Told {
		t.Errorf("notice %d, days %d, over %v, told %v", r.Notice, r.Days, r.Over, r.Told)
	}
	if want := (season.Marks{ZoneDays: 20, Known: 7, Observed: 5, Estimated: 2, Early: 1, Provisional: 2, Overridden: 1}); r.Marks != want {
		t.Errorf("marks %+v, want %+v", r.Marks, want)
	}
	if len(r.Tables) != 1 || r.Tables[0].Days != 5 || r.Tables[0].ZoneDays != 6 || r.Tables[0].Decision != "12/QĐ-UBND" {
		t.Errorf("tables %+v: a level that a person set is no table's", r.Tables)
	}
	if c := r.Course; len(c) != 10 || c[4].P != forecast.Some(400) || c[5].P.OK || c[0].Median.OK {
		t.Errorf("course %+v", c)
	}
}

func TestNothing(t *testing.T) {
	m := material()
	r := report(t, season.Material{Span: m.Span, Sets: m.Sets})
	if r.Told || r.Levels.Unknown != 20 || r.Alerts != nil || r.Fires.Hotspots != nil || r.Skill != nil {
		t.Errorf("%+v", r)
	}
	if r = report(t, season.Material{Span: m.Span}); len(r.Areas) != 0 || r.Levels.Unknown != 0 {
		t.Errorf("without zones: %+v", r)
	}
}

// Zones of two sets are counted each for its own days.
func TestTwoSets(t *testing.T) {
	m := material()
	change := m.Span.From.AddDays(7)
	m.Sets[0].ValidTo = change.AddDays(-1)
	m.Sets = append(m.Sets, forecast.ZoneSet{ID: "later", ValidFrom: change, Zones: []forecast.Zone{{ID: "a"}, {ID: "c"}, {ID: "d"}}})
	r := report(t, m)
	if len(r.Areas) != 2 || r.Areas[0].Season.Days != 7 || r.Areas[1].Season.Days != 3 || r.Areas[1].Season.Levels.Unknown != 9 {
		t.Errorf("areas %+v", r.Areas)
	}
	if all := r.Areas[0].Season.Levels.Unknown + r.Areas[1].Season.Levels.Unknown; all != r.Levels.Unknown {
		t.Errorf("%d unknown by zone, %d by month", all, r.Levels.Unknown)
	}
}

func TestDecisions(t *testing.T) {
	m := material()
	made := func(kind, role string, d forecast.Date, change *forecast.ZoneChange) forecast.Decision {
		return forecast.Decision{Publication: forecast.Publication{Role: role, Reason: "r"}, Kind: kind, Date: d, Override: change}
	}
	d := m.Span.From
	m.Decisions = []forecast.Decision{
		made(forecast.DecidedPublished, "publisher", d.AddDays(-1), nil), // another season's
		made(forecast.DecidedWithdrawn, "publisher", d, nil),
		made(forecast.DecidedOverridden, "officer", d, &forecast.ZoneChange{Before: forecast.I, Level: forecast.V}),
		made(forecast.DecidedOverridden, "officer", d, &forecast.ZoneChange{Before: forecast.V, Level: forecast.Unknown}),
		made(forecast.DecidedOverridden, "officer", d, &forecast.ZoneChange{Before: forecast.Unknown, Level: forecast.II}),
		made(forecast.DecidedOverridden, "officer", d, &forecast.ZoneChange{Before: forecast.V, Level: forecast.II}),
		made(forecast.DecidedPublished, "standing_rule", d, nil),
	}
	got := report(t, m).Decisions
	want := []season.RoleCount{{Role: "standing_rule", Published: 1}, {Role: "officer", Overridden: 4}, {Role: "publisher", Withdrawn: 1}}
	if !reflect.DeepEqual(got.Roles, want) || got.Raised != 1 || got.Lowered != 1 || got.MadeKnown != 1 || got.MadeUnknown != 1 || len(got.Withdrawals) != 1 {
		t.Errorf("%+v", got)
	}
}

// Nobody looked is not none: without any hotspot on record there is no number.
func TestFires(t *testing.T) {
	m := material()
	d := m.Span.From
	m.Watched = true
	if f := report(t, m).Fires; f.Hotspots == nil || *f.Hotspots != 0 {
		t.Errorf("watched, none within the zones: %+v", f)
	}
	m.Spots = []season.Spot{{Zone: "a", Date: d}, {Zone: "a", Date: d.AddDays(-1)}}
	m.Records = []season.Record{{ID: "2", Date: d.AddDays(1), Cause: "x", AreaHa: forecast.Some(1.5)}, {ID: "1", Date: d, Cause: "y"}, {ID: "3", Date: d, Cause: "x", AreaHa: forecast.Some(2)}}
	m.Burnt = []verify.Fire{{Zone: "a", Date: d}}
	r := report(t, m)
	f := r.Fires
	if *f.Hotspots != 1 || f.AreaHa != forecast.Some(3.5) || f.NoArea != 1 || f.Records[0].ID != "1" || f.Causes[0].Cause != "x" || f.Causes[1].AreaHa.OK {
		t.Errorf("%+v", f)
	}
	if r.Areas[0].Season.Zones[0].Fires != 1 {
		t.Errorf("fires by zone %+v", r.Areas[0].Season.Zones)
	}
}

func TestStations(t *testing.T) {
	m := material()
	m.Stations = []forecast.Station{{ID: "s", Name: "S"}, {ID: "silent"}}
	read := func(d forecast.Date, origin forecast.Origin, dew, rain forecast.Float) forecast.Day {
		return forecast.Day{Place: "s", Date: d, Origin: origin, TempC: forecast.Some(30), DewPointC: dew, RainMM: rain}
	}
	d, some := m.Span.From, forecast.Some(1)
	m.StationDays = []forecast.Day{read(d, forecast.Observed, some, some), read(d.AddDays(1), forecast.Estimated, some, forecast.Float{}),
		read(d.AddDays(2), forecast.Observed, forecast.Float{}, some), read(d.AddDays(3), forecast.Model, some, some), read(d.AddDays(-1), forecast.Observed, some, some)}
	got := report(t, m).Stations
	if want := (season.Station{ID: "s", Name: "S", Days: 10, Any: 3, Noon: 2, Rain: 2, Both: 1, Estimated: 1}); got[0] != want || got[1].Any != 0 {
		t.Errorf("%+v", got)
	}
}

func TestUsual(t *testing.T) {
	m := material()
	m.Usual = []season.Usual{{Set: "set", Zone: "a", Day: m.Span.From.LeapDay(), Low: 1, Median: 2, High: 3}, {Set: "set", Zone: "b", Day: m.Span.From.LeapDay(), Low: 3, Median: 4, High: 5}}
	c := report(t, m).Course
	if c[0].Low != forecast.Some(2) || c[0].Median != forecast.Some(3) || c[0].High != forecast.Some(4) || c[1].Median.OK {
		t.Errorf("%+v", c[:2])
	}
}
