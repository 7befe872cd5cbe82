package verify_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// spells makes headlines that are right or wrong in spells: whether a day is right
// is that of the day before but for one day in turn, when it is drawn anew; all
// zones are right or wrong together. In the long run right of them are right.
func spells(days, zones, turn int, right float64, seed uint64) []verify.Pair {
	random := rand.New(rand.NewPCG(seed, 4))
	ok := random.Float64() < right
	var pairs []verify.Pair
	for i := range days {
		if random.IntN(turn) == 0 {
			ok = random.Float64() < right
		}
		for z := range zones {
			d := start.AddDays(i)
			p := verify.Pair{Zone: string(rune('a' + z)), Date: d, Issued: d, Level: forecast.II, Observed: forecast.II}
			if !ok {
				p.Level = forecast.III
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// coverage is how many of 150 intervals hold the truth, in percent, and their mean width.
func coverage(t *testing.T, days, zones, turn int, o verify.Options) (pct, width float64) {
	t.Helper()
	const right, times = 0.7, 150
	for seed := range uint64(times) {
		s := mustVerify(t, spells(days, zones, turn, right, 1000+seed), nil, nil, o).All.Scores.PercentCorrect
		if !s.Low.OK || !s.High.OK {
			t.Fatalf("%+v", s)
		}
		if s.Low.V <= 100*right && 100*right <= s.High.V {
			pct += 100.0 / times
		}
		width += (s.High.V - s.Low.V) / times
	}
	return pct, width
}

// An interval of 95 % holds the truth about that often, when blocks are longer
// than spells; single days as blocks are too sure of themselves.
func TestCoverage(t *testing.T) {
	o := verify.Defaults()
	o.Resamples = 100
	cases := []struct {
		name      string
		turn      int
		block     int
		low, high float64
	}{
		{"days are independent, single days", 1, 1, 90, 99},
		{"days are independent, blocks of 20", 1, 20, 88, 99},
		{"spells of 5 days, blocks of 20", 5, 20, 87, 99},
		{"spells of 5 days, single days", 5, 1, 30, 80},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o.BlockDays = c.block
			got, width := coverage(t, 500, 2, c.turn, o)
			t.Logf("%.1f %% hold the truth, mean width %.1f points", got, width)
			if got < c.low || got > c.high {
				t.Errorf("%.1f %%, want %v–%v", got, c.low, c.high)
			}
		})
	}
}

// Zones that are right and wrong together tell no more than one of them.
func TestZonesStayTogether(t *testing.T) {
	o := verify.Defaults()
	o.Resamples = 50
	_, one := coverage(t, 400, 1, 3, o)
	_, ten := coverage(t, 400, 10, 3, o)
	if math.Abs(one-ten) > 1e-9 {
		t.Errorf("width %v for one zone, %v for ten of the same", one, ten)
	}
}

func TestSeedsAndBlocks(t *testing.T) {
	pairs, o := spells(300, 2, 4, 0.7, 1), verify.Defaults()
	first := mustVerify(t, pairs, nil, nil, o)
	if diff := cmp.Diff(first, mustVerify(t, pairs, nil, nil, o)); diff != "" {
		t.Error(diff)
	}
	o.Seed++
	other := mustVerify(t, pairs, nil, nil, o).All.Scores.PercentCorrect
	if s := first.All.Scores.PercentCorrect; s.Value != other.Value || s.Low == other.Low && s.High == other.High {
		t.Errorf("another seed: %+v and %+v", s, other)
	}
	o.BlockDays = 61 // five blocks would need 305 days
	if s := mustVerify(t, pairs, nil, nil, o).All.Scores.PercentCorrect; s.Reason != verify.TooFewDays || s.Low.OK || !s.Value.OK {
		t.Errorf("%+v", s)
	}
	o.Resamples = 0
	if s := mustVerify(t, pairs, nil, nil, o).All.Scores.PercentCorrect; s.Reason != "" || s.Low.OK {
		t.Errorf("no interval was asked for: %+v", s)
	}
}

// One dangerous day in a year is in some resamples and not in others.
func TestARareEventHasNoInterval(t *testing.T) {
	pairs := spells(365, 1, 4, 1, 1)
	pairs[100].Observed = forecast.V
	s := mustVerify(t, pairs, nil, nil, verify.Defaults()).All.Scores.HitRate
	if s.Value != forecast.Some(0) || s.Reason != verify.Unstable || s.Low.OK || s.N != 1 {
		t.Errorf("%+v", s)
	}
}
