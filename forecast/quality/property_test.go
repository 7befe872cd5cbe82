package quality_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
)

var nothing = cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}

// drawNetwork places stations within 63 km, each at a place of its own.
func drawNetwork(t *rapid.T, least, most int) (quality.Network, []string) {
	net := netOf()
	var ids []string
	for i := range rapid.IntRange(least, most).Draw(t, "stations") {
		id := fmt.Sprint("s", i)
		ids = append(ids, id)
		net.Stations[id] = around(id, float64(i)*5+rapid.Float64Range(0, 3).Draw(t, "north"), rapid.Float64Range(0, 60).Draw(t, "east"), rapid.Float64Range(0, 250).Draw(t, "height"))
	}
	return net, ids
}

// calmDay is a day on which everyone, brought to one height, lies within 1 K of
// the hour's temperature.
func calmDay(t *rapid.T, net quality.Network, ids []string) []forecast.Observation {
	var obs []forecast.Observation
	for h := 0; h < 24; h += 3 {
		for _, id := range ids {
			v := 28 + 6*math.Sin(float64(h)/4) + rapid.Float64Range(-1, 1).Draw(t, "local") - net.Stations[id].ElevationM.V*0.0065
			obs = append(obs, at(id, float64(h), temp(v)))
		}
	}
	return obs
}

// One station 8 K off is found at every hour, and nobody else is.
func TestOneWrongStationIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net, ids := drawNetwork(t, 4, 12)
		obs := calmDay(t, net, ids)
		wrong := rapid.SampledFrom(ids).Draw(t, "wrong")
		for i := range obs {
			if obs[i].Station == wrong {
				obs[i].TempC.V += 8
			}
		}
		checker().CheckNetwork(obs, net)
		for _, o := range obs {
			if o.Flagged(forecast.TempC) != (o.Station == wrong) {
				t.Fatalf("%s %s %v: %+v; wrong is %s", o.Station, o.Time, o.TempC, o.Flags, wrong)
			}
		}
	})
}

// When the weather itself changes, nobody is wrong.
func TestAllTogetherAreRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net, ids := drawNetwork(t, 1, 12)
		obs := calmDay(t, net, ids)
		shift := rapid.Float64Range(-30, 30).Draw(t, "shift")
		for i := range obs {
			obs[i].TempC.V += shift
		}
		checker().CheckNetwork(obs, net)
		if got := found(obs); got != "" {
			t.Fatal(got)
		}
	})
}

func drawNetworkBatch(t *rapid.T) (quality.Network, []forecast.Observation) {
	net, _ := drawNetwork(t, 0, 5)
	batch := drawBatch(t)
	var obs []forecast.Observation
	seen := map[string]bool{}
	for _, o := range batch { // one for each station and time
		o.Station = fmt.Sprint("s", rapid.IntRange(0, 6).Draw(t, "station"))
		key := o.Station + o.Time.String()
		if seen[key] {
			continue
		}
		seen[key] = true
		o.Raw = key
		o.Simulated = rapid.Bool().Draw(t, "simulated")
		if rapid.Bool().Draw(t, "flagged") {
			o.Flags = []forecast.Flag{{Variable: rapid.SampledFrom(forecast.Scalars).Draw(t, "variable"), Test: "officer"}}
		}
		obs = append(obs, o)
	}
	net.Analyse = func(obs []forecast.Observation) quality.Expected {
		return func(_ string, v forecast.Variable, _ time.Time) (value, sigma forecast.Float) {
			return forecast.Float{V: 30, OK: v == forecast.TempC}, some(3)
		}
	}
	return net, obs
}

// Whatever comes in: no value changes, foreign flags stay, every flag says why,
// a variable is flagged once, and checking again changes nothing.
func TestNetworkOnlyFlags(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net, obs := drawNetworkBatch(t)
		before := clone(obs)
		c := checker()
		warnings := c.CheckNetwork(obs, net)
		if diff := cmp.Diff(before, obs, nothing, cmpopts.IgnoreFields(forecast.Observation{}, "Flags")); diff != "" {
			t.Fatal(diff)
		}
		for i, o := range obs {
			seen := map[forecast.Variable]bool{}
			for j, f := range o.Flags {
				if seen[f.Variable] || f.Test != "officer" && f.Reason == "" || j < len(before[i].Flags) && f.Test != "officer" {
					t.Fatalf("%+v", o.Flags)
				}
				seen[f.Variable] = true
			}
		}
		once := clone(obs)
		again := c.CheckNetwork(obs, net)
		if diff := cmp.Diff(once, obs, nothing) + cmp.Diff(warnings, again, nothing); diff != "" {
			t.Fatalf("checked again: %s", diff)
		}
	})
}

// The order in which readings came in does not matter.
func TestNetworkOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net, obs := drawNetworkBatch(t)
		shuffled := rapid.Permutation(obs).Draw(t, "order")
		a, b := checker().CheckNetwork(obs, net), checker().CheckNetwork(shuffled, net)
		want := map[string][]forecast.Flag{}
		for _, o := range obs {
			want[o.Raw] = o.Flags
		}
		for _, o := range shuffled {
			if diff := cmp.Diff(want[o.Raw], o.Flags, nothing); diff != "" {
				t.Fatalf("%s: %s", o.Raw, diff)
			}
		}
		if diff := cmp.Diff(a, b, nothing); diff != "" {
			t.Fatal(diff)
		}
	})
}

// dense is a network of a province with some wrong sensors.
func dense(days int) ([]forecast.Observation, quality.Network) {
	net := netOf()
	var obs []forecast.Observation
	for s := range 200 {
		id := fmt.Sprint("s", s)
		net.Stations[id] = around(id, float64(s%15)*6, float64(s/15)*6, float64(s%7)*20)
		for h := range 24 * days {
			obs = append(obs, at(id, float64(h), func(o *forecast.Observation) {
				o.TempC = some(30 + float64((s*7+h)%20)/10)
				if s%50 == 3 {
					o.TempC.V += 8
				}
				o.DewPointC, o.RHPct = some(21+float64((s*3+h)%10)/10), some(50+float64((s+h)%10))
				o.Rain = []forecast.Rain{{MM: float64((s + h) % 3), Hours: 1}}
			}))
		}
	}
	return obs, net
}

func TestDenseNetwork(t *testing.T) {
	obs, net := dense(1)
	checker().CheckNetwork(obs, net)
	wrong := 0
	for _, o := range obs {
		wrong += len(o.Flags)
	}
	if wrong != 4*24 {
		t.Errorf("%d flags, want 96", wrong)
	}
}

func BenchmarkCheckNetwork(b *testing.B) {
	for _, days := range []int{1, 10} {
		obs, net := dense(days)
		b.Run(fmt.Sprintf("200x%dh", days*24), func(b *testing.B) {
			for b.Loop() {
				checker().CheckNetwork(obs, net)
			}
		})
	}
}
