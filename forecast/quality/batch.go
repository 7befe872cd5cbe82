package quality

import (
	"cmp"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// CheckAll checks a batch that came in any order: each station's reports by time,
// each against the station's history and what of the batch came before it. It
// sets the flags of obs in place and leaves their order; flags of other tests
// than ours stay. history is asked once for each station and may be nil.
//
// Doing it again changes nothing.
func (c Checker) CheckAll(obs []forecast.Observation, history func(station string) []forecast.Observation) {
	order := make([]int, len(obs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(obs[a].Station, obs[b].Station), newer(&obs[a], &obs[b]))
	})
	for len(order) > 0 {
		station := obs[order[0]].Station
		n := slices.IndexFunc(order, func(i int) bool { return obs[i].Station != station })
		if n < 0 {
			n = len(order)
		}
		var before []forecast.Observation
		if history != nil {
			before = slices.Clone(history(station))
		}
		c.checkStation(obs, order[:n], before)
		order = order[n:]
	}
}

// checkStation checks one station's reports, given by their place and in order.
// What is too old falls off the front of the past, so that long batches stay fast.
func (c Checker) checkStation(obs []forecast.Observation, order []int, history []forecast.Observation) {
	byTime := func(a, b forecast.Observation) int { return newer(&a, &b) }
	slices.SortStableFunc(history, byTime)
	var past []forecast.Observation
	for _, i := range order {
		o := &obs[i]
		for len(history) > 0 && history[0].Time.Before(o.Time) {
			past, history = append(past, history[0]), history[1:]
		}
		from := o.Time.Add(-c.Limits.Lookback())
		for len(past) > 0 && past[0].Time.Before(from) {
			past = past[1:]
		}
		found := c.Check(o, past)
		o.Flags = append(without(o.Flags, ownTests), found...)
		past = append(past, *o)
	}
}

// without are the flags that are not of these tests, in a list of their own.
func without(flags []forecast.Flag, tests []string) []forecast.Flag {
	var kept []forecast.Flag
	for _, f := range flags {
		if !slices.Contains(tests, f.Test) {
			kept = append(kept, f)
		}
	}
	return kept
}
