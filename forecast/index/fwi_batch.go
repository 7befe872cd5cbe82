package index

import (
	"fmt"
	"math"
)

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

// Batch takes all cells a day on, within 1e-9 of what FWI gives for each. When
// a cell's weather or state is outside its range, the error names the first such
// cell, and nothing is changed.
func (v Variant) Batch(w *FWIWeather, c *FWICells) error {
	if err := v.checkBatch(w, c); err != nil {
		return err
	}
	moisture := v.moisture()
	for i := range c.FFMC {
		in := FWIInput{Month: w.Month, Lat: w.Lat[i], TempC: w.TempC[i], RHPct: w.RHPct[i], WindKmh: w.WindKmh[i], RainMM: w.RainMM[i]}
		c.FFMC[i] = fastFFMC(c.FFMC[i], &in, moisture)
		c.DMC[i] = dmc(c.DMC[i], &in, v.dayLength(in.Lat, in.Month))
		c.DC[i] = dc(c.DC[i], &in, v.dayFactor(in.Lat, in.Month))
		c.ISI[i] = fastISI(c.FFMC[i], in.WindKmh, moisture)
		c.BUI[i] = bui(c.DMC[i], c.DC[i])
		c.FWI[i], c.DSR[i] = fastFWI(c.ISI[i], c.BUI[i])
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
	for i := range n {
		if ffmcBound.holds(c.FFMC[i]) && dmcBound.holds(c.DMC[i]) && dcBound.holds(c.DC[i]) && latBound.holds(w.Lat[i]) && tempBound.holds(w.TempC[i]) &&
			rhBound.holds(w.RHPct[i]) && windBound.holds(w.WindKmh[i]) && rainBound.holds(w.RainMM[i]) && w.Month >= 1 && w.Month <= 12 {
			continue
		}
		in := FWIInput{Month: w.Month, Lat: w.Lat[i], TempC: w.TempC[i], RHPct: w.RHPct[i], WindKmh: w.WindKmh[i], RainMM: w.RainMM[i]}
		state := FWIState{c.FFMC[i], c.DMC[i], c.DC[i]}
		return fmt.Errorf("cell %d: %w", i, firstFault(state.check(), in.check()))
	}
	return nil
}

// fastFFMC is ffmc with one logarithm for the powers of the humidity.
func fastFFMC(before float64, in *FWIInput, moisture float64) float64 {
	m := moisture * (101 - before) / (59.5 + before)
	if in.RainMM > 0.5 {
		m = wetted(m, in.RainMM-0.5)
	}
	logRH, dry, wet := 0.0, 0.0, 0.0
	if in.RHPct > 0 {
		logRH = fastLog(in.RHPct)
		dry, wet = 0.942*fastExp(0.679*logRH), 0.618*fastExp(0.753*logRH)
	}
	humid := fastExp((in.RHPct - 100) / 10)
	cool := 0.18 * (21.1 - in.TempC) * (1 - fastExp(-0.115*in.RHPct))
	dry, wet = dry+11*humid+cool, wet+10*humid+cool
	switch {
	case m > dry:
		power := 0.0
		if in.RHPct > 0 {
			power = fastExp(1.7 * (logRH - logHundred))
		}
		m = dry + (m-dry)*fastExp(-math.Ln10*fastRate(in.RHPct/100, power, in))
	case m < dry && m < wet:
		h := (100 - in.RHPct) / 100
		m = wet - (wet-m)*fastExp(-math.Ln10*fastRate(h, fastPow(h, 1.7), in))
	}
	return math.Min(math.Max(59.5*(250-m)/(moisture+m), 0), 101)
}

const logHundred = 2 * math.Ln10

// fastRate is rate with humid^1.7 given.
func fastRate(humid, power float64, in *FWIInput) float64 {
	h2 := humid * humid
	h4 := h2 * h2
	return (0.424*(1-power) + 0.0694*math.Sqrt(in.WindKmh)*(1-h4*h4)) * 0.581 * fastExp(0.0365*in.TempC)
}

func fastISI(ffmc, windKmh, moisture float64) float64 {
	m := moisture * (101 - ffmc) / (59.5 + ffmc)
	return 0.208 * 91.9 * fastExp(0.05039*windKmh-0.1386*m) * (1 + fastPow(m, 5.31)/4.93e7)
}

// fastFWI gives FWI and DSR, which share a logarithm.
func fastFWI(isi, bui float64) (fwi, dsr float64) {
	depth := 0.0
	if bui > 80 {
		depth = 1000 / (25 + 108.64*fastExp(-0.023*bui))
	} else {
		depth = 0.626*fastPow(bui, 0.809) + 2
	}
	b := 0.1 * isi * depth
	if b <= 0 {
		return 0, 0
	}
	log := fastLog(b)
	fwi = b
	if b > 1 {
		log = 2.72 * fastPow(0.434*log, 0.647)
		fwi = fastExp(log)
	}
	return fwi, 0.0272 * fastExp(1.77*log)
}
