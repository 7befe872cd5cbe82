package geo

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// helmert is a shift of datums by seven parameters as EPSG method 9607 counts
// them: a rotation of the coordinate frame, not of the position vector.
type helmert struct {
	dxM, dyM, dzM          float64
	rxArcsec, ryArcsec     float64
	rzArcsec, scalePartsPM float64
}

// vn2000ToWGS84 is EPSG:6960, the seven parameters of Viet Nam's surveyors.
// With its rotations turned round a place moves by 0.6 m, without the shift by 225 m.
var vn2000ToWGS84 = helmert{
	dxM: -191.90441429, dyM: -39.30318279, dzM: -111.45032835,
	rxArcsec: -0.00928836, ryArcsec: 0.01975479, rzArcsec: -0.00427372,
	scalePartsPM: 0.252906278,
}

// unshift finds the place that shift moves to p. The shift is nearly the same
// all around, so that its miss at a first guess is the guess's own; a third round
// changes less than a micrometre.
func (h helmert) unshift(p orb.Point) orb.Point {
	guess := p
	for range 3 {
		got := h.shift(guess)
		guess[0], guess[1] = guess[0]+p[0]-got[0], guess[1]+p[1]-got[1]
	}
	return guess
}

// shift moves a place at height 0 from one datum to the other.
func (h helmert) shift(p orb.Point) orb.Point {
	x, y, z := geocentric(p)
	arcsec := math.Pi / 180 / 3600
	rx, ry, rz := h.rxArcsec*arcsec, h.ryArcsec*arcsec, h.rzArcsec*arcsec
	m := 1 + h.scalePartsPM*1e-6
	return geodetic(
		h.dxM+m*(x+rz*y-ry*z),
		h.dyM+m*(-rz*x+y+rx*z),
		h.dzM+m*(ry*x-rx*y+z))
}

// geocentric are the metres from the Earth's centre of a place at height 0.
func geocentric(p orb.Point) (x, y, z float64) {
	sinLat, cosLat := math.Sincos(radians(p[1]))
	sinLon, cosLon := math.Sincos(radians(p[0]))
	n := semiMajorM / math.Sqrt(1-eccentricity2*sinLat*sinLat)
	return n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - eccentricity2) * sinLat
}

// geodetic gives longitude and latitude; the height, a few hundred metres here,
// is dropped. The latitude is iterated until it stands still (four rounds give
// 1e-15 rad near the ground).
func geodetic(x, y, z float64) orb.Point {
	flat := math.Hypot(x, y)
	lat := math.Atan2(z, flat*(1-eccentricity2))
	for range 8 {
		sin := math.Sin(lat)
		n := semiMajorM / math.Sqrt(1-eccentricity2*sin*sin)
		lat = math.Atan2(z+eccentricity2*n*sin, flat)
	}
	return orb.Point{degrees(math.Atan2(y, x)), degrees(lat)}
}

// The grids of VN-2000: UTM zones of 6° and zones of 3° around a province's own
// meridian (TM-3), with these scales on the central meridian.
const (
	utmScale      = 0.9996
	tm3Scale      = 0.9999
	falseEastingM = 500000.0
)

// tm3Codes are the EPSG codes of the TM-3 zones by meridian, in minutes of arc.
var tm3Codes = map[int]int{
	103*60 + 0: 9205, 104*60 + 0: 9206, 104*60 + 30: 9207, 104*60 + 45: 9208, 105*60 + 0: 5897, 105*60 + 30: 9209,
	105*60 + 45: 9210, 106*60 + 0: 9211, 106*60 + 15: 9212, 106*60 + 30: 9213, 107*60 + 0: 9214, 107*60 + 15: 9215,
	107*60 + 30: 9216, 107*60 + 45: 5899, 108*60 + 0: 5898, 108*60 + 15: 9217, 108*60 + 30: 9218,
}

// TM3 is VN-2000 in the 3° zone around a meridian, degrees.
func TM3(meridianDeg float64) CRS {
	minutes := int(math.Round(meridianDeg * 60))
	return CRS{Name: fmt.Sprintf("VN-2000 / TM-3 %d-%02d", minutes/60, minutes%60), EPSG: tm3Codes[minutes], Datum: VN2000,
		Plane: &TransverseMercator{meridianDeg, tm3Scale, falseEastingM}}
}

// utm is a UTM zone of the northern half of the Earth.
func utm(datum Datum, zone int) CRS {
	code := map[Datum]int{VN2000: 3357, WGS84: 32600}[datum] + zone
	return CRS{Name: fmt.Sprintf("%s / UTM zone %dN", datum, zone), EPSG: code, Datum: datum,
		Plane: &TransverseMercator{float64(6*zone - 183), utmScale, falseEastingM}}
}
