package index

import "fmt"

// FWIWeather is a day's weather of many cells, a list for each variable; see
// FWIInput for units and ranges.
type FWIWeather struct {
	Month                              int
	Lat, TempC, RHPct, WindKmh, RainMM []float64
}

// FWICells is what the FWI System says of many cells. FFMC, DMC and DC are the
// state of the day before when Batch is called, and the day's own afterwards.
type FWICells struct{ FFMC, DMC, DC, ISI, BUI, FWI, DSR []float64 }

// NewFWICells are n cells at a state.
func NewFWICells(n int, s FWIState) *FWICells {
	c := &FWICells{}
	for _, list := range c.lists() {
		*list = make([]float64, n)
	}
	for i := range n {
		c.FFMC[i], c.DMC[i], c.DC[i] = s.FFMC, s.DMC, s.DC
	}
	return c
}

func (c *FWICells) lists() []*[]float64 {
	return []*[]float64{&c.FFMC, &c.DMC, &c.DC, &c.ISI, &c.BUI, &c.FWI, &c.DSR}
}

// part is the cells from one to before another.
func (c *FWICells) part(from, to int) FWICells {
	return FWICells{c.FFMC[from:to], c.DMC[from:to], c.DC[from:to], c.ISI[from:to], c.BUI[from:to], c.FWI[from:to], c.DSR[from:to]}
}

func (w *FWIWeather) part(from, to int) FWIWeather {
	return FWIWeather{w.Month, w.Lat[from:to], w.TempC[from:to], w.RHPct[from:to], w.WindKmh[from:to], w.RainMM[from:to]}
}

// Batch takes all cells a day on, within 1e-9 of what FWI gives for each. When
// a cell's weather or state is outside its range, the error names the first such
// cell, and nothing is changed.
func (v Variant) Batch(w *FWIWeather, c *FWICells) error {
	if err := v.checkBatch(w, c); err != nil {
		return err
	}
	b := fwiBlock{variant: v, moisture: v.moisture(), lengths: v.lengthBands(w.Month), factors: v.factorBands(w.Month)}
	for from := 0; from < len(c.FFMC); from += blockCells {
		to := min(from+blockCells, len(c.FFMC))
		b.FWIWeather, b.FWICells = w.part(from, to), c.part(from, to)
		b.day()
	}
	return nil
}

func (v Variant) checkBatch(w *FWIWeather, c *FWICells) error {
	if err := v.Check(); err != nil {
		return err
	}
	n := len(c.FFMC)
	for _, list := range append(c.lists(), &w.Lat, &w.TempC, &w.RHPct, &w.WindKmh, &w.RainMM) {
		if len(*list) != n {
			return fmt.Errorf("a list of %d values for %d cells; give each cell all of them", len(*list), n)
		}
	}
	if ffmcBound.holdsAll(c.FFMC) && dmcBound.holdsAll(c.DMC) && dcBound.holdsAll(c.DC) && latBound.holdsAll(w.Lat) &&
		tempBound.holdsAll(w.TempC) && rhBound.holdsAll(w.RHPct) && windBound.holdsAll(w.WindKmh) && rainBound.holdsAll(w.RainMM) &&
		monthBound.holds(float64(w.Month)) {
		return nil
	}
	return w.firstFault(c)
}

// firstFault names the first cell that is outside a range.
func (w *FWIWeather) firstFault(c *FWICells) error {
	for i := range c.FFMC {
		in := FWIInput{Month: w.Month, Lat: w.Lat[i], TempC: w.TempC[i], RHPct: w.RHPct[i], WindKmh: w.WindKmh[i], RainMM: w.RainMM[i]}
		state := FWIState{c.FFMC[i], c.DMC[i], c.DC[i]}
		if err := firstFault(state.check(), in.check()); err != nil {
			return fmt.Errorf("cell %d: %w", i, err)
		}
	}
	return nil
}

// holdsAll is branch-poor, for it looks at every value of a batch.
func (b bound) holdsAll(list []float64) bool {
	ok := true
	for _, x := range list {
		ok = ok && x >= b.low && x <= b.high
	}
	return ok
}
