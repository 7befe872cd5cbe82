package geo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// faces are the areas between the sides of an arrangement. A half is a side in one
// of its directions, with the face on its left; its other half is half^1.
type faces struct {
	*arrangement
	sides  []side // sorted; halves 2i and 2i+1 belong to side i
	next   []int32
	faceOf []int32
	all    []face
}

// face is one area.
type face struct {
	first     int32   // one of its halves
	area      float64 // of its border, in square steps; negative: the outside of a group of borders
	component int32
	parts     []int32 // that cover it, sorted
	known     bool
}

// outer reports whether the face is the outside of a group of borders.
func (f *face) outer() bool { return f.area <= 0 }

func (a *arrangement) faces() *faces {
	f := &faces{arrangement: a, sides: make([]side, 0, len(a.sides))}
	for s := range a.sides {
		f.sides = append(f.sides, s)
	}
	slices.SortFunc(f.sides, func(s, t side) int { return cmp.Or(comparePoints(s.a, t.a), comparePoints(s.b, t.b)) })
	f.link()
	f.trace()
	f.cover()
	return f
}

func (f *faces) from(half int32) gridPoint {
	if half&1 == 0 {
		return f.sides[half/2].a
	}
	return f.sides[half/2].b
}

func (f *faces) to(half int32) gridPoint { return f.from(half ^ 1) }

// link finds to each half the one that follows it around its face: at its end, the
// next clockwise from where it came.
func (f *faces) link() {
	around := map[gridPoint][]int32{}
	for h := range int32(2 * len(f.sides)) {
		around[f.from(h)] = append(around[f.from(h)], h)
	}
	f.next = make([]int32, 2*len(f.sides))
	for at, halves := range around {
		slices.SortFunc(halves, func(g, h int32) int { return compareAngle(at, f.to(g), f.to(h)) })
		for i, h := range halves {
			f.next[h^1] = halves[(i+len(halves)-1)%len(halves)]
		}
	}
}

// compareAngle orders directions from a place counter-clockwise from the east.
func compareAngle(at, p, q gridPoint) int {
	below := func(r gridPoint) int {
		if r.y < at.y || r.y == at.y && r.x < at.x {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(below(p), below(q)), cmp.Compare(0, turn(at, p, q)))
}

// trace walks around the faces.
func (f *faces) trace() {
	f.faceOf = make([]int32, len(f.next))
	for h := range f.faceOf {
		f.faceOf[h] = -1
	}
	for h := range int32(len(f.next)) {
		if f.faceOf[h] >= 0 {
			continue
		}
		id, origin, area := int32(len(f.all)), f.from(h), 0.0
		f.around(h, func(g int32) {
			f.faceOf[g] = id
			area += float64(turn(origin, f.from(g), f.to(g)))
		})
		f.all = append(f.all, face{first: h, area: area / 2, component: -1})
	}
}

// around calls do for each half around a face.
func (f *faces) around(first int32, do func(half int32)) {
	for h := first; ; {
		do(h)
		if h = f.next[h]; h == first {
			return
		}
	}
}

// ring is the border of a face.
func (f *faces) ring(first int32) orb.Ring {
	var ring orb.Ring
	f.around(first, func(h int32) { ring = append(ring, f.from(h).point()) })
	return append(ring, ring[0])
}

// cover finds which parts cover each face: none or those around it outside a
// group of borders, and from there over each side the parts that it bounds.
func (f *faces) cover() {
	if len(f.sides) == 0 {
		return
	}
	roots := f.components()
	groups := f.groups(len(roots))
	for c, root := range roots {
		f.all[root].parts = groups.over(int32(c), f.west(root))
		f.all[root].known = true
		f.spread(root)
	}
}

// components numbers the groups of borders that hang together and gives the
// outside face of each.
func (f *faces) components() []int32 {
	var roots []int32
	for start := range f.all {
		if f.all[start].component >= 0 {
			continue
		}
		c, root := int32(len(roots)), int32(start)
		queue := []int32{int32(start)}
		f.all[start].component = c
		for len(queue) > 0 {
			at := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			if f.all[at].area < f.all[root].area {
				root = at
			}
			f.around(f.all[at].first, func(h int32) {
				if beside := f.faceOf[h^1]; f.all[beside].component < 0 {
					f.all[beside].component = c
					queue = append(queue, beside)
				}
			})
		}
		roots = append(roots, root)
	}
	return roots
}

// west is the westernmost place of a face's border.
func (f *faces) west(id int32) gridPoint {
	best := f.from(f.all[id].first)
	f.around(f.all[id].first, func(h int32) {
		if p := f.from(h); comparePoints(p, best) < 0 {
			best = p
		}
	})
	return best
}

func (f *faces) spread(root int32) {
	queue := []int32{root}
	for len(queue) > 0 {
		at := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		f.around(f.all[at].first, func(h int32) {
			beside := &f.all[f.faceOf[h^1]]
			if beside.known {
				return
			}
			beside.known = true
			beside.parts = difference(f.all[at].parts, f.arrangement.sides[f.sides[h/2]])
			queue = append(queue, f.faceOf[h^1])
		})
	}
}

// difference are the numbers that stand in one of the lists, sorted.
func difference(sorted, others []int32) []int32 {
	out := slices.Clone(sorted)
	for _, v := range others {
		if at, found := slices.BinarySearch(out, v); found {
			out = slices.Delete(out, at, at+1)
		} else {
			out = slices.Insert(out, at, v)
		}
	}
	return out
}

// shapesOver are the shapes that cover a face, sorted.
func (f *faces) shapesOver(id int32) []int {
	var out []int
	for _, part := range f.all[id].parts {
		if shape := f.parts[part]; !slices.Contains(out, shape) {
			out = append(out, shape)
		}
	}
	slices.Sort(out)
	return out
}
