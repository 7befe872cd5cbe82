package verify

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// week are eight days of one zone: each run told II of its own day from readings,
// and V of the day after.
func week(change func(*forecast.Told)) toldList {
	first := forecast.Date{Year: 2026, Month: time.March, Day: 1}
	var list toldList
	for day := range 8 {
		issued := first.AddDays(day)
		for lead, level := range []forecast.Level{forecast.II, forecast.V} {
			t := forecast.Told{Issued: issued, Date: issued.AddDays(lead), Zone: "a", Level: level, Computed: level, Status: forecast.StatusForecast}
			if lead == 0 {
				t.Status = forecast.StatusObserved
			}
			change(&t)
			list = append(list, t)
		}
	}
	return list
}

func published(t *testing.T, told toldList) *Result {
	t.Helper()
	from := forecast.Date{Year: 2026, Month: time.March, Day: 2}
	r, err := Published(t.Context(), told, forecast.ToldQuery{From: from, To: from.AddDays(6), LeadDays: 1}, nil, Defaults(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAnOverrideIsNoTruth: an officer who puts V in place of II every day makes no
// forecast of V right; one who overrides the day ahead is scored like any other
// forecast, and counted.
func TestAnOverrideIsNoTruth(t *testing.T) {
	r := published(t, week(func(x *forecast.Told) { x.Level = forecast.V }))
	if r.All.Table[4] != [5]int{0, 7, 0, 0, 0} || r.Overridden != 0 {
		t.Errorf("the officer's level was taken for what came: %v, %d overridden", r.All.Table, r.Overridden)
	}
	r = published(t, week(func(x *forecast.Told) {
		if x.Status == forecast.StatusForecast {
			x.Level = forecast.II
		}
	}))
	if r.All.Table[1] != [5]int{0, 7, 0, 0, 0} || r.Overridden != 7 {
		t.Errorf("the officer's forecasts: %v, %d overridden", r.All.Table, r.Overridden)
	}
	r = published(t, week(func(x *forecast.Told) {
		if x.Status == forecast.StatusObserved {
			x.Level, x.Status = forecast.Unknown, forecast.StatusObserved
		}
	}))
	if r.All.Counts.UnknownObservation != 0 {
		t.Errorf("a level put out of sight by an officer is no longer known: %+v", r.All.Counts)
	}
}

// TestSimulatedWeatherIsNotScoredBesideReal: once a real run was published, what
// came from simulated weather counts neither as forecast nor as truth; alone it is
// scored and says so.
func TestSimulatedWeatherIsNotScoredBesideReal(t *testing.T) {
	r := published(t, week(func(x *forecast.Told) { x.Simulated = true }))
	if !r.Simulated || r.All.Counts.Given != 7 {
		t.Errorf("simulated alone: %v, %+v", r.Simulated, r.All.Counts)
	}
	half := forecast.Date{Year: 2026, Month: time.March, Day: 5}
	r = published(t, week(func(x *forecast.Told) { x.Simulated = x.Issued.Before(half) }))
	if r.Simulated || r.All.Counts.Given != 3 || r.Days != 3 {
		t.Errorf("beside real: %v, %+v on %d days", r.Simulated, r.All.Counts, r.Days)
	}
}
