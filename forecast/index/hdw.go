package index

// HDW is the hot-dry-windy index, hPa·m/s: the saturation deficit times the wind,
// here both of one level and moment, where its authors take the largest of each at
// the surface and in the 500 m above it (A. F. Srock et al., 2018, Atmosphere 9,
// 279; its abstract was read, its equation not, so the number is unknown here).
// Temperature −40 to 60 °C, humidity 0–100 %, wind 0 to 111 m/s. RangeError
// outside the ranges.
func HDW(tempC, rhPct, windMS float64) (float64, error) {
	deficit, err := DeficitFromRH(tempC, rhPct)
	if err == nil {
		err = windMSBound.check(windMS)
	}
	if err != nil {
		return 0, err
	}
	return deficit * windMS, nil
}

var windMSBound = bound{"wind", 0, 111, "m/s"}
