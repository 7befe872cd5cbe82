package job_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// hours is an answer of a model run: hourly weather at the zone with 0.5 mm of
// rain an hour on the days that have it.
func (d *desk) hours(from, to, issued time.Time) []forecast.Observation {
	var obs []forecast.Observation
	for at := from; !at.After(to); at = at.Add(time.Hour) {
		o := forecast.Observation{Station: "z", Time: at.UTC(), Issued: issued, Source: "model",
			TempC: forecast.Some(30), DewPointC: forecast.Some(22), WindMS: forecast.Some(2)}
		o.Rain = []forecast.Rain{{MM: 0.5, Hours: 1}}
		obs = append(obs, o)
	}
	return obs
}

// TestNewerAnswerKeepsRain: a later answer begins within a day; the whole rain of
// that day, known from the older one, is not lost, and its own whole days replace
// the older ones.
func TestNewerAnswerKeepsRain(t *testing.T) {
	d := newDesk(t)
	loc := d.Province.Location
	d.at(day1, 7, 0)
	old := day1.At(1, 0, loc).UTC()
	d.ingest(t, d.hours(day1.AddDays(-3).At(7, 0, loc), day1.AddDays(2).At(23, 0, loc), old)...)
	d.at(day1.AddDays(1), 7, 0)
	newer := day1.AddDays(1).At(1, 0, loc).UTC()
	d.ingest(t, d.hours(day1.At(7, 0, loc), day1.AddDays(2).At(12, 0, loc), newer)...)
	days, err := d.st.ModelDays(t.Context(), day1, day1.AddDays(2), d.now)
	if err != nil || len(days) != 3 {
		t.Fatalf("%d days, %v", len(days), err)
	}
	for i, want := range []time.Time{old, newer, old} {
		if days[i].RainMM != forecast.Some(12) || !days[i].Issued.Equal(want) {
			t.Errorf("%s: rain %v from the run of %s, want 12 mm of %s", days[i].Date, days[i].RainMM, days[i].Issued, want)
		}
	}
}

// TestFirstAnswerKeepsItsEdges: where nothing better is kept, a part of a day is
// better than nothing.
func TestFirstAnswerKeepsItsEdges(t *testing.T) {
	d := newDesk(t)
	loc := d.Province.Location
	d.at(day1, 7, 0)
	d.ingest(t, d.hours(day1.At(7, 0, loc), day1.AddDays(1).At(23, 0, loc), day1.At(1, 0, loc).UTC())...)
	days, err := d.st.ModelDays(t.Context(), day1, day1.AddDays(1), d.now)
	if err != nil || len(days) != 2 || !days[0].TempC.OK || days[0].RainMM.OK || !days[0].RainAtLeastMM.OK {
		t.Errorf("%+v, %v", days, err)
	}
}
