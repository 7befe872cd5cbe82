package geo

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// gridPerDegree is the grid on which shapes are laid over each other: a step is
// 1.1 cm, and all the geometry on it is exact in whole numbers.
const gridPerDegree = 1e7

// gridPoint is a place in steps of the grid.
type gridPoint struct{ x, y int64 }

func onGrid(p orb.Point) gridPoint {
	return gridPoint{int64(math.Round(p[0] * gridPerDegree)), int64(math.Round(p[1] * gridPerDegree))}
}

func (p gridPoint) point() orb.Point {
	return orb.Point{float64(p.x) / gridPerDegree, float64(p.y) / gridPerDegree}
}

func comparePoints(p, q gridPoint) int { return cmp.Or(cmp.Compare(p.x, q.x), cmp.Compare(p.y, q.y)) }

// turn is the cross product of p→q and p→r: positive when r lies left.
func turn(p, q, r gridPoint) int64 { return (q.x-p.x)*(r.y-p.y) - (q.y-p.y)*(r.x-p.x) }

// side is a straight piece of border, its smaller end first.
type side struct{ a, b gridPoint }

func sideOf(p, q gridPoint) side {
	if comparePoints(p, q) > 0 {
		p, q = q, p
	}
	return side{p, q}
}

// arrangement is all borders of some shapes, cut wherever they meet, each with
// the parts that it bounds. A part that passes a side twice does not count there,
// so that what a part encloses is what lies behind an odd number of its sides.
type arrangement struct {
	shapes []orb.MultiPolygon
	parts  []int // of each part: its shape
	sides  map[side][]int32
}

// errTangled says that cutting never came to an end, which no known shape does.
var errTangled = errors.New("the borders are too tangled to be laid over each other")

// arrange cuts the borders of shapes.
func arrange(shapes []orb.MultiPolygon) (*arrangement, error) {
	a := &arrangement{shapes: shapes, sides: map[side][]int32{}}
	for i, shape := range shapes {
		for _, polygon := range shape {
			part := int32(len(a.parts))
			a.parts = append(a.parts, i)
			for _, ring := range polygon {
				a.addRing(part, ring)
			}
		}
	}
	const rounds = 30
	for range rounds {
		cuts := a.cuts()
		if len(cuts) == 0 {
			return a, nil
		}
		a.apply(cuts)
	}
	return nil, errTangled
}

// addRing adds a ring, closing it where it is open.
func (a *arrangement) addRing(part int32, ring orb.Ring) {
	for i, p := range ring {
		a.toggle(part, onGrid(p), onGrid(ring[(i+1)%len(ring)]))
	}
}

func (a *arrangement) toggle(part int32, p, q gridPoint) {
	if p == q {
		return
	}
	s := sideOf(p, q)
	uses := a.sides[s]
	if at := slices.Index(uses, part); at >= 0 {
		uses = slices.Delete(slices.Clone(uses), at, at+1)
	} else {
		uses = append(slices.Clip(uses), part)
	}
	if len(uses) == 0 {
		delete(a.sides, s)
		return
	}
	a.sides[s] = uses
}

// cuts are the places at which sides must be cut: where another passes through,
// or ends on them.
func (a *arrangement) cuts() map[side][]gridPoint {
	all := make([]side, 0, len(a.sides))
	for s := range a.sides {
		all = append(all, s)
	}
	slices.SortFunc(all, func(s, t side) int { return cmp.Or(comparePoints(s.a, t.a), comparePoints(s.b, t.b)) })
	found := map[side][]gridPoint{}
	var active []side
	for _, s := range all {
		low, high := min(s.a.y, s.b.y)-1, max(s.a.y, s.b.y)+1
		kept := active[:0]
		for _, t := range active {
			if t.b.x < s.a.x-1 {
				continue
			}
			kept = append(kept, t)
			if min(t.a.y, t.b.y) <= high && max(t.a.y, t.b.y) >= low {
				meet(s, t, found)
			}
		}
		active = append(kept, s)
	}
	return found
}

// meet notes where two sides cut each other.
func meet(s, t side, found map[side][]gridPoint) {
	touched := false
	for _, pair := range [2][2]side{{s, t}, {t, s}} {
		for _, end := range [2]gridPoint{pair[1].a, pair[1].b} {
			if pair[0].has(end) {
				found[pair[0]] = append(found[pair[0]], end)
				touched = true
			}
		}
	}
	if touched || s.a == t.a || s.b == t.b || s.a == t.b || s.b == t.a || !s.crosses(t) {
		return
	}
	p := s.meeting(t)
	for _, one := range [2]side{s, t} {
		if p != one.a && p != one.b {
			found[one] = append(found[one], p)
		}
	}
}

// has reports whether a place lies on the side, between its ends, within less
// than a step.
func (s side) has(p gridPoint) bool {
	if p == s.a || p == s.b {
		return false
	}
	dx, dy := float64(s.b.x-s.a.x), float64(s.b.y-s.a.y)
	along := float64(p.x-s.a.x)*dx + float64(p.y-s.a.y)*dy
	length := dx*dx + dy*dy
	off := float64(turn(s.a, s.b, p))
	return along > 0 && along < length && off*off <= length/2
}

func (s side) crosses(t side) bool {
	apart := func(p, q int64) bool { return p > 0 && q < 0 || p < 0 && q > 0 }
	return apart(turn(s.a, s.b, t.a), turn(s.a, s.b, t.b)) && apart(turn(t.a, t.b, s.a), turn(t.a, t.b, s.b))
}

// meeting is the place of the grid nearest to where two sides cross.
func (s side) meeting(t side) gridPoint {
	dx, dy := float64(s.b.x-s.a.x), float64(s.b.y-s.a.y)
	u, v := float64(turn(t.a, t.b, s.a)), float64(turn(t.a, t.b, s.b))
	along := u / (u - v)
	return gridPoint{s.a.x + int64(math.Round(along*dx)), s.a.y + int64(math.Round(along*dy))}
}

// apply cuts the sides; pieces that fall on others join them.
func (a *arrangement) apply(cuts map[side][]gridPoint) {
	for s, places := range cuts {
		uses := a.sides[s]
		delete(a.sides, s)
		dx, dy := s.b.x-s.a.x, s.b.y-s.a.y
		slices.SortFunc(places, func(p, q gridPoint) int {
			return cmp.Compare((p.x-s.a.x)*dx+(p.y-s.a.y)*dy, (q.x-s.a.x)*dx+(q.y-s.a.y)*dy)
		})
		from := s.a
		for _, to := range append(slices.Compact(places), s.b) {
			for _, part := range uses {
				a.toggle(part, from, to)
			}
			from = to
		}
	}
}
