package index

// CooperFactor is the wind factor named after Cooper, for windKmh at 13:00, 0 to
// 400 km/h: to 4 km/h 1.0, to 15 1.5, to 25 2.0, above 3.0, upper limits included.
// The steps are from general knowledge; no source was found to check them (unchecked).
//
// It multiplies the day's P for the look-up in a table of method p_wind and is
// never accumulated. RangeError outside, NaN included.
func CooperFactor(windKmh float64) (float64, error) {
	if err := windBound.check(windKmh); err != nil {
		return 0, err
	}
	switch {
	case windKmh <= 4:
		return 1.0, nil
	case windKmh <= 15:
		return 1.5, nil
	case windKmh <= 25:
		return 2.0, nil
	}
	return 3.0, nil
}
