package verify

import (
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

// draw makes the resamples of n days: blocks of days that follow each other in
// the pairs, begun anywhere, the last joined to the first (moving blocks of
// Künsch 1989; the circle of Politis and Romano 1992; both unchecked). Whole days
// are drawn, so that zones, which share their weather, stay together, and the
// same days for every lead. The last block is cut so that n days come together.
func (o *Options) draw(n int) [][]span {
	if n < minBlocks*o.BlockDays {
		return nil
	}
	random := rand.New(rand.NewPCG(uint64(o.Seed), 1))
	resamples := make([][]span, o.Resamples)
	for i := range resamples {
		for left := n; left > 0; left -= o.BlockDays {
			from := random.IntN(n)
			to := from + min(o.BlockDays, left)
			resamples[i] = append(resamples[i], span{from, min(to, n)})
			if to > n {
				resamples[i] = append(resamples[i], span{0, to - n})
			}
		}
	}
	return resamples
}

// intervals gives each score that is there the interval that the middle share of
// its resamples covers (the percentile interval; Efron and Tibshirani 1993,
// unchecked).
func (s *Scores) intervals(running []sums, resamples [][]span, o *Options) {
	if o.Resamples == 0 {
		return
	}
	all := s.each()
	samples := make([][]float64, len(all))
	for _, spans := range resamples {
		var drawn sums
		for _, b := range spans {
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
		score.interval(samples[i], len(resamples), o.ConfidencePct)
	}
}

func (s *Score) interval(sample []float64, resamples int, confidencePct float64) {
	switch {
	case !s.Value.OK:
		return
	case resamples == 0:
		s.Reason = TooFewDays
		return
	case float64(len(sample)) < minShareKnown*float64(resamples):
		s.Reason = Unstable
		return
	}
	slices.Sort(sample)
	tail := (1 - confidencePct/100) / 2
	s.Low = forecast.Some(stat.Quantile(tail, stat.LinInterp, sample, nil))
	s.High = forecast.Some(stat.Quantile(1-tail, stat.LinInterp, sample, nil))
}
