package index

import "math"

// Constants of the Magnus form over water, e_s = 6.1078·10^(7.5T/(237.3+T)):
// the coefficients of Tetens (1930) as Murray (1967, J. Appl. Meteorol. 6,
// 203–204) restates them for base e, where 17.269 = 7.5·ln 10 (both unchecked:
// the papers were not at hand; the form is the one the P golden table rests on).
const (
	magnusE0HPa = 6.1078
	magnusA     = 7.5
	magnusBC    = 237.3
)

// DewPointToleranceK is how far a dew point may stand above the temperature and
// still count as saturated air: the rounding of two instruments, not a fault.
const DewPointToleranceK = 0.1

// SaturationHPa is the saturation vapour pressure over water, hPa, of air at
// tempC, −40 to 60 °C; RangeError outside. Below 0 °C it is that over supercooled
// water, as humidity is reported.
func SaturationHPa(tempC float64) (float64, error) {
	if err := tempBound.check(tempC); err != nil {
		return 0, err
	}
	return saturation(tempC), nil
}

// DeficitFromRH is the saturation deficit, hPa, of air at tempC (−40 to 60 °C)
// with the relative humidity rhPct (0 to 100 %); RangeError outside.
func DeficitFromRH(tempC, rhPct float64) (float64, error) {
	if err := rhBound.check(rhPct); err != nil {
		return 0, err
	}
	es, err := SaturationHPa(tempC)
	return es * (1 - rhPct/100), err
}

// DeficitFromDewPoint is the saturation deficit, hPa, of air at tempC (−40 to
// 60 °C) with the dew point dewPointC (−80 °C to the temperature). A dew point
// higher by no more than DewPointToleranceK is saturation; above, RangeError.
func DeficitFromDewPoint(tempC, dewPointC float64) (float64, error) {
	es, e, err := pressures(tempC, dewPointC)
	return es - e, err
}

// RHPct is the relative humidity, 0 to 100 %, of air at tempC with the dew point
// dewPointC; ranges and errors as in DeficitFromDewPoint.
func RHPct(tempC, dewPointC float64) (float64, error) {
	es, e, err := pressures(tempC, dewPointC)
	if err != nil {
		return 0, err
	}
	return 100 * e / es, nil
}

// DewPointC is the dew point, °C, of air at tempC (−40 to 60 °C) with the
// relative humidity rhPct (above 0, to 100 %): the inverse of RHPct. Air
// without any vapour has no dew point: RangeError, as for one below −80 °C.
func DewPointC(tempC, rhPct float64) (float64, error) {
	if err := rhBound.check(rhPct); err != nil {
		return 0, err
	}
	es, err := SaturationHPa(tempC)
	if err != nil {
		return 0, err
	}
	x := math.Log10(es * rhPct / 100 / magnusE0HPa) // −Inf without vapour
	td := min(magnusBC*x/(magnusA-x), tempC)
	if math.IsInf(x, -1) || !dewBound.holds(td) {
		return 0, &RangeError{"relative humidity", rhPct, math.Nextafter(0, 1), 100, "%"}
	}
	return td, nil
}

// pressures gives the saturation and the actual vapour pressure, e ≤ es.
func pressures(tempC, dewPointC float64) (es, e float64, err error) {
	if err := tempBound.check(tempC); err != nil {
		return 0, 0, err
	}
	if err := dewBound.check(dewPointC); err != nil {
		return 0, 0, err
	}
	if dewPointC > tempC+DewPointToleranceK {
		return 0, 0, &RangeError{"dew point", dewPointC, dewBound.low, tempC, "°C"}
	}
	return saturation(tempC), saturation(min(dewPointC, tempC)), nil
}

func saturation(t float64) float64 {
	return magnusE0HPa * math.Exp(magnusA*math.Ln10*t/(magnusBC+t)) // Exp is ten times as fast as Pow(10, …)
}
