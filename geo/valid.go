package geo

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// minAreaM2 is the area below which a ring encloses nothing.
const minAreaM2 = 1

// namedCrossings is how many crossings of a shape are named one by one.
const namedCrossings = 5

// Check says what is wrong with a shape: open rings, fewer than four points, no
// area, rings that cross, holes outside their outer ring, parts that overlap.
// Repeated points, spikes, rings that touch and either winding are allowed;
// slivers beside a real part are only warned of, Normalize drops them.
func Check(shape orb.MultiPolygon) []Problem {
	if len(shape) == 0 {
		return []Problem{kinds.Problem("shape_empty")}
	}
	var problems []Problem
	some := AreaHa(shape)*squareMetreHa >= minAreaM2
	for i, polygon := range shape {
		if len(polygon) == 0 {
			p := kinds.Problem("part_empty")
			p.Part, p.Ring = i+1, 1
			problems = append(problems, p)
		}
		for j, ring := range polygon {
			if p := checkRing(ring, some || j > 0); p != nil {
				p.Part, p.Ring = i+1, j+1
				problems = append(problems, *p)
			}
		}
	}
	if Failed(problems) {
		return problems
	}
	if crossed := checkCrossings(shape); len(crossed) > 0 {
		return append(problems, crossed...)
	}
	return append(problems, checkNesting(shape)...)
}

func checkRing(ring orb.Ring, sliver bool) *Problem {
	for _, v := range ring {
		if !(math.Abs(v[0]) <= 180 && math.Abs(v[1]) <= 90) { // not a number is refused too
			p := kinds.Problem("out_of_range")
			p.Value = place(v)
			return &p
		}
	}
	var p Problem
	switch {
	case len(ring) < 4:
		p = kinds.Problem("few_points", "n", strconv.Itoa(len(ring)))
	case ring[0] != ring[len(ring)-1]:
		p = kinds.Problem("open_ring")
		p.Value = fmt.Sprintf("from %s to %s", place(ring[0]), place(ring[len(ring)-1]))
	case math.Abs(ringAreaM2(ring)) >= minAreaM2:
		return nil
	case len(rings{open(ring)}.crossings()) > 0: // the halves of a bow-tie cancel
		p = kinds.Problem("bow_tie")
	case sliver:
		p = kinds.Problem("no_area_aside")
		p.Severity = Warning
	default:
		p = kinds.Problem("no_area")
	}
	return &p
}

func place(p orb.Point) string { return fmt.Sprintf("%.5f,%.5f", p[0], p[1]) }

// open is the ring without its last point and without repeated ones.
func open(ring orb.Ring) []orb.Point {
	points := slices.Compact(slices.Clone([]orb.Point(ring)))
	if n := len(points); n > 1 && points[0] == points[n-1] {
		points = points[:n-1]
	}
	return points
}

func checkCrossings(shape orb.MultiPolygon) []Problem {
	var all rings
	var where [][2]int
	for i, polygon := range shape {
		for j, ring := range polygon {
			all = append(all, open(ring))
			where = append(where, [2]int{i + 1, j + 1})
		}
	}
	found := all.crossings()
	var problems []Problem
	for _, c := range found[:min(len(found), namedCrossings)] {
		p := kinds.Problem("self_crossing")
		if other := where[c.other]; c.owner != c.other {
			p = kinds.Problem("crossing", "other_part", strconv.Itoa(other[0]), "other_ring", strconv.Itoa(other[1]))
		}
		p.Part, p.Ring, p.At, p.Value = where[c.owner][0], where[c.owner][1], c.at, place(c.at)
		problems = append(problems, p)
	}
	if more := len(found) - namedCrossings; more > 0 {
		problems = append(problems, kinds.Problem("more_crossings", "n", strconv.Itoa(more)))
	}
	return problems
}

// checkNesting expects rings that do not cross.
func checkNesting(shape orb.MultiPolygon) []Problem {
	var problems []Problem
	for i, polygon := range shape {
		for _, p := range checkHoles(polygon) {
			p.Part = i + 1
			problems = append(problems, p)
		}
	}
	return append(problems, checkParts(shape)...)
}

// checkParts names each part that lies over an earlier one, once.
func checkParts(shape orb.MultiPolygon) []Problem {
	if !boxesMeet(shape) {
		return nil
	}
	a, err := arrange([]orb.MultiPolygon{shape})
	if err != nil {
		return []Problem{kinds.Problem("tangled")}
	}
	var problems []Problem
	f, named := a.faces(), map[int32]bool{}
	for _, one := range f.all {
		if len(one.parts) < 2 {
			continue
		}
		for _, part := range one.parts[1:] {
			ring := f.ring(one.first)
			if area := AreaHa(orb.MultiPolygon{{ring}}); !named[part] && area > dustHa {
				named[part] = true
				p := kinds.Problem("part_over_part", "other_part", strconv.Itoa(int(one.parts[0])+1))
				p.Part, p.Ring, p.Value = int(part)+1, 1, place(ring[0])
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// boxesMeet reports whether any two parts are near each other.
func boxesMeet(shape orb.MultiPolygon) bool {
	for i, polygon := range shape {
		for _, other := range shape[:i] {
			if polygon.Bound().Intersects(other.Bound()) {
				return true
			}
		}
	}
	return false
}

func checkHoles(polygon orb.Polygon) []Problem {
	var problems []Problem
	add := func(ring int, at orb.Point, code string, args ...string) {
		p := kinds.Problem(code, args...)
		p.Ring, p.Value = ring, place(at)
		problems = append(problems, p)
	}
	holes := polygon[1:]
	for j, hole := range holes {
		if !inside(hole, polygon[0]) {
			add(j+2, hole[0], "hole_outside")
		}
		for k, other := range holes[:j] {
			if overlap(orb.Polygon{hole}, orb.Polygon{other}) {
				add(j+2, hole[0], "hole_over_hole", "other_ring", strconv.Itoa(k+2))
			}
		}
	}
	if whole := polygon[:1]; AreaHa(orb.MultiPolygon{polygon}) < 1e-6*AreaHa(orb.MultiPolygon{whole}) {
		add(1, polygon[0][0], "holes_take_all")
	}
	return problems
}

// inside reports whether the inner ring lies in the outer; a few of its points
// are enough, since the rings do not cross.
func inside(inner, outer orb.Ring) bool {
	bound := outer.Bound()
	for i := 0; i < len(inner); i += 1 + len(inner)/64 {
		if !bound.Contains(inner[i]) || !planar.RingContains(outer, inner[i]) {
			return false
		}
	}
	return true
}

func overlap(a, b orb.Polygon) bool {
	if !a.Bound().Intersects(b.Bound()) {
		return false
	}
	in := func(p, q orb.Polygon) bool {
		return planar.PolygonContains(q, InnerPoint(orb.MultiPolygon{p}))
	}
	return in(a, b) || in(b, a)
}

// Normalize gives a copy with outer rings counter-clockwise and holes clockwise
// (RFC 7946, 3.1.6), without repeated points, slivers and holes of no area.
func Normalize(shape orb.MultiPolygon) orb.MultiPolygon {
	out := make(orb.MultiPolygon, 0, len(shape))
	for _, polygon := range shape {
		if len(polygon) == 0 || len(shape) > 1 && math.Abs(ringAreaM2(polygon[0])) < minAreaM2 {
			continue
		}
		tidy := make(orb.Polygon, 0, len(polygon))
		for j, ring := range polygon {
			area := ringAreaM2(ring)
			if j > 0 && math.Abs(area) < minAreaM2 {
				continue
			}
			ring = slices.Compact(slices.Clone(ring))
			if (area > 0) == (j > 0) {
				slices.Reverse(ring)
			}
			tidy = append(tidy, ring)
		}
		out = append(out, tidy)
	}
	return out
}
