package run

import (
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// interval is an amount of rain between two instants.
type interval struct {
	from, to time.Time
	mm       float64
}

// nearHour is how far an interval's end may lie from a full hour and still
// count as ending there: stations report some minutes early or late.
const nearHour = 20 * time.Minute

// intervals lists what a station's observations say of rain. Flagged amounts
// are left out.
func intervals(obs []forecast.Observation) []interval {
	var out []interval
	for i := range obs {
		if obs[i].Flagged(forecast.RainMM) {
			continue
		}
		end := snap(obs[i].Time)
		for _, r := range obs[i].Rain {
			length := time.Duration(r.Hours * float64(time.Hour))
			if length > 0 {
				out = append(out, interval{end.Add(-length), end, r.MM})
			}
		}
	}
	return out
}

func snap(t time.Time) time.Time {
	if hour := t.Round(time.Hour); hour.Sub(t).Abs() <= nearHour {
		return hour
	}
	return t
}

// rainBetween gives the amount that fell from one instant to another, missing
// unless intervals join up from end to end, and what fell at least. Nothing is
// interpolated: an interval is used whole, as a difference of two that share an
// end, or not at all; only a dry one may be cut, for its parts are dry too.
func rainBetween(all []interval, from, to time.Time) (whole, atLeast forecast.Float) {
	edges := withDryParts(all, from, to)
	for _, backward := range []bool{false, true} {
		if mm, ok := sumAlong(edges, from, to, backward); ok {
			return forecast.Some(mm), forecast.Float{}
		}
	}
	return forecast.Float{}, largestSum(all, from, to)
}

// withDryParts cuts every dry interval at the ends of the others, so that its
// parts can fill what lies between them.
func withDryParts(all []interval, from, to time.Time) []interval {
	marks := []time.Time{from, to}
	for _, v := range all {
		marks = append(marks, v.from, v.to)
	}
	slices.SortFunc(marks, time.Time.Compare)
	marks = slices.CompactFunc(marks, time.Time.Equal)
	out := slices.Clone(all)
	for _, v := range all {
		if v.mm != 0 {
			continue
		}
		for i := 1; i < len(marks); i++ {
			if !marks[i-1].Before(v.from) && !marks[i].After(v.to) {
				out = append(out, interval{marks[i-1], marks[i], 0})
			}
		}
	}
	return out
}

// sumAlong walks from one instant to the other over as few intervals as
// possible, adding them up; with backward, an interval walked against its
// direction is taken away.
func sumAlong(edges []interval, from, to time.Time, backward bool) (float64, bool) {
	type place struct {
		at time.Time
		mm float64
	}
	seen := map[int64]bool{from.Unix(): true}
	queue := []place{{at: from}}
	for len(queue) > 0 {
		here := queue[0]
		queue = queue[1:]
		if here.at.Equal(to) {
			return nonNegative(here.mm)
		}
		for _, e := range edges {
			next, mm, ok := step(e, here.at, backward)
			if ok && !seen[next.Unix()] {
				seen[next.Unix()] = true
				queue = append(queue, place{next, here.mm + mm})
			}
		}
	}
	return 0, false
}

func step(e interval, at time.Time, backward bool) (next time.Time, mm float64, ok bool) {
	switch {
	case e.from.Equal(at):
		return e.to, e.mm, true
	case backward && e.to.Equal(at):
		return e.from, -e.mm, true
	}
	return time.Time{}, 0, false
}

// nonNegative refuses a difference that came out below zero by more than the
// rounding of two reports: such reports contradict each other.
func nonNegative(mm float64) (float64, bool) {
	if mm < -0.15 {
		return 0, false
	}
	return max(mm, 0), true
}

// largestSum is the most that disjoint intervals inside the window add up to;
// missing when none lies inside.
func largestSum(all []interval, from, to time.Time) forecast.Float {
	var inside []interval
	for _, v := range all {
		if !v.from.Before(from) && !v.to.After(to) {
			inside = append(inside, v)
		}
	}
	if len(inside) == 0 {
		return forecast.Float{}
	}
	slices.SortStableFunc(inside, func(a, b interval) int { return a.to.Compare(b.to) })
	best := make([]float64, len(inside)+1) // best[i]: of the first i intervals
	for i, v := range inside {
		before, _ := slices.BinarySearchFunc(inside[:i], v.from, func(x interval, t time.Time) int {
			if x.to.After(t) {
				return 1
			}
			return -1
		})
		best[i+1] = max(best[i], best[before]+v.mm)
	}
	return forecast.Some(best[len(inside)])
}
