package geo

import (
	"cmp"
	"math"
	"slices"
)

// Weight is one source's share in the value at a target.
type Weight struct {
	Index int     // of the source in the list given
	Share float64 // 0–1; the shares of a target add up to 1
}

// Interpolator spreads the values of sources to a target.
type Interpolator interface {
	// Weights gives the sources that count, nearest first, ties by index; none
	// when no source is in reach. The shares add up to 1.
	Weights(target Site, sources []Site) []Weight
}

// sameKm is the distance below which a source stands at the target itself.
const sameKm = 0.05

// InverseDistance weighs each source by distance to the power −Power
// (D. Shepard, 1968, Proc. 23rd ACM National Conference, 517–524; unchecked).
// A source nearer than 50 m takes the whole weight.
type InverseDistance struct {
	Power    float64 // > 0, usually 2
	MaxKm    float64 // a source farther away has no weight; 0 = no limit
	MaxCount int     // the nearest that count; 0 = all
}

type near struct {
	index int
	km    float64
}

// Weights implements Interpolator.
func (d InverseDistance) Weights(target Site, sources []Site) []Weight {
	reach := d.reach(target, sources)
	if len(reach) == 0 {
		return nil
	}
	if reach[0].km < sameKm {
		return []Weight{{Index: reach[0].index, Share: 1}}
	}
	weights, sum := make([]Weight, len(reach)), 0.0
	for i, n := range reach {
		// relative to the nearest, so that no power overflows
		w := math.Pow(reach[0].km/n.km, d.Power)
		weights[i], sum = Weight{n.index, w}, sum+w
	}
	for i := range weights {
		weights[i].Share /= sum
	}
	return weights
}

func (d InverseDistance) reach(target Site, sources []Site) []near {
	var all []near
	for i, s := range sources {
		km := DistanceKm(target, s)
		if math.IsNaN(km) || d.MaxKm > 0 && km > d.MaxKm {
			continue
		}
		all = append(all, near{i, km})
	}
	slices.SortFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.km, b.km), cmp.Compare(a.index, b.index))
	})
	if d.MaxCount > 0 && len(all) > d.MaxCount {
		all = all[:d.MaxCount]
	}
	return all
}
