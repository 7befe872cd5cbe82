package index

// Codes takes the three moisture codes of the FWI System a day on, as FWI does,
// without what is made of them. RangeError outside the ranges, NaN included.
func Codes(before FWIState, in FWIInput, v Variant) (FWIState, error) {
	if err := firstFault(v.Check(), before.check(), in.check()); err != nil {
		return FWIState{}, err
	}
	return v.codes(before, &in), nil
}

// ISI is the initial spread index of a fine fuel moisture code, 0–101, and a
// wind, 0 to 400 km/h (equations 24–26 of Van Wagner, 1987; see FWI).
// RangeError outside the ranges.
func ISI(ffmc, windKmh float64, v Variant) (float64, error) {
	if err := firstFault(v.Check(), ffmcBound.check(ffmc), windBound.check(windKmh)); err != nil {
		return 0, err
	}
	return isi(ffmc, windKmh, v.moisture()), nil
}

// BUI is the buildup index of DMC and DC, both 0 up (equations 27a and 27b of Van
// Wagner, 1987; see FWI). RangeError outside the ranges.
func BUI(dmc, dc float64) (float64, error) {
	if err := firstFault(dmcBound.check(dmc), dcBound.check(dc)); err != nil {
		return 0, err
	}
	return bui(dmc, dc), nil
}

// FWIOf is the fire weather index of ISI and BUI, both 0 up (equations 28–30 of
// Van Wagner, 1987; see FWI). RangeError outside the ranges.
func FWIOf(isi, bui float64) (float64, error) {
	if err := firstFault(spreadBound.check(isi), buildupBound.check(bui)); err != nil {
		return 0, err
	}
	return fwi(isi, bui), nil
}

// DSR is the daily severity rating of a fire weather index, 0 up (equation 41 of
// Van Wagner, 1987; see FWI). RangeError outside the range.
func DSR(fwi float64) (float64, error) {
	if err := indexBound.check(fwi); err != nil {
		return 0, err
	}
	return dsr(fwi), nil
}

var (
	spreadBound  = bound{"ISI", 0, 1e6, ""}
	buildupBound = bound{"BUI", 0, 1e6, ""}
	indexBound   = bound{"FWI", 0, 1e6, ""}
)
