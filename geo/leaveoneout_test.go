package geo

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The closed form against leaving each station out and analysing at its place.
func TestNetworkLeaveOneOutIsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, sites := anyCovariance(t), anySites(t, 1, 12, "sites")
		c.Nugget += c.Variance / 1000
		sites, _ = level(sites)
		values := anyValues(t, len(sites), "d")
		n := network(t, c, sites, sites)
		got, err := n.LeaveOneOut(values)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if got[i].OK != v.OK {
				t.Fatalf("station %d: %v of %v", i, got[i], v)
			}
			if !v.OK {
				continue
			}
			without := append([]Value(nil), values...)
			without[i].OK = false
			if want := analyse(t, n, without).Departure[i]; math.Abs(got[i].V-want) > 1e-6 {
				t.Fatalf("station %d: closed form %v, brute force %v", i, got[i].V, want)
			}
		}
	})
}

func TestLeaveOneOut(t *testing.T) {
	sites := []Site{northOf(0), northOf(10), northOf(20), northOf(500)}
	by := InverseDistance{Power: 1, MaxKm: 100}
	got := LeaveOneOut(by, sites, []Value{{3, true}, {9, true}, {6, true}, {1, true}})
	want := []float64{9*2.0/3 + 6/3.0, 4.5, 9*2.0/3 + 3/3.0}
	for i, w := range want {
		if !got[i].OK || math.Abs(got[i].V-w) > 1e-6 {
			t.Errorf("site %d: %v, want %v", i, got[i], w)
		}
	}
	if got[3].OK {
		t.Errorf("the lonely site: %v", got[3])
	}
	got = LeaveOneOut(by, sites, []Value{{3, true}, {9, false}, {6, true}})
	if want := []Value{{6, true}, {}, {3, true}}; !cmp.Equal(got, want) {
		t.Errorf("with one missing: %v, want %v", got, want)
	}
}

func TestScores(t *testing.T) {
	observed := []Value{{10, true}, {20, true}, {}, {30, true}}
	got := Scores(observed,
		Predicted{MethodOptimal, []Value{{13, true}, {16, true}, {1, true}, {}}},
		Predicted{MethodKriging, some(10, 19, 5, 99)},
		Predicted{MethodInverseDistance, nil})
	want := []Score{{MethodOptimal, math.Sqrt(12.5), -0.5, 2}, {MethodKriging, math.Sqrt(0.5), -0.5, 2}, {Method: MethodInverseDistance}}
	if !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestPool(t *testing.T) {
	got := Pool([]Score{{MethodOptimal, 1, 1, 1}, {MethodKriging, 2, 0, 4}, {MethodOptimal, 3, -1, 3}, {Method: MethodKriging}})
	want := []Score{{MethodOptimal, math.Sqrt(7), -0.5, 4}, {MethodKriging, 2, 0, 4}}
	if !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestBest(t *testing.T) {
	scores := []Score{{MethodInverseDistance, 0, 0, 0}, {MethodKriging, 2, 0, 50}, {MethodOptimal, 1, 0, 9}, {MethodBackground, 2, 0, 60}}
	cases := []struct {
		name string
		minN int
		want Method
	}{{"enough of all", 0, MethodOptimal}, {"too few of the best, first of equals", 10, MethodKriging}, {"only one", 55, MethodBackground}, {"none", 61, ""}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := Best(scores, c.minN); got.Method != c.want || ok != (c.want != "") {
				t.Errorf("%v %v, want %q", got, ok, c.want)
			}
		})
	}
}

// Where departures have the covariance given, optimal interpolation predicts
// better than the background and the two plain methods.
func TestOptimalIsBestWhereItsCovarianceHolds(t *testing.T) {
	sites := scattered(40, 11)
	c := Covariance{Variance: 4, LengthKm: 80, Nugget: 1}
	n := network(t, c, sites, nil)
	var scores []Score
	for _, day := range sample(c, sites, 60, 11) {
		optimal, err := n.LeaveOneOut(day)
		if err != nil {
			t.Fatal(err)
		}
		scores = append(scores, Scores(day,
			Predicted{MethodBackground, some(make([]float64, len(sites))...)},
			Predicted{MethodInverseDistance, LeaveOneOut(InverseDistance{Power: 2, MaxCount: 8}, sites, day)},
			Predicted{MethodKriging, LeaveOneOut(Kriging{Covariance: c, MaxCount: 8}, sites, day)},
			Predicted{MethodOptimal, optimal})...)
	}
	pooled := Pool(scores)
	t.Logf("%+v", pooled)
	if best, ok := Best(pooled, 100); !ok || best.Method != MethodOptimal || pooled[2].RMSE > pooled[1].RMSE {
		t.Errorf("%+v", pooled)
	}
}

func BenchmarkLeaveOneOut200(b *testing.B) {
	sites := scattered(200, 1)
	n, day := network(b, typical, sites, nil), sample(typical, sites, 1, 1)[0]
	for b.Loop() {
		if _, err := n.LeaveOneOut(day); err != nil {
			b.Fatal(err)
		}
	}
}
