package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// edge is one side of a ring or one step of an arc.
type edge struct {
	a, b  orb.Point
	owner int // ring or arc
	index int // of a in its owner
}

func (e edge) minX() float64 { return math.Min(e.a[0], e.b[0]) }
func (e edge) maxX() float64 { return math.Max(e.a[0], e.b[0]) }
func (e edge) minY() float64 { return math.Min(e.a[1], e.b[1]) }
func (e edge) maxY() float64 { return math.Max(e.a[1], e.b[1]) }

// sweep calls meet for every pair of edges whose boxes touch, going from west
// to east. It sorts the edges. The time is n·log n plus n times the edges that
// stand over one longitude, which are few on a map.
func sweep(edges []edge, meet func(e, f edge)) {
	slices.SortFunc(edges, func(e, f edge) int { return cmp.Compare(e.minX(), f.minX()) })
	var active []edge
	for _, e := range edges {
		x, low, high := e.minX(), e.minY(), e.maxY()
		kept := active[:0]
		for _, f := range active {
			if f.maxX() < x {
				continue
			}
			kept = append(kept, f)
			if f.minY() <= high && f.maxY() >= low {
				meet(f, e)
			}
		}
		active = append(kept, e)
	}
}

// orient is +1 when c lies left of the line from a to b, −1 right, 0 on it as
// far as rounding can tell.
func orient(a, b, c orb.Point) int {
	left := (b[0] - a[0]) * (c[1] - a[1])
	right := (b[1] - a[1]) * (c[0] - a[0])
	det := left - right
	// error bound of J. R. Shewchuk, 1997, Discrete & Computational Geometry 18, 305–363 (unchecked)
	if math.Abs(det) <= 4e-16*(math.Abs(left)+math.Abs(right)) {
		return 0
	}
	return cmp.Compare(det, 0)
}

// cross reports whether the edges cross between their ends.
func cross(e, f edge) bool {
	return orient(e.a, e.b, f.a)*orient(e.a, e.b, f.b) < 0 &&
		orient(f.a, f.b, e.a)*orient(f.a, f.b, e.b) < 0
}

// rings are open and without repeated points: the last side leads back to the first.
type rings [][]orb.Point

func (r rings) edges() []edge {
	var all []edge
	for owner, ring := range r {
		for i, p := range ring {
			all = append(all, edge{p, ring[(i+1)%len(ring)], owner, i})
		}
	}
	return all
}

func (r rings) after(e edge) orb.Point {
	ring := r[e.owner]
	return ring[(e.index+2)%len(ring)]
}

// crossings are the places where a ring passes through itself or another, by
// the owners of the two edges.
func (r rings) crossings() []crossing {
	var all []crossing
	sweep(r.edges(), func(e, f edge) {
		if cross(e, f) {
			all = append(all, crossing{e.owner, f.owner, meeting(e, f)})
			return
		}
		if e.b == f.b {
			if through(e.b, e.a, r.after(e), f.a, r.after(f)) {
				all = append(all, crossing{e.owner, f.owner, e.b})
			}
			return
		}
		if r.passes(e, f) {
			all = append(all, crossing{e.owner, f.owner, e.b})
		}
		if r.passes(f, e) {
			all = append(all, crossing{e.owner, f.owner, f.b})
		}
	})
	return all
}

type crossing struct {
	owner, other int
	at           orb.Point
}

// passes reports whether the end of e lies inside f and its ring goes on to the
// other side. A ring that only touches, or turns back, does not pass.
func (r rings) passes(e, f edge) bool {
	if e.b == f.a || orient(f.a, f.b, e.b) != 0 || !between(f, e.b) {
		return false
	}
	return orient(f.a, f.b, e.a)*orient(f.a, f.b, r.after(e)) < 0
}

func between(f edge, p orb.Point) bool {
	return p[0] >= f.minX() && p[0] <= f.maxX() && p[1] >= f.minY() && p[1] <= f.maxY()
}

// through reports whether the way c–v–d crosses the way a–v–b at v.
func through(v, a, b, c, d orb.Point) bool {
	turn := func(p orb.Point) float64 {
		t := math.Atan2(p[1]-v[1], p[0]-v[0]) - math.Atan2(a[1]-v[1], a[0]-v[0])
		if t < 0 {
			t += 2 * math.Pi
		}
		return t
	}
	tb, tc, td := turn(b), turn(c), turn(d)
	if tb == 0 || tc == 0 || td == 0 || tc == tb || td == tb {
		return false // they run together for a while
	}
	return (tc < tb) != (td < tb)
}

func meeting(e, f edge) orb.Point {
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	fx, fy := f.b[0]-f.a[0], f.b[1]-f.a[1]
	t := ((f.a[0]-e.a[0])*fy - (f.a[1]-e.a[1])*fx) / (dx*fy - dy*fx)
	return orb.Point{e.a[0] + t*dx, e.a[1] + t*dy}
}
