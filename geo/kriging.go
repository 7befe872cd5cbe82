package geo

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Kriging weighs sources by ordinary kriging: the weights add up to 1, so that
// no mean needs to be known, and make the expected square of the error least
// (G. Matheron, 1963, Economic Geology 58, 1246–1266; N. Cressie, 1993, 3.2;
// both unchecked). No weight is negative: a source that would get one stands
// behind others and is left out, and the rest solved again, so that rain stays
// rain. Only the ratio of the nugget to the variance matters for the weights.
// A source at the target itself takes the whole weight only without nugget.
type Kriging struct {
	Covariance Covariance
	MaxKm      float64 // a source farther away has no weight; 0 = no limit
	MaxCount   int     // the nearest that count; 0 = all; the time for a target grows with its cube
}

// Weights implements Interpolator; none either when the covariance fails its
// Check. A source left out as negative is not listed.
func (k Kriging) Weights(target Site, sources []Site) []Weight {
	weights, _ := k.solve(target, sources)
	return weights
}

// Variance is the expected square of the error with the weights of Weights, in
// the variable's unit squared; missing when there are none. It may exceed the
// variance of the covariance, since the mean is not known.
func (k Kriging) Variance(target Site, sources []Site) Value {
	_, variance := k.solve(target, sources)
	return variance
}

func (k Kriging) solve(target Site, sources []Site) ([]Weight, Value) {
	reach := InverseDistance{MaxKm: k.MaxKm, MaxCount: k.MaxCount}.reach(target, sources)
	if len(reach) == 0 || k.Covariance.Check() != nil {
		return nil, Value{}
	}
	sites := make([]Site, len(reach))
	for i, n := range reach {
		sites[i] = sources[n.index]
	}
	sites, at := level(sites, target)
	for {
		shares, variance, err := k.shares(at[0], sites)
		if err != nil {
			return nil, Value{}
		}
		kept := 0
		for i, share := range shares {
			if share >= 0 {
				sites[kept], reach[kept], shares[kept] = sites[i], reach[i], shares[i]
				kept++
			}
		}
		sites, reach = sites[:kept], reach[:kept]
		if kept == len(shares) {
			return weigh(reach, shares), Value{V: variance, OK: true}
		}
	}
}

func weigh(reach []near, shares []float64) []Weight {
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	weights := make([]Weight, len(reach))
	for i, n := range reach {
		weights[i] = Weight{Index: n.index, Share: shares[i] / sum}
	}
	return weights
}

// shares solves [K 1; 1ᵀ 0][w; λ] = [b; 1] by the Schur complement of K:
// w = K⁻¹(b − λ1) with λ = (1ᵀK⁻¹b − 1)/(1ᵀK⁻¹1). The variance is
// C(0) − wᵀb − λ.
func (k Kriging) shares(target Site, sites []Site) ([]float64, float64, error) {
	n := len(sites)
	chol, err := factorize(ownCovariance(k.Covariance, sites))
	if err != nil {
		return nil, 0, err
	}
	right := mat.NewDense(n, 2, nil)
	for i, s := range sites {
		right.SetRow(i, []float64{k.Covariance.At(s, target), 1})
	}
	var solved mat.Dense
	if err := chol.SolveTo(&solved, right); err != nil {
		return nil, 0, err
	}
	sumB, sumOne := mat.Sum(solved.ColView(0)), mat.Sum(solved.ColView(1))
	lambda := (sumB - 1) / sumOne
	shares, variance := make([]float64, n), k.Covariance.Variance-lambda
	for i := range shares {
		shares[i] = solved.At(i, 0) - lambda*solved.At(i, 1)
		variance -= shares[i] * right.At(i, 0)
	}
	return shares, math.Max(variance, 0), nil
}
