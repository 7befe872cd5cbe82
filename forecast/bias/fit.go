package bias

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// Guards of the fit, ours: few data say little, and a line through 30 days may
// not turn the model upside down.
const (
	minPairs           = 5   // fewer: no correction
	minLinear          = 15  // fewer: the mean difference only
	shrink             = 5.0 // the mean difference of n pairs counts n/(n + shrink)
	minSlope, maxSlope = 0.5, 1.5
	minGain            = 0.02 // of the RMSE, else the model stays as it is

	wetMM              = 1.0  // a day is wet when model or reading has as much
	minWet             = 5    // wet days; fewer: rain is not corrected
	minRainMM          = 10.0 // sum of the model; less: the same
	minRatio, maxRatio = 0.5, 2.0
)

// line is a correction being tried.
type line struct{ slope, intercept float64 }

func (l line) at(model float64) float64 { return l.intercept + l.slope*model }

var unchanged = line{slope: 1}

// Fit finds the correction of a variable from a station's pairs of late, usually
// those of the last 30 days; pairs that are not finite do not count. Rain gets a
// ratio, never a shift, so that dry days stay dry; wind may be in any unit.
// Of the candidates that the number of pairs allows, the one is taken that
// predicts each pair best from the others, and none unless it is better than the
// model by 2 % there and no worse on the pairs themselves. The time grows with
// the square of the number of pairs.
func Fit(v forecast.Variable, given []Pair) Correction {
	pairs := finite(given)
	c := None(v, TooFew)
	c.N = len(pairs)
	if c.N < minPairs {
		return c
	}
	before := rmse(pairs, unchanged)
	c.Bias, c.RMSEBefore, c.RMSEAfter = forecast.Some(meanDifference(pairs)), forecast.Some(before), forecast.Some(before)
	tried := candidates(v, pairs)
	if len(tried) == 0 {
		c.Reason = TooDry
		return c
	}
	c.Reason = NotBetter
	least := before * (1 - minGain)
	for _, t := range tried {
		l, after := t.fit(pairs), leaveOneOut(pairs, t.fit)
		if after < least && rmse(pairs, l) <= before {
			least = after
			c.Slope, c.Intercept, c.Reason, c.RMSEAfter = l.slope, l.intercept, t.reason, forecast.Some(after)
		}
	}
	return c
}

// candidate is a kind of correction, the plainest first.
type candidate struct {
	reason Reason
	fit    func([]Pair) line
}

func candidates(v forecast.Variable, pairs []Pair) []candidate {
	if v == forecast.RainMM {
		if !rainy(pairs) {
			return nil
		}
		return []candidate{{Ratio, ratio}}
	}
	if len(pairs) < minLinear {
		return []candidate{{Shift, shift}}
	}
	if l, ok := regression(pairs); !ok || l.slope < minSlope || l.slope > maxSlope {
		return []candidate{{ShiftLimited, shift}}
	}
	return []candidate{{Shift, shift}, {Linear, regressionOrShift}}
}

// shift is the mean difference, shrunk toward none where pairs are few.
func shift(pairs []Pair) line {
	n := float64(len(pairs))
	return line{slope: 1, intercept: -meanDifference(pairs) * n / (n + shrink)}
}

// regression is the least-squares line of observation on model; false when the
// model always said the same.
func regression(pairs []Pair) (line, bool) {
	n, x, y := float64(len(pairs)), 0.0, 0.0
	for _, p := range pairs {
		x, y = x+p.Model/n, y+p.Observed/n
	}
	xx, xy := 0.0, 0.0
	for _, p := range pairs {
		xx, xy = xx+(p.Model-x)*(p.Model-x), xy+(p.Model-x)*(p.Observed-y)
	}
	if xx <= 1e-9*n*(1+x*x) {
		return line{}, false
	}
	slope := xy / xx
	return line{slope: slope, intercept: y - slope*x}, true
}

// regressionOrShift is for pairs of which one is left out: the slope of the rest
// may lie outside.
func regressionOrShift(pairs []Pair) line {
	if l, ok := regression(pairs); ok && l.slope >= minSlope && l.slope <= maxSlope {
		return l
	}
	return shift(pairs)
}

// ratio is that of the sums of rain, within bounds, shrunk toward 1 where wet
// days are few.
func ratio(pairs []Pair) line {
	model, observed, wet := rainSums(pairs)
	if model <= 0 {
		return unchanged
	}
	r, n := math.Min(math.Max(observed/model, minRatio), maxRatio), float64(wet)
	return line{slope: 1 + (r-1)*n/(n+shrink)}
}

func rainy(pairs []Pair) bool {
	model, _, wet := rainSums(pairs)
	return wet >= minWet && model >= minRainMM
}

func rainSums(pairs []Pair) (model, observed float64, wet int) {
	for _, p := range pairs {
		model, observed = model+math.Max(p.Model, 0), observed+math.Max(p.Observed, 0)
		if p.Model >= wetMM || p.Observed >= wetMM {
			wet++
		}
	}
	return model, observed, wet
}

// leaveOneOut is the RMSE when each pair is corrected by what the others say.
func leaveOneOut(pairs []Pair, fit func([]Pair) line) float64 {
	others, sum := make([]Pair, 0, len(pairs)), 0.0
	for i, p := range pairs {
		others = append(append(others[:0], pairs[:i]...), pairs[i+1:]...)
		e := fit(others).at(p.Model) - p.Observed
		sum += e * e
	}
	return math.Sqrt(sum / float64(len(pairs)))
}

func rmse(pairs []Pair, l line) float64 {
	sum := 0.0
	for _, p := range pairs {
		e := l.at(p.Model) - p.Observed
		sum += e * e
	}
	return math.Sqrt(sum / float64(len(pairs)))
}

func meanDifference(pairs []Pair) float64 {
	sum := 0.0
	for _, p := range pairs {
		sum += p.Model - p.Observed
	}
	return sum / float64(len(pairs))
}

func finite(given []Pair) []Pair {
	var pairs []Pair
	for _, p := range given {
		if s := p.Model + p.Observed; !math.IsNaN(s) && !math.IsInf(s, 0) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}
