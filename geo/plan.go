package geo

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Plan holds the weights of the stations that report, for every target of a
// Network. It never changes and is safe for concurrent use.
type Plan struct {
	stations  []int
	targets   int
	variance  float64
	own       *mat.Cholesky // of B + R; nil without stations
	weights   *mat.Dense    // stations × targets; nil without either
	deviation []float64     // nil without weights
	influence []float64     // nil without weights
}

// explain computes from the covariances with the targets what the stations
// explain of the background's variance: bᵀ(B + R)⁻¹b.
func (p *Plan) explain(cross *mat.Dense) {
	explained := make([]float64, p.targets)
	for i := range p.stations {
		b, w := cross.RawRowView(i), p.weights.RawRowView(i)
		for t := range explained {
			explained[t] += b[t] * w[t]
		}
	}
	p.deviation, p.influence = make([]float64, p.targets), explained
	for t, v := range explained {
		v = math.Min(math.Max(v, 0), p.variance) // but for rounding
		p.deviation[t], p.influence[t] = math.Sqrt(p.variance-v), v/p.variance
	}
}

// Stations are the indices of those that report, rising; not to be changed.
func (p *Plan) Stations() []int { return p.stations }

// Analyse spreads departures, one for each of Stations in their order, to every
// target. It panics when their number differs, which is a fault of the caller.
func (p *Plan) Analyse(departures []float64) []float64 {
	if len(departures) != len(p.stations) {
		panic(fmt.Sprintf("geo: %d departures for a plan of %d stations", len(departures), len(p.stations)))
	}
	out := make([]float64, p.targets)
	if p.weights != nil {
		y := mat.NewVecDense(p.targets, out)
		y.MulVec(p.weights.T(), mat.NewVecDense(len(departures), departures))
	}
	return out
}

// Error is the standard deviation of the analysis error at every target: what
// the stations leave of the background's, for the covariance given, from 0 to
// the root of its Variance.
func (p *Plan) Error() []float64 { return slices.Clone(p.deviations()) }

func (p *Plan) deviations() []float64 {
	if p.deviation != nil {
		return p.deviation
	}
	out := make([]float64, p.targets)
	for t := range out {
		out[t] = math.Sqrt(p.variance)
	}
	return out
}

// Influence is the part of the background's error variance that the stations
// take away at a target: 0 = the background alone, 1 = known from stations.
func (p *Plan) Influence(target int) float64 { return p.influences()[target] }

func (p *Plan) influences() []float64 {
	if p.influence != nil {
		return p.influence
	}
	return make([]float64, p.targets)
}

// Weights are the stations' weights at a target, those that count most first,
// ties by index. They may be negative, and what they lack to 1 is the
// background's.
func (p *Plan) Weights(target int) []Weight {
	if p.weights == nil {
		return nil
	}
	out := make([]Weight, len(p.stations))
	for i, s := range p.stations {
		out[i] = Weight{Index: s, Share: p.weights.At(i, target)}
	}
	slices.SortStableFunc(out, func(a, b Weight) int { return cmp.Compare(math.Abs(b.Share), math.Abs(a.Share)) })
	return out
}
