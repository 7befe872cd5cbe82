package alert

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"github.com/canhlua/canhlua/forecast"
)

// Resolver brings areas to the zones of one set, and zones of other sets to their
// heirs there.
type Resolver struct {
	zones  []forecast.Zone
	bounds func() []orb.Bound // of the zones; most subscriptions name their zones and need none
	index  map[string]int
	other  map[string]map[string]*forecast.Zone // by set and ID
	heirs  map[[2]string][]int
	whose  map[string][]string // by zone: IDs in other sets that it takes the place of
}

// NewResolver is for the zones of a set, in the board's order; others are the sets
// in which subscribers chose zones.
func NewResolver(set forecast.ZoneSet, others ...forecast.ZoneSet) *Resolver {
	r := &Resolver{zones: set.Zones, index: map[string]int{}, other: map[string]map[string]*forecast.Zone{},
		heirs: map[[2]string][]int{}, whose: map[string][]string{}}
	for i := range set.Zones {
		r.index[set.Zones[i].ID] = i
	}
	r.bounds = sync.OnceValue(func() []orb.Bound {
		bounds := make([]orb.Bound, len(r.zones))
		for i := range r.zones {
			bounds[i] = r.zones[i].Shape.Bound()
		}
		return bounds
	})
	for _, o := range others {
		known := map[string]*forecast.Zone{}
		for i := range o.Zones {
			known[o.Zones[i].ID] = &o.Zones[i]
		}
		r.other[o.ID] = known
		for id := range known {
			for _, heir := range r.heirsOf(o.ID, id) {
				r.whose[r.zones[heir].ID] = append(r.whose[r.zones[heir].ID], id)
			}
		}
	}
	return r
}

// Zones are the places, in the set, of the zones that an area concerns; ascending.
func (r *Resolver) Zones(a *forecast.Area) []int {
	switch {
	case a.Point != nil:
		return r.around(*a.Point, a.RadiusKm)
	case len(a.Drawn) > 0:
		return r.meets(a.Drawn)
	}
	out := make([]int, 0, len(a.Zones))
	for _, id := range a.Zones {
		if i, ok := r.index[id]; ok {
			out = append(out, i)
			continue
		}
		out = append(out, r.heirsOf(a.ZoneSet, id)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// heirGrid is how many places along each side of an old zone are looked up, and
// heirShare the share of them that makes a new zone an heir.
const (
	heirGrid  = 16
	heirShare = 0.03
)

// heirsOf are the zones that lie where a zone of another set lay.
func (r *Resolver) heirsOf(set, id string) []int {
	key := [2]string{set, id}
	if known, ok := r.heirs[key]; ok {
		return known
	}
	var out []int
	if z := r.other[set][id]; z != nil {
		out = r.over(z)
	}
	r.heirs[key] = out
	return out
}

func (r *Resolver) over(z *forecast.Zone) []int {
	hits, inside := make([]int, len(r.zones)), 0
	look := func(p orb.Point, weight int) {
		inside += weight
		for i := range r.zones {
			if r.bounds()[i].Contains(p) && planar.MultiPolygonContains(r.zones[i].Shape, p) {
				hits[i] += weight
			}
		}
	}
	look(z.Point, 1)
	b := z.Shape.Bound()
	for x := range heirGrid {
		for y := range heirGrid {
			p := orb.Point{b.Min[0] + (float64(x)+0.5)/heirGrid*(b.Max[0]-b.Min[0]), b.Min[1] + (float64(y)+0.5)/heirGrid*(b.Max[1]-b.Min[1])}
			if planar.MultiPolygonContains(z.Shape, p) {
				look(p, 1)
			}
		}
	}
	var out []int
	for i, n := range hits {
		if n > 0 && float64(n) >= heirShare*float64(inside) {
			out = append(out, i)
		}
	}
	return out
}

// inherit picks what was told of a zone, or of one that it took the place of.
func (r *Resolver) inherit(told []forecast.AlertTold, zone string) []forecast.AlertTold {
	first, own := slices.BinarySearchFunc(told, zone, func(t forecast.AlertTold, id string) int { return strings.Compare(t.Zone, id) })
	if own {
		last := first
		for last < len(told) && told[last].Zone == zone {
			last++
		}
		return told[first:last]
	}
	var out []forecast.AlertTold
	if whose := r.whose[zone]; len(told) > 0 && len(whose) > 0 {
		for _, t := range told {
			if _, still := r.index[t.Zone]; !still && slices.Contains(whose, t.Zone) {
				out = append(out, t)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b forecast.AlertTold) int { return a.Date.Compare(b.Date) })
	return out
}

const kmPerDegree = 111.195 // of latitude, on the mean sphere

// around are the zones that a circle meets.
func (r *Resolver) around(p orb.Point, km float64) []int {
	var out []int
	scale := math.Cos(p.Lat() * math.Pi / 180)
	reach := orb.Bound{Min: p, Max: p}
	reach = orb.Bound{Min: orb.Point{reach.Min[0] - km/kmPerDegree/scale, reach.Min[1] - km/kmPerDegree},
		Max: orb.Point{reach.Max[0] + km/kmPerDegree/scale, reach.Max[1] + km/kmPerDegree}}
	for i := range r.zones {
		if !r.bounds()[i].Intersects(reach) {
			continue
		}
		if planar.MultiPolygonContains(r.zones[i].Shape, p) || edgeWithin(r.zones[i].Shape, p, scale, km/kmPerDegree) {
			out = append(out, i)
		}
	}
	return out
}

// edgeWithin reports whether an edge comes nearer than a distance in degrees of
// latitude.
func edgeWithin(shape orb.MultiPolygon, p orb.Point, scale, degrees float64) bool {
	flat := func(q orb.Point) orb.Point { return orb.Point{(q[0] - p[0]) * scale, q[1] - p[1]} }
	for _, polygon := range shape {
		for _, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				if planar.DistanceFromSegment(flat(ring[k-1]), flat(ring[k]), orb.Point{}) <= degrees {
					return true
				}
			}
		}
	}
	return false
}

// meets are the zones that share a place with a drawn area.
func (r *Resolver) meets(drawn orb.Polygon) []int {
	var out []int
	bound := drawn.Bound()
	for i := range r.zones {
		if r.bounds()[i].Intersects(bound) && overlaps(r.zones[i].Shape, drawn) {
			out = append(out, i)
		}
	}
	return out
}

func overlaps(shape orb.MultiPolygon, drawn orb.Polygon) bool {
	if planar.MultiPolygonContains(shape, drawn[0][0]) {
		return true
	}
	for _, polygon := range shape {
		if len(polygon) > 0 && len(polygon[0]) > 0 && planar.PolygonContains(drawn, polygon[0][0]) || ringsCross(polygon, drawn) {
			return true
		}
	}
	return false
}

func ringsCross(a, b orb.Polygon) bool {
	for _, ring := range a {
		for _, other := range b {
			bound := other.Bound()
			for i := 1; i < len(ring); i++ {
				edge := orb.MultiPoint{ring[i-1], ring[i]}
				if !edge.Bound().Intersects(bound) {
					continue
				}
				for k := 1; k < len(other); k++ {
					if segmentsCross(ring[i-1], ring[i], other[k-1], other[k]) {
						return true
					}
				}
			}
		}
	}
	return false
}

func segmentsCross(a, b, c, d orb.Point) bool {
	side := func(p, q, r orb.Point) float64 { return (q[0]-p[0])*(r[1]-p[1]) - (q[1]-p[1])*(r[0]-p[0]) }
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
}
