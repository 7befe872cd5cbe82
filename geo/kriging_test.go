package geo

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func shareOf(weights []Weight, index int) float64 {
	for _, w := range weights {
		if w.Index == index {
			return w.Share
		}
	}
	return 0
}

// By hand: two sources with covariances b₁, b₂ to the target and k to each other
// get w₁ = ½ + (b₁ − b₂)/(2(σ² + R − k)).
func TestKriging(t *testing.T) {
	c := Covariance{Variance: 4, LengthKm: 10, Nugget: 1}
	e := func(x float64) float64 { return 4 * math.Exp(-x) }
	unequal := 0.5 + (e(1)-e(2))/(2*(5-e(3)))
	exact := c
	exact.Nugget = 0
	cases := []struct {
		name    string
		by      Kriging
		sources []Site
		want    []float64 // by source
	}{
		{"no sources", Kriging{Covariance: c}, nil, nil},
		{"one source", Kriging{Covariance: c}, []Site{northOf(70)}, []float64{1}},
		{"out of reach", Kriging{Covariance: c, MaxKm: 50}, []Site{northOf(70)}, []float64{0}},
		{"either side", Kriging{Covariance: c}, []Site{northOf(20), northOf(-20)}, []float64{0.5, 0.5}},
		{"nearer and farther", Kriging{Covariance: c}, []Site{northOf(10), northOf(-20)}, []float64{unequal, 1 - unequal}},
		{"only the nearest", Kriging{Covariance: c, MaxCount: 1}, []Site{northOf(10), northOf(-20)}, []float64{1, 0}},
		{"two at one place without nugget", Kriging{Covariance: exact}, []Site{northOf(10), northOf(10), northOf(-10)}, []float64{0.25, 0.25, 0.5}},
		{"at the target without nugget", Kriging{Covariance: exact}, []Site{northOf(0), northOf(9)}, []float64{1, 0}},
		{"no place", Kriging{Covariance: c}, []Site{{Lat: math.NaN()}, northOf(1)}, []float64{0, 1}},
		{"no covariance", Kriging{}, []Site{northOf(1)}, []float64{0}},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			got := k.by.Weights(northOf(0), k.sources)
			for i, want := range k.want {
				if math.Abs(shareOf(got, i)-want) > 1e-5 {
					t.Errorf("%v, want %v", got, k.want)
				}
			}
		})
	}
	if v := (Kriging{Covariance: c}).Variance(northOf(0), []Site{northOf(10)}); !v.OK || math.Abs(v.V-(4+5-2*e(1))) > 1e-6 {
		t.Errorf("variance of one source %v, want C(0) + σ² + R − 2b = %v", v, 9-2*e(1))
	}
	if v := (Kriging{Covariance: c}).Variance(northOf(0), nil); v.OK {
		t.Errorf("variance of nothing %v", v)
	}
}

func TestKrigingIsConvex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := Kriging{Covariance: anyCovariance(t), MaxCount: rapid.IntRange(0, 8).Draw(t, "count")}
		target, sources := anySite(t, "target"), anySites(t, 1, 15, "sources")
		weights := by.Weights(target, sources)
		sum, last := 0.0, -1.0
		for _, w := range weights {
			km := DistanceKm(target, sources[w.Index])
			if w.Share < 0 || w.Share > 1+1e-12 || km < last {
				t.Fatalf("share %v at %v km after %v km", w.Share, km, last)
			}
			sum, last = sum+w.Share, km
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatalf("shares add up to %v: %v", sum, weights)
		}
		if v := by.Variance(target, sources); !v.OK || v.V < 0 || math.IsNaN(v.V) {
			t.Fatalf("variance %v", v)
		}
		if again := by.Weights(target, sources); !cmp.Equal(again, weights) {
			t.Fatal("a second time differs")
		}
	})
}

func BenchmarkKriging8Of200(b *testing.B) {
	by, sources, target := Kriging{Covariance: typical, MaxCount: 8}, scattered(200, 1), northOf(0)
	for b.Loop() {
		by.Weights(target, sources)
	}
}
