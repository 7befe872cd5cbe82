package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// TransverseMercator is a transverse Mercator projection of the WGS 84
// ellipsoid, with its origin on the equator.
type TransverseMercator struct {
	MeridianDeg   float64 // central meridian
	Scale         float64 // on the central meridian
	FalseEastingM float64
}

// The Krüger series to the sixth order in the third flattening n, with the
// coefficients of C. F. F. Karney, 2011, Transverse Mercator with an accuracy of
// a few nanometers, Journal of Geodesy 85, 475–485, eqs. 14, 35, 36 (from memory
// of the paper; held against PROJ in the tests).
var (
	eccentricity = math.Sqrt(eccentricity2)
	flattening3  = thirdFlattening()
	rectifyingM  = semiMajorM / (1 + flattening3) * polynomial(flattening3*flattening3, 1, 1./4, 1./64, 1./256)
	krugerAlpha  = series(
		[]float64{1. / 2, -2. / 3, 5. / 16, 41. / 180, -127. / 288, 7891. / 37800},
		[]float64{13. / 48, -3. / 5, 557. / 1440, 281. / 630, -1983433. / 1935360},
		[]float64{61. / 240, -103. / 140, 15061. / 26880, 167603. / 181440},
		[]float64{49561. / 161280, -179. / 168, 6601661. / 7257600},
		[]float64{34729. / 80640, -3418889. / 1995840},
		[]float64{212378941. / 319334400})
	krugerBeta = series(
		[]float64{1. / 2, -2. / 3, 37. / 96, -1. / 360, -81. / 512, 96199. / 604800},
		[]float64{1. / 48, 1. / 15, -437. / 1440, 46. / 105, -1118711. / 3870720},
		[]float64{17. / 480, -37. / 840, -209. / 4480, 5569. / 90720},
		[]float64{4397. / 161280, -11. / 504, -830251. / 7257600},
		[]float64{4583. / 161280, -108847. / 3991680},
		[]float64{20648693. / 638668800})
)

func thirdFlattening() float64 {
	root := math.Sqrt(1 - eccentricity2) // b/a
	return (1 - root) / (1 + root)
}

// polynomial is c0 + c1·x + c2·x² + …
func polynomial(x float64, c ...float64) float64 {
	sum := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		sum = sum*x + c[i]
	}
	return sum
}

// series gives the j-th coefficient as nʲ times its polynomial in n.
func series(rows ...[]float64) []float64 {
	out := make([]float64, len(rows))
	for j, row := range rows {
		out[j] = math.Pow(flattening3, float64(j+1)) * polynomial(flattening3, row...)
	}
	return out
}

// Forward projects longitude and latitude, degrees, to easting and northing,
// metres. It is good to a fraction of a millimetre within 30° of the meridian.
func (t TransverseMercator) Forward(p orb.Point) orb.Point {
	lambda, tau := radians(p[0]-t.MeridianDeg), math.Tan(radians(p[1]))
	conformal := conformalTan(tau)
	xi := math.Atan2(conformal, math.Cos(lambda))
	eta := math.Asinh(math.Sin(lambda) / math.Hypot(conformal, math.Cos(lambda)))
	x, y := eta, xi
	for j, a := range krugerAlpha {
		k := 2 * float64(j+1)
		x += a * math.Cos(k*xi) * math.Sinh(k*eta)
		y += a * math.Sin(k*xi) * math.Cosh(k*eta)
	}
	m := t.Scale * rectifyingM
	return orb.Point{t.FalseEastingM + m*x, m * y}
}

// Inverse gives longitude and latitude, degrees, of easting and northing, metres.
func (t TransverseMercator) Inverse(p orb.Point) orb.Point {
	m := t.Scale * rectifyingM
	eta, xi := (p[0]-t.FalseEastingM)/m, p[1]/m
	x, y := eta, xi
	for j, b := range krugerBeta {
		k := 2 * float64(j+1)
		x -= b * math.Cos(k*xi) * math.Sinh(k*eta)
		y -= b * math.Sin(k*xi) * math.Cosh(k*eta)
	}
	conformal := math.Sin(y) / math.Hypot(math.Sinh(x), math.Cos(y))
	lambda := math.Atan2(math.Sinh(x), math.Cos(y))
	return orb.Point{t.MeridianDeg + degrees(lambda), degrees(math.Atan(geodeticTan(conformal)))}
}

// conformalTan is the tangent of the conformal latitude (Karney, eqs. 7–9).
func conformalTan(tau float64) float64 {
	secant := math.Hypot(1, tau)
	sigma := math.Sinh(eccentricity * math.Atanh(eccentricity*tau/secant))
	return tau*math.Hypot(1, sigma) - sigma*secant
}

// geodeticTan inverts conformalTan by Newton's method (Karney, eqs. 19–21).
func geodeticTan(conformal float64) float64 {
	tau := conformal / (1 - eccentricity2)
	for range 6 {
		now := conformalTan(tau)
		step := (conformal - now) / math.Hypot(1, now) *
			(1 + (1-eccentricity2)*tau*tau) / ((1 - eccentricity2) * math.Hypot(1, tau))
		tau += step
		if math.Abs(step) < 1e-15*math.Max(1, math.Abs(tau)) {
			break
		}
	}
	return tau
}

func degrees(rad float64) float64 { return rad * 180 / math.Pi }
