package geo

import (
	"maps"
	"slices"

	"github.com/paulmach/orb"
)

// RepairShape gives a shape without self-crossings, open rings, overlapping parts
// and misplaced holes, on a grid of a centimetre: what lies behind an odd number
// of a part's borders belongs to it. The problem, of the kind "mended", says what
// was done; none when the shape was valid and stays as it is.
func RepairShape(shape orb.MultiPolygon) (orb.MultiPolygon, *Problem, error) {
	problems := Check(shape)
	if !Failed(problems) {
		return shape, nil, nil
	}
	a, err := arrange([]orb.MultiPolygon{shape})
	if err != nil {
		return nil, nil, kinds.Problem("tangled")
	}
	f := a.faces()
	mended := f.rebuild(func(face int32) int {
		if len(f.all[face].parts) > 0 {
			return 0
		}
		return nobody
	}, 0)
	if len(mended) == 0 {
		return nil, nil, kinds.Problem("nothing_left")
	}
	return mended, mendedFrom(problems[0], shape, mended), nil
}

// mendedFrom says that a shape was mended of a problem; its arguments are the
// problem's too, so that its code can be worded.
func mendedFrom(was Problem, before, after orb.MultiPolygon) *Problem {
	p := problem("mended", "", "fault", was.Error(), "before", hectares(AreaHa(before)), "after", hectares(AreaHa(after)))
	maps.Copy(p.Args, was.Args)
	p.Args["fault_code"] = was.Code
	return p
}

// nobody owns a face that belongs to no shape.
const nobody = -1

// rebuild makes the shape of all faces that belong to it.
func (f *faces) rebuild(owner func(face int32) int, shape int) orb.MultiPolygon {
	border := make([]bool, len(f.next))
	for h := range border {
		border[h] = owner(f.faceOf[h]) == shape && owner(f.faceOf[h^1]) != shape
	}
	return Polygons(f.loops(border))
}

// loops walks along the halves of a border. Where borders touch it turns as
// sharply as it can towards the inside's other side, so that no ring touches itself.
func (f *faces) loops(border []bool) []orb.Ring {
	var rings []orb.Ring
	for start := range border {
		if !border[start] {
			continue
		}
		var ring orb.Ring
		for h := int32(start); border[h]; {
			border[h] = false
			ring = append(ring, f.from(h).point())
			n := f.next[h]
			for !border[n] && n != int32(start) && n != h^1 {
				n = f.next[n^1]
			}
			h = n
		}
		rings = append(rings, append(ring, ring[0]))
	}
	return rings
}

// Repair is something that was changed in shapes, to be told.
type Repair struct {
	At     orb.Point
	AreaHa float64
	Text   string
	Code   string            // of its kind
	Args   map[string]string // that fill the kind's words
}

// RepairTogether makes shapes fit: land of several is left to the first of them in
// the list, a sliver between them goes to the neighbour with the longest common
// border, a duplicate is emptied. Wider gaps stay, and a shape that lies wholly
// within an earlier one is left to people: then an error names both. Shapes that
// need nothing stay as they are.
func RepairTogether(shapes []orb.MultiPolygon, names []string) ([]orb.MultiPolygon, []Repair, error) {
	a, err := arrange(shapes)
	if err != nil {
		return nil, nil, err
	}
	f := a.faces()
	m := mender{faces: f, names: names, owners: make([]int, len(f.all)), changed: map[int]bool{}}
	for id := range f.all {
		m.owners[id] = nobody
		if over := f.shapesOver(int32(id)); len(over) > 0 {
			m.owners[id] = over[0]
		}
	}
	for _, p := range f.patches() {
		m.mend(p)
	}
	out := slices.Clone(shapes)
	for i := range shapes {
		if !m.changed[i] {
			continue
		}
		if slices.Contains(m.emptied, i) {
			out[i] = nil
			continue
		}
		if out[i] = f.rebuild(func(face int32) int { return m.owners[face] }, i); len(out[i]) == 0 {
			return nil, nil, kinds.Problem("within_others", "zone", names[i])
		}
	}
	return out, m.done, nil
}

type mender struct {
	*faces
	names   []string
	owners  []int // of each face
	changed map[int]bool
	emptied []int
	done    []Repair
}

func (m *mender) mend(p patch) {
	switch kind := kindOf(p.Patch); kind {
	case "gap":
	case "gap_sliver":
		if to := m.longest(p.face); to != nobody {
			m.owners[p.face], m.changed[to] = to, true
			m.tell(p, "sliver_given", "area", hectares(p.AreaHa), "to", m.names[to])
		}
	default:
		first := m.names[p.Shapes[0]]
		for _, other := range p.Shapes[1:] {
			m.changed[other] = true
			if kind == "duplicate" {
				m.emptied = append(m.emptied, other)
				m.tell(p, "left_out", "zone", m.names[other], "twin", first)
				continue
			}
			m.tell(p, "taken", "area", hectares(p.AreaHa), "from", m.names[other], "to", first)
		}
	}
}

func (m *mender) tell(p patch, code string, args ...string) {
	told := kinds.Problem(code, args...)
	m.done = append(m.done, Repair{At: p.At, AreaHa: p.AreaHa, Text: told.Reason, Code: told.Code, Args: told.Args})
}

// longest is the shape with the longest border along a face.
func (m *mender) longest(id int32) int {
	length, best, most := map[int]float64{}, nobody, 0.0
	m.around(m.all[id].first, func(h int32) {
		if owner := m.owners[m.faceOf[h^1]]; owner != nobody {
			length[owner] += lengthM(orb.Ring{m.from(h).point(), m.to(h).point()})
			if length[owner] > most {
				best, most = owner, length[owner]
			}
		}
	})
	return best
}
