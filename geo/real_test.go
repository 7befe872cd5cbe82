package geo

import (
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func TestRealCommunesAreValid(t *testing.T) {
	shapes := sharedShapes(t, "zones/communes-36.geojson")
	sum, start := 0.0, time.Now()
	for i, s := range shapes {
		if problems := Check(s); Failed(problems) || Failed(Check(Normalize(s))) {
			t.Errorf("shape %d: %v", i, problems)
		}
		if p := InnerPoint(s); !planar.MultiPolygonContains(s, p) {
			t.Errorf("shape %d: inner point %v lies outside", i, p)
		}
		sum += AreaHa(s)
	}
	t.Logf("36 communes checked in %v, %.2f km²", time.Since(start), sum/100)
	if math.Abs(sum/100-2694.58) > 5.4 {
		t.Errorf("area %.2f km², want the published 2694.58 within 0.2 %%", sum/100)
	}
}

// The country's shapes are simplified; 91 crossings are said to be left in. An
// independent count of sides that cross between their ends also gives 4; the
// rest found here are borders of neighbours that change sides at a common point.
func TestRealCountryCrossings(t *testing.T) {
	shapes := sharedShapes(t, "zones/communes-3321.geojson")
	start, refused := time.Now(), 0
	var all rings
	var owner []int
	for i, s := range shapes {
		if Failed(Check(s)) {
			refused++
		}
		for _, polygon := range s {
			for _, ring := range polygon {
				all, owner = append(all, open(ring)), append(owner, i)
			}
		}
	}
	took, own, between := time.Since(start), 0, 0
	start = time.Now()
	for _, c := range all.crossings() {
		if owner[c.owner] == owner[c.other] {
			own++
		} else {
			between++
		}
	}
	t.Logf("3321 communes in %v: %d refused for %d crossings; %d crossings between shapes, found in %v",
		took, refused, own, between, time.Since(start))
	if own == 0 || own > 91 || refused == 0 || refused > own {
		t.Errorf("%d shapes refused for %d crossings, want some of the 91 said to be there", refused, own)
	}
}

func TestSimplifyKeepsRealBordersTogether(t *testing.T) {
	shapes := sharedShapes(t, "zones/communes-36.geojson")
	start := time.Now()
	slim := SimplifyAll(shapes, 60)
	t.Logf("%d points become %d in %v; %d lonely sides become %d", points(shapes), points(slim), time.Since(start),
		lonelySides(shapes), lonelySides(slim))
	if points(slim)*5 > points(shapes) {
		t.Errorf("%d of %d points are left, want under a fifth", points(slim), points(shapes))
	}
	before, after := 0.0, 0.0
	for i := range shapes {
		before, after = before+AreaHa(shapes[i]), after+AreaHa(slim[i])
		if problems := Check(slim[i]); Failed(problems) {
			t.Errorf("shape %d: %v", i, problems)
		}
	}
	if math.Abs(after/before-1) > 0.001 {
		t.Errorf("area went from %.1f to %.1f ha", before, after)
	}
	if lonelySides(slim) > lonelySides(shapes) {
		t.Errorf("%d sides have no neighbour, %d before", lonelySides(slim), lonelySides(shapes))
	}
}

func points(shapes []orb.MultiPolygon) int {
	n := 0
	for _, s := range shapes {
		for _, polygon := range s {
			for _, ring := range polygon {
				n += len(ring)
			}
		}
	}
	return n
}

// lonelySides counts sides that no neighbour shares: the outer border.
func lonelySides(shapes []orb.MultiPolygon) int {
	count := map[[2]orb.Point]int{}
	for _, s := range shapes {
		for _, polygon := range s {
			for _, ring := range polygon {
				for i := range len(ring) - 1 {
					a, b := ring[i], ring[i+1]
					if compare(a, b) > 0 {
						a, b = b, a
					}
					if a != b {
						count[[2]orb.Point{a, b}]++
					}
				}
			}
		}
	}
	lonely := 0
	for _, n := range count {
		if n == 1 {
			lonely++
		}
	}
	return lonely
}

func BenchmarkCheckRealCommunes(b *testing.B) {
	shapes := sharedShapes(b, "zones/communes-36.geojson")
	for b.Loop() {
		for _, s := range shapes {
			Check(s)
		}
	}
}

func BenchmarkReadRealCommunes(b *testing.B) {
	data := shared(b, "zones/communes-36.geojson")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		ReadFeatures("communes-36.geojson", data)
	}
}

func BenchmarkSimplifyRealCommunes(b *testing.B) {
	shapes := sharedShapes(b, "zones/communes-36.geojson")
	for b.Loop() {
		SimplifyAll(shapes, 60)
	}
}
