package quality

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Expected is what an analysis makes of a station's value without that station
// (leave-one-out), with the standard error of that estimate, both in the
// variable's unit; missing = not checked.
type Expected func(station string, v forecast.Variable, at time.Time) (value, sigma forecast.Float)

// mostRounds ends the search for ever new worst readings; what is flagged by
// then stays.
const mostRounds = 20

// spatial is the spatial consistency test: a reading is flagged when it departs
// from what the others lead to expect by more than the errors of both allow
// (C. Lussana, F. Uboldi and M. R. Salvati, 2010, Q. J. R. Meteorol. Soc. 136,
// 1075–1088; unchecked). A bad reading spoils what is expected of those around
// it: in each round only the worst of a neighbourhood is flagged, then the
// analysis is asked anew.
func spatial(kinds []*network, analyse func() Expected) {
	for range mostRounds {
		expected, added := analyse(), false
		if expected == nil {
			return
		}
		for _, n := range kinds {
			added = n.spatialRound(expected) || added
		}
		if !added {
			return
		}
	}
}

func (n *network) spatialRound(expected Expected) (added bool) {
	for _, v := range forecast.Scalars {
		if limit, ok := n.limits.Spatial[v]; ok {
			added = n.spatialVariable(v, limit, expected) || added
		}
	}
	return added
}

type unexpected struct {
	*reading
	flag forecast.Flag
}

func (n *network) spatialVariable(v forecast.Variable, limit Spatial, expected Expected) bool {
	var list []unexpected
	for _, own := range n.series(v) {
		for _, r := range own {
			value, sigma := expected(n.posts[r.post].id, v, r.obs.Time)
			if flag, ok := limit.judge(r, v, value, sigma); ok {
				list = append(list, unexpected{r, flag})
			}
		}
	}
	slices.SortFunc(list, func(a, b unexpected) int { return n.worse(a.reading, b.reading) })
	var flagged []*reading
	for _, u := range list {
		if slices.ContainsFunc(flagged, func(f *reading) bool { return n.mayHaveSpoilt(f, u.reading) }) {
			continue
		}
		u.obs.Flags = append(u.obs.Flags, u.flag)
		flagged = append(flagged, u.reading)
	}
	return len(flagged) > 0
}

// judge scores a reading by its departure and gives the flag it earns.
func (s Spatial) judge(r *reading, v forecast.Variable, value, sigma forecast.Float) (forecast.Flag, bool) {
	if !value.OK || !sigma.OK || math.IsNaN(value.V) || !(sigma.V >= 0) {
		return forecast.Flag{}, false
	}
	most := max(s.Sigmas*math.Hypot(sigma.V, s.ObsError), 1e-6)
	departure := r.value - value.V
	r.score = (math.Abs(departure) - 1e-9) / most
	return forecast.Flag{Variable: v, Test: TestSpatial, Value: forecast.Some(r.value),
		Low: forecast.Some(value.V - most), High: forecast.Some(value.V + most),
		Reason: fmt.Sprintf("%s %s: %s from the %s that the analysis expects without the station, limit %s",
			names[v], show(r.value, v), round(math.Abs(departure), v), round(value.V, v), round(most, v))}, r.score > 1
}

// mayHaveSpoilt reports whether a reading of another station lies near enough in
// place and time to enter what was expected of r.
func (n *network) mayHaveSpoilt(other, r *reading) bool {
	if other.post == r.post || other.obs.Time.Sub(r.obs.Time).Abs() > n.within() {
		return false
	}
	return slices.ContainsFunc(n.posts[r.post].near, func(near neighbour) bool { return near.post == other.post })
}
