package index

import "math"

// rain is the moisture after the day's rain (eqs. 1–3).
func (b *fwiBlock) rain() {
	n, k := len(b.FFMC), 0
	m, rains := b.m[:n], b.RainMM[:n]
	soaks, runs := b.cool[:n], b.warm[:n]
	for i, before := range b.FFMC {
		m[i] = b.moisture * (101 - before) / (59.5 + before)
		b.some[k&(blockCells-1)] = uint8(i)
		if rains[i] > 0.5 {
			soaks[k], runs[k] = -100/(251-m[i]), -6.93/(rains[i]-0.5)
			k++
		}
	}
	exps(soaks[:k])
	exps(runs[:k])
	for j, soak := range soaks[:k] {
		i := b.some[j]
		before, rain := m[i], rains[i]-0.5
		after := before + 42.5*rain*soak*(1-runs[j])
		if before > 150 {
			after += 0.0015 * (before - 150) * (before - 150) * math.Sqrt(rain)
		}
		m[i] = min(after, 250)
	}
}

// dmc is the duff moisture code (eqs. 11–17).
func (b *fwiBlock) dmc() {
	b.duffRain()
	n := len(b.DMC)
	temps, rhs, lats, dmc := b.TempC[:n], b.RHPct[:n], b.Lat[:n], b.DMC
	for i := range dmc {
		dries := 1.894 * (temps[i] + 1.1) * (100 - rhs[i]) * b.lengths.at(lats[i]) * 1e-4
		if temps[i] > -1.1 && dries > 0 {
			dmc[i] += dries
		}
	}
}

// duffRain is DMC after the day's rain (eqs. 11–15).
func (b *fwiBlock) duffRain() {
	n, k := len(b.DMC), 0
	rains, moist, slopes := b.RainMM[:n], b.cool[:n], b.warm[:n]
	for i, rain := range rains {
		b.some[k&(blockCells-1)] = uint8(i)
		if rain > 1.5 {
			moist[k], slopes[k] = -0.023*b.DMC[i], b.DMC[i]
			k++
		}
	}
	moist, slopes = moist[:k], slopes[:k]
	exps(moist)
	logs(slopes)
	for j, log := range slopes {
		i := b.some[j]
		net := 0.92*rains[i] - 1.27
		m := 20 + 280*moist[j]
		moist[j] = m + 1000*net/(48.77+slopeOf(b.DMC[i], log)*net) - 20
	}
	logs(moist)
	for j, log := range moist {
		b.DMC[b.some[j]] = max(43.43*(5.6348-log), 0)
	}
}

// dc is the drought code (eqs. 18–23).
func (b *fwiBlock) dc() {
	b.deepRain()
	n := len(b.DC)
	temps, lats, dc := b.TempC[:n], b.Lat[:n], b.DC
	for i := range dc {
		dries := 0.0
		if temps[i] > -2.8 {
			dries = 0.36 * (temps[i] + 2.8)
		}
		if dries = (dries + b.factors.at(lats[i])) / 2; dries > 0 {
			dc[i] += dries
		}
	}
}

// deepRain is DC after the day's rain (eqs. 18–21).
func (b *fwiBlock) deepRain() {
	n, k := len(b.DC), 0
	rains, moist := b.RainMM[:n], b.cool[:n]
	for i, rain := range rains {
		b.some[k&(blockCells-1)] = uint8(i)
		if rain > 2.8 {
			moist[k] = -b.DC[i] / 400
			k++
		}
	}
	moist = moist[:k]
	exps(moist)
	for j, e := range moist {
		moist[j] = 1 + 3.937*(0.83*rains[b.some[j]]-1.27)/(800*e)
	}
	logs(moist)
	for j, log := range moist {
		i := b.some[j]
		b.DC[i] = max(b.DC[i]-400*log, 0)
	}
}
