package geo

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// neighbours are two squares with a ragged common border, and a lake in the
// first that is the third shape.
func neighbours() []orb.MultiPolygon {
	border := []orb.Point{{1, 0}}
	for i := 1; i < 100; i++ {
		border = append(border, orb.Point{1 + 0.001*float64(i%2), float64(i) / 100})
	}
	border = append(border, orb.Point{1, 1})
	var west, east, lake orb.Ring
	west = append(append(west, orb.Point{0, 0}), border...)
	west = append(west, orb.Point{0, 1}, orb.Point{0, 0})
	for i := len(border) - 1; i >= 0; i-- {
		east = append(east, border[i])
	}
	east = append(east, orb.Point{2, 0}, orb.Point{2, 1}, border[len(border)-1])
	for i := range 90 {
		a := float64(i) * math.Pi / 45
		lake = append(lake, orb.Point{0.5 + 0.002*math.Cos(a), 0.5 + 0.002*math.Sin(a)})
	}
	lake = append(lake, lake[0])
	// the hole starts elsewhere and runs the other way
	hole := append(append(orb.Ring{}, lake[30:len(lake)-1]...), lake[:31]...)
	hole.Reverse()
	return []orb.MultiPolygon{shape(west, hole), shape(east), shape(lake)}
}

func TestSimplifyAll(t *testing.T) {
	given := neighbours()
	before := make([]orb.MultiPolygon, len(given))
	for i := range given {
		before[i] = given[i].Clone()
	}
	slim := SimplifyAll(given, 1000)
	if !cmp.Equal(before, given) {
		t.Error("the shapes given were changed")
	}
	if points(slim) > 24 {
		t.Errorf("%d points left of %d", points(slim), points(given))
	}
	for i, s := range slim {
		if problems := Check(s); len(problems) > 0 {
			t.Errorf("shape %d: %v", i, problems)
		}
	}
	if n := lonelySides(slim); n != 6 {
		t.Errorf("%d sides without a neighbour, want the 6 of the outer border", n)
	}
	if n := len(slim[2][0][0]); n < 4 {
		t.Errorf("the lake has %d points", n)
	}
}

func TestSimplifyKeepsThinStripsApart(t *testing.T) {
	// a deep bay of the first is filled by the second, with a thin strip between two shores
	a := orb.Ring{{0, 0}, {2, 0}, {2, 1}, {1.01, 1}, {1.0, 0.1}, {0.99, 1}, {0, 1}, {0, 0}}
	b := orb.Ring{{1.005, 1}, {1.0, 0.55}, {0.995, 1}, {1.005, 1}}
	for _, m := range []float64{10, 1000, 50_000, 1e7} {
		slim := SimplifyAll([]orb.MultiPolygon{shape(a), shape(b)}, m)
		var all rings
		for _, s := range slim {
			if problems := Check(s); len(problems) > 0 {
				t.Errorf("%v m: %v", m, problems)
			}
			all = append(all, open(s[0][0]))
		}
		if n := len(all.crossings()); n > 0 {
			t.Errorf("%v m: %d crossings", m, n)
		}
	}
}

func TestAreaInnerPointLocator(t *testing.T) {
	// one degree by one degree at the equator: 12,308.8 km² on the ellipsoid
	if got := AreaHa(shape(square(0, 0, 1))) / 100; math.Abs(got-12308.8) > 0.5 {
		t.Errorf("area %v km²", got)
	}
	holed := shape(square(0, 0, 4), square(1, 1, 2))
	if got, want := AreaHa(holed), AreaHa(shape(square(0, 0, 4)))-AreaHa(shape(square(1, 1, 2))); math.Abs(got-want) > 1e-6 {
		t.Errorf("area with hole %v, want %v", got, want)
	}
	horseshoe := shape(orb.Ring{{0, 0}, {3, 0}, {3, 3}, {2, 3}, {2, 1}, {1, 1}, {1, 3}, {0, 3}, {0, 0}})
	for _, s := range []orb.MultiPolygon{holed, horseshoe, {{square(9, 9, 1)}, {square(0, 0, 3)}}} {
		if p := InnerPoint(s); !planar.MultiPolygonContains(s, p) {
			t.Errorf("inner point %v of %v", p, s)
		}
	}
	if p := InnerPoint(orb.MultiPolygon{{square(9, 9, 1)}, {square(0, 0, 3)}}); p[0] > 3 {
		t.Errorf("inner point %v is not in the largest part", p)
	}
	l := NewLocator([]orb.MultiPolygon{holed, shape(square(4, 0, 4)), horseshoe})
	for _, c := range []struct {
		lon, lat float64
		want     int
	}{{0.5, 0.5, 0}, {5, 1, 1}, {4, 2, 0}, {2.5, 1.5, 2}, {9, 9, -1}, {1.5, 2, -1}} {
		if got := l.Find(c.lon, c.lat); got != c.want {
			t.Errorf("place %v,%v is in %d, want %d", c.lon, c.lat, got, c.want)
		}
	}
	if b := Bound([]orb.MultiPolygon{nil, holed, shape(square(9, 9, 1))}); b.Min != (orb.Point{0, 0}) || b.Max != (orb.Point{10, 10}) {
		t.Errorf("bound %v", b)
	}
	if !Bound(nil).IsEmpty() {
		t.Error("the bound of nothing is not empty")
	}
}

func TestAppendGeometry(t *testing.T) {
	one := shape(orb.Ring{{106.123456, 11}, {106.1234561, 11}, {107, 11}, {107, -0.000001}, {106.123456, 11}})
	if got := string(AppendGeometry(nil, one, 5)); got != `{"type":"Polygon","coordinates":[[[106.12346,11],[107,11],[107,0],[106.12346,11]]]}` {
		t.Error(got)
	}
	tiny := shape(orb.Ring{{0, 0}, {0.001, 0}, {0, 0.001}, {0, 0}})
	if got := string(AppendGeometry(nil, append(tiny, shape(square(0, 0, 10))...), 1)); got !=
		`{"type":"MultiPolygon","coordinates":[[[[0,0],[0,0],[0,0],[0,0]]],[[[0,0],[10,0],[10,10],[0,10],[0,0]]]]}` {
		t.Error(got)
	}
	out := BeginCollection(nil)
	out = AppendFeature(out, `a"b`, AppendGeometry(nil, one, 5), []byte(`{"level":null}`))
	out = AppendFeature(out, "c", []byte("null"), []byte("{}"))
	out = EndCollection(out, []byte(`"date":"2026-03-05"`))
	var back struct {
		Date     string
		Features []struct{ ID string }
	}
	if err := json.Unmarshal(out, &back); err != nil || len(back.Features) != 2 || back.Features[0].ID != `a"b` || back.Date != "2026-03-05" {
		t.Errorf("%v: %s", err, out)
	}
	if !bytes.Equal(EndCollection(BeginCollection(nil), nil), []byte(`{"type":"FeatureCollection","features":[]}`)) {
		t.Error("the empty collection is wrong")
	}
	for v, want := range map[float64]string{math.NaN(): "null", math.Inf(1): "null", 1200: "1200", 0.5: "0.5", -0.001: "0"} {
		if got := string(AppendNumber(nil, v, 2)); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}
