package quality_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
)

// around is a station some km north and east of Dầu Tiếng, at a height.
func around(id string, northKm, eastKm, heightM float64) forecast.Station {
	return forecast.Station{ID: id, Name: "Trạm " + id, Lat: 11.3 + northKm/111.2, Lon: 106.4 + eastKm/109, ElevationM: some(heightM)}
}

func netOf(stations ...forecast.Station) quality.Network {
	n := quality.Network{Stations: map[string]forecast.Station{}}
	for _, s := range stations {
		n.Stations[s.ID] = s
	}
	return n
}

func square() quality.Network {
	return netOf(around("a", 0, 0, 20), around("b", 0, 20, 20), around("c", 20, 0, 20), around("d", 20, 20, 20), around("far", 300, 0, 20))
}

// at is a report of a station some hours after noon.
func at(station string, h float64, change func(o *forecast.Observation)) forecast.Observation {
	o := forecast.Observation{Station: station, Time: noon.Add(time.Duration(h * float64(time.Hour))), Source: "csv",
		TempC: some(34), DewPointC: some(21), RHPct: some(46), WindMS: some(3), MSLPressureHPa: some(1010)}
	o.Received = o.Time.Add(5 * time.Minute)
	if change != nil {
		change(&o)
	}
	return o
}

func temp(v float64) func(o *forecast.Observation) {
	return func(o *forecast.Observation) { o.TempC = some(v) }
}

// found is what all flags say: "station variable test".
func found(obs []forecast.Observation) string {
	var parts []string
	for _, o := range obs {
		for _, f := range o.Flags {
			parts = append(parts, o.Station+" "+string(f.Variable)+" "+f.Test)
		}
	}
	return strings.Join(parts, ", ")
}

func TestBuddy(t *testing.T) {
	flagged := func(o *forecast.Observation) {
		o.TempC, o.Flags = some(60), []forecast.Flag{{Variable: forecast.TempC, Test: quality.TestRange}}
	}
	for _, c := range []struct {
		name string
		obs  []forecast.Observation
		want string
	}{
		{"all alike", []forecast.Observation{at("a", 0, nil), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, ""},
		{"one is 8 K too warm", []forecast.Observation{at("a", 0, temp(42)), at("b", 0, temp(33)), at("c", 0, nil), at("d", 0, temp(35))}, "a temp_c buddy"},
		{"a shower cools one", []forecast.Observation{at("a", 0, temp(26.5)), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, ""},
		{"no shower cools so much", []forecast.Observation{at("a", 0, temp(21)), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, "a temp_c buddy"},
		{"two neighbours do not judge", []forecast.Observation{at("a", 0, temp(42)), at("b", 0, nil), at("c", 0, nil)}, ""},
		{"a flagged value is no neighbour", []forecast.Observation{at("a", 0, temp(42)), at("b", 0, nil), at("c", 0, nil), at("d", 0, flagged)}, "d temp_c range"},
		{"the far one is no neighbour", []forecast.Observation{at("far", 0, temp(45)), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, ""},
		{"a station without a place", []forecast.Observation{at("nowhere", 0, temp(45)), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, ""},
		{"read an hour earlier", []forecast.Observation{at("a", 0, temp(42)), at("b", -1, nil), at("c", -1, nil), at("d", -1, nil)}, "a temp_c buddy"},
		{"read two hours earlier", []forecast.Observation{at("a", 0, temp(42)), at("b", -2, nil), at("c", -2, nil), at("d", -2, nil)}, ""},
		{"two wrong ones among five, worst first", []forecast.Observation{at("a", 0, temp(50)), at("b", 0, temp(44)), at("c", 0, nil), at("d", 0, nil), at("e", 0, nil)},
			"a temp_c buddy, b temp_c buddy"},
		{"one squall", []forecast.Observation{at("a", 0, func(o *forecast.Observation) { o.WindMS = some(16) }), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, ""},
		{"what was derived goes too", []forecast.Observation{at("a", 0, func(o *forecast.Observation) {
			o.TempC, o.Derived = some(42), []forecast.Variable{forecast.RHPct}
		}), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, "a temp_c buddy, a rh_pct buddy"},
		{"model weather is left alone", []forecast.Observation{at("a", 0, func(o *forecast.Observation) {
			o.TempC, o.Issued = some(45), noon
		}), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, ""},
		{"readings are not held against the sample season", []forecast.Observation{at("a", 0, func(o *forecast.Observation) {
			o.TempC, o.Simulated = some(45), true
		}), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			net := square()
			net.Stations["e"] = around("e", 10, 10, 20)
			checker().CheckNetwork(c.obs, net)
			if got := found(c.obs); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBuddyReason(t *testing.T) {
	obs := []forecast.Observation{at("a", 0, temp(42)), at("b", 0, temp(33)), at("c", 0, nil), at("d", 0, temp(35))}
	checker().CheckNetwork(obs, square())
	want := []forecast.Flag{{Variable: forecast.TempC, Test: "buddy", Value: some(42), Low: some(26), High: some(39),
		Reason: "temperature 42 °C: 8 °C above the median 34 °C of 3 neighbours (c, b, d), limit 5 °C"}}
	if diff := cmp.Diff(want, obs[0].Flags); diff != "" {
		t.Error(diff)
	}
}

// A mountain is cool for its height, not for its thermometer.
func TestBuddyKnowsHeight(t *testing.T) {
	net := netOf(around("top", 0, 0, 390), around("b", 0, 20, 0), around("c", 20, 0, 0), around("d", 20, 20, 0))
	obs := []forecast.Observation{at("top", 0, temp(37.5)), at("b", 0, nil), at("c", 0, nil), at("d", 0, nil)}
	checker().CheckNetwork(obs, net) // 34 °C at the foot is 31.5 °C up there
	if got := found(obs); got != "top temp_c buddy" {
		t.Errorf("got %q", got)
	}
	obs[0].TempC = some(36.4)
	checker().CheckNetwork(obs, net)
	if got := found(obs); got != "" {
		t.Errorf("got %q", got)
	}
}

// One sensor under two names does not outvote the others, nor vouch for itself.
func TestOnePlaceSpeaksOnce(t *testing.T) {
	net := netOf(around("a", 0, 0, 20), around("a2", 0, 0.02, 20), around("b", 0, 20, 20), around("c", 20, 0, 20))
	obs := []forecast.Observation{at("a", 0, temp(47)), at("a2", 0, temp(47)), at("b", 0, nil), at("c", 0, nil)}
	checker().CheckNetwork(obs, net)
	if got := found(obs); got != "" { // a and a2 have two neighbours, and so have b and c
		t.Errorf("got %q", got)
	}
	net.Stations["d"] = around("d", 20, 20, 20)
	obs = append(obs, at("d", 0, nil))
	checker().CheckNetwork(obs, net)
	if got := found(obs); got != "a temp_c buddy, a2 temp_c buddy" {
		t.Errorf("got %q", got)
	}
}

// The four stations of the province's list are each other's neighbours.
func TestSyntheticDayOfTheProvince(t *testing.T) {
	net := netOf(
		forecast.Station{ID: "48900", Lat: 10.8167, Lon: 106.6667, ElevationM: some(19)},
		forecast.Station{ID: "tay-ninh", Lat: 11.3167, Lon: 106.0667, ElevationM: some(10)},
		forecast.Station{ID: "dong-phu", Lat: 11.5333, Lon: 106.90, ElevationM: some(82)},
		forecast.Station{ID: "phuoc-long", Lat: 11.8167, Lon: 106.95, ElevationM: some(245)})
	var obs []forecast.Observation
	for h := range 24 {
		for i, id := range []string{"48900", "tay-ninh", "dong-phu", "phuoc-long"} {
			v := 30 + 0.5*float64(i) - float64((h-7)*(h-7))/40
			if id == "dong-phu" {
				v += 8
			}
			obs = append(obs, at(id, float64(h), temp(v)))
		}
	}
	checker().CheckNetwork(obs, net)
	for _, o := range obs {
		if o.Flagged(forecast.TempC) != (o.Station == "dong-phu") {
			t.Fatalf("%s %s: %+v", o.Station, o.Time, o.Flags)
		}
	}
}

func TestSpatial(t *testing.T) {
	net := square()
	rounds := 0
	// the mean of the other stations that are not flagged
	net.Analyse = func(obs []forecast.Observation) quality.Expected {
		rounds++
		return func(station string, v forecast.Variable, _ time.Time) (value, sigma forecast.Float) {
			sum, n := 0.0, 0.0
			for i := range obs {
				if u := obs[i].Usable(v); u.OK && obs[i].Station != station {
					sum, n = sum+u.V, n+1
				}
			}
			if n == 0 || v != forecast.TempC {
				return forecast.Float{}, forecast.Float{}
			}
			return some(sum / n), some(0.5)
		}
	}
	c := checker()
	c.Limits.Buddy = nil
	obs := []forecast.Observation{at("a", 0, temp(50)), at("b", 0, temp(33)), at("c", 0, temp(34))}
	c.CheckNetwork(obs, net)
	// at first everyone departs from the mean that a has spoilt; the limit is 4·√(0.5²+1²)
	if got := found(obs); got != "a temp_c spatial" || rounds != 2 {
		t.Errorf("got %q in %d rounds", got, rounds)
	}
	want := "temperature 50 °C: 16.5 °C from the 33.5 °C that the analysis expects without the station, limit 4.5 °C"
	if f := obs[0].Flags[0]; f.Reason != want || !f.Low.OK || !f.High.OK {
		t.Errorf("%+v", f)
	}
}

func TestIsolated(t *testing.T) {
	var obs []forecast.Observation
	for d := range 8 {
		obs = append(obs, at("far", -24*float64(d+1), temp(33+float64(d%2))))
	}
	obs = append(obs, at("far", 0, temp(41)))
	warnings := checker().CheckNetwork(obs, square())
	want := "station far (Trạm far): temperature 41 °C, at this time of day 33.5 °C in 8 days before, and no neighbours to vouch for it"
	if len(warnings) != 1 || warnings[0].Kind != quality.WarnIsolated || warnings[0].Reason != want || warnings[0].Since != noon {
		t.Errorf("%+v", warnings)
	}
	if got := found(obs); got != "" { // it stays usable
		t.Errorf("got %q", got)
	}
	for _, id := range []string{"a", "b", "c", "d"} { // of these, one is as warm and has neighbours
		obs = append(obs, at(id, 0, temp(41)))
	}
	obs[8].TempC = some(34)
	if warnings = checker().CheckNetwork(obs, square()); len(warnings) > 0 {
		t.Errorf("%+v", warnings)
	}
}
