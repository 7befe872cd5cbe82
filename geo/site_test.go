package geo

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestDistanceKm(t *testing.T) {
	oneDegree := MeanRadiusKm * math.Pi / 180
	cases := []struct {
		name string
		a, b Site
		want float64
	}{
		{"same place", Site{Lat: 11, Lon: 106}, Site{Lat: 11, Lon: 106}, 0},
		{"one degree north", Site{Lat: 10, Lon: 106}, Site{Lat: 11, Lon: 106}, oneDegree},
		{"one degree along the equator", Site{Lon: 106}, Site{Lon: 107}, oneDegree},
		{"across the date line", Site{Lon: 179.5}, Site{Lon: -179.5}, oneDegree},
		{"antipodes", Site{Lat: 0, Lon: 0}, Site{Lat: 0, Lon: 180}, math.Pi * MeanRadiusKm},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := DistanceKm(c.a, c.b); math.Abs(got-c.want) > 1e-6 {
				t.Errorf("%v km, want %v", got, c.want)
			}
		})
	}
}

func TestLapse(t *testing.T) {
	if got := Lapse(34, 19, 284, 6.5); math.Abs(got-32.2775) > 1e-9 {
		t.Errorf("34 °C at 19 m is %v °C at 284 m, want 32.2775", got)
	}
	if got := Lapse(Lapse(20, 0, 900, 2), 900, 0, 2); math.Abs(got-20) > 1e-12 {
		t.Errorf("up and down again gives %v, want 20", got)
	}
}

func TestInverseDistance(t *testing.T) {
	target := Site{Lat: 11, Lon: 106.6}
	at := func(km float64) Site { return Site{Lat: 11 + km/(MeanRadiusKm*math.Pi/180), Lon: 106.6} }
	cases := []struct {
		name    string
		by      InverseDistance
		sources []Site
		want    []Weight
	}{
		{"no sources", InverseDistance{Power: 2}, nil, nil},
		{"none in reach", InverseDistance{Power: 2, MaxKm: 50}, []Site{at(60), at(51)}, nil},
		{"twice as far, a quarter", InverseDistance{Power: 2}, []Site{at(20), at(10)}, []Weight{{1, 0.8}, {0, 0.2}}},
		{"nearest two of three", InverseDistance{Power: 1, MaxCount: 2}, []Site{at(30), at(10), at(20)},
			[]Weight{{1, 2.0 / 3}, {2, 1.0 / 3}}},
		{"ties by index", InverseDistance{Power: 2}, []Site{at(10), at(10)}, []Weight{{0, 0.5}, {1, 0.5}}},
		{"40 m away takes all", InverseDistance{Power: 2}, []Site{at(1), at(0.04)}, []Weight{{1, 1}}},
		{"at the place itself", InverseDistance{Power: 2}, []Site{target, at(1)}, []Weight{{0, 1}}},
		{"no place", InverseDistance{Power: 2}, []Site{{Lat: math.NaN()}, at(1)}, []Weight{{1, 1}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := c.by.Weights(target, c.sources)
			if len(got) != len(c.want) {
				t.Fatalf("%v, want %v", got, c.want)
			}
			for i := range got {
				if got[i].Index != c.want[i].Index || math.Abs(got[i].Share-c.want[i].Share) > 1e-6 {
					t.Errorf("%v, want %v", got, c.want)
				}
			}
		})
	}
}

func TestInverseDistanceIsConvex(t *testing.T) {
	site := rapid.Custom(func(t *rapid.T) Site {
		return Site{Lat: rapid.Float64Range(8, 24).Draw(t, "lat"), Lon: rapid.Float64Range(102, 110).Draw(t, "lon")}
	})
	rapid.Check(t, func(t *rapid.T) {
		sources := rapid.SliceOfN(site, 1, 20).Draw(t, "sources")
		values := rapid.SliceOfN(rapid.Float64Range(-40, 60), len(sources), len(sources)).Draw(t, "values")
		by := InverseDistance{Power: rapid.Float64Range(0.5, 8).Draw(t, "power"), MaxCount: rapid.IntRange(0, 8).Draw(t, "count")}
		target := site.Draw(t, "target")
		sum, value, low, high, last := 0.0, 0.0, math.Inf(1), math.Inf(-1), -1.0
		for _, w := range by.Weights(target, sources) {
			km := DistanceKm(target, sources[w.Index])
			if w.Share < 0 || w.Share > 1 || km < last {
				t.Fatalf("share %v at %v km after %v km", w.Share, km, last)
			}
			v := values[w.Index]
			sum, value, low, high, last = sum+w.Share, value+w.Share*v, math.Min(low, v), math.Max(high, v), km
		}
		if math.Abs(sum-1) > 1e-12 || value < low-1e-9 || value > high+1e-9 {
			t.Fatalf("shares add up to %v; %v is not within %v…%v", sum, value, low, high)
		}
	})
}
