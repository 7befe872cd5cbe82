package index

import "math"

// KBDIState is where the Keetch–Byram drought index stands after a day.
type KBDIState struct {
	DeficitMM float64 // 0 = the soil is full, 203.2 = it has nothing left
	CaughtMM  float64 // of the rain spell under way, what the leaves have caught, 0–5 mm; 0 after a dry day
}

// KBDIInput is a day's weather.
type KBDIInput struct {
	TempMaxC     float64 // highest temperature, −40 to 60 °C
	RainMM       float64 // of the 24 hours, 0 to 2,000 mm
	AnnualRainMM float64 // mean of a year, above 0 to 20,000 mm
}

// The metric constants: 8 inches of water, and the first 5 mm of a rain spell
// that never reach the soil.
const (
	kbdiFullMM   = 203.2
	kbdiCaughtMM = 5
)

// KBDI takes the index a day on, mm:
//
//	Q_i = Q_{i−1} − P_net + (203.2 − Q_{i−1})·(0.968·exp(0.0875·T + 1.5552) − 8.30) / (1 + 10.88·exp(−0.001736·R)) · 10⁻³
//
// held to 0–203.2, with the evaporation from yesterday's deficit, never negative,
// and P_net the rain less the first 5 mm of its spell of wet days (J. J. Keetch
// and G. M. Byram, 1968, USDA SE-38, eq. 17 for the drying, unchecked; metric form
// of K. Finkele et al., 2006, BMRC Research Report 119, section 2.1.1 by what the
// program xclim says; neither print was at hand). The constants are xclim's but
// for 0.001736, which is the original's 0.0441 per inch where xclim rounds to
// 0.00173. RangeError outside the ranges, NaN included.
func KBDI(before KBDIState, in KBDIInput) (KBDIState, error) {
	if err := firstFault(kbdiBound.check(before.DeficitMM), caughtBound.check(before.CaughtMM),
		tempBound.check(in.TempMaxC), rainBound.check(in.RainMM), annualBound.check(in.AnnualRainMM)); err != nil {
		return KBDIState{}, err
	}
	after, net := KBDIState{}, 0.0
	if in.RainMM > 0 {
		after.CaughtMM = math.Min(before.CaughtMM+in.RainMM, kbdiCaughtMM)
		net = in.RainMM - (after.CaughtMM - before.CaughtMM)
	}
	dries := (kbdiFullMM - before.DeficitMM) * (0.968*math.Exp(0.0875*in.TempMaxC+1.5552) - 8.30) /
		(1 + 10.88*math.Exp(-0.001736*in.AnnualRainMM)) * 1e-3
	after.DeficitMM = math.Min(math.Max(before.DeficitMM-net+math.Max(dries, 0), 0), kbdiFullMM)
	return after, nil
}

// kbdiDryPlaceMM is the annual rain below which the fit of the index is doubtful.
const kbdiDryPlaceMM = 100

var (
	kbdiBound   = bound{"KBDI before", 0, kbdiFullMM, "mm"}
	caughtBound = bound{"rain caught", 0, kbdiCaughtMM, "mm"}
	annualBound = bound{"annual rain", math.SmallestNonzeroFloat64, 20000, "mm"}
	spellBound  = bound{"rain of the spell under way", 0, 20000, "mm"}
)
