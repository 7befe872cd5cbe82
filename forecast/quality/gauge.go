package quality

import (
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// jointly is how far ends of intervals may lie apart and still join: stations
// report some minutes early or late.
const jointly = 20 * time.Minute

// fall is rain between two instants.
type fall struct {
	from, to time.Time
	mm       float64
}

// falls lists a station's usable rain, by end.
func (p *post) falls() []fall {
	var all []fall
	for _, o := range p.obs {
		if o.Flagged(forecast.RainMM) {
			continue
		}
		for _, r := range o.Rain {
			if r.Hours > 0 {
				all = append(all, fall{o.Time.Add(-hours(r.Hours)), o.Time, r.MM})
			}
		}
	}
	return all
}

// window cuts falls, sorted by end, to those that lie within [from, to].
func window(all []fall, from, to time.Time) []fall {
	end := func(f fall, t time.Time) int { return f.to.Compare(t) }
	lo, _ := slices.BinarySearchFunc(all, from, end)
	hi, _ := slices.BinarySearchFunc(all, to.Add(jointly+time.Nanosecond), end)
	var in []fall
	for _, f := range all[lo:hi] {
		if !f.from.Before(from.Add(-jointly)) {
			in = append(in, f)
		}
	}
	return in
}

// share is how much of [from, to] the falls know of, 0–1.
func share(falls []fall, from, to time.Time) float64 {
	byBegin := slices.Clone(falls)
	slices.SortFunc(byBegin, func(a, b fall) int { return a.from.Compare(b.from) })
	var known time.Duration
	seen := from
	for _, f := range byBegin {
		begin, end := f.from, f.to
		if begin.Before(seen) {
			begin = seen
		}
		if end.After(to) {
			end = to
		}
		if end.After(begin) {
			known, seen = known+end.Sub(begin), end
		}
	}
	return float64(known) / float64(to.Sub(from))
}

// atLeast is the most that falls without a common hour add up to, mm; sorted by
// end. What lies between them is not known and not counted.
func atLeast(falls []fall) float64 {
	most := make([]float64, len(falls)+1) // of the first i falls
	for i, f := range falls {
		joined, _ := slices.BinarySearchFunc(falls[:i], f.from.Add(jointly+time.Nanosecond),
			func(g fall, t time.Time) int { return g.to.Compare(t) })
		most[i+1] = max(most[i], most[joined]+f.mm)
	}
	return most[len(falls)]
}

// gauges gives the falls of the nearest stations within km that know enough of
// [from, to].
func (n *network) gauges(all [][]fall, p *post, km, need float64, from, to time.Time) [][]fall {
	var known [][]fall
	n.spots = n.spots[:0]
	for _, near := range p.near {
		if most := n.limits.Neighbours.AtMost; near.km > km || most > 0 && len(known) >= most {
			break
		}
		spot := n.posts[near.post].spot
		if falls := window(all[near.post], from, to); share(falls, from, to) >= need && !slices.Contains(n.spots, spot) {
			known, n.spots = append(known, falls), append(n.spots, spot)
		}
	}
	return known
}

func (n *network) allFalls() [][]fall {
	all := make([][]fall, len(n.posts))
	for i := range n.posts {
		all[i] = n.posts[i].falls()
	}
	return all
}

// rainAlone flags rain that is no shower: so much in one gauge while all around
// stay dry. Less than that is left alone, for showers are local.
func (n *network) rainAlone() {
	limit := n.limits.RainAlone
	if limit.MM <= 0 {
		return
	}
	all := n.allFalls() // as it was before any flag of this test
	for i := range n.posts {
		p := &n.posts[i]
		for _, o := range p.obs {
			at := slices.IndexFunc(o.Rain, func(r forecast.Rain) bool { return r.MM >= limit.MM })
			if at < 0 || o.Flagged(forecast.RainMM) {
				continue
			}
			r := o.Rain[at]
			around := n.gauges(all, p, limit.Km, n.limits.RainMissing.Share, o.Time.Add(-hours(r.Hours)), o.Time)
			if len(around) < max(n.limits.Neighbours.AtLeast, 1) || slices.ContainsFunc(around, func(f []fall) bool { return atLeast(f) > limit.DryMM }) {
				continue
			}
			o.Flags = append(o.Flags, forecast.Flag{Variable: forecast.RainMM, Test: TestBuddy, Value: forecast.Some(r.MM), High: forecast.Some(limit.MM),
				Reason: fmt.Sprintf("rain %v mm in %v h: %d gauges within %v km had no more than %v mm", r.MM, r.Hours, len(around), limit.Km, limit.DryMM)})
		}
	}
}

// rainMissing flags the dry reports of a gauge that stayed dry for days while
// all around had rain: it is clogged. Two clogged gauges excuse each other.
func (n *network) rainMissing() {
	if n.limits.RainMissing.Days <= 0 {
		return
	}
	all := n.allFalls() // as it was before any flag of this test
	for i := range n.posts {
		n.clogged(all, i)
	}
}

// clogged looks at windows a day apart, and at the newest.
func (n *network) clogged(all [][]fall, i int) {
	if len(all[i]) == 0 {
		return
	}
	length := hours(n.limits.RainMissing.Days * 24)
	begin, last := all[i][0].from, all[i][len(all[i])-1].to
	for _, f := range all[i] {
		if f.from.Before(begin) {
			begin = f.from
		}
	}
	for end := begin.Add(length); !end.After(last.Add(jointly)); end = end.Add(24 * time.Hour) {
		n.cloggedIn(all, i, end.Add(-length), end)
	}
	if !last.Add(-length).Before(begin) {
		n.cloggedIn(all, i, last.Add(-length), last)
	}
}

func (n *network) cloggedIn(all [][]fall, i int, from, to time.Time) {
	limit, p := n.limits.RainMissing, &n.posts[i]
	own := window(all[i], from, to)
	if share(own, from, to) < limit.Share || atLeast(own) > 0 {
		return
	}
	around := n.gauges(all, p, limit.Km, limit.Share, from, to)
	if len(around) < max(n.limits.Neighbours.AtLeast, 1) {
		return
	}
	least := atLeast(around[0])
	for _, falls := range around[1:] {
		least = min(least, atLeast(falls))
	}
	if least <= limit.MM {
		return
	}
	reason := fmt.Sprintf("rain 0 mm in %v days: %d gauges within %v km had %s or more, limit %v mm; the gauge may be clogged",
		limit.Days, len(around), limit.Km, round(least, forecast.RainMM), limit.MM)
	for _, o := range p.obs {
		if dry(o) && o.Time.After(from) && !o.Time.After(to.Add(jointly)) && !o.Flagged(forecast.RainMM) {
			o.Flags = append(o.Flags, forecast.Flag{Variable: forecast.RainMM, Test: TestRainMissing,
				Value: forecast.Some(o.Rain[0].MM), Low: forecast.Some(limit.MM), Reason: reason})
		}
	}
}

// dry reports whether a report says that no rain fell.
func dry(o *forecast.Observation) bool {
	return len(o.Rain) > 0 && !slices.ContainsFunc(o.Rain, func(r forecast.Rain) bool { return r.MM != 0 })
}
