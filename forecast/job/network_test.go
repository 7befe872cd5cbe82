package job_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// posts are eight stations around the zone of the desk.
func posts() []forecast.Station {
	var all []forecast.Station
	for i := range 8 {
		angle := float64(i) * math.Pi / 4
		all = append(all, forecast.Station{
			ID: fmt.Sprintf("n%d", i), Name: fmt.Sprintf("Post %d", i),
			Lat: 11.3 + 0.2*math.Sin(angle), Lon: 106.4 + 0.2*math.Cos(angle), ElevationM: forecast.Some(30),
		})
	}
	return all
}

// reading is what a post reads at an hour of a dry season: the sun's course, a
// little of its own, no rain but on the first day.
func reading(post int, at time.Time, first bool) forecast.Observation {
	hour := float64(at.Hour()+7) + float64(at.Minute())/60
	own := 0.4*math.Sin(float64(post)*2.1) + 0.2*math.Sin(float64(at.Unix()/3600)+float64(post))
	o := forecast.Observation{
		Station: fmt.Sprintf("n%d", post), Time: at, Source: "csv",
		TempC:     forecast.Some(math.Round(10*(29+5*math.Sin((hour-8)*math.Pi/12)+own)) / 10),
		DewPointC: forecast.Some(math.Round(10*(21+own/2+0.3*math.Sin(hour))) / 10),
		WindMS:    forecast.Some(math.Round(10*(2+math.Sin(hour/3)+own)) / 10),
		Rain:      []forecast.Rain{{MM: 0, Hours: 3}},
	}
	if first {
		o.Rain[0].MM = math.Round(10*(2+hour/4+own)) / 10 // never twice the same: that would be a stuck gauge
	}
	return o
}

// season is what the posts report over ten days, as spoil leaves it.
func (d *desk) season(t *testing.T, spoil func(post int, days float64, o *forecast.Observation) (silent bool)) (forecast.ZoneDay, []string) {
	t.Helper()
	if err := d.st.SaveStations(t.Context(), posts()); err != nil {
		t.Fatal(err)
	}
	begun := day1.At(1, 0, d.Province.Location)
	for at := begun; at.Before(begun.AddDate(0, 0, 10).Add(-8 * time.Hour)); at = at.Add(3 * time.Hour) {
		d.now = at.Add(10 * time.Minute)
		var obs []forecast.Observation
		for post := range 8 {
			o := reading(post, at.UTC(), at.Before(begun.AddDate(0, 0, 1)))
			if !spoil(post, at.Sub(begun).Hours()/24, &o) {
				obs = append(obs, o)
			}
		}
		d.ingest(t, obs...)
	}
	last := day1.AddDays(9)
	d.at(last, 16, 30)
	if _, err := d.Watch(t.Context()); err != nil {
		t.Fatal(err)
	}
	r, err := d.Predict(t.Context(), last, "16:30", false)
	if err != nil {
		t.Fatal(err)
	}
	return r.Days[0], d.standing(t)
}

// TestThreeBadStations: one too warm by 8 °C, one silent, one stuck on the last
// two days. All are found and named, and the level hardly changes.
func TestThreeBadStations(t *testing.T) {
	good, quiet := newDesk(t).season(t, func(int, float64, *forecast.Observation) bool { return false })
	if !good.Level.Known() || !good.P.OK {
		t.Fatalf("the good season: %+v", good)
	}
	for _, name := range quiet {
		if name != "s  isolated" {
			t.Errorf("in the good season: %s", name)
		}
	}
	d := newDesk(t)
	bad, warnings := d.season(t, func(post int, days float64, o *forecast.Observation) bool {
		switch {
		case days < 8:
		case post == 1:
			o.TempC = forecast.Some(o.TempC.V + 8)
		case post == 2:
			return true
		case post == 3:
			o.TempC, o.DewPointC = forecast.Some(27.3), forecast.Some(20.9)
		}
		return false
	})
	for _, want := range []string{"n1 temp_c failing", "n2  silent", "n3 temp_c failing"} {
		if !slices.Contains(warnings, want) {
			t.Errorf("nothing says %q; told: %q", want, warnings)
		}
	}
	hot, err := d.st.Verdicts(t.Context(), "n1", d.now.AddDate(0, 0, -1), d.now, d.now)
	if err != nil || len(hot) == 0 || hot[0].Flags[0].Variable != forecast.TempC {
		t.Errorf("nothing is kept against the warm post: %v, %v", hot, err)
	}
	if off := math.Abs(bad.P.V-good.P.V) / good.P.V; bad.Level != good.Level || off > 0.02 {
		t.Errorf("level %v with P %v became %v with P %v: %.1f %% off", good.Level, good.P, bad.Level, bad.P, 100*off)
	}
}
