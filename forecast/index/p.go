package index

// PInput is one day's weather for the composite index P, at 13:00 local time.
type PInput struct {
	TempC      float64 // t13, air temperature, −40 to 60 °C
	DeficitHPa float64 // d13, saturation deficit, 0 to 200 hPa
	RainMM     float64 // of the 24 h that end at 13:00, 0 to 2,000 mm
}

// PStep is one day's step of P.
type PStep struct {
	Daily float64 // t13·d13, °C·hPa, never negative
	K     float64 // 0 on a day whose rain resets, else 1
	P     float64 // °C·hPa
}

// P takes the composite index (chỉ tiêu tổng hợp, after Nesterov 1949 as used in
// Viet Nam; the Vietnamese original is unchecked) one day on:
//
//	P_i = k_i·(P_{i−1} + t13·d13),  k = 0 when the day's rain ≥ resetMM, else 1
//
// before is P_{i−1}, °C·hPa, 0 or more. Below 0 °C the product t13·d13 would take
// danger away on a dry day; it counts as 0, so that a dry day never lowers P.
// A deficit down to −1e-9 hPa is rounding and counts as 0. RangeError for
// anything else outside its range, NaN included.
func P(before float64, in PInput, resetMM float64) (PStep, error) {
	if in.DeficitHPa < 0 && in.DeficitHPa >= -1e-9 {
		in.DeficitHPa = 0
	}
	if !(pBound.holds(before) && tempBound.holds(in.TempC) && deficitBound.holds(in.DeficitHPa) &&
		rainBound.holds(in.RainMM) && resetBound.holds(resetMM)) {
		return PStep{}, pFault(before, in, resetMM)
	}
	daily := max(0, in.TempC*in.DeficitHPa)
	if in.RainMM >= resetMM {
		return PStep{Daily: daily}, nil
	}
	return PStep{Daily: daily, K: 1, P: before + daily}, nil
}

// pFault names the first input that is outside its range.
func pFault(before float64, in PInput, resetMM float64) error {
	return firstFault(pBound.check(before), tempBound.check(in.TempC), deficitBound.check(in.DeficitHPa),
		rainBound.check(in.RainMM), resetBound.check(resetMM))
}

func firstFault(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Resets reports whether a day's rain, mm, takes P and H back to 0. It needs no
// other value of the day, so the day is known even when the rest is missing.
func Resets(rainMM, resetMM float64) (bool, error) {
	if err := firstFault(rainBound.check(rainMM), resetBound.check(resetMM)); err != nil {
		return false, err
	}
	return rainMM >= resetMM, nil
}
