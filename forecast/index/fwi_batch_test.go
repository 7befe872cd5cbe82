package index_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast/index"
)

// TestBatchLikeFWI: over a week of any weather the batch stays within 1e-9 of the
// plain kernel, relatively above 1, for every variant.
func TestBatchLikeFWI(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SampledFrom(index.Variants()).Draw(t, "variant")
		plain := index.FWIState{FFMC: rapid.Float64Range(0, 101).Draw(t, "ffmc"), DMC: rapid.Float64Range(0, 500).Draw(t, "dmc"), DC: rapid.Float64Range(0, 1500).Draw(t, "dc")}
		cells := index.NewFWICells(1, plain)
		for range 7 {
			in := index.FWIInput{Month: rapid.IntRange(1, 12).Draw(t, "month"), Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"),
				TempC: rapid.Float64Range(-40, 60).Draw(t, "temp"), RHPct: rapid.OneOf(rapid.Float64Range(0, 100), rapid.SampledFrom([]float64{0, 100})).Draw(t, "rh"),
				WindKmh: rapid.Float64Range(0, 150).Draw(t, "wind"), RainMM: rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, 300)).Draw(t, "rain")}
			want, err := index.FWI(plain, in, v)
			if err != nil {
				t.Fatal(err)
			}
			plain = want.FWIState
			w := index.FWIWeather{Month: in.Month, Lat: []float64{in.Lat}, TempC: []float64{in.TempC}, RHPct: []float64{in.RHPct}, WindKmh: []float64{in.WindKmh}, RainMM: []float64{in.RainMM}}
			if err := v.Batch(&w, cells); err != nil {
				t.Fatal(err)
			}
			for name, pair := range map[string][2]float64{"FFMC": {cells.FFMC[0], want.FFMC}, "DMC": {cells.DMC[0], want.DMC}, "DC": {cells.DC[0], want.DC},
				"ISI": {cells.ISI[0], want.ISI}, "BUI": {cells.BUI[0], want.BUI}, "FWI": {cells.FWI[0], want.FWI}, "DSR": {cells.DSR[0], want.DSR}} {
				if !(math.Abs(pair[0]-pair[1]) <= 1e-9*math.Max(1, math.Abs(pair[1]))) {
					t.Fatalf("%s: %v, plain %v; %+v", name, pair[0], pair[1], in)
				}
			}
		}
	})
}

// TestBatchOfMany: over a month, cells of any weather side by side, dry and wet,
// in more than one block, each as the plain kernel has it.
func TestBatchOfMany(t *testing.T) {
	const n = 301
	random := rand.New(rand.NewPCG(1, 2))
	list := func() []float64 { return make([]float64, n) }
	w := index.FWIWeather{Lat: list(), TempC: list(), RHPct: list(), WindKmh: list(), RainMM: list()}
	for _, v := range index.Variants() {
		cells, states := index.NewFWICells(n, index.FWIStart), make([]index.FWIState, n)
		for i := range states {
			states[i] = index.FWIStart
			w.Lat[i] = -40 + 80*float64(i)/n
		}
		for day := range 30 {
			w.Month = 1 + day%12
			for i := range n {
				w.TempC[i], w.RHPct[i], w.WindKmh[i] = -10+50*random.Float64(), 100*random.Float64(), 60*random.Float64()
				w.RainMM[i] = max(0, 40*random.Float64()-20-float64(i%20))
			}
			if err := v.Batch(&w, cells); err != nil {
				t.Fatal(err)
			}
			for i := range n {
				want, err := index.FWI(states[i], index.FWIInput{Month: w.Month, Lat: w.Lat[i], TempC: w.TempC[i], RHPct: w.RHPct[i], WindKmh: w.WindKmh[i], RainMM: w.RainMM[i]}, v)
				if err != nil {
					t.Fatal(err)
				}
				states[i] = want.FWIState
				got := [...]float64{cells.FFMC[i], cells.DMC[i], cells.DC[i], cells.ISI[i], cells.BUI[i], cells.FWI[i], cells.DSR[i]}
				for k, x := range [...]float64{want.FFMC, want.DMC, want.DC, want.ISI, want.BUI, want.FWI, want.DSR} {
					if !(math.Abs(got[k]-x) <= 1e-9*math.Max(1, math.Abs(x))) {
						t.Fatalf("%s, day %d, cell %d, value %d: %v, plain %v", v, day, i, k, got[k], x)
					}
				}
			}
		}
	}
}

// TestBatchRefuses: one bad cell is named, and no other is changed.
func TestBatchRefuses(t *testing.T) {
	cells := index.NewFWICells(3, index.FWIStart)
	w := index.FWIWeather{Month: 3, Lat: []float64{11, 11, 11}, TempC: []float64{33, -999, 33}, RHPct: []float64{50, 50, 50}, WindKmh: []float64{10, 10, 10}, RainMM: []float64{0, 0, 0}}
	err := index.CFFDRS.Batch(&w, cells)
	if err == nil || err.Error() != "cell 1: temperature -999 °C: outside -40 to 60 °C" || cells.FFMC[0] != 85 {
		t.Errorf("%v, %v", err, cells.FFMC)
	}
	w.TempC = w.TempC[:2]
	if err := index.CFFDRS.Batch(&w, cells); err == nil {
		t.Error("two temperatures for three cells were taken")
	}
}

// BenchmarkFWIBatch takes 3,321 cells through days of mixed weather.
func BenchmarkFWIBatch(b *testing.B) {
	const n = 3321
	cells := index.NewFWICells(n, index.FWIStart)
	w := index.FWIWeather{Month: 3, Lat: make([]float64, n), TempC: make([]float64, n), RHPct: make([]float64, n), WindKmh: make([]float64, n), RainMM: make([]float64, n)}
	for i := range n {
		w.Lat[i], w.TempC[i], w.RHPct[i], w.WindKmh[i], w.RainMM[i] = 11, 25+float64(i%13), 30+float64(i%61), float64(i%29), float64(max(i%17-12, 0))*3
	}
	for b.Loop() {
		if err := index.CFFDRS.Batch(&w, cells); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "cell-days/s")
}
