package quality_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
)

func TestBatchFeedsItself(t *testing.T) {
	spike, after := earlier(1, 54), earlier(0, 34)
	before := earlier(2, 33)
	obs := []forecast.Observation{after, spike}
	asked := 0
	checker().CheckAll(obs, func(station string) []forecast.Observation {
		asked++
		return []forecast.Observation{before}
	})
	if told(obs[1].Flags) != "temp_c step" || obs[0].Flags != nil || asked != 1 {
		t.Errorf("got %q and %q, asked %d times", told(obs[1].Flags), told(obs[0].Flags), asked)
	}
}

func TestFlagsOfOthersStay(t *testing.T) {
	o := good()
	o.Flags = []forecast.Flag{{Variable: forecast.WindMS, Test: "officer"}, {Variable: forecast.TempC, Test: "range"}}
	obs := []forecast.Observation{o}
	checker().CheckAll(obs, nil)
	if got := told(obs[0].Flags); got != "wind_ms officer" {
		t.Errorf("got %q", got)
	}
}

func drawFloat(t *rapid.T, name string) forecast.Float {
	return rapid.OneOf(
		rapid.Just(forecast.Float{}),
		rapid.Map(rapid.SampledFrom([]float64{-999, 0, 20, 34, 100}), forecast.Some),
		rapid.Map(rapid.Float64(), forecast.Some),
	).Draw(t, name)
}

func drawBatch(t *rapid.T) []forecast.Observation {
	obs := make([]forecast.Observation, rapid.IntRange(0, 30).Draw(t, "reports"))
	for i := range obs {
		o := &obs[i]
		o.Station = rapid.SampledFrom([]string{"48900", "VVTS"}).Draw(t, "station")
		o.Time = noon.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "half hours")) * 30 * time.Minute)
		o.Received = noon.Add(15 * time.Hour)
		o.Correction = rapid.SampledFrom([]string{"", "CCA"}).Draw(t, "correction")
		for _, v := range forecast.Scalars {
			o.Set(v, drawFloat(t, string(v)))
		}
		if r := drawFloat(t, "rain"); r.OK {
			o.Rain = []forecast.Rain{{MM: r.V, Hours: 6}, {MM: 1, Hours: 3}}
		}
		o.Derived = rapid.SampledFrom([][]forecast.Variable{nil, {forecast.RHPct}, {forecast.DewPointC}}).Draw(t, "derived")
	}
	return obs
}

func clone(obs []forecast.Observation) []forecast.Observation {
	list := append([]forecast.Observation(nil), obs...)
	for i := range list {
		list[i].Rain = append([]forecast.Rain(nil), list[i].Rain...)
	}
	return list
}

// Whatever comes in: no value changes, each flag says why, each flagged variable
// is there, what was impossible is flagged, and checking again changes nothing.
func TestCheckOnlyFlags(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obs := drawBatch(t)
		before := clone(obs)
		c := checker()
		c.CheckAll(obs, nil)
		same := cmp.Options{cmpopts.IgnoreFields(forecast.Observation{}, "Flags"), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}
		if diff := cmp.Diff(before, obs, same); diff != "" {
			t.Fatal(diff)
		}
		for _, o := range obs {
			checkFlags(t, o)
		}
		once := clone(obs)
		c.CheckAll(obs, func(string) []forecast.Observation { return once })
		if diff := cmp.Diff(once, obs, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("checked again: %s", diff)
		}
	})
}

func checkFlags(t *rapid.T, o forecast.Observation) {
	seen := map[forecast.Variable]bool{}
	for _, f := range o.Flags {
		missing := f.Variable != forecast.RainMM && !o.Value(f.Variable).OK
		if seen[f.Variable] || f.Reason == "" || f.Test == "" || missing {
			t.Fatalf("flag %+v of %+v", f, o)
		}
		seen[f.Variable] = true
	}
	for v, r := range quality.DefaultLimits().Range {
		if value := o.Value(v); value.OK && !(value.V >= r.Low && value.V <= r.High) && !seen[v] {
			t.Fatalf("%s %v was let through", v, value)
		}
	}
}

// The order in which a batch came in does not matter.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obs := drawBatch(t)
		for i := range obs { // two reports that cannot be told apart have no order
			obs[i].Received = obs[i].Received.Add(time.Duration(i) * time.Millisecond)
			obs[i].Raw = fmt.Sprint(i)
		}
		shuffled := rapid.Permutation(obs).Draw(t, "order")
		checker().CheckAll(obs, nil)
		checker().CheckAll(shuffled, nil)
		want := map[string]string{}
		for _, o := range obs {
			want[o.Raw] = told(o.Flags)
		}
		for _, o := range shuffled {
			if got := told(o.Flags); got != want[o.Raw] {
				t.Fatalf("report %s: %q or %q", o.Raw, got, want[o.Raw])
			}
		}
	})
}

func BenchmarkCheckAll(b *testing.B) {
	obs := make([]forecast.Observation, 7305) // twenty years of days
	for i := range obs {
		obs[i] = good()
		obs[i].Time = noon.AddDate(0, 0, i)
		obs[i].Received = obs[i].Time
		obs[i].TempC = some(30 + float64(i%50)/10)
	}
	for b.Loop() {
		checker().CheckAll(obs, nil)
	}
}
