package bias

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

// season makes pairs of noon temperatures: observed = intercept + slope·model + noise.
func season(n int, slope, intercept, noise float64, seed uint64) []Pair {
	random, pairs := rand.New(rand.NewPCG(seed, 1)), make([]Pair, n)
	for i := range pairs {
		m := 33 + 3*random.NormFloat64()
		pairs[i] = Pair{Model: m, Observed: intercept + slope*m + noise*random.NormFloat64()}
	}
	return pairs
}

func TestFitByHand(t *testing.T) {
	pairs := make([]Pair, 20) // model 0…19, observed 2 + 0.8·model
	for i := range pairs {
		pairs[i] = Pair{float64(i), 2 + 0.8*float64(i)}
	}
	c := Fit(forecast.TempC, pairs)
	if c.Reason != Linear || math.Abs(c.Slope-0.8) > 1e-12 || math.Abs(c.Intercept-2) > 1e-9 || c.RMSEAfter.V > 1e-9 ||
		math.Abs(c.Bias.V+0.1) > 1e-12 || math.Abs(c.RMSEBefore.V-math.Sqrt(1.34)) > 1e-9 {
		t.Errorf("%+v", c)
	}
	five := []Pair{{20, 23}, {21, 24}, {22, 25}, {23, 26}, {24, 27}}
	c = Fit(forecast.TempC, five) // mean difference 3, shrunk by 5/(5+5); left out: by 4/(4+5)
	if c.Reason != Shift || c.Slope != 1 || math.Abs(c.Intercept-1.5) > 1e-12 || math.Abs(c.RMSEAfter.V-(3-3*4/9.0)) > 1e-12 || c.N != 5 {
		t.Errorf("%+v", c)
	}
}

func TestFit(t *testing.T) {
	few := season(40, 1, 3, 0.5, 1)
	upsideDown := season(30, -0.5, 60, 0.5, 2)
	flat := make([]Pair, 30)
	for i := range flat {
		flat[i] = Pair{30, 28 + 0.1*float64(i%3)}
	}
	cases := []struct {
		name  string
		pairs []Pair
		want  Reason
	}{
		{"nothing", nil, TooFew},
		{"four pairs", few[:4], TooFew},
		{"five pairs", few[:5], Shift},
		{"fourteen pairs", season(14, 0.7, 12, 0.1, 3), Shift},
		{"fifteen pairs", season(15, 0.7, 12, 0.1, 3), Linear},
		{"steep", season(30, 1.9, -30, 0.3, 4), ShiftLimited},
		{"upside down", upsideDown, ShiftLimited},
		{"the model always says the same", flat, ShiftLimited},
		{"no bias", season(30, 1, 0, 1, 5), NotBetter},
		{"not a number", []Pair{{math.NaN(), 1}, {1, math.Inf(1)}, {1, 2}, {1, 2}, {1, 2}, {1, 2}}, TooFew},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Fit(forecast.TempC, c.pairs)
			if got.Reason != c.want {
				t.Errorf("%+v, want %s", got, c.want)
			}
			if (got.Reason == TooFew || got.Reason == NotBetter) && !got.Identity() {
				t.Errorf("%+v changes the model", got)
			}
		})
	}
}

func TestFitFindsAKnownBias(t *testing.T) {
	c := Fit(forecast.TempC, season(30, 0.8, 5, 0.5, 6))
	for _, x := range []float64{28, 33, 38} {
		if got := c.Apply(forecast.Some(x)).V; math.Abs(got-(5+0.8*x)) > 0.6 {
			t.Errorf("%v corrected to %v, want about %v; %+v", x, got, 5+0.8*x, c)
		}
	}
	if c.RMSEAfter.V > 0.7 || c.RMSEBefore.V < 1 {
		t.Errorf("%+v", c)
	}
}

func TestFitRain(t *testing.T) {
	rain := func(factor float64, wet, dry int) []Pair {
		var pairs []Pair
		for i := range wet {
			pairs = append(pairs, Pair{float64(4 + i%5), factor * float64(4+i%5)})
		}
		return append(pairs, make([]Pair, dry)...)
	}
	cases := []struct {
		name  string
		pairs []Pair
		want  Reason
		ratio float64
	}{
		{"half as much", rain(0.5, 15, 15), Ratio, 1 - 0.5*15/20},
		{"half as much again", rain(1.5, 15, 15), Ratio, 1 + 0.5*15/20},
		{"ten times as much, held to 2", rain(10, 15, 15), Ratio, 1.75},
		{"never what was said, held to 0.5", rain(0, 15, 15), Ratio, 1 - 0.5*15/20},
		{"as said", rain(1, 15, 15), NotBetter, 1},
		{"dry season", rain(0.5, 0, 30), TooDry, 1},
		{"four wet days", rain(0.5, 4, 26), TooDry, 1},
		{"four days", rain(0.5, 4, 0), TooFew, 1},
		{"the model knew of no rain", []Pair{{0, 9}, {0, 9}, {0, 9}, {0, 9}, {0, 9}, {0, 9}}, TooDry, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Fit(forecast.RainMM, c.pairs)
			if got.Reason != c.want || math.Abs(got.Slope-c.ratio) > 1e-12 || got.Intercept != 0 {
				t.Errorf("%+v, want %s %v", got, c.want, c.ratio)
			}
			if got.Apply(forecast.Some(0)) != forecast.Some(0) {
				t.Error("a dry day became wet")
			}
		})
	}
}

func TestFitProperties(t *testing.T) {
	variables := []forecast.Variable{forecast.TempC, forecast.DewPointC, forecast.WindMS, forecast.RainMM}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SampledFrom(variables).Draw(t, "variable")
		value := rapid.Float64Range(0, 40)
		pairs := make([]Pair, rapid.IntRange(0, 40).Draw(t, "n"))
		for i := range pairs {
			pairs[i] = Pair{value.Draw(t, "model"), value.Draw(t, "observed")}
		}
		c := Fit(v, pairs)
		if !cmp.Equal(c, Fit(v, pairs)) {
			t.Fatal("a second fit differs")
		}
		if c.Slope < 0.5 || c.Slope > 2 || v != forecast.RainMM && c.Slope > 1.5 || v == forecast.RainMM && c.Intercept != 0 {
			t.Fatalf("%+v", c)
		}
		raw, corrected := 0.0, 0.0
		for _, p := range pairs {
			got := c.Apply(forecast.Some(p.Model)).V
			if (v == forecast.RainMM || v == forecast.WindMS) && got < 0 {
				t.Fatalf("%v became %v", p.Model, got)
			}
			raw += (p.Model - p.Observed) * (p.Model - p.Observed)
			corrected += (got - p.Observed) * (got - p.Observed)
		}
		if corrected > raw*(1+1e-12)+1e-12 {
			t.Fatalf("squares %v, raw %v: %+v", corrected, raw, c)
		}
		if c.RMSEAfter.OK && c.RMSEAfter.V > c.RMSEBefore.V {
			t.Fatalf("%+v", c)
		}
	})
}

// On a model without bias the correction stays near none.
func TestFitLeavesAnUnbiasedModelAlmostAlone(t *testing.T) {
	changed := 0
	for seed := range uint64(200) {
		c := Fit(forecast.TempC, season(30, 1, 0, 1, 100+seed))
		if !c.Identity() {
			changed++
		}
		for _, x := range []float64{30, 33, 36} {
			if d := c.Apply(forecast.Some(x)).V - x; math.Abs(d) > 1 {
				t.Errorf("seed %d: %v shifted by %v: %+v", seed, x, d, c)
			}
		}
	}
	t.Logf("%d of 200 changed", changed)
	if changed > 40 {
		t.Errorf("%d of 200 unbiased seasons corrected", changed)
	}
}

func BenchmarkFit30(b *testing.B) {
	pairs := season(30, 0.8, 5, 1, 1)
	for b.Loop() {
		Fit(forecast.TempC, pairs)
	}
}
