package index

// HOptions are the parameters of `canhlua index h`.
type HOptions struct {
	RainResetMM float64 // a day's rain that resets, 0.1 to 1,000 mm; generic 5
	Start       float64 // H of the day before the first row, days, 0 or more
}

// HCalculator computes H day by day. RangeError for parameters outside their range.
func HCalculator(opts HOptions) (Calculator, error) {
	if err := firstFault(resetBound.check(opts.RainResetMM), hBound.check(opts.Start)); err != nil {
		return Calculator{}, err
	}
	h := &hDays{resetMM: opts.RainResetMM}
	h.set(opts.Start)
	return Calculator{
		Name:  "h",
		Needs: [][]string{{"date"}, {"rain_mm"}},
		Adds:  func(func(string) bool) []string { return []string{"h"} },
		Step:  h.step,
	}, nil
}

type hDays struct {
	series
	resetMM float64
}

func (h *hDays) step(row Row) Result {
	if err := h.enter(row); err != nil {
		return Result{Note: err.Error()}
	}
	rainMM, err := row.Number("rain_mm")
	if err != nil {
		return Result{Note: h.missing(err)}
	}
	v, err := H(h.value, rainMM, h.resetMM)
	if err != nil {
		return Result{Note: h.missing(err)}
	}
	if h.why != "" && rainMM < h.resetMM {
		return Result{Note: h.unknown("h", h.resetMM)}
	}
	h.set(v)
	return Result{Cells: []Cell{some(v)}}
}
