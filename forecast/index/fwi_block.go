package index

import "math"

// blockCells is how many cells go through a stage at once: few enough for the
// fastest memory, enough for one cell's exponential to run beside the next one's.
const blockCells = 128

type lane [blockCells]float64

// fwiBlock takes a block of cells a day on, stage by stage. The formulas and
// their numbers are those of fwi_code.go; powers are exponentials of logarithms,
// and each logarithm is taken once.
type fwiBlock struct {
	FWIWeather
	FWICells
	variant  Variant
	moisture float64

	m, logRH, dry, wet, cool, warm, power, rate lane
}

func (b *fwiBlock) day() {
	b.rain()
	b.equilibria()
	b.rates()
	b.ffmc()
	b.deep()
	b.isi()
	b.fwi()
}

// rain is the moisture after the day's rain (eqs. 1–3).
func (b *fwiBlock) rain() {
	m := b.m[:len(b.FFMC)]
	for i, before := range b.FFMC {
		m[i] = b.moisture * (101 - before) / (59.5 + before)
		if rain := b.RainMM[i]; rain > 0.5 {
			m[i] = fast.wetted(m[i], rain-0.5)
		}
	}
}

// equilibria are the moistures that drying and wetting tend to (eqs. 4, 5).
func (b *fwiBlock) equilibria() {
	n := len(b.RHPct)
	logRH, dry, wet, cool, humid := b.logRH[:n], b.dry[:n], b.wet[:n], b.cool[:n], b.power[:n]
	copy(logRH, b.RHPct)
	logs(logRH)
	for i, rh := range b.RHPct {
		dry[i], wet[i] = 0.679*logRH[i], 0.753*logRH[i]
		humid[i], cool[i] = (rh-100)/10, -0.115*rh
	}
	exps(dry)
	exps(wet)
	exps(humid)
	exps(cool)
	for i, temp := range b.TempC {
		c := 0.18 * (21.1 - temp) * (1 - cool[i])
		dry[i] = 0.942*dry[i] + 11*humid[i] + c
		wet[i] = 0.618*wet[i] + 10*humid[i] + c
	}
}

// rates are the shares of the way to the equilibrium that stay (eqs. 6, 7).
func (b *fwiBlock) rates() {
	n := len(b.RHPct)
	m, dry, warm, power, rate := b.m[:n], b.dry[:n], b.warm[:n], b.power[:n], b.rate[:n]
	for i, rh := range b.RHPct {
		if m[i] >= dry[i] {
			rate[i], power[i] = rh/100, 1.7*(b.logRH[i]-logHundred)
		} else {
			rate[i] = (100 - rh) / 100
			power[i] = 1.7 * fastLog(rate[i])
		}
		warm[i] = 0.0365 * b.TempC[i]
	}
	exps(power)
	exps(warm)
	for i, wind := range b.WindKmh {
		h2 := rate[i] * rate[i]
		h4 := h2 * h2
		rate[i] = -math.Ln10 * 0.581 * warm[i] * (0.424*(1-power[i]) + 0.0694*math.Sqrt(wind)*(1-h4*h4))
	}
	exps(rate)
}

const logHundred = 2 * math.Ln10

// ffmc closes the fine fuel moisture code (eqs. 8–10).
func (b *fwiBlock) ffmc() {
	n := len(b.FFMC)
	m, dry, wet, rate := b.m[:n], b.dry[:n], b.wet[:n], b.rate[:n]
	for i := range b.FFMC {
		end := m[i]
		switch {
		case end > dry[i]:
			end = dry[i] + (end-dry[i])*rate[i]
		case end < dry[i] && end < wet[i]:
			end = wet[i] - (wet[i]-end)*rate[i]
		}
		b.FFMC[i] = min(max(59.5*(250-end)/(b.moisture+end), 0), 101)
	}
}

// deep are the codes of the deeper layers and the buildup index (eqs. 11–23, 27).
func (b *fwiBlock) deep() {
	for i := range b.DMC {
		in := FWIInput{Month: b.Month, Lat: b.Lat[i], TempC: b.TempC[i], RHPct: b.RHPct[i], RainMM: b.RainMM[i]}
		b.DMC[i] = fast.dmc(b.DMC[i], &in, b.variant.dayLength(in.Lat, in.Month))
		b.DC[i] = fast.dc(b.DC[i], &in, b.variant.dayFactor(in.Lat, in.Month))
		b.BUI[i] = fast.bui(b.DMC[i], b.DC[i])
	}
}

// isi is the initial spread index (eqs. 24–26).
func (b *fwiBlock) isi() {
	n := len(b.FFMC)
	power, spread := b.power[:n], b.rate[:n]
	for i, ffmc := range b.FFMC {
		m := b.moisture * (101 - ffmc) / (59.5 + ffmc)
		power[i], spread[i] = m, 0.05039*b.WindKmh[i]-0.1386*m
	}
	logs(power)
	for i := range power {
		power[i] *= 5.31
	}
	exps(power)
	exps(spread)
	for i := range b.ISI {
		b.ISI[i] = 0.208 * 91.9 * spread[i] * (1 + power[i]/4.93e7)
	}
}

// fwi is the fire weather index and the severity rating, which share a logarithm
// (eqs. 28–31).
func (b *fwiBlock) fwi() {
	n := len(b.FWI)
	depth, log, severity := b.power[:n], b.rate[:n], b.warm[:n]
	b.depths(depth)
	for i := range b.FWI {
		b.FWI[i] = 0.1 * b.ISI[i] * depth[i]
		log[i] = b.FWI[i]
	}
	logs(log)
	for i := range log {
		severity[i] = 0.434 * log[i] // of no use below 1
	}
	logs(severity)
	for i := range severity {
		severity[i] *= 0.647
	}
	exps(severity)
	for i, thin := range b.FWI {
		if thin > 1 {
			log[i] = 2.72 * severity[i]
		}
		severity[i] = 1.77 * log[i]
	}
	exps(log)
	exps(severity)
	for i, thin := range b.FWI {
		if thin > 1 {
			b.FWI[i] = log[i]
		}
		b.DSR[i] = 0.0272 * severity[i]
		if thin <= 0 {
			b.DSR[i] = 0
		}
	}
}

// depths are the fuel's share in the fire's intensity (eq. 28).
func (b *fwiBlock) depths(depth []float64) {
	copy(depth, b.BUI)
	logs(depth)
	for i, bui := range b.BUI {
		if bui > 80 {
			depth[i] = -0.023 * bui
		} else {
			depth[i] *= 0.809
		}
	}
	exps(depth)
	for i, bui := range b.BUI {
		if bui > 80 {
			depth[i] = 1000 / (25 + 108.64*depth[i])
		} else {
			depth[i] = 0.626*depth[i] + 2
		}
	}
}
