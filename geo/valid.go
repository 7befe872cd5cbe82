package geo

import (
	"fmt"
	"math"
	"slices"

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
		return []Problem{{Severity: Error, Reason: "the shape is empty", Remedy: "draw the area"}}
	}
	var problems []Problem
	some := AreaHa(shape)*squareMetreHa >= minAreaM2
	for i, polygon := range shape {
		if len(polygon) == 0 {
			problems = append(problems, Problem{Severity: Error, Part: i + 1, Ring: 1,
				Reason: "the part is empty", Remedy: "draw it or leave it out"})
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
	p := &Problem{Severity: Error, Remedy: "repair the shape in the program that drew it"}
	for _, v := range ring {
		if !(math.Abs(v[0]) <= 180 && math.Abs(v[1]) <= 90) { // not a number is refused too
			p.Value, p.Reason = place(v), "out of range: longitude −180…180, latitude −90…90"
			return p
		}
	}
	switch {
	case len(ring) < 4:
		p.Reason = fmt.Sprintf("a ring of %d points; four are the least, the last repeating the first", len(ring))
	case ring[0] != ring[len(ring)-1]:
		p.Value = fmt.Sprintf("from %s to %s", place(ring[0]), place(ring[len(ring)-1]))
		p.Reason = "the ring is open"
		p.Remedy = "end it at its first point"
	case math.Abs(ringAreaM2(ring)) >= minAreaM2:
		return nil
	case len(rings{open(ring)}.crossings()) > 0: // the halves of a bow-tie cancel
		p.Reason = "the ring crosses itself and encloses no area"
	default:
		p.Reason = "the ring encloses no area"
		if sliver {
			p.Severity, p.Remedy = Warning, "leave it out"
		}
	}
	return p
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
		p := Problem{Severity: Error, Part: where[c.owner][0], Ring: where[c.owner][1],
			At: c.at, Value: place(c.at), Reason: "the ring crosses itself", Remedy: "repair the shape there"}
		if c.owner != c.other {
			p.Reason = fmt.Sprintf("the ring crosses part %d ring %d", where[c.other][0], where[c.other][1])
		}
		problems = append(problems, p)
	}
	if more := len(found) - namedCrossings; more > 0 {
		problems = append(problems, Problem{Severity: Error, Reason: fmt.Sprintf("%d more crossings", more)})
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
		return []Problem{{Severity: Error, Reason: err.Error(), Remedy: "repair the shape in the program that drew it"}}
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
				problems = append(problems, Problem{Severity: Error, Part: int(part) + 1, Ring: 1, Value: place(ring[0]),
					Reason: fmt.Sprintf("the part lies over part %d", one.parts[0]+1), Remedy: "merge the two"})
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
	add := func(ring int, at orb.Point, reason, remedy string) {
		problems = append(problems, Problem{Severity: Error, Ring: ring, Value: place(at), Reason: reason, Remedy: remedy})
	}
	holes := polygon[1:]
	for j, hole := range holes {
		if !inside(hole, polygon[0]) {
			add(j+2, hole[0], "the hole lies outside its outer ring", "make it a part of its own")
		}
		for k, other := range holes[:j] {
			if overlap(orb.Polygon{hole}, orb.Polygon{other}) {
				add(j+2, hole[0], fmt.Sprintf("the hole lies over ring %d", k+2), "merge the two")
			}
		}
	}
	if whole := polygon[:1]; AreaHa(orb.MultiPolygon{polygon}) < 1e-6*AreaHa(orb.MultiPolygon{whole}) {
		add(1, polygon[0][0], "the holes leave nothing of the part", "leave it out")
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
