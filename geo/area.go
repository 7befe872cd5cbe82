package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// WGS 84: semi-major axis in metres and first eccentricity squared.
const (
	semiMajorM     = 6378137.0
	eccentricity2  = 0.00669437999014
	squareMetreHa  = 10000.0
	metresOfDegree = semiMajorM * math.Pi / 180
)

// AreaHa is the area on the WGS 84 ellipsoid in hectares, holes taken off, with
// edges straight in the cylindrical equal-area projection (J. P. Snyder, 1987,
// Map Projections, USGS Professional Paper 1395, eq. 3-12 for q; unchecked).
func AreaHa(shape orb.MultiPolygon) float64 {
	sum := 0.0
	for _, polygon := range shape {
		for i, ring := range polygon {
			a := math.Abs(ringAreaM2(ring))
			if i > 0 {
				a = -a
			}
			sum += a
		}
	}
	return sum / squareMetreHa
}

// ringAreaM2 is positive when the ring runs counter-clockwise.
func ringAreaM2(ring orb.Ring) float64 {
	if len(ring) < 3 {
		return 0
	}
	// relative to the first point, so that digits are not lost
	x0, y0 := ring[0][0], authalicM(ring[0][1])
	sum, last := 0.0, orb.Point{}
	for _, p := range ring {
		next := orb.Point{radians(p[0]-x0) * semiMajorM, authalicM(p[1]) - y0}
		sum += last[0]*next[1] - next[0]*last[1]
		last = next
	}
	return sum / 2
}

// authalicM is the northing a·q/2 of the cylindrical equal-area projection.
func authalicM(lat float64) float64 {
	e, sin := math.Sqrt(eccentricity2), math.Sin(radians(lat))
	q := (1 - eccentricity2) * (sin/(1-eccentricity2*sin*sin) + math.Atanh(e*sin)/e)
	return semiMajorM * q / 2
}

// InnerPoint is a place inside the largest part: its centroid where that lies
// inside, else the middle of the widest stretch on the centroid's latitude.
// The zero Point for an empty shape.
func InnerPoint(shape orb.MultiPolygon) orb.Point {
	var largest orb.Polygon
	best := -1.0
	for _, polygon := range shape {
		if a := AreaHa(orb.MultiPolygon{polygon}); a > best {
			largest, best = polygon, a
		}
	}
	if len(largest) == 0 || len(largest[0]) == 0 {
		return orb.Point{}
	}
	center, _ := planar.CentroidArea(orb.Polygon{largest[0]})
	if planar.PolygonContains(largest, center) {
		return center
	}
	bound := largest.Bound()
	for _, lat := range []float64{center[1], bound.Center()[1], bound.Min[1]/3 + bound.Max[1]*2/3} {
		if p, ok := widestMiddle(largest, lat); ok {
			return p
		}
	}
	return largest[0][0]
}

// Locator finds the shape at a place.
type Locator struct {
	shapes []orb.MultiPolygon
	bounds []orb.Bound
}

// NewLocator indexes shapes; they must not be changed afterwards.
func NewLocator(shapes []orb.MultiPolygon) *Locator {
	l := &Locator{shapes: shapes, bounds: make([]orb.Bound, len(shapes))}
	for i, shape := range shapes {
		l.bounds[i] = shape.Bound()
	}
	return l
}

// Find gives the index of the first shape that holds the place, or −1. A place
// on a common border belongs to the first of its neighbours.
func (l *Locator) Find(lon, lat float64) int {
	p := orb.Point{lon, lat}
	for i, b := range l.bounds {
		if b.Contains(p) && planar.MultiPolygonContains(l.shapes[i], p) {
			return i
		}
	}
	return -1
}
