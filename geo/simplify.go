package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// refineRounds is how often arcs that came to cross are taken finer, each time
// by half; in the last round they are kept as they were.
const refineRounds = 6

// SimplifyAll gives coarser copies of shapes for display: no border moves by
// more than the tolerance in metres, neighbours keep exactly the same common
// border, no ring falls below four points, and borders that did not cross do
// not cross afterwards. Rings must be valid (Check) and not run along themselves.
//
// Each border between two junctions is simplified once (D. Douglas and
// T. Peucker, 1973, Cartographica 10, 112–122; unchecked). It is written here
// because orb/simplify cannot say which points it kept, and scaled coordinates
// would not come back exactly.
func SimplifyAll(shapes []orb.MultiPolygon, toleranceM float64) []orb.MultiPolygon {
	t := newTopology(shapes)
	bound := Bound(shapes)
	scale := orb.Point{metresOfDegree * math.Cos(radians(bound.Center()[1])), metresOfDegree}
	dirty := make(map[int]bool, len(t.arcs))
	for i, a := range t.arcs {
		a.toleranceM = toleranceM
		dirty[i] = true
	}
	for round := 1; len(dirty) > 0; round++ {
		for i := range dirty {
			t.arcs[i].simplify(scale)
		}
		dirty = t.tooSmall()
		if len(dirty) == 0 && round <= refineRounds {
			dirty = t.refineCrossed(round == refineRounds)
		}
	}
	return t.rebuild(len(shapes))
}

// tooSmall marks the arcs of rings that have lost their area: first to keep a
// point between their ends, then to stay as they were.
func (t *topology) tooSmall() map[int]bool {
	dirty := map[int]bool{}
	for _, r := range t.rings {
		if ring := t.ring(r); len(ring) >= 4 && math.Abs(ringAreaM2(ring)) >= minAreaM2 {
			continue
		}
		for _, use := range r.arcs {
			switch a := t.arcs[use.arc]; {
			case dirty[use.arc]: // by the neighbour's ring
			case !a.full:
				a.full, dirty[use.arc] = true, true
			case a.toleranceM > 0:
				a.toleranceM, dirty[use.arc] = 0, true
			}
		}
	}
	return dirty
}

func (t *topology) refineCrossed(last bool) map[int]bool {
	var edges []edge
	for id, a := range t.arcs {
		for i := range len(a.slim) - 1 {
			edges = append(edges, edge{a.slim[i], a.slim[i+1], id, i})
		}
	}
	dirty := map[int]bool{}
	sweep(edges, func(e, f edge) {
		if !cross(e, f) {
			return
		}
		for _, id := range []int{e.owner, f.owner} {
			if t.arcs[id].toleranceM > 0 {
				dirty[id] = true
			}
		}
	})
	for id := range dirty {
		t.arcs[id].toleranceM /= 2
		if last {
			t.arcs[id].toleranceM = 0
		}
	}
	return dirty
}

func (a *arc) simplify(scale orb.Point) {
	if a.toleranceM <= 0 {
		a.slim = a.points
		return
	}
	n := len(a.points)
	keep := make([]bool, n)
	keep[0], keep[n-1] = true, true
	for spans := [][2]int{{0, n - 1}}; len(spans) > 0; {
		s := spans[len(spans)-1]
		spans = spans[:len(spans)-1]
		at, off := a.worst(s[0], s[1], scale)
		if at < 0 || off <= a.toleranceM && (!a.full || n != s[1]-s[0]+1) {
			continue
		}
		keep[at] = true
		spans = append(spans, [2]int{s[0], at}, [2]int{at, s[1]})
	}
	a.slim = nil
	for i, p := range a.points {
		if keep[i] {
			a.slim = append(a.slim, p)
		}
	}
}

// worst is the point between two that lies farthest from their chord, and how
// far in metres; −1 when there is none between.
func (a *arc) worst(from, to int, scale orb.Point) (at int, off float64) {
	at = -1
	for i := from + 1; i < to; i++ {
		if d := chordM(a.points[i], a.points[from], a.points[to], scale); at < 0 || d > off {
			at, off = i, d
		}
	}
	return at, off
}

// chordM is the distance of p from the stretch a–b on a plane of the scale.
func chordM(p, a, b, scale orb.Point) float64 {
	px, py := (p[0]-a[0])*scale[0], (p[1]-a[1])*scale[1]
	bx, by := (b[0]-a[0])*scale[0], (b[1]-a[1])*scale[1]
	if length := bx*bx + by*by; length > 0 {
		t := math.Min(1, math.Max(0, (px*bx+py*by)/length))
		px, py = px-t*bx, py-t*by
	}
	return math.Hypot(px, py)
}
