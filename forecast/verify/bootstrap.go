package verify

import (
	"iter"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/canhlua/canhlua/forecast"
)

// What an interval needs: so many blocks in the days, and the score in at least
// this share of the resamples.
const (
	minBlocks     = 5
	minShareKnown = 0.9
)

// span is the days from ≤ i < to.
type span struct{ from, to int }

// draws are the resamples of n days: blocks of days that follow each other in
// the pairs, begun anywhere, the last joined to the first (moving blocks of
// Künsch 1989; the circle of Politis and Romano 1992; both unchecked). Whole days
// are drawn, so that zones, which share their weather, stay together; the seed
// makes them the same days for every lead. The last block is cut so that n days
// come together. What is yielded holds until the next.
func (o *Options) draws(n int) iter.Seq[[]span] {
	return func(yield func([]span) bool) {
		random := rand.New(rand.NewPCG(uint64(o.Seed), 1))
		var drawn []span
		for range o.Resamples {
			drawn = drawn[:0]
			for left := n; left > 0; left -= o.BlockDays {
				from := random.IntN(n)
				to := from + min(o.BlockDays, left)
				drawn = append(drawn, span{from, min(to, n)})
				if to > n {
					drawn = append(drawn, span{0, to - n})
				}
			}
			if !yield(drawn) {
				return
			}
		}
	}
}

// intervals gives each score that is there the interval that the middle share of
// its resamples covers (the percentile interval; Efron and Tibshirani 1993,
// unchecked).
func (s *Scores) intervals(running []sums, o *Options) {
	all, days := s.each(), len(running)-1
	if o.Resamples == 0 {
		return
	}
	if days < minBlocks*o.BlockDays {
		for _, score := range all {
			score.without(TooFewDays)
		}
		return
	}
	samples := make([][]float64, len(all))
	for blocks := range o.draws(days) {
		var drawn sums
		for _, b := range blocks {
			drawn.addSpan(&running[b.to], &running[b.from])
		}
		again := drawn.scores(enough{1, 1})
		for i, score := range again.each() {
			if v, ok := score.Value.Get(); ok {
				samples[i] = append(samples[i], v)
			}
		}
	}
	for i, score := range all {
		score.interval(samples[i], o)
	}
}

func (s *Score) without(why Reason) {
	if s.Value.OK {
		s.Reason = why
	}
}

func (s *Score) interval(sample []float64, o *Options) {
	if !s.Value.OK || float64(len(sample)) < minShareKnown*float64(o.Resamples) {
		s.without(Unstable)
		return
	}
	slices.Sort(sample)
	tail := (1 - o.ConfidencePct/100) / 2
	s.Low = forecast.Some(stat.Quantile(tail, stat.LinInterp, sample, nil))
	s.High = forecast.Some(stat.Quantile(1-tail, stat.LinInterp, sample, nil))
}
