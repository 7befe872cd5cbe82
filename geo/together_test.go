package geo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// field is a rectangle of so many hundredths of a degree, counter-clockwise.
func field(x, y, w, h float64) orb.MultiPolygon {
	x, y, w, h = 106+x/100, 11+y/100, w/100, h/100
	return orb.MultiPolygon{{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}}
}

func join(shapes ...orb.MultiPolygon) (all orb.MultiPolygon) {
	for _, s := range shapes {
		all = append(all, s...)
	}
	return all
}

// withHole is the first square with the second cut out.
func withHole(outer, hole orb.MultiPolygon) orb.MultiPolygon {
	ring := hole[0][0].Clone()
	ring.Reverse()
	return orb.MultiPolygon{{outer[0][0], ring}}
}

const hundredthHa = 120.7 // a square of a hundredth of a degree at 11 N, hectares

func TestPatches(t *testing.T) {
	cases := []struct {
		name   string
		shapes []orb.MultiPolygon
		want   []string
	}{
		{"neighbours", []orb.MultiPolygon{field(0, 0, 1, 1), field(1, 0, 1, 1)}, nil},
		{"neighbours of another division", []orb.MultiPolygon{field(0, 0, 1, 2), field(1, 0, 1, 1), field(1, 1, 1, 1)}, nil},
		{"apart", []orb.MultiPolygon{field(0, 0, 1, 1), field(5, 0, 1, 1)}, nil},
		{"overlap", []orb.MultiPolygon{field(0, 0, 2, 1), field(1, 0, 2, 1)}, []string{"over [0 1] 1.00"}},
		{"overlap of three", []orb.MultiPolygon{field(0, 0, 2, 1), field(1, 0, 2, 1), field(0, 0, 3, 1)},
			[]string{"over [0 1 2] 1.00", "over [0 2] 1.00", "over [1 2] 1.00"}},
		{"within, touching nothing", []orb.MultiPolygon{field(0, 0, 4, 4), field(1, 1, 1, 1)}, []string{"over [0 1] 1.00"}},
		{"twice", []orb.MultiPolygon{field(0, 0, 2, 1), field(0, 0, 2, 1)}, []string{"over [0 1] 2.00"}},
		{"a hole", []orb.MultiPolygon{withHole(field(0, 0, 3, 3), field(1, 1, 1, 1))}, []string{"gap [0] 1.00"}},
		{"a hole that is filled", []orb.MultiPolygon{withHole(field(0, 0, 3, 3), field(1, 1, 1, 1)), field(1, 1, 1, 1)}, nil},
		{"an island in a hole", []orb.MultiPolygon{withHole(field(0, 0, 4, 4), field(1, 1, 2, 2)), field(1.5, 1.5, 1, 1)}, []string{"gap [0] 3.00"}},
		{"a gap between four", []orb.MultiPolygon{field(0, 0, 2, 1), field(2, 0, 1, 2), field(1, 2, 2, 1), field(0, 1, 1, 2)}, []string{"gap [0 1 2 3] 1.00"}},
		{"a bay is no gap", []orb.MultiPolygon{field(0, 0, 3, 1), field(0, 1, 1, 1), field(2, 1, 1, 1)}, nil},
		{"parts of one shape may touch", []orb.MultiPolygon{join(field(0, 0, 1, 1), field(1, 0, 1, 1))}, nil},
		{"crossing in the open", []orb.MultiPolygon{field(0, 1, 3, 1), field(1, 0, 1, 3)}, []string{"over [0 1] 1.00"}},
	}
	for _, c := range cases {
		patches, err := Patches(c.shapes)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var got []string
		for _, p := range patches {
			kind := "over"
			if p.Gap {
				kind = "gap"
			}
			got = append(got, fmt.Sprintf("%s %v %.2f", kind, p.Shapes, p.AreaHa/hundredthHa))
			if p.Sliver() {
				t.Errorf("%s: a sliver of %.1f m", c.name, p.WidthM)
			}
		}
		if sorted(got) != sorted(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func sorted(list []string) string {
	out := append([]string{}, list...)
	for i := range out {
		for k := range out[:i] {
			if out[i] < out[k] {
				out[i], out[k] = out[k], out[i]
			}
		}
	}
	return strings.Join(out, "|")
}

// frame is four squares around a middle that is a little too small.
func frame(slack float64) []orb.MultiPolygon {
	return []orb.MultiPolygon{field(0, 0, 2, 1), field(2, 0, 1, 2), field(1, 2, 2, 1), field(0, 1, 1, 2), field(1+slack, 1, 1-slack, 1)}
}

func TestCheckTogetherTellsPlaceAndSize(t *testing.T) {
	cases := []struct {
		name   string
		shapes []orb.MultiPolygon
		want   string
		failed bool
	}{
		{"good", frame(0), "", false},
		{"gap", frame(0)[:4], "106.01500,11.01500: 121 ha within the zones belong to none, between a, b, c, d; if it is no lake", false},
		{"sliver", frame(0.004), "a sliver of 0.4835 ha, 4.3 m wide, belongs to no zone, between a, c, d, e; --repair gives it", false},
		{"overlap", []orb.MultiPolygon{field(0, 0, 2, 1), field(1, 0, 2, 1)}, "106.01500,11.00500: 121 ha belong to more than one zone: a, b; correct the border", true},
		{"sliver of an overlap", []orb.MultiPolygon{field(0, 0, 1.004, 1), field(1, 0, 2, 1)}, "a sliver of 0.4835 ha, 4.3 m wide, belongs to more than one zone: a, b", false},
		{"twice", []orb.MultiPolygon{field(0, 0, 1, 1), field(0, 0, 1, 1)}, "the same area twice, 121 ha: a, b; leave one", true},
	}
	cut := []orb.MultiPolygon{field(0, 0, 1, 1), field(0.5, 0, 1, 1), field(0.5, 0, 1, 1)}
	if text := fmt.Sprint(CheckTogether(cut, []string{"a", "b", "c"})); !strings.Contains(text, "the same area twice, 121 ha: b, c") || !strings.Contains(text, "60.44 ha belong to more than one zone: a, b;") {
		t.Errorf("a duplicate cut up: %s", text)
	}
	for _, c := range cases {
		problems := CheckTogether(c.shapes, []string{"a", "b", "c", "d", "e"})
		text := ""
		for _, p := range problems {
			text += p.Error() + "\n"
		}
		if c.want == "" && text != "" || !strings.Contains(text, c.want) || Failed(problems) != c.failed {
			t.Errorf("%s: %q, want %q, failed %v", c.name, text, c.want, c.failed)
		}
	}
}

func TestRepairTogether(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e"}
	cases := []struct {
		name   string
		shapes []orb.MultiPolygon
		areas  []float64 // hundredths of a degree squared
		want   string
	}{
		{"nothing to do", frame(0), []float64{2, 2, 2, 2, 1}, ""},
		{"overlap", []orb.MultiPolygon{field(0, 0, 2, 1), field(1, 0, 2, 1)}, []float64{2, 1}, "121 ha are taken from b and stay with a"},
		{"sliver", frame(0.004), []float64{2, 2, 2, 2.004, 0.996}, "a sliver of 0.4835 ha that belonged to no zone goes to"},
		{"twice", []orb.MultiPolygon{field(0, 0, 1, 1), field(0, 0, 1, 1)}, []float64{1, 0}, "b is the same area as a and is left out"},
		{"a hole is cut", []orb.MultiPolygon{field(1, 1, 1, 1), field(0, 0, 3, 3)}, []float64{1, 8}, "121 ha are taken from b"},
		{"a gap stays", frame(0)[:4], []float64{2, 2, 2, 2}, ""},
	}
	for _, c := range cases {
		out, done, err := RepairTogether(c.shapes, names)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		text := ""
		for _, d := range done {
			text += d.Text + "\n"
		}
		if c.want == "" && text != "" || !strings.Contains(text, c.want) {
			t.Errorf("%s: told %q, want %q", c.name, text, c.want)
		}
		for i, want := range c.areas {
			if got := AreaHa(out[i]) / hundredthHa; math.Abs(got-want) > 0.005*want {
				t.Errorf("%s: shape %s of %.3f, want %v", c.name, names[i], got, want)
			}
		}
	}
	if _, _, err := RepairTogether([]orb.MultiPolygon{field(0, 0, 3, 3), field(1, 1, 1, 1)}, names); err == nil || !strings.Contains(err.Error(), "b lies wholly within") {
		t.Errorf("swallowed: %v", err)
	}
}

func TestRepairShape(t *testing.T) {
	bow := orb.MultiPolygon{{{{106, 11}, {106.01, 11.01}, {106.01, 11}, {106, 11.01}, {106, 11}}}}
	open := field(0, 0, 1, 1)
	open[0][0] = open[0][0][:4]
	cases := []struct {
		name  string
		shape orb.MultiPolygon
		parts int
		area  float64
		want  string
	}{
		{"valid", field(0, 0, 1, 1), 1, 1, ""},
		{"bow-tie", bow, 2, 0.5, "crosses itself"},
		{"open", open, 1, 1, "open"},
		{"parts over each other", join(field(0, 0, 2, 1), field(1, 0, 2, 1)), 1, 3, "lies over part 1"},
		{"a hole outside", orb.MultiPolygon{{field(0, 0, 1, 1)[0][0], field(3, 0, 1, 1)[0][0]}}, 2, 2, "outside its outer ring"},
	}
	for _, c := range cases {
		got, told, err := RepairShape(c.shape)
		text := ""
		if told != nil {
			text = told.Error()
		}
		if err != nil || Failed(Check(got)) {
			t.Errorf("%s: %v %v", c.name, err, Check(got))
			continue
		}
		if area := AreaHa(got) / hundredthHa; len(got) != c.parts || math.Abs(area-c.area) > 0.01 || !strings.Contains(text, c.want) || c.want == "" && told != nil {
			t.Errorf("%s: %d parts of %.2f, told %q", c.name, len(got), area, told)
		}
	}
}

// Whatever is thrown together, repaired shapes are valid and fit.
func TestRepairedShapesAreValidAndFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var shapes []orb.MultiPolygon
		var names []string
		for i := range rapid.IntRange(1, 5).Draw(t, "shapes") {
			var ring orb.Ring
			for range rapid.IntRange(3, 7).Draw(t, "corners") {
				ring = append(ring, orb.Point{106 + float64(rapid.IntRange(0, 40).Draw(t, "x"))/1000, 11 + float64(rapid.IntRange(0, 40).Draw(t, "y"))/1000})
			}
			mended, _, err := RepairShape(orb.MultiPolygon{{append(ring, ring[0])}})
			if err != nil {
				continue // a line encloses nothing
			}
			shapes, names = append(shapes, Normalize(mended)), append(names, fmt.Sprint(i))
		}
		for i, s := range shapes {
			if Failed(Check(s)) {
				t.Fatalf("shape %d: %v in %v", i, Check(s), s)
			}
		}
		out, _, err := RepairTogether(shapes, names)
		if err != nil {
			return // one lies in another
		}
		for i, s := range out {
			if s != nil && Failed(Check(s)) {
				t.Fatalf("repaired %d: %v in %v", i, Check(s), s)
			}
		}
		again, err := Patches(out)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range again {
			if !p.Gap && p.AreaHa > 0.01 {
				t.Fatalf("still over each other: %+v", p)
			}
		}
	})
}

// Plots of a forest: n × n cells with crooked common borders.
func plots(n, steps int) []orb.MultiPolygon {
	r := rand.New(rand.NewPCG(1, 2))
	const cell = 0.005
	corner := func(i, k int) orb.Point { return orb.Point{106 + cell*float64(i), 11 + cell*float64(k)} }
	wobble := map[[4]int][]orb.Point{}
	line := func(i, k, di, dk int) []orb.Point { // from a corner to the next, its end left out
		key := [4]int{i, k, di, dk}
		if wobble[key] == nil {
			p, q := corner(i, k), corner(i+di, k+dk)
			for s := range steps {
				t := float64(s) / float64(steps)
				off := 0.0
				if s > 0 {
					off = (r.Float64() - 0.5) * cell / 10
				}
				wobble[key] = append(wobble[key], orb.Point{p[0] + t*(q[0]-p[0]) + off*float64(dk), p[1] + t*(q[1]-p[1]) + off*float64(di)})
			}
		}
		return wobble[key]
	}
	back := func(p []orb.Point, from orb.Point) []orb.Point {
		out := []orb.Point{from}
		for i := len(p) - 1; i > 0; i-- {
			out = append(out, p[i])
		}
		return out
	}
	var all []orb.MultiPolygon
	for i := range n {
		for k := range n {
			ring := append(orb.Ring{}, line(i, k, 1, 0)...)
			ring = append(ring, line(i+1, k, 0, 1)...)
			ring = append(ring, back(line(i, k+1, 1, 0), corner(i+1, k+1))...)
			ring = append(ring, back(line(i, k, 0, 1), corner(i, k+1))...)
			all = append(all, orb.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	return all
}

func TestManyPlotsFit(t *testing.T) {
	shapes := plots(12, 6)
	patches, err := Patches(shapes)
	if err != nil || len(patches) > 0 {
		t.Errorf("%v %v", patches, err)
	}
}

func BenchmarkPatches(b *testing.B) {
	shapes := plots(100, 12) // 10,000 shapes of 49 points
	for b.Loop() {
		if patches, err := Patches(shapes); err != nil || len(patches) > 0 {
			b.Fatal(patches, err)
		}
	}
}
