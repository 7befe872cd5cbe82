package run

import (
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// TestAStationThatBeginsToReport: a station of great weight sends its first reading
// today. On the days before nothing of it was missing, so the chain goes on; had it
// belonged to the network and been silent, there would be a gap, as ever.
func TestAStationThatBeginsToReport(t *testing.T) {
	const days = 9
	far := one(day1, reading(day1, 30, 80, 12))
	far.Stations[0].Lat += 0.3
	begin := compute(t, far, bookOf(t, genericP)).States
	for name, c := range map[string]struct {
		joined map[string]forecast.Date
		known  bool
	}{
		"began today":     {map[string]forecast.Date{"near": day1.AddDays(days)}, true},
		"began long ago":  {map[string]forecast.Date{"near": day1.AddDays(2)}, false},
		"was there first": {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			in := far
			in.Today, in.Begin, in.Observed, in.Joined = day1.AddDays(days), begin, nil, c.joined
			for n := 1; n <= days; n++ {
				in.Observed = append(in.Observed, reading(day1.AddDays(n), 34, 45, 0))
			}
			fresh := reading(in.Today, 35, 40, 0)
			fresh.Place = "near"
			in.Observed = append(in.Observed, fresh)
			in.Stations = append(far.Stations[:1:1], forecast.Station{ID: "near", Name: "Near", Lat: 11.31, Lon: 106.4})
			got := on(t, compute(t, in, bookOf(t, genericP)), in.Today)
			if got.P.OK != c.known || got.Level.Known() != c.known {
				t.Errorf("P %s, level %s, status %s; want it known: %t", got.P, got.Level, got.Status, c.known)
			}
		})
	}
}
