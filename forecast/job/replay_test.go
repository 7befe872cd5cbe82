package job_test

import (
	"errors"
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// someWeather is a reading a day, with a hole on the 12th and rain on the 18th.
func (d *desk) someWeather(days int) []forecast.Observation {
	obs := []forecast.Observation{d.noon(day1, 30, 25, 12)}
	for i := 1; i < days; i++ {
		switch i {
		case 12:
		case 18:
			obs = append(obs, d.noon(day1.AddDays(i), 29, 25, 9))
		default:
			obs = append(obs, d.noon(day1.AddDays(i), 32+float64(i%4), 20, 0))
		}
	}
	return obs
}

func (d *desk) replay(t *testing.T, from, to forecast.Date, obs []forecast.Observation) []forecast.Run {
	t.Helper()
	d.at(day1.AddDays(300), 0, 0)
	var runs []forecast.Run
	_, err := d.Replay(t.Context(), job.Replay{From: from, To: to, Observations: obs, Day: func(r forecast.Run) error {
		runs = append(runs, r)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

// TestReplayLikeSingleDays: a day computed while the one before is being saved is
// the day that is computed from what the store holds.
func TestReplayLikeSingleDays(t *testing.T) {
	const days = 30
	whole, single, again := newDesk(t), newDesk(t), newDesk(t)
	got := whole.replay(t, day1, day1.AddDays(days-1), whole.someWeather(days))
	var want []forecast.Run
	for i := range days {
		want = append(want, single.replay(t, day1.AddDays(i), day1.AddDays(i), single.someWeather(days))...)
	}
	again.replay(t, day1, day1.AddDays(days-1), again.someWeather(days))
	more := again.replay(t, day1.AddDays(9), day1.AddDays(days-1), again.someWeather(days)) // over its own runs
	if len(got) != days || len(want) != days || len(more) != days-9 {
		t.Fatalf("%d, %d and %d runs", len(got), len(want), len(more))
	}
	for i := range got {
		if got[i].ID != want[i].ID || got[i].InputHash != want[i].InputHash {
			t.Errorf("%s: run %s, by single days %s", got[i].Date, got[i].ID, want[i].ID)
		}
		if i >= 9 && more[i-9].ID != want[i].ID {
			t.Errorf("%s: run %s over other runs, by single days %s", got[i].Date, more[i-9].ID, want[i].ID)
		}
		told, err := whole.st.Run(t.Context(), got[i].ID, whole.now)
		if err != nil || told.Status != forecast.Published {
			t.Errorf("%s: %s, %v", got[i].Date, told.Status, err)
		}
	}
}

// TestReplayBreaksOff: what stops a replay leaves the days before whole and public.
func TestReplayBreaksOff(t *testing.T) {
	d := newDesk(t)
	d.at(day1.AddDays(300), 0, 0)
	enough := errors.New("enough")
	_, err := d.Replay(t.Context(), job.Replay{From: day1, To: day1.AddDays(9), Observations: d.someWeather(10), Day: func(r forecast.Run) error {
		if r.Date == day1.AddDays(4) {
			return enough
		}
		return nil
	}})
	if !errors.Is(err, enough) {
		t.Fatal(err)
	}
	runs, err := d.st.Runs(t.Context(), day1, day1.AddDays(9), d.now)
	if err != nil || len(runs) != 5 {
		t.Fatalf("%d runs, want 5, %v", len(runs), err)
	}
	for _, r := range runs {
		days, err := d.st.ZoneDays(t.Context(), r.ID, forecast.Date{})
		if err != nil || len(days) != 4 || r.Status != forecast.Published {
			t.Errorf("%s: %d days, %s, %v", r.Date, len(days), r.Status, err)
		}
	}
}
