package geo

import (
	"fmt"
	"math"
)

// Value is a number that may be missing. It has the fields of forecast.Float,
// so that Value(f) and forecast.Float(v) convert. One that is not finite counts
// as missing.
type Value struct {
	V  float64 // meaningless unless OK
	OK bool
}

func (v Value) finite() bool { return v.OK && !math.IsNaN(v.V) && !math.IsInf(v.V, 0) }

// Covariance says how the errors of a background, such as model weather, at two
// sites go together, h kilometres and dz metres of height apart:
//
//	C(h, dz) = Variance · exp(−h/LengthKm) · exp(−½(dz/HeightM)²)
//
// L. S. Gandin, 1963, Objective Analysis of Meteorological Fields (English
// 1965), and R. Daley, 1991, Atmospheric Data Analysis, ch. 4 (both unchecked).
// The exponential is taken because it is positive definite for great-circle
// distances whatever its length, which the Gaussian is not (T. Gneiting, 2013,
// Bernoulli 19, 1327–1349; unchecked), because it keeps the systems well
// conditioned, and because noon weather is rough at the scale of a province.
// The product of the two factors is positive definite again.
type Covariance struct {
	Variance float64 `json:"variance"`  // of the background's error, in the variable's unit squared; > 0
	LengthKm float64 `json:"length_km"` // distance over which it falls to 37 %; > 0
	HeightM  float64 `json:"height_m"`  // difference in height over which it falls to 61 %; 0 = height does not count
	Nugget   float64 `json:"nugget"`    // variance of an observation's error, with what is too small to be spread; ≥ 0
}

// leastPositive is what a parameter that must not be 0 has at least.
const leastPositive = 1e-12

// Check names the first parameter that is out of its range.
func (c Covariance) Check() error {
	for _, p := range []struct {
		name     string
		v        float64
		positive bool
	}{{"variance", c.Variance, true}, {"length_km", c.LengthKm, true}, {"height_m", c.HeightM, false}, {"nugget", c.Nugget, false}} {
		switch {
		case math.IsNaN(p.v) || math.IsInf(p.v, 0) || p.v < 0:
			return fmt.Errorf("covariance: %s %v: not a number from 0 up; fit it again or take the profile's", p.name, p.v)
		case p.positive && p.v < leastPositive:
			return fmt.Errorf("covariance: %s %v: must be more than 0; fit it again or take the profile's", p.name, p.v)
		}
	}
	return nil
}

// At is the covariance of the background's errors at two sites, without the
// nugget; 0 for a site that has no place. Where a height is missing only the
// distance counts; a matrix that mixes such sites with others need not be
// positive definite, so Network and Kriging put the mean height in first.
func (c Covariance) At(a, b Site) float64 {
	km := DistanceKm(a, b)
	if math.IsNaN(km) {
		return 0
	}
	exponent := km / c.LengthKm
	if c.HeightM > 0 && a.HasElevation && b.HasElevation {
		dz := (a.ElevationM - b.ElevationM) / c.HeightM
		exponent += dz * dz / 2
	}
	return c.Variance * math.Exp(-exponent)
}

// scaled keeps the shape and gives variance and nugget another sum.
func (c Covariance) scaled(total float64) Covariance {
	share := c.Variance / (c.Variance + c.Nugget)
	c.Variance = total * math.Min(math.Max(share, minShare), maxShare)
	c.Nugget = total - c.Variance
	return c
}

// level gives copies of the sites in which missing heights are the mean of the
// known heights of the first list; without any known, no site keeps a height.
func level(stations []Site, others ...Site) (own, rest []Site) {
	sum, n := 0.0, 0
	for _, s := range stations {
		if s.HasElevation && !math.IsNaN(s.ElevationM) {
			sum, n = sum+s.ElevationM, n+1
		}
	}
	fill := func(sites []Site) []Site {
		out := make([]Site, len(sites))
		for i, s := range sites {
			known := s.HasElevation && !math.IsNaN(s.ElevationM)
			switch {
			case n == 0:
				s.ElevationM, s.HasElevation = 0, false
			case !known:
				s.ElevationM, s.HasElevation = sum/float64(n), true
			}
			out[i] = s
		}
		return out
	}
	return fill(stations), fill(others)
}
