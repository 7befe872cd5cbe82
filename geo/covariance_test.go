package geo

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

var typical = Covariance{Variance: 4, LengthKm: 80, HeightM: 500, Nugget: 1}

// northOf is a site so many kilometres north of 11 N 106.6 E, at 50 m.
func northOf(km float64) Site {
	return Site{Lat: 11 + km/(MeanRadiusKm*math.Pi/180), Lon: 106.6, ElevationM: 50, HasElevation: true}
}

func anySite(t *rapid.T, name string) Site {
	return Site{
		Lat: rapid.Float64Range(8, 24).Draw(t, name+" lat"), Lon: rapid.Float64Range(102, 110).Draw(t, name+" lon"),
		ElevationM: rapid.Float64Range(0, 1500).Draw(t, name+" m"), HasElevation: rapid.Bool().Draw(t, name+" known"),
	}
}

func anySites(t *rapid.T, least, most int, name string) []Site {
	sites := make([]Site, rapid.IntRange(least, most).Draw(t, name))
	for i := range sites {
		sites[i] = anySite(t, name)
		if i > 0 && rapid.IntRange(0, 9).Draw(t, "same place") == 0 {
			sites[i] = sites[i-1]
		}
	}
	return sites
}

func anyCovariance(t *rapid.T) Covariance {
	return Covariance{
		Variance: rapid.Float64Range(0.01, 100).Draw(t, "variance"), LengthKm: rapid.Float64Range(5, 500).Draw(t, "length"),
		HeightM: rapid.SampledFrom([]float64{0, 100, 700}).Draw(t, "height"), Nugget: rapid.Float64Range(0, 20).Draw(t, "nugget"),
	}
}

func anyValues(t *rapid.T, n int, name string) []Value {
	values := make([]Value, n)
	for i := range values {
		values[i] = Value{rapid.Float64Range(-20, 20).Draw(t, name), rapid.IntRange(0, 4).Draw(t, name+" there") > 0}
	}
	return values
}

func some(values ...float64) []Value {
	out := make([]Value, len(values))
	for i, v := range values {
		out[i] = Value{v, true}
	}
	return out
}

func near1e9(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(1+math.Abs(a)) }

func TestCovarianceAt(t *testing.T) {
	high, unknown := northOf(0), northOf(80)
	high.ElevationM, unknown.HasElevation = 550, false
	cases := []struct {
		name string
		a, b Site
		want float64
	}{
		{"same site", northOf(0), northOf(0), 4},
		{"a length away", northOf(0), northOf(80), 4 / math.E},
		{"500 m higher", northOf(0), high, 4 * math.Exp(-0.5)},
		{"height unknown", high, unknown, 4 / math.E},
		{"no place", northOf(0), Site{Lat: math.NaN()}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, back := typical.At(c.a, c.b), typical.At(c.b, c.a); math.Abs(got-c.want) > 1e-6 || got != back {
				t.Errorf("%v and back %v, want %v", got, back, c.want)
			}
		})
	}
}

func TestCovarianceCheck(t *testing.T) {
	if err := typical.Check(); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]Covariance{
		"variance 0":    {LengthKm: 1},
		"length_km NaN": {Variance: 1, LengthKm: math.NaN()},
		"height_m -1":   {Variance: 1, LengthKm: 1, HeightM: -1},
		"nugget +Inf":   {Variance: 1, LengthKm: 1, Nugget: math.Inf(1)},
	} {
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// sample draws days of departures with the covariance.
func sample(c Covariance, sites []Site, days int, seed uint64) [][]Value {
	var chol mat.Cholesky
	if !chol.Factorize(ownCovariance(c, sites)) {
		panic("not positive definite")
	}
	var lower mat.TriDense
	chol.LTo(&lower)
	random, out := rand.New(rand.NewPCG(seed, 1)), make([][]Value, days)
	for d := range out {
		z := mat.NewVecDense(len(sites), nil)
		for i := range sites {
			z.SetVec(i, random.NormFloat64())
		}
		var y mat.VecDense
		y.MulVec(&lower, z)
		out[d] = some(y.RawVector().Data...)
	}
	return out
}

func scattered(n int, seed uint64) []Site {
	random, sites := rand.New(rand.NewPCG(seed, 2)), make([]Site, n)
	for i := range sites {
		sites[i] = Site{Lat: 10.5 + 2*random.Float64(), Lon: 105.5 + 2*random.Float64(), ElevationM: 900 * random.Float64(), HasElevation: true}
	}
	return sites
}

func TestFitCovarianceFindsWhatWasPutIn(t *testing.T) {
	sites := scattered(60, 7)
	days := sample(typical, sites, 120, 7)
	got := FitCovariance(sites, days, Covariance{Variance: 1, LengthKm: 300, HeightM: 100, Nugget: 1}, FitRules{})
	t.Logf("%+v", got.Covariance)
	within := func(name string, v, want, part float64) {
		if math.Abs(v/want-1) > part {
			t.Errorf("%s %v, want %v within %v %%", name, v, want, part*100)
		}
	}
	within("variance", got.Variance, 4, 0.2)
	within("length", got.LengthKm, 80, 0.25)
	within("height", got.HeightM, 500, 0.25)
	within("nugget", got.Nugget, 1, 0.4)
	if !got.Fitted || got.How != FitDone || got.Stations != 60 || got.Days != 120 || got.Pairs != 60*59/2*120 {
		t.Errorf("fitted %v %s, %d stations, %d days, %d pairs", got.Fitted, got.How, got.Stations, got.Days, got.Pairs)
	}
	if again := FitCovariance(sites, days, Covariance{Variance: 1, LengthKm: 300, HeightM: 100, Nugget: 1}, FitRules{}); !cmp.Equal(got, again) {
		t.Error("a second fit differs")
	}
}

func TestFitCovarianceWithLittleData(t *testing.T) {
	sites := scattered(4, 3)
	few := sample(typical, sites, 200, 3)
	prior := Covariance{Variance: 1, LengthKm: 60, HeightM: 400, Nugget: 1}
	if got := FitCovariance(sites, few, prior, FitRules{}); got.Fitted || got.How != FitScaled || got.LengthKm != 60 ||
		math.Abs(got.Variance+got.Nugget-5) > 1 || got.Variance != got.Nugget {
		t.Errorf("four stations: %+v", got)
	}
	if got := FitCovariance(sites, few[:2], prior, FitRules{}); got.How != FitPrior || got.Covariance != prior {
		t.Errorf("two days: %+v", got)
	}
	if got := FitCovariance(nil, nil, prior, FitRules{}); got.How != FitPrior || got.Covariance != prior {
		t.Errorf("nothing: %+v", got)
	}
	many := scattered(30, 4)
	days := sample(typical, many, 30, 4)
	calm := FitCovariance(many, days, prior, FitRules{})
	for _, row := range days {
		row[0].V, row[1], row[2].V = row[0].V+800, Value{}, math.NaN()
	}
	wild := FitCovariance(many, days, prior, FitRules{})
	if !wild.Fitted || math.Abs(wild.LengthKm/calm.LengthKm-1) > 0.6 || wild.Variance > 2*calm.Variance {
		t.Errorf("one station 800 off: %+v, without %+v", wild.Covariance, calm.Covariance)
	}
}

func TestFitCovarianceIsAlwaysUsable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sites := anySites(t, 0, 12, "sites")
		days := make([][]Value, rapid.IntRange(0, 25).Draw(t, "days"))
		size := rapid.SampledFrom([]float64{0, 1e-8, 1, 1e9, 1e160}).Draw(t, "size")
		for d := range days {
			days[d] = anyValues(t, rapid.IntRange(0, len(sites)+1).Draw(t, "row"), "d")
			for i := range days[d] {
				days[d][i].V *= size
			}
		}
		prior := anyCovariance(t)
		fit := FitCovariance(sites, days, prior, FitRules{MinStations: 2, MinDays: 1, MinPairs: 3})
		if err := fit.Check(); err != nil {
			t.Fatalf("%v from prior %v", err, prior)
		}
		if n, err := NewNetwork(fit.Covariance, sites, nil); err != nil {
			t.Fatal(err)
		} else if _, err := n.LeaveOneOut(some(make([]float64, len(sites))...)); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkFitCovariance(b *testing.B) {
	sites := scattered(200, 1)
	days := sample(typical, sites, 30, 1)
	for b.Loop() {
		FitCovariance(sites, days, typical, FitRules{})
	}
}
