package geo

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// What is too small to be meant: borders drawn twice, not land.
const (
	sliverWidthM = 10   // the mean width of a sliver is less
	dustHa       = 1e-4 // areas below a square metre are rounding
	namedPlaces  = 20   // how many places of a kind are named one by one
)

// Patch is an area on which shapes do not fit together.
type Patch struct {
	Shapes []int     // an overlap: which lie over it; a gap: which lie around it
	Gap    bool      // covered by none, though shapes lie all around
	Twin   bool      // the second shape is the first over again
	AreaHa float64   // hectares
	WidthM float64   // mean width, metres
	At     orb.Point // a place in it
}

// Sliver reports whether it is too narrow to be meant.
func (p Patch) Sliver() bool { return p.WidthM < sliverWidthM }

// Patches finds where shapes overlap and where they leave gaps that they
// surround, largest first. Each shape alone should be valid.
func Patches(shapes []orb.MultiPolygon) ([]Patch, error) {
	a, err := arrange(shapes)
	if err != nil {
		return nil, err
	}
	var all []Patch
	for _, p := range a.faces().patches() {
		all = append(all, p.Patch)
	}
	return all, nil
}

// patch is a patch with its face.
type patch struct {
	Patch
	face int32
	ring orb.Ring
	box  orb.Bound
}

// patches are the faces that no shape or more than one covers.
func (f *faces) patches() []patch {
	var all []patch
	for id := range f.all {
		over := f.shapesOver(int32(id))
		if f.all[id].outer() || len(over) == 1 {
			continue
		}
		ring := f.ring(f.all[id].first)
		p := Patch{Shapes: over, Gap: len(over) == 0, AreaHa: AreaHa(orb.MultiPolygon{{ring}})}
		if p.Gap {
			p.Shapes = f.beside(int32(id))
		}
		p.WidthM = 2 * p.AreaHa * squareMetreHa / lengthM(ring)
		p.At = InnerPoint(orb.MultiPolygon{{ring}})
		all = append(all, patch{p, int32(id), ring, ring.Bound()})
	}
	f.takeOff(all)
	all = slices.DeleteFunc(all, func(p patch) bool { return p.AreaHa < dustHa })
	all = f.twins(all)
	slices.SortStableFunc(all, func(p, q patch) int {
		return cmp.Or(cmp.Compare(q.AreaHa, p.AreaHa), compare(p.At, q.At))
	})
	return all
}

// twins finds shapes that are others over again, however patches cut them up, and
// tells of them once instead of in every patch.
func (f *faces) twins(all []patch) []patch {
	const nearly = 0.999
	shared, areas := map[[2]int]float64{}, areasHa(f.shapes)
	for _, p := range all {
		for i, later := range p.Shapes {
			for _, earlier := range p.Shapes[:i] {
				if !p.Gap {
					shared[[2]int{earlier, later}] += p.AreaHa
				}
			}
		}
	}
	var out []patch
	twin := map[int]bool{}
	pairs := slices.SortedFunc(maps.Keys(shared), func(p, q [2]int) int { return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1])) })
	for _, pair := range pairs {
		if area := shared[pair]; !twin[pair[0]] && !twin[pair[1]] && area >= nearly*max(areas[pair[0]], areas[pair[1]]) {
			twin[pair[1]] = true
			out = append(out, patch{Patch: Patch{Shapes: pair[:], Twin: true, AreaHa: area, WidthM: math.Inf(1), At: InnerPoint(f.shapes[pair[1]])}})
		}
	}
	for _, p := range all {
		if p.Shapes = slices.DeleteFunc(slices.Clone(p.Shapes), func(i int) bool { return twin[i] }); p.Gap || len(p.Shapes) > 1 {
			out = append(out, p)
		}
	}
	return out
}

// takeOff takes the groups of borders that lie within a patch, without touching
// its border, off its area.
func (f *faces) takeOff(all []patch) {
	for id := range f.all {
		if !f.all[id].outer() {
			continue
		}
		at, best := f.west(int32(id)).point(), -1
		for i := range all {
			in := &f.all[all[i].face]
			if in.component != f.all[id].component && slices.Equal(in.parts, f.all[id].parts) &&
				all[i].box.Contains(at) && planar.RingContains(all[i].ring, at) && (best < 0 || in.area < f.all[all[best].face].area) {
				best = i
			}
		}
		if best >= 0 {
			all[best].AreaHa -= AreaHa(orb.MultiPolygon{{f.ring(f.all[id].first)}})
		}
	}
}

// beside are the shapes on the other side of a face's border.
func (f *faces) beside(id int32) []int {
	var out []int
	f.around(f.all[id].first, func(h int32) {
		for _, shape := range f.shapesOver(f.faceOf[h^1]) {
			if !slices.Contains(out, shape) {
				out = append(out, shape)
			}
		}
	})
	slices.Sort(out)
	return out
}

// lengthM is the length of a ring, metres; a patch is small, so its own latitude
// serves throughout.
func lengthM(ring orb.Ring) float64 {
	sum, shrink := 0.0, math.Cos(radians(ring[0][1]))
	for i := 1; i < len(ring); i++ {
		sum += math.Hypot((ring[i][0]-ring[i-1][0])*shrink, ring[i][1]-ring[i-1][1]) * metresOfDegree
	}
	return sum
}

// CheckTogether says where shapes overlap, lie over each other as duplicates, and
// leave gaps and slivers between them, with place and size. Land claimed twice is
// an error, since it would have two levels; slivers and gaps are warnings, since a
// lake is a gap too. Names are what people call the shapes.
func CheckTogether(shapes []orb.MultiPolygon, names []string) []Problem {
	patches, err := Patches(shapes)
	if err != nil {
		return []Problem{kinds.Problem("tangled_layer")}
	}
	return tell(patches, names)
}

func areasHa(shapes []orb.MultiPolygon) []float64 {
	out := make([]float64, len(shapes))
	for i, s := range shapes {
		out[i] = AreaHa(s)
	}
	return out
}

// kindOf is the code of a patch's kind.
func kindOf(p Patch) string {
	switch {
	case p.Twin:
		return "duplicate"
	case p.Gap && p.Sliver():
		return "gap_sliver"
	case p.Gap:
		return "gap"
	case p.Sliver():
		return "overlap_sliver"
	}
	return "overlap"
}

func tell(patches []Patch, names []string) []Problem {
	var problems []Problem
	for _, kind := range []string{"duplicate", "overlap", "overlap_sliver", "gap", "gap_sliver"} {
		count, more := 0, 0.0
		for _, p := range patches {
			if kindOf(p) != kind {
				continue
			}
			if count++; count > namedPlaces {
				more += p.AreaHa
				continue
			}
			problems = append(problems, p.problem(kind, names))
		}
		if rest := count - namedPlaces; rest > 0 {
			p := kinds.Problem("more_"+kind, "n", strconv.Itoa(rest), "area", hectares(more))
			p.Severity = severityOf(kind)
			problems = append(problems, p)
		}
	}
	return problems
}

func severityOf(kind string) Severity {
	if kind == "duplicate" || kind == "overlap" {
		return Error
	}
	return Warning
}

func (p Patch) problem(kind string, names []string) Problem {
	who := make([]string, 0, len(p.Shapes))
	for _, i := range p.Shapes {
		who = append(who, names[i])
	}
	if len(who) > 4 {
		who = append(who[:4], fmt.Sprintf("… +%d", len(who)-4))
	}
	args := []string{"area", hectares(p.AreaHa), "zones", strings.Join(who, ", ")}
	if p.Sliver() {
		args = append(args, "width", strconv.FormatFloat(p.WidthM, 'f', 1, 64))
	}
	out := kinds.Problem(kind, args...)
	out.Severity, out.At, out.Value = severityOf(kind), p.At, place(p.At)
	return out
}

// hectares writes an area with as many decimals as it needs.
func hectares(v float64) string {
	switch {
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return strconv.FormatFloat(v, 'f', 4, 64)
}
