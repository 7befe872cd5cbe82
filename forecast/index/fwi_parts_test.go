package index_test

import (
	"math"
	"testing"

	"github.com/canhlua/canhlua/forecast/index"
)

// The parts give what the whole gives, to the last bit.
func TestPartsOfTheFWISystem(t *testing.T) {
	state := index.FWIStart
	for day := range 200 {
		in := index.FWIInput{Month: day/30%12 + 1, Lat: 11, TempC: 25 + float64(day%13), RHPct: 30 + float64(day*7%60), WindKmh: float64(day * 3 % 40), RainMM: float64(day % 9 / 8 * 30)}
		for _, v := range index.Variants() {
			whole, err := index.FWI(state, in, v)
			if err != nil {
				t.Fatal(err)
			}
			codes, err := index.Codes(state, in, v)
			if err != nil || codes != whole.FWIState {
				t.Fatalf("day %d, %s: codes %+v, %v; want %+v", day, v, codes, err, whole.FWIState)
			}
			isi, err1 := index.ISI(codes.FFMC, in.WindKmh, v)
			bui, err2 := index.BUI(codes.DMC, codes.DC)
			fwi, err3 := index.FWIOf(isi, bui)
			dsr, err4 := index.DSR(fwi)
			if isi != whole.ISI || bui != whole.BUI || fwi != whole.FWI || dsr != whole.DSR {
				t.Fatalf("day %d, %s: %v %v %v %v; want %+v (%v %v %v %v)", day, v, isi, bui, fwi, dsr, whole, err1, err2, err3, err4)
			}
		}
		state, _ = index.Codes(state, in, index.CFFDRS)
	}
}

func TestPartsRefuseWhatIsOutside(t *testing.T) {
	nan := math.NaN()
	_, err1 := index.ISI(102, 10, index.CFFDRS)
	_, err2 := index.ISI(90, nan, index.CFFDRS)
	_, err3 := index.BUI(-1, 10)
	_, err4 := index.FWIOf(nan, 10)
	_, err5 := index.DSR(-0.1)
	_, err6 := index.Codes(index.FWIState{FFMC: nan}, index.FWIInput{Month: 1}, index.CFFDRS)
	_, err7 := index.Codes(index.FWIStart, index.FWIInput{Month: 13}, index.CFFDRS)
	_, err8 := index.ISI(90, 10, "other")
	for i, err := range []error{err1, err2, err3, err4, err5, err6, err7, err8} {
		if err == nil {
			t.Errorf("case %d was computed", i+1)
		}
	}
}
