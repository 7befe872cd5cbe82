package quality

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// buddies flags what departs from the median of the nearest neighbours, brought
// to the station's height: the worst first, then everything it had vouched for
// is judged anew without it, until nothing is too far off. The buddy check of
// titanlib (Norwegian Meteorological Institute) takes mean and standard
// deviation instead; with three or four neighbours one bad one spoils these.
func (n *network) buddies(v forecast.Variable, limit Departure) {
	all := n.series(v)
	n.judged[v] = all
	var suspects []*reading
	for _, own := range all {
		for _, r := range own {
			if r.verdict = n.ask(all, r, limit); r.score > 1 {
				suspects = append(suspects, r)
			}
		}
	}
	for len(suspects) > 0 {
		worst := slices.MinFunc(suspects, n.worse)
		worst.out = true
		n.flagBuddy(all, worst, v, limit)
		suspects = append(suspects, n.askAgain(all, worst, limit)...)
		suspects = slices.DeleteFunc(suspects, func(r *reading) bool { return r.out || r.score <= 1 })
	}
}

// worse orders by score, the highest first; ties by station and time.
func (n *network) worse(a, b *reading) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.post, b.post), a.obs.Time.Compare(b.obs.Time))
}

// ask holds a reading against its neighbours.
func (n *network) ask(all series, r *reading, limit Departure) verdict {
	reachKm := 0.0
	n.others = n.others[:0]
	n.eachNeighbour(all, r, func(b *reading, km float64) {
		up := n.posts[r.post].above(&n.posts[b.post])
		n.others, reachKm = append(n.others, geo.Lapse(b.value, 0, up, limit.LapseKPerKm)), km
	})
	if len(n.others) < max(n.limits.Neighbours.AtLeast, 1) {
		return verdict{others: len(n.others), reachKm: n.limits.Neighbours.Km}
	}
	v := limit.judge(r.value, n.others)
	v.reachKm = reachKm
	return v
}

// eachNeighbour gives the nearest neighbours that have a reading at the time.
func (n *network) eachNeighbour(all series, r *reading, do func(b *reading, km float64)) {
	within := n.within()
	n.spots = n.spots[:0]
	for _, near := range n.posts[r.post].near {
		if most := n.limits.Neighbours.AtMost; most > 0 && len(n.spots) >= most {
			return
		}
		spot := n.posts[near.post].spot
		if b := nearest(all[near.post], r.obs.Time, within); b != nil && !slices.Contains(n.spots, spot) {
			do(b, near.km)
			n.spots = append(n.spots, spot)
		}
	}
}

// askAgain judges anew what a reading that is out now had vouched for, and gives
// what is suspect since.
func (n *network) askAgain(all series, gone *reading, limit Departure) []*reading {
	var suspects []*reading
	within := n.within()
	for _, near := range n.posts[gone.post].near {
		for _, r := range all[near.post] {
			if r.out || near.km > r.reachKm || r.obs.Time.Sub(gone.obs.Time).Abs() > within {
				continue
			}
			before := r.score
			if r.verdict = n.ask(all, r, limit); r.score > 1 && before <= 1 {
				suspects = append(suspects, r)
			}
		}
	}
	return suspects
}

func (n *network) flagBuddy(all series, r *reading, v forecast.Variable, limit Departure) {
	var ids []string
	n.eachNeighbour(all, r, func(b *reading, _ float64) { ids = append(ids, n.posts[b.post].id) })
	side, by, most := "above", r.value-r.median, r.above
	if by < 0 {
		side, by, most = "below", -by, r.below
	}
	flag := forecast.Flag{Variable: v, Test: TestBuddy, Value: forecast.Some(r.value),
		Reason: fmt.Sprintf("%s %s: %s %s the median %s of %d neighbours (%s), limit %s",
			names[v], show(r.value, v), round(by, v), side, round(r.median, v), len(ids), strings.Join(ids, ", "), round(most, v))}
	if limit.Below.High > 0 {
		flag.Low = forecast.Some(r.median - r.below)
	}
	if limit.Above.High > 0 {
		flag.High = forecast.Some(r.median + r.above)
	}
	r.obs.Flags = append(r.obs.Flags, flag)
}
