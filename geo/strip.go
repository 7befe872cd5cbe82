package geo

import "math"

// group is the sides of one part in one group of borders.
type group struct {
	part, component        int32
	sides                  []side
	west, east, low, upper int64
}

// strips find the groups around a place: the map is cut into strips from west to
// east, each with the groups that reach into it.
type strips struct {
	groups     []group
	west, wide int64
	in         [][]int32
}

// stripCount is the most strips there are.
const stripCount = 2048

func (f *faces) groups(components int) *strips {
	type key struct{ part, component int32 }
	index := map[key]int{}
	s := &strips{west: math.MaxInt64}
	east := int64(math.MinInt64)
	for i, one := range f.sides {
		component := f.all[f.faceOf[2*i]].component
		for _, part := range f.arrangement.sides[one] {
			at, ok := index[key{part, component}]
			if !ok {
				at = len(s.groups)
				index[key{part, component}] = at
				s.groups = append(s.groups, group{part: part, component: component, west: math.MaxInt64, east: math.MinInt64, low: math.MaxInt64, upper: math.MinInt64})
			}
			s.groups[at].add(one)
		}
		s.west, east = min(s.west, one.a.x), max(east, one.b.x)
	}
	s.wide = max(1, (east-s.west)/int64(min(stripCount, components))+1)
	s.sort()
	return s
}

func (g *group) add(s side) {
	g.sides = append(g.sides, s)
	g.west, g.east = min(g.west, s.a.x), max(g.east, s.b.x)
	g.low, g.upper = min(g.low, s.a.y, s.b.y), max(g.upper, s.a.y, s.b.y)
}

func (s *strips) sort() {
	for i, g := range s.groups {
		for n := (g.west - s.west) / s.wide; n <= (g.east-s.west)/s.wide; n++ {
			for int64(len(s.in)) <= n {
				s.in = append(s.in, nil)
			}
			s.in[n] = append(s.in[n], int32(i))
		}
	}
}

// over are the parts that cover a place on the outside of a group of borders, by
// their sides in the other groups.
func (s *strips) over(component int32, p gridPoint) []int32 {
	var parts []int32
	for _, i := range s.in[(p.x-s.west)/s.wide] {
		g := &s.groups[i]
		if g.component != component && g.west <= p.x && p.x <= g.east && g.low <= p.y && p.y <= g.upper && g.holds(p) {
			parts = difference(parts, []int32{g.part})
		}
	}
	return parts
}

// holds reports whether a place, which lies on none of the sides, has an odd
// number of them south of it.
func (g *group) holds(p gridPoint) bool {
	odd := false
	for _, s := range g.sides {
		if s.a.x <= p.x && p.x < s.b.x && turn(s.a, s.b, p) > 0 {
			odd = !odd
		}
	}
	return odd
}
