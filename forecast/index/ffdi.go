package index

import "math"

// FFDIInput is the weather of one moment with the dryness of the fuel.
type FFDIInput struct {
	TempC         float64 // −40 to 60 °C
	RHPct         float64 // 0–100 %
	WindKmh       float64 // mean at 10 m, 0 to 400 km/h
	DroughtFactor float64 // 0–10, see DroughtFactor
}

// FFDI is McArthur's forest fire danger index Mark 5, 0 up (100 = the fires of
// 1939):
//
//	F = 2·exp(−0.450 + 0.987·ln D − 0.0345·H + 0.0338·T + 0.0234·V)
//
// (I. R. Noble, G. A. V. Bary and A. M. Gill, 1980, Aust. J. Ecol. 5, 201–203; the
// paper was not at hand, so its equation number is unknown here; the constants are
// those of the WSL Fire Wiki's page on the index, and of the program xclim, which
// writes exp(0.243147) for 2·exp(−0.450)). 0 for a drought factor of 0. RangeError
// outside the ranges.
func FFDI(in FFDIInput) (float64, error) {
	if err := firstFault(tempBound.check(in.TempC), rhBound.check(in.RHPct), windBound.check(in.WindKmh), droughtBound.check(in.DroughtFactor)); err != nil {
		return 0, err
	}
	if in.DroughtFactor == 0 {
		return 0, nil
	}
	return 2 * math.Exp(-0.450+0.987*math.Log(in.DroughtFactor)-0.0345*in.RHPct+0.0338*in.TempC+0.0234*in.WindKmh), nil
}

// RainEvent is a past spell of rain.
type RainEvent struct {
	MM   float64 // fallen in all, 0 to 5,000 mm; up to 2 mm it counts for nothing
	Days float64 // since its wettest day, 0 to 20
}

// DroughtFactor is the share of fine fuel that would burn, 0–10, from KBDI
// (0–203.2 mm) and the significant rain of the last 20 days:
//
//	x = N^1.3/(N^1.3 + P − 2), 0.8 for N = 0; x ≤ 1/(1 + 0.1135·K) for K < 20, else 75/(270.525 − 1.267·K)
//	D = 10.5·(1 − exp(−(K + 30)/40))·(41x² + x)/(40x² + x + 1) ≤ 10
//
// with the event that gives the lowest x (D. Griffiths, 1999, Aust. For. 62,
// 202–206; the limit of x is eq. 14 of K. Finkele et al., 2006, BMRC Research
// Report 119, by what the program xclim says; neither paper was at hand, the
// constants are those of xclim and of the WSL Fire Wiki). RangeError outside the
// ranges.
func DroughtFactor(kbdiMM float64, events ...RainEvent) (float64, error) {
	if err := kbdiBound.check(kbdiMM); err != nil {
		return 0, err
	}
	x := 75 / (270.525 - 1.267*kbdiMM)
	if kbdiMM < 20 {
		x = 1 / (1 + 0.1135*kbdiMM)
	}
	x = math.Min(x, 1)
	for _, e := range events {
		if err := firstFault(eventBound.check(e.MM), eventDaysBound.check(e.Days)); err != nil {
			return 0, err
		}
		if e.MM > 2 {
			n := math.Pow(math.Max(e.Days, 0.8), 1.3)
			x = math.Min(x, n/(n+e.MM-2))
		}
	}
	d := 10.5 * (1 - math.Exp(-(kbdiMM+30)/40)) * (41*x*x + x) / (40*x*x + x + 1)
	return math.Min(d, 10), nil
}

var (
	droughtBound   = bound{"drought factor", 0, 10, ""}
	eventBound     = bound{"rain event", 0, 5000, "mm"}
	eventDaysBound = bound{"days since the event", 0, 20, "days"}
)
