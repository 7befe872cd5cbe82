package geo

import (
	"math"
	"runtime"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func network(t interface{ Fatal(...any) }, c Covariance, stations, targets []Site) *Network {
	n, err := NewNetwork(c, stations, targets)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func analyse(t interface{ Fatal(...any) }, n *Network, departures []Value) Analysis {
	a, err := n.Analyse(departures)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Solved by hand: with one station w = C(h)/(σ²+R); with two, each 2 L from the
// target on either side of it and so 4 L from each other, w = σ²e⁻²/(σ²+R+σ²e⁻⁴).
func TestAnalyseByHand(t *testing.T) {
	c := Covariance{Variance: 4, LengthKm: 10, Nugget: 1}
	target := []Site{northOf(0)}
	one := analyse(t, network(t, c, []Site{northOf(10)}, target), some(5))
	w := 4 / math.E / 5
	if !near1e9(one.Departure[0], 5*w) || math.Abs(one.Error[0]-math.Sqrt(4-w*4/math.E)) > 1e-6 {
		t.Errorf("one station: %+v", one)
	}
	two := network(t, c, []Site{northOf(20), northOf(-20)}, target)
	w = 4 * math.Exp(-2) / (5 + 4*math.Exp(-4))
	a := analyse(t, two, some(3, 7))
	if math.Abs(a.Departure[0]-10*w) > 1e-6 || math.Abs(a.Influence[0]-2*w*math.Exp(-2)) > 1e-6 {
		t.Errorf("two stations: %+v, want %v", a, 10*w)
	}
	p, err := two.Plan([]bool{true, true})
	if err != nil {
		t.Fatal(err)
	}
	if shares := p.Weights(0); len(shares) != 2 || math.Abs(shares[0].Share-w) > 1e-6 || math.Abs(shares[1].Share-w) > 1e-6 {
		t.Errorf("weights %v", shares)
	}
}

func TestAnalyseWithoutStations(t *testing.T) {
	targets := []Site{northOf(0), northOf(50)}
	for name, n := range map[string]*Network{
		"none at all":    network(t, typical, nil, targets),
		"none reports":   network(t, typical, []Site{northOf(1)}, targets),
		"without places": network(t, typical, []Site{{Lat: math.NaN()}}, targets),
	} {
		departures := []Value{{V: 5}}
		if name == "without places" {
			departures = some(5)
		}
		a := analyse(t, n, departures)
		if !cmp.Equal(a.Departure, []float64{0, 0}) || !cmp.Equal(a.Error, []float64{2, 2}) || !cmp.Equal(a.Influence, []float64{0, 0}) {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if a := analyse(t, network(t, typical, []Site{northOf(1)}, nil), some(1)); len(a.Departure) != 0 {
		t.Errorf("no targets: %+v", a)
	}
	if _, err := NewNetwork(Covariance{}, nil, nil); err == nil {
		t.Error("the zero covariance passes")
	}
}

func TestAnalyseFarAwayIsTheBackground(t *testing.T) {
	a := analyse(t, network(t, typical, []Site{northOf(3000)}, []Site{northOf(0)}), some(8))
	if math.Abs(a.Departure[0]) > 1e-12 || math.Abs(a.Error[0]-2) > 1e-12 {
		t.Errorf("%+v", a)
	}
}

// At a station whose observations have no error, the analysis is the observation.
func TestAnalyseReproducesPerfectObservations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCovariance(t)
		c.Nugget = c.Variance * 1e-10
		var sites []Site
		for _, s := range anySites(t, 1, 12, "sites") {
			apart := true
			for _, o := range sites {
				apart = apart && DistanceKm(s, o) > 1
			}
			if apart {
				sites = append(sites, s)
			}
		}
		values := anyValues(t, len(sites), "d")
		a := analyse(t, network(t, c, sites, sites), values)
		for i, v := range values {
			if v.OK && (math.Abs(a.Departure[i]-v.V) > 1e-4 || a.Influence[i] < 1-1e-4) {
				t.Fatalf("site %d: %v became %v, influence %v", i, v.V, a.Departure[i], a.Influence[i])
			}
		}
	})
}

func TestAnalyseProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, sites, targets := anyCovariance(t), anySites(t, 1, 15, "sites"), anySites(t, 1, 6, "targets")
		values := anyValues(t, len(sites), "d")
		n := network(t, c, sites, targets)
		a, again := analyse(t, n, values), analyse(t, network(t, c, sites, targets), values)
		if !cmp.Equal(a, again) {
			t.Fatal("a second analysis differs")
		}
		negative, fewer := make([]Value, len(values)), make([]Value, len(values))
		for i, v := range values {
			negative[i], fewer[i] = Value{-v.V, v.OK}, Value{v.V, v.OK && i > 0}
		}
		mirror, less := analyse(t, n, negative), analyse(t, n, fewer)
		for k := range targets {
			if !near1e9(a.Departure[k], -mirror.Departure[k]) {
				t.Fatalf("%v, mirrored %v", a.Departure[k], mirror.Departure[k])
			}
			if e := a.Error[k]; !(e >= 0 && e <= math.Sqrt(c.Variance)) || e > less.Error[k]+1e-4*math.Sqrt(c.Variance) {
				t.Fatalf("error %v of σ %v, with a station less %v", e, math.Sqrt(c.Variance), less.Error[k])
			}
			if v := a.Influence[k]; !(v >= 0 && v <= 1) {
				t.Fatalf("influence %v", v)
			}
		}
	})
}

func TestAnalyseDoesNotDependOnTheOrderOfStations(t *testing.T) {
	sites, targets := scattered(20, 5), scattered(9, 6)
	values := sample(typical, sites, 1, 5)[0]
	a := analyse(t, network(t, typical, sites, targets), values)
	for i, j := 0, len(sites)-1; i < j; i, j = i+1, j-1 {
		sites[i], sites[j], values[i], values[j] = sites[j], sites[i], values[j], values[i]
	}
	b := analyse(t, network(t, typical, sites, targets), values)
	for k := range targets {
		if !near1e9(a.Departure[k], b.Departure[k]) || !near1e9(a.Error[k], b.Error[k]) {
			t.Errorf("target %d: %v ± %v, turned round %v ± %v", k, a.Departure[k], a.Error[k], b.Departure[k], b.Error[k])
		}
	}
}

// The weights of those that report are what a network of them alone would have.
func TestPlanOfSomeStations(t *testing.T) {
	sites, targets := scattered(12, 8), scattered(5, 9)
	values := sample(typical, sites, 1, 8)[0]
	var those []Site
	var theirs []Value
	for i := range sites {
		if values[i].OK = i%3 != 1; values[i].OK {
			those, theirs = append(those, sites[i]), append(theirs, values[i])
		}
	}
	flat := Covariance{Variance: 4, LengthKm: 80, Nugget: 1}
	whole, alone := analyse(t, network(t, flat, sites, targets), values), analyse(t, network(t, flat, those, targets), theirs)
	if !cmp.Equal(whole.Departure, alone.Departure) || !cmp.Equal(whole.Error, alone.Error) || len(whole.Stations) != len(those) {
		t.Errorf("%v and %v", whole, alone)
	}
}

func TestPlansAreKeptWithinTheBudget(t *testing.T) {
	sites, targets := scattered(40, 1), scattered(40_000, 2)
	n := network(t, typical, sites, targets)
	reporting := make([]bool, len(sites))
	plan := func(silent int) *Plan {
		for i := range reporting {
			reporting[i] = i != silent
		}
		p, err := n.Plan(reporting)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	first := plan(0)
	if plan(0) != first {
		t.Error("the plan was not kept")
	}
	for i := 1; i < 5; i++ {
		plan(i)
	}
	if len(n.plans) != 2 || len(n.order) != 2 {
		t.Errorf("%d plans kept", len(n.plans))
	}
	if again := plan(0); again == first || !cmp.Equal(again.Error(), first.Error()) || !cmp.Equal(again.Weights(3), first.Weights(3)) {
		t.Error("the plan computed again differs")
	}
}

func TestNetworkIsSafeForConcurrentUse(t *testing.T) {
	sites, targets := scattered(8, 1), scattered(20, 2)
	n := network(t, typical, sites, targets)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for k := range 20 {
				values := some(1, 2, 3, 4, 5, 6, 7, 8)
				values[(g+k)%8].OK = false
				if _, err := n.Analyse(values); err != nil {
					t.Error(err)
				}
				if _, err := n.LeaveOneOut(values); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// A run on a larger machine must give the same bits.
func TestWeightsDoNotDependOnProcessors(t *testing.T) {
	sites, targets := scattered(200, 1), scattered(150, 2)
	values := sample(typical, sites, 1, 3)[0]
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	one := analyse(t, network(t, typical, sites, targets), values)
	runtime.GOMAXPROCS(4)
	if four := analyse(t, network(t, typical, sites, targets), values); !cmp.Equal(one, four) {
		t.Error("four processors give other numbers than one")
	}
}

func country(b *testing.B) (*Network, []bool) {
	n := network(b, typical, scattered(200, 1), scattered(3321, 2))
	reporting := make([]bool, 200)
	for i := range reporting {
		reporting[i] = true
	}
	return n, reporting
}

// BenchmarkWeights is all there is to do once for a variable: 200 stations, 3,321 zones.
func BenchmarkWeights(b *testing.B) {
	for b.Loop() {
		n, reporting := country(b)
		if _, err := n.Plan(reporting); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnalysis is a day of 5 variables.
func BenchmarkAnalysis(b *testing.B) {
	n, reporting := country(b)
	if _, err := n.Plan(reporting); err != nil {
		b.Fatal(err)
	}
	departures := some(make([]float64, 200)...)
	for i := range departures {
		departures[i].V = float64(i%7) - 3
	}
	for b.Loop() {
		for range 5 {
			analyse(b, n, departures)
		}
	}
}
