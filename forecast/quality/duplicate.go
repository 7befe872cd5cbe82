package quality

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// fingerprint is a time with all values of a report then.
type fingerprint struct {
	at     int64
	values [8]forecast.Float
}

func printOf(o *forecast.Observation, need int) (f fingerprint, ok bool) {
	f.at = o.Time.Unix()
	n := 0
	for i, v := range forecast.Scalars {
		if value := o.Value(v); value.OK && !slices.Contains(o.Derived, v) {
			f.values[i], n = value, n+1
		}
	}
	return f, n >= need
}

// duplicates names pairs of stations that say the same whenever both report: one
// sensor under two names, or a file with the wrong name. The values may be right,
// so nothing is flagged.
func (n *network) duplicates() []forecast.Warning {
	limit := n.limits.Duplicate
	if limit.Reports < 1 {
		return nil
	}
	prints := map[fingerprint][]int{} // posts, rising
	for i := range n.posts {
		for _, o := range n.posts[i].obs {
			if f, ok := printOf(o, limit.Values); ok && !slices.Contains(prints[f], i) {
				prints[f] = append(prints[f], i)
			}
		}
	}
	same := map[[2]int]int{}
	for _, posts := range prints {
		for j, b := range posts {
			for _, a := range posts[:j] {
				same[[2]int{a, b}]++
			}
		}
	}
	var warnings []forecast.Warning
	for pair, count := range same {
		if w, ok := n.twins(pair[0], pair[1], count); ok {
			warnings = append(warnings, w)
		}
	}
	return warnings
}

// twins reports a pair unless one report of a common time differs, or one value
// stands still for so long that it proves nothing.
func (n *network) twins(i, j, count int) (forecast.Warning, bool) {
	a, b, limit := &n.posts[i], &n.posts[j], n.limits.Duplicate
	need, where := limit.Reports, ""
	if geo.DistanceKm(a.site, b.site) < limit.SiteKm {
		need, where = limit.SiteReports, fmt.Sprintf(", both at one place (within %v m)", limit.SiteKm*1000)
	}
	if count < need {
		return forecast.Warning{}, false
	}
	times := map[int64]bool{}
	different := map[[8]forecast.Float]bool{}
	for _, o := range a.obs {
		if f, ok := printOf(o, limit.Values); ok {
			times[f.at], different[f.values] = true, true
		}
	}
	common := 0
	var since time.Time
	for _, o := range b.obs {
		if f, ok := printOf(o, limit.Values); ok && times[f.at] {
			if common++; since.IsZero() {
				since = o.Time
			}
		}
	}
	if common > count || len(different) < min(need, 3) {
		return forecast.Warning{}, false
	}
	return forecast.Warning{Station: a.id, Kind: WarnDuplicate, Since: since,
		Reason: fmt.Sprintf("stations %s and %s: the same values in all %d common reports%s; one of them may be a copy", a.name, b.name, common, where),
		Args:   map[string]string{"name": a.name, "other": b.name, "reports": strconv.Itoa(common)}}, true
}
