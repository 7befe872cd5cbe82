package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Polygons makes polygons with holes of rings that do not cross. A shapefile says
// by the winding which ring is an outer one (clockwise) and which a hole; writers
// get it wrong, so the winding only decides where nesting agrees: a ring in an
// even number of others is an outer one, in an odd number a hole of the smallest
// ring around it.
func Polygons(rings []orb.Ring) orb.MultiPolygon {
	if len(rings) == 1 {
		return orb.MultiPolygon{{rings[0]}}
	}
	sorted := slices.Clone(rings)
	slices.SortStableFunc(sorted, func(a, b orb.Ring) int { return cmp.Compare(size(b), size(a)) })
	bounds := make([]orb.Bound, len(sorted))
	for i, ring := range sorted {
		bounds[i] = ring.Bound()
	}
	depth := make([]int, len(sorted))
	part := make([]int, len(sorted)) // of outer rings: their polygon
	var shape orb.MultiPolygon
	for i, ring := range sorted {
		around := -1
		for k := i - 1; k >= 0; k-- {
			if holds(bounds[k], bounds[i]) && mostlyIn(ring, sorted[k]) {
				around = k // the smallest, since they are sorted
				break
			}
		}
		if around >= 0 {
			depth[i] = depth[around] + 1
		}
		if depth[i]%2 == 1 {
			part[i] = part[around]
			shape[part[i]] = append(shape[part[i]], ring)
			continue
		}
		part[i] = len(shape)
		shape = append(shape, orb.Polygon{ring})
	}
	return shape
}

func size(ring orb.Ring) float64 { return math.Abs(planar.Area(ring)) }

func holds(outer, inner orb.Bound) bool {
	return outer.Contains(inner.Min) && outer.Contains(inner.Max)
}

// mostlyIn reports whether most of the inner ring's points lie in the outer one. A
// common corner is no matter: points on the border say nothing.
func mostlyIn(inner, outer orb.Ring) bool {
	in, out := 0, 0
	for i := 0; i < len(inner); i += 1 + len(inner)/32 {
		p := inner[i]
		if slices.Contains(outer, p) {
			continue
		}
		if planar.RingContains(outer, p) {
			in++
		} else {
			out++
		}
	}
	if in+out == 0 { // every corner is common: ask the middle
		center, _ := planar.CentroidArea(inner)
		return planar.RingContains(outer, center)
	}
	return in > out
}
