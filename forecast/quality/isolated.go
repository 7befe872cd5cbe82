package quality

import (
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// isolated names readings that nobody near can vouch for and that are unlike
// the station's own at that time of day: for each station and variable the
// newest. The isolation test of titanlib flags every station with too few
// neighbours; here that would throw away the only station of a district, so it
// is information: the value stays usable.
func (n *network) isolated() []forecast.Warning {
	var warnings []forecast.Warning
	for _, v := range forecast.Scalars {
		limit, ok := n.limits.Buddy[v]
		if !ok {
			continue
		}
		for i, own := range n.judged[v] {
			for _, r := range slices.Backward(own) {
				if r.enough || r.obs.Flagged(v) {
					continue
				}
				if past := n.pastDays(own, r, limit); past.score > 1 {
					warnings = append(warnings, n.posts[i].isolated(v, r, past))
					break
				}
			}
		}
	}
	return warnings
}

// pastDays holds a reading against the station's own of the days before.
func (n *network) pastDays(own []*reading, r *reading, limit Departure) verdict {
	var values []float64
	for d := range n.limits.Isolated.Days {
		if b := nearest(own, r.obs.Time.AddDate(0, 0, -d-1), n.within()); b != nil {
			values = append(values, b.value)
		}
	}
	if len(values) < max(n.limits.Isolated.AtLeast, 1) {
		return verdict{}
	}
	return limit.judge(r.value, values)
}

func (p *post) isolated(v forecast.Variable, r *reading, past verdict) forecast.Warning {
	value, usual := show(r.value, v), round(past.median, v)
	return forecast.Warning{Station: p.id, Variable: v, Kind: WarnIsolated, Since: r.obs.Time,
		Reason: fmt.Sprintf("station %s: %s %s, at this time of day %s in %d days before, and no neighbours to vouch for it",
			p.name, names[v], value, usual, past.others),
		Args: map[string]string{"name": p.name, "value": value, "usual": usual}}
}
