package geo

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// RepairShape gives a shape without self-crossings, open rings, overlapping parts
// and misplaced holes, on a grid of a centimetre: what lies behind an odd number
// of a part's borders belongs to it. The text says what was done; empty when the
// shape was valid and stays as it is.
func RepairShape(shape orb.MultiPolygon) (orb.MultiPolygon, string, error) {
	problems := Check(shape)
	if !Failed(problems) {
		return shape, "", nil
	}
	a, err := arrange([]orb.MultiPolygon{shape})
	if err != nil {
		return nil, "", err
	}
	f := a.faces()
	mended := f.rebuild(func(face int32) int {
		if len(f.all[face].parts) > 0 {
			return 0
		}
		return nobody
	}, 0)
	if len(mended) == 0 {
		return nil, "", fmt.Errorf("nothing is left of the shape when it is repaired")
	}
	return mended, fmt.Sprintf("%s; mended, %s ha before, %s ha now", problems[0].Error(), hectares(AreaHa(shape)), hectares(AreaHa(mended))), nil
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
			return nil, nil, fmt.Errorf("%s lies wholly within zones before it in the file: it cannot be repaired; leave one of them out, or cut it out of the others", names[i])
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
	kind := kindOf(p.Patch)
	repair := Repair{At: p.At, AreaHa: p.AreaHa}
	size := hectares(p.AreaHa) + " ha"
	switch kind {
	case "gap":
		return
	case "sliver of a gap":
		to := m.longest(p.face)
		if to == nobody {
			return
		}
		m.owners[p.face], m.changed[to] = to, true
		repair.Text = fmt.Sprintf("a sliver of %s that belonged to no zone goes to %s", size, m.names[to])
	default:
		for _, other := range p.Shapes[1:] {
			m.changed[other] = true
			if kind == "duplicate" {
				m.emptied = append(m.emptied, other)
				repair.Text = fmt.Sprintf("%s is the same area as %s and is left out", m.names[other], m.names[p.Shapes[0]])
				m.done = append(m.done, repair)
				continue
			}
			repair.Text = fmt.Sprintf("%s are taken from %s and stay with %s", size, m.names[other], m.names[p.Shapes[0]])
			m.done = append(m.done, repair)
		}
		return
	}
	m.done = append(m.done, repair)
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
