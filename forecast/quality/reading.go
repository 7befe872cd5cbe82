package quality

import (
	"math"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// reading is one usable value of a variable.
type reading struct {
	obs   *forecast.Observation
	post  int
	value float64
	out   bool // flagged by now; vouches for nobody
	verdict
}

// series are the usable readings of a variable, by post and time.
type series [][]*reading

func (n *network) series(v forecast.Variable) series {
	all := make(series, len(n.posts))
	for i := range n.posts {
		for _, o := range n.posts[i].obs {
			value := o.Usable(v)
			if value.OK && !math.IsNaN(value.V) && !math.IsInf(value.V, 0) {
				all[i] = append(all[i], &reading{obs: o, post: i, value: value.V})
			}
		}
	}
	return all
}

// nearest is the reading nearest to an instant that is not out, the earlier of
// two equally near; nil when none lies within reach.
func nearest(own []*reading, at time.Time, within time.Duration) *reading {
	after, _ := slices.BinarySearchFunc(own, at, func(r *reading, t time.Time) int { return r.obs.Time.Compare(t) })
	var best *reading
	for i := after; i < len(own); i++ {
		if own[i].obs.Time.Sub(at) > within {
			break
		}
		if !own[i].out {
			best = own[i]
			break
		}
	}
	for i := after - 1; i >= 0; i-- {
		apart := at.Sub(own[i].obs.Time)
		if apart > within || best != nil && apart > best.obs.Time.Sub(at) {
			break
		}
		if !own[i].out {
			return own[i]
		}
	}
	return best
}

// verdict is what others say of a reading.
type verdict struct {
	median  float64 // of the others
	below   float64 // the reading may lie this far below the median
	above   float64 // and this far above it
	score   float64 // departure in terms of what is allowed; above 1 is too much
	others  int
	reachKm float64 // of the farthest neighbour asked
	enough  bool    // there were enough others to judge
}

// judge holds a value against others of the same kind by their median and the
// median of their absolute deviations, which one bad value among three cannot
// move far (1.4826·MAD estimates a standard deviation: P. J. Rousseeuw and
// C. Croux, 1993, J. Am. Stat. Assoc. 88, 1273–1283; unchecked). others is
// reordered.
func (d Departure) judge(value float64, others []float64) verdict {
	mid := median(others)
	for i := range others {
		others[i] = math.Abs(others[i] - mid)
	}
	allowed := d.Spreads * 1.4826 * median(others)
	v := verdict{median: mid, others: len(others), enough: true,
		above: clamp(allowed, d.Above), below: clamp(allowed, d.Below)}
	departure := value - mid
	switch {
	case departure > 0 && d.Above.High > 0:
		v.score = (departure - 1e-9) / v.above
	case departure < 0 && d.Below.High > 0:
		v.score = (-departure - 1e-9) / v.below
	}
	return v
}

// clamp keeps a limit within its range, and off zero.
func clamp(v float64, r Range) float64 { return max(r.Low, min(v, r.High), 1e-6) }

// median reorders the values; there is at least one.
func median(values []float64) float64 {
	slices.Sort(values)
	m := len(values) / 2
	if len(values)%2 == 1 {
		return values[m]
	}
	return (values[m-1] + values[m]) / 2
}
