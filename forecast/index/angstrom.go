package index

// Angstrom is the index of temperature (−40 to 60 °C) and relative humidity
// (0–100 %) of one moment, the lower the more dangerous, below 2 very likely:
//
//	I = R/20 + (27 − T)/10
//
// (A. Ångström, 1942, 1949; C. Chandler et al., 1983, Fire in Forestry. Neither
// print was at hand, so the equation number is unknown here; formula and limit are
// those of the WSL Fire Wiki's page on the index, after Chandler). RangeError
// outside the ranges, NaN included.
func Angstrom(tempC, rhPct float64) (float64, error) {
	if err := firstFault(tempBound.check(tempC), rhBound.check(rhPct)); err != nil {
		return 0, err
	}
	return rhPct/20 + (27-tempC)/10, nil
}
