package geo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// topology is a set of shapes as arcs: the lines between the points where
// borders part or meet. A border that two shapes share is one arc.
type topology struct {
	arcs  []*arc
	known map[arcKey]int
	rings []arcRing
}

// arc runs in its canonical direction, so that both neighbours treat it alike.
type arc struct {
	points     []orb.Point // as given
	slim       []orb.Point // as simplified
	toleranceM float64
	full       bool // must keep a point between its ends
}

type arcKey struct {
	first, second, last orb.Point
	count               int
}

type arcRing struct {
	shape, part int
	arcs        []arcUse
}

type arcUse struct {
	arc     int
	reverse bool
}

func newTopology(shapes []orb.MultiPolygon) *topology {
	t := &topology{known: map[arcKey]int{}}
	junction := junctions(shapes)
	for i, shape := range shapes {
		for j, polygon := range shape {
			for _, ring := range polygon {
				if points := open(ring); len(points) > 2 {
					t.rings = append(t.rings, arcRing{i, j, t.cut(points, junction)})
				}
			}
		}
	}
	return t
}

// junctions are the points that have other neighbours in one ring than in
// another, or than at an earlier pass of the same ring.
func junctions(shapes []orb.MultiPolygon) map[orb.Point]bool {
	type pair [2]orb.Point
	seen, junction := map[orb.Point]pair{}, map[orb.Point]bool{}
	for _, shape := range shapes {
		for _, polygon := range shape {
			for _, ring := range polygon {
				points := open(ring)
				n := len(points)
				for i, p := range points {
					now := pair{points[(i+n-1)%n], points[(i+1)%n]}
					if compare(now[0], now[1]) > 0 {
						now[0], now[1] = now[1], now[0]
					}
					if before, ok := seen[p]; ok && before != now {
						junction[p] = true
					}
					seen[p] = now
				}
			}
		}
	}
	return junction
}

func compare(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}

// cut divides an open ring at its junctions. One with fewer than two is divided
// at points that depend on nothing but its own points.
func (t *topology) cut(points []orb.Point, junction map[orb.Point]bool) []arcUse {
	n := len(points)
	var ends []int
	for i, p := range points {
		if junction[p] {
			ends = append(ends, i)
		}
	}
	if len(ends) == 0 {
		ends = append(ends, slices.Index(points, slices.MinFunc(points, compare)))
	}
	if len(ends) == 1 {
		ends = append(ends, farthest(points, points[ends[0]]))
		slices.Sort(ends)
	}
	var uses []arcUse
	for k, from := range ends {
		to := ends[(k+1)%len(ends)]
		if to <= from {
			to += n
		}
		line := make([]orb.Point, 0, to-from+1)
		for i := from; i <= to; i++ {
			line = append(line, points[i%n])
		}
		uses = append(uses, t.use(line))
	}
	return uses
}

// farthest is the index of the point farthest from p, the smallest point of several.
func farthest(points []orb.Point, p orb.Point) int {
	best, at := -1.0, 0
	for i, q := range points {
		d := (q[0]-p[0])*(q[0]-p[0]) + (q[1]-p[1])*(q[1]-p[1])
		if d > best || d == best && compare(q, points[at]) < 0 {
			best, at = d, i
		}
	}
	return at
}

func (t *topology) use(line []orb.Point) arcUse {
	n := len(line)
	turn := cmp.Or(compare(line[0], line[n-1]), compare(line[1], line[n-2])) > 0
	if turn {
		slices.Reverse(line)
	}
	key := arcKey{line[0], line[1], line[n-1], n}
	id, ok := t.known[key]
	if !ok {
		id = len(t.arcs)
		t.arcs = append(t.arcs, &arc{points: line})
		t.known[key] = id
	}
	return arcUse{id, turn}
}

// rebuild gives the shapes made of the simplified arcs.
func (t *topology) rebuild(count int) []orb.MultiPolygon {
	shapes := make([]orb.MultiPolygon, count)
	for _, r := range t.rings {
		for len(shapes[r.shape]) <= r.part {
			shapes[r.shape] = append(shapes[r.shape], nil)
		}
		shapes[r.shape][r.part] = append(shapes[r.shape][r.part], t.ring(r))
	}
	return shapes
}

func (t *topology) ring(r arcRing) orb.Ring {
	var ring orb.Ring
	for _, use := range r.arcs {
		line := t.arcs[use.arc].slim
		if use.reverse {
			line = slices.Clone(line)
			slices.Reverse(line)
		}
		ring = append(ring, line[:len(line)-1]...)
	}
	return append(ring, ring[0])
}
