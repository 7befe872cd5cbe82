package index

// H takes the number of consecutive dry days one day on:
//
//	H_i = K·(H_{i−1} + 1),  K = 0 when the day's rain ≥ resetMM, else 1
//
// before is H_{i−1}, days, 0 or more; rainMM the day's rain, 0 to 2,000 mm. The
// name is in use in Viet Nam, the formula is unchecked. RangeError outside, NaN
// included.
func H(before, rainMM, resetMM float64) (float64, error) {
	resets, err := Resets(rainMM, resetMM)
	if err != nil {
		return 0, err
	}
	if err := hBound.check(before); err != nil {
		return 0, err
	}
	if resets {
		return 0, nil
	}
	return before + 1, nil
}
