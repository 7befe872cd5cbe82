package index

import "math"

// FWIState is what the FWI System carries from day to day.
type FWIState struct {
	FFMC float64 // fine fuel moisture code, 0–101
	DMC  float64 // duff moisture code, 0 up
	DC   float64 // drought code, 0 up
}

// FWIStart is the usual state after the melting of snow, and here after soaking
// rain: 85, 6, 15.
var FWIStart = FWIState{85, 6, 15}

// FWIDay is what the system says of a day.
type FWIDay struct {
	FWIState
	ISI float64 // initial spread index
	BUI float64 // buildup index
	FWI float64 // fire weather index
	DSR float64 // daily severity rating
}

// FWI takes the Canadian Fire Weather Index System a day on (C. E. Van Wagner,
// 1987, Forestry Technical Report 35; see Variant for what differs). The print was
// not at hand: the numbers at the equations are those that R. D. Field's program
// of the system lists beside them, after K. Anderson's fwi84.c.
// The state it leaves continues the series bit for bit. RangeError outside the
// ranges, NaN included.
func FWI(before FWIState, in FWIInput, v Variant) (FWIDay, error) {
	if err := v.Check(); err != nil {
		return FWIDay{}, err
	}
	if err := firstFault(before.check(), in.check()); err != nil {
		return FWIDay{}, err
	}
	return v.day(before, &in), nil
}

// day computes without checks.
func (v Variant) day(before FWIState, in *FWIInput) FWIDay {
	d := FWIDay{FWIState: v.codes(before, in)}
	d.ISI, d.BUI = isi(d.FFMC, in.WindKmh, v.moisture()), bui(d.DMC, d.DC)
	d.FWI = fwi(d.ISI, d.BUI)
	d.DSR = dsr(d.FWI)
	return d
}

func (v Variant) codes(before FWIState, in *FWIInput) FWIState {
	return FWIState{
		FFMC: ffmc(before.FFMC, in, v.moisture()),
		DMC:  dmc(before.DMC, in, v.dayLength(in.Lat, in.Month)),
		DC:   dc(before.DC, in, v.dayFactor(in.Lat, in.Month)),
	}
}

func (s *FWIState) check() error {
	return firstFault(ffmcBound.check(s.FFMC), dmcBound.check(s.DMC), dcBound.check(s.DC))
}

func (in *FWIInput) check() error {
	return firstFault(monthBound.check(float64(in.Month)), latBound.check(in.Lat), tempBound.check(in.TempC),
		rhBound.check(in.RHPct), windBound.check(in.WindKmh), rainBound.check(in.RainMM))
}

var (
	ffmcBound  = bound{"FFMC before", 0, 101, ""}
	dmcBound   = bound{"DMC before", 0, math.MaxFloat32, ""}
	dcBound    = bound{"DC before", 0, math.MaxFloat32, ""}
	monthBound = bound{"month", 1, 12, ""}
	latBound   = bound{"latitude", -90, 90, "°"}
)
