package index

import "fmt"

// KBDIOptions are the parameters of `canhlua index kbdi`. Start and SpellMM are
// what the index carries: with them a series goes on bit for bit.
type KBDIOptions struct {
	AnnualRainMM float64 // mean of a year, above 0 to 20,000 mm
	Start        float64 // of the day before the first row, 0–203.2 mm
	SpellMM      float64 // rain of the wet days that run up to the first row, 0 after a dry day, to 20,000 mm
}

// KBDICalculator computes the Keetch–Byram index day by day. After a missing day
// it stays unknown until rain fills the soil whatever it had. RangeError for
// parameters outside their range.
func KBDICalculator(opts KBDIOptions) (Calculator, error) {
	if err := firstFault(annualBound.check(opts.AnnualRainMM), kbdiBound.check(opts.Start), spellBound.check(opts.SpellMM)); err != nil {
		return Calculator{}, err
	}
	k := &kbdiDays{annualMM: opts.AnnualRainMM, caughtMM: min(opts.SpellMM, kbdiCaughtMM)}
	k.set(opts.Start)
	return Calculator{
		Name:  "kbdi",
		Needs: [][]string{{"date"}, {"temp_max_c"}, {"rain_mm"}},
		Adds:  func(func(string) bool) []string { return []string{"kbdi_mm"} },
		Step:  k.step,
	}, nil
}

type kbdiDays struct {
	series
	annualMM float64
	caughtMM float64
}

// kbdiFillMM is the rain of a day that fills the soil from any deficit.
const kbdiFillMM = kbdiFullMM + kbdiCaughtMM

func (k *kbdiDays) step(row Row) Result {
	if err := k.enter(row); err != nil {
		return Result{Note: err.Error()}
	}
	var v [2]float64
	if err := numbers(row, []string{"temp_max_c", "rain_mm"}, v[:]); err != nil {
		return Result{Note: k.missing(err)}
	}
	after, err := KBDI(KBDIState{k.value, k.caughtMM}, KBDIInput{TempMaxC: v[0], RainMM: v[1], AnnualRainMM: k.annualMM})
	if err != nil {
		return Result{Note: k.missing(err)}
	}
	k.caughtMM = after.CaughtMM
	if k.why != "" {
		if v[1] < kbdiFillMM {
			return Result{Note: k.unknown("kbdi", kbdiFillMM)}
		}
		after.DeficitMM = 0
	}
	k.set(after.DeficitMM)
	return Result{Cells: []Cell{some(after.DeficitMM)}, Note: k.dryPlace()}
}

func (k *kbdiDays) dryPlace() string {
	if k.annualMM >= kbdiDryPlaceMM {
		return ""
	}
	return fmt.Sprintf("annual rain %v mm: the index was not fitted below %d mm", k.annualMM, kbdiDryPlaceMM)
}
