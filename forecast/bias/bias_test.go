package bias

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

func TestApply(t *testing.T) {
	cases := []struct {
		name string
		c    Correction
		in   forecast.Float
		want forecast.Float
	}{
		{"line", Correction{Variable: forecast.TempC, Slope: 0.8, Intercept: 5}, forecast.Some(30), forecast.Some(29)},
		{"missing stays missing", Correction{Variable: forecast.TempC, Slope: 1, Intercept: 5}, forecast.Float{}, forecast.Float{}},
		{"frost is no fault", Correction{Variable: forecast.TempC, Slope: 1, Intercept: -5}, forecast.Some(2), forecast.Some(-3)},
		{"dry stays dry", Correction{Variable: forecast.RainMM, Slope: 1.6}, forecast.Some(0), forecast.Some(0)},
		{"rain", Correction{Variable: forecast.RainMM, Slope: 1.5}, forecast.Some(4), forecast.Some(6)},
		{"wind not below calm", Correction{Variable: forecast.WindMS, Slope: 1, Intercept: -3}, forecast.Some(1), forecast.Some(0)},
		{"humidity not above 100", Correction{Variable: forecast.RHPct, Slope: 1, Intercept: 9}, forecast.Some(95), forecast.Some(100)},
		{"none", None(forecast.RHPct, TooFew), forecast.Some(104), forecast.Some(104)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.c.Apply(c.in); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestLimitDewPoint(t *testing.T) {
	if got := LimitDewPoint(forecast.Some(24), forecast.Some(25)); got != forecast.Some(24) {
		t.Errorf("%v", got)
	}
	if got := LimitDewPoint(forecast.Float{}, forecast.Some(25)); got != forecast.Some(25) {
		t.Errorf("without a temperature: %v", got)
	}
	if got := LimitDewPoint(forecast.Some(24), forecast.Float{}); got.OK {
		t.Errorf("without a dew point: %v", got)
	}
}

func TestAt(t *testing.T) {
	line := func(slope, intercept float64) Correction {
		return Correction{Variable: forecast.TempC, Reason: Linear, N: 30, Slope: slope, Intercept: intercept,
			Bias: forecast.Some(-intercept), RMSEBefore: forecast.Some(2), RMSEAfter: forecast.Some(1)}
	}
	good := None(forecast.TempC, NotBetter)
	good.Bias, good.RMSEBefore, good.RMSEAfter = forecast.Some(0), forecast.Some(1), forecast.Some(1)
	few := None(forecast.TempC, TooFew)
	cases := []struct {
		name      string
		shares    []Share
		slope     float64
		intercept float64
		n         int
		after     forecast.Float
	}{
		{"no stations", nil, 1, 0, 0, forecast.Float{}},
		{"one", []Share{{line(0.8, 5), 1}}, 0.8, 5, 1, forecast.Some(1)},
		{"weighted mean", []Share{{line(0.8, 4), 0.75}, {line(1.2, -4), 0.25}}, 0.9, 2, 2, forecast.Some(1)},
		{"a model that needs none counts", []Share{{line(1, 4), 0.5}, {good, 0.5}}, 1, 2, 2, forecast.Some(1)},
		{"an unknown one does not", []Share{{line(1, 4), 0.5}, {few, 0.5}}, 1, 4, 1, forecast.Some(1)},
		{"only unknown ones", []Share{{few, 1}}, 1, 0, 0, forecast.Float{}},
		{"far from stations half is the model's", []Share{{line(0.8, 4), 0.5}}, 0.9, 2, 1, forecast.Some(1)},
		{"negative weight", []Share{{line(1, 4), 1.1}, {line(1, 9), -0.1}}, 1, 4, 1, forecast.Some(1)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := At(forecast.TempC, c.shares)
			if math.Abs(got.Slope-c.slope) > 1e-12 || math.Abs(got.Intercept-c.intercept) > 1e-12 || got.N != c.n || got.RMSEAfter.OK != c.after.OK {
				t.Errorf("%+v", got)
			}
			if got.Reason != Spread && !got.Identity() {
				t.Errorf("%s: %+v", got.Reason, got)
			}
		})
	}
}

func anyCorrection(t *rapid.T) Correction {
	return Correction{Variable: forecast.TempC, Reason: Linear, Slope: rapid.Float64Range(0.5, 1.5).Draw(t, "slope"),
		Intercept: rapid.Float64Range(-10, 10).Draw(t, "intercept")}
}

// A zone's correction never leaves the span of the stations' and the model.
func TestAtStaysWithinTheStations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shares := make([]Share, rapid.IntRange(1, 8).Draw(t, "n"))
		for i := range shares {
			shares[i] = Share{anyCorrection(t), rapid.Float64Range(-0.5, 1).Draw(t, "weight")}
		}
		x := forecast.Some(rapid.Float64Range(-5, 45).Draw(t, "x"))
		low, high := x.V, x.V
		for _, s := range shares {
			v := s.Correction.Apply(x).V
			low, high = min(low, v), max(high, v)
		}
		got := At(forecast.TempC, shares)
		if v := got.Apply(x).V; v < low-1e-9 || v > high+1e-9 {
			t.Fatalf("%v outside of %v…%v", v, low, high)
		}
		if !cmp.Equal(got, At(forecast.TempC, shares)) {
			t.Fatal("a second time differs")
		}
	})
}
