package geo

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

func reversed(r orb.Ring) orb.Ring {
	r = r.Clone()
	r.Reverse()
	return r
}

func TestCheck(t *testing.T) {
	outer := square(106, 11, 1)
	hole := reversed(square(106.2, 11.2, 0.1))
	cases := []struct {
		name  string
		shape orb.MultiPolygon
		want  string // empty = nothing wrong
	}{
		{"square", shape(outer), ""},
		{"square with hole", shape(outer, hole), ""},
		{"wrong winding", shape(reversed(outer), reversed(hole)), ""},
		{"repeated points", shape(orb.Ring{{106, 11}, {106, 11}, {107, 11}, {107, 12}, {107, 12}, {106, 11}, {106, 11}}), ""},
		{"spike", shape(orb.Ring{{106, 11}, {107, 11}, {108, 11}, {107, 11}, {107, 12}, {106, 11}}), ""},
		{"touches itself in a point", shape(orb.Ring{{0, 0}, {1, 1}, {2, 0}, {2, 2}, {1, 1}, {0, 2}, {0, 0}}), ""},
		{"hole touches the outer ring", shape(square(0, 0, 4), orb.Ring{{0, 0}, {1, 2}, {2, 1}, {0, 0}}), ""},
		{"two parts", orb.MultiPolygon{{outer}, {square(108, 11, 1)}}, ""},
		{"part in a hole", orb.MultiPolygon{{outer, hole}, {square(106.22, 11.22, 0.02)}}, ""},
		{"sliver beside a part", orb.MultiPolygon{{outer}, {square(108, 11, 1e-7)}}, "part 2 ring 1: the ring encloses no area; leave it out"},

		{"nothing", nil, "the shape is empty"},
		{"empty part", orb.MultiPolygon{{}}, "the part is empty"},
		{"open", shape(orb.Ring{{106, 11}, {107, 11}, {107, 12}, {106, 12}}), "part 1 ring 1: from 106.00000,11.00000 to 106.00000,12.00000: the ring is open; end it at its first point"},
		{"three points", shape(orb.Ring{{106, 11}, {107, 11}, {106, 11}}), "a ring of 3 points"},
		{"no area", shape(orb.Ring{{106, 11}, {107, 11}, {108, 11}, {106, 11}}), "encloses no area"},
		{"not a number", shape(orb.Ring{{106, 11}, {math.NaN(), 11}, {108, 11}, {106, 11}}), "out of range"},
		{"bow-tie of equal halves", shape(orb.Ring{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}), "the ring crosses itself and encloses no area"},
		{"bow-tie", shape(orb.Ring{{0, 0}, {2, 2}, {3, 0}, {0, 2}, {0, 0}}), "the ring crosses itself"},
		{"crosses itself at a point of its own", shape(orb.Ring{{0, 0}, {1, 1}, {2, 2}, {3, 0}, {1, 1}, {0, 2}, {0, 0}}), "1.00000,1.00000: the ring crosses itself"},
		{"crosses its own side at a point", shape(orb.Ring{{0, 0}, {2, 2}, {3, 0}, {1, 1}, {0, 2}, {0, 0}}), "1.00000,1.00000: the ring crosses itself"},
		{"hole crosses", shape(outer, square(106.9, 11.2, 0.5)), "the ring crosses part 1 ring"},
		{"hole outside", shape(outer, square(108, 11, 0.5)), "part 1 ring 2: 108.00000,11.00000: the hole lies outside its outer ring"},
		{"hole over hole", shape(outer, square(106.2, 11.2, 0.5), square(106.3, 11.3, 0.1)), "the hole lies over ring 2"},
		{"hole as large as its outer ring", shape(outer, reversed(outer)), "the holes leave nothing of the part"},
		{"part over part", orb.MultiPolygon{{outer}, {square(106.2, 11.2, 0.1)}}, "the part lies over part 1"},
		{"same part twice", orb.MultiPolygon{{outer}, {outer}}, "the part lies over part 1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			problems := Check(c.shape)
			if c.want == "" {
				if len(problems) > 0 {
					t.Fatalf("problems %v", problems)
				}
				return
			}
			if len(problems) == 0 || !strings.Contains(problems[0].Error(), c.want) {
				t.Errorf("got  %v\nwant %s", problems, c.want)
			}
			if warning := strings.HasPrefix(c.name, "sliver"); Failed(problems) == warning {
				t.Errorf("severity %v", problems)
			}
		})
	}
}

func TestCheckNamesEveryRing(t *testing.T) {
	bad := orb.Ring{{0, 0}, {1, 0}}
	if n := len(Check(orb.MultiPolygon{{bad, bad}, {bad}})); n != 3 {
		t.Errorf("%d problems, want 3", n)
	}
	zigzag := orb.Ring{{0, 0}}
	for i := range 20 {
		zigzag = append(zigzag, orb.Point{float64(i), 1}, orb.Point{float64(i), -1.5})
	}
	zigzag = append(zigzag, orb.Point{20, 0}, orb.Point{0, 0})
	problems := Check(shape(zigzag))
	if last := problems[len(problems)-1].Error(); len(problems) != namedCrossings+1 || !strings.Contains(last, "more crossings") {
		t.Errorf("problems %v", problems)
	}
}

func TestNormalize(t *testing.T) {
	given := orb.MultiPolygon{{reversed(square(0, 0, 4)), square(1, 1, 1), square(2.5, 2.5, 1e-7)}, {square(9, 9, 1e-7)}}
	before := given.Clone()
	got := Normalize(given)
	if want := (orb.MultiPolygon{{square(0, 0, 4), reversed(square(1, 1, 1))}}); got[0][0].Orientation() != orb.CCW ||
		got[0][1].Orientation() != orb.CW || len(got) != 1 || len(got[0]) != 2 || AreaHa(got) != AreaHa(want) {
		t.Errorf("got %v", got)
	}
	if !cmp.Equal(before, given) {
		t.Error("the shape given was changed")
	}
}

func TestSweepFindsWhatAllPairsFind(t *testing.T) {
	point := rapid.Custom(func(t *rapid.T) orb.Point {
		return orb.Point{float64(rapid.IntRange(0, 12).Draw(t, "x")), float64(rapid.IntRange(0, 12).Draw(t, "y"))}
	})
	rapid.Check(t, func(t *rapid.T) {
		r := rings{open(rapid.SliceOfN(point, 3, 25).Draw(t, "ring"))}
		swept, paired := 0, 0
		sweep(r.edges(), func(e, f edge) {
			if cross(e, f) {
				swept++
			}
		})
		for i, e := range r.edges() {
			for _, f := range r.edges()[:i] {
				if cross(e, f) {
					paired++
				}
			}
		}
		if swept != paired {
			t.Fatalf("%d crossings by sweep, %d by pairs", swept, paired)
		}
	})
}

func TestCheckLargeRingIsFast(t *testing.T) {
	if problems := Check(shape(wave(50_000))); len(problems) > 0 {
		t.Errorf("problems %v", problems)
	}
}

// wave is a round ring with a ragged border.
func wave(n int) orb.Ring {
	var r orb.Ring
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		radius := 0.3 + 0.01*math.Sin(300*a) + 0.0001*math.Sin(7001*a)
		r = append(r, orb.Point{106.6 + radius*math.Cos(a), 11.2 + radius*math.Sin(a)})
	}
	return append(r, r[0])
}

func BenchmarkCheck50000Points(b *testing.B) {
	s := shape(wave(50_000))
	for b.Loop() {
		Check(s)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte{4, 0, 0, 9, 0, 9, 9, 0, 9})
	f.Add([]byte{4, 0, 0, 9, 9, 9, 0, 0, 9})
	f.Add([]byte{4, 0, 0, 9, 0, 9, 9, 0, 9, 3, 1, 1, 2, 1, 2, 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		s := fuzzShape(data)
		problems := Check(s)
		for _, p := range problems {
			if p.Reason == "" || p.Severity == "" {
				t.Fatalf("empty problem %#v", p)
			}
		}
		if Failed(problems) {
			return
		}
		if p := InnerPoint(s); !planar.MultiPolygonContains(s, p) {
			t.Fatalf("inner point %v lies outside of %v", p, s)
		}
		if n := Normalize(s); Failed(Check(n)) || math.Abs(AreaHa(n)/AreaHa(s)-1) > 1e-9 {
			t.Fatalf("normalized %v: %v", n, Check(n))
		}
		for _, ring := range SimplifyAll([]orb.MultiPolygon{s}, 100_000)[0][0] {
			if checkRing(ring, true) != nil && len(ring) < 4 {
				t.Fatalf("simplified %v to %v", s, ring)
			}
		}
	})
}

// fuzzShape makes closed rings on a small grid, the likeliest place for rings
// to touch, run together and cross; a byte above 200 gives a wild longitude,
// in steps of a tenth of a millimetre: finer differences are beyond what orient can tell.
func fuzzShape(data []byte) orb.MultiPolygon {
	var p orb.Polygon
	for len(data) > 1 {
		n := int(data[0]) % 12
		data = data[1:]
		var r orb.Ring
		for ; n > 0 && len(data) > 1; n-- {
			r = append(r, orb.Point{float64(data[0]), float64(data[1] % 90)})
			if data[0] > 200 && len(data) >= 9 {
				r[len(r)-1][0] = math.Round(math.Float64frombits(binary.LittleEndian.Uint64(data[1:]))*1e9) / 1e9
			}
			data = data[2:]
		}
		if len(r) > 0 {
			p = append(p, append(r, r[0]))
		}
	}
	if len(p) == 0 {
		return nil
	}
	return orb.MultiPolygon{p}
}
