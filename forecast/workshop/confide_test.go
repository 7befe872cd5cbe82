package workshop

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// seasons are synthetic: 200 days each, normal around a mean that is the season's
// own, so that days of a season hang together.
func seasons(random *rand.Rand, n int, spread float64) *scale {
	s := newScale("all", "1-12", 1, false)
	for year := range n {
		mean := 500 + spread*random.NormFloat64()
		for d := range 200 {
			day := forecast.Date{Year: 2000 + year, Month: time.January, Day: 1}.AddDays(d % 170)
			s.add(day, forecast.Some(mean+60*random.NormFloat64()), false)
		}
	}
	return s
}

// The interval of 90 % holds the true limit about as often as it says, where days
// of a season hang together; resampling seasons, not days, and the wider tail of few
// seasons are what makes it so.
func TestIntervalsHoldTheTruth(t *testing.T) {
	for name, c := range map[string]struct {
		seasons int
		shares  [5]float64
		z       [4]float64 // of the normal distribution, at the shares added up
	}{
		"equal shares":       {20, [5]float64{0.2, 0.2, 0.2, 0.2, 0.2}, [4]float64{-0.8416, -0.2533, 0.2533, 0.8416}},
		"few days at V":      {20, [5]float64{0.4, 0.25, 0.2, 0.1, 0.05}, [4]float64{-0.2533, 0.3853, 1.0364, 1.6449}},
		"eight seasons only": {8, [5]float64{0.2, 0.2, 0.2, 0.2, 0.2}, [4]float64{-0.8416, -0.2533, 0.2533, 0.8416}},
	} {
		t.Run(name, func(t *testing.T) { holdsTheTruth(t, c.seasons, c.shares, c.z) })
	}
}

func holdsTheTruth(t *testing.T, n int, shares [5]float64, z [4]float64) {
	t.Helper()
	const trials, spread = 400, 40.0
	random := rand.New(rand.NewPCG(7, 11))
	q := Request{Goal: GoalShares, Method: "hdw", Shares: shares, Resamples: 200}
	sigma := math.Hypot(60, spread) // of a day, over all seasons
	var held [4]int
	for i := range trials {
		q.Seed = uint64(i)
		l, _, err := q.climb(seasons(random, n, spread))
		if err != nil {
			t.Fatal(err)
		}
		for k, limit := range l.Limits {
			if truth := 500 + sigma*z[k]; limit.Low.V-0.5 <= truth && truth <= limit.High.V+0.5 {
				held[k]++
			}
		}
	}
	for k, n := range held {
		share := float64(n) / trials
		t.Logf("limit %d: %.0f %% of the intervals hold the truth", k+1, 100*share)
		if share < 0.84 || share > 0.95 {
			t.Errorf("limit %d: the interval of 90 %% holds the truth in %.0f %%", k+1, 100*share)
		}
	}
}

func TestFewSeasonsHaveNoInterval(t *testing.T) {
	q := Request{Goal: GoalShares, Method: "hdw", Shares: [5]float64{0.2, 0.2, 0.2, 0.2, 0.2}, Resamples: 50}
	l, _, err := q.climb(seasons(rand.New(rand.NewPCG(1, 1)), minBootSeasons-1, 40))
	if err != nil || l.Limits[0].Low.OK || l.Limits[0].High.OK {
		t.Errorf("%v: %+v", err, l.Limits[0])
	}
}

// Where it burns less often as danger rises, or the same, no curve and no classes
// are made of it.
func TestFiresThatTellNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for name, rate := range map[string]func(x float64) float64{
		"falls": func(x float64) float64 { return 0.4 - x/2500 },
		"never": func(float64) float64 { return 0 },
	} {
		s := newScale("all", "1-12", 10, false)
		for d := range 4000 {
			x := 1000 * random.Float64()
			s.add(forecast.Date{Year: 2000, Month: time.January, Day: 1}.AddDays(d), forecast.Some(x), random.Float64() < rate(x))
		}
		for _, goal := range []string{GoalRate, GoalSeparate} {
			q := Request{Goal: goal, Method: "hdw"}
			if l, _, err := q.climb(s); err == nil {
				t.Errorf("fires that %s made limits for the goal %s: %v", name, goal, l.Limits)
			}
		}
	}
}
