package index

import "math"

// blockCells is how many cells go through a stage at once: few enough for the
// fastest memory, enough for one cell's exponential to run beside the next one's.
const blockCells = 128

type lane [blockCells]float64

// The powers of the system.
var (
	power679 = newPower(0.679) // eq. 4
	power753 = newPower(0.753) // eq. 5
	power17  = newPower(1.7)   // eqs. 6, 7, 27b
	power531 = newPower(5.31)  // eq. 25
	power809 = newPower(0.809) // eq. 28
	power647 = newPower(0.647) // eq. 30b
	power177 = newPower(1.77)  // eq. 31
)

// fwiBlock takes a block of cells a day on, stage by stage. The formulas and
// their numbers are those of fwi_code.go. What only some cells need is done on a
// list of theirs.
type fwiBlock struct {
	FWIWeather
	FWICells
	variant  Variant
	moisture float64
	lengths  bands // of DMC's day
	factors  bands // of DC's

	some [blockCells]uint8 // cells of the stage under way

	m, dry, wet, cool, warm, humid, rate lane
}

func (b *fwiBlock) day() {
	b.rain()
	b.equilibria()
	b.rates()
	b.ffmc()
	b.dmc()
	b.dc()
	b.bui()
	b.isi()
	b.fwi()
}

// equilibria are the moistures that drying and wetting tend to (eqs. 4, 5).
func (b *fwiBlock) equilibria() {
	n := len(b.RHPct)
	dry, wet, cool, humid := b.dry[:n], b.wet[:n], b.cool[:n], b.humid[:n]
	copy(dry, b.RHPct)
	copy(wet, b.RHPct)
	for i, rh := range b.RHPct {
		humid[i], cool[i] = (rh-100)/10, -0.115*rh
	}
	power679.of(dry)
	power753.of(wet)
	exps(humid)
	exps(cool)
	temps := b.TempC[:n]
	for i, temp := range temps {
		c := 0.18 * (21.1 - temp) * (1 - cool[i])
		dry[i] = 0.942*dry[i] + 11*humid[i] + c
		wet[i] = 0.618*wet[i] + 10*humid[i] + c
	}
}

// rates are the shares of the way to the equilibrium that stay (eqs. 6, 7).
func (b *fwiBlock) rates() {
	n := len(b.RHPct)
	m, dry, warm, humid, rate := b.m[:n], b.dry[:n], b.warm[:n], b.humid[:n], b.rate[:n]
	temps, winds := b.TempC[:n], b.WindKmh[:n]
	for i, rh := range b.RHPct {
		if m[i] < dry[i] {
			rh = 100 - rh
		}
		rate[i] = rh / 100
		humid[i] = rh / 100
		warm[i] = 0.0365 * temps[i]
	}
	power17.of(humid)
	exps(warm)
	for i, wind := range winds {
		rate[i] = -math.Ln10 * 0.581 * warm[i] * (0.424*(1-humid[i]) + 0.0694*math.Sqrt(wind)*(1-eighth(rate[i])))
	}
	exps(rate)
}

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

// bui is the buildup index (eq. 27).
func (b *fwiBlock) bui() {
	n := len(b.BUI)
	dmcs, dcs, short := b.DMC[:n], b.DC[:n], b.humid[:n]
	k := 0
	for i, dmc := range dmcs {
		bui := 0.0
		if dmc > 0 {
			bui = 0.8 * dcs[i] * dmc / (dmc + 0.4*dcs[i])
		}
		b.BUI[i] = bui
		b.some[k&(blockCells-1)] = uint8(i)
		if bui < dmc {
			short[k] = 0.0114 * dmc
			k++
		}
	}
	power17.of(short[:k])
	for j, power := range short[:k] {
		i := b.some[j]
		b.BUI[i] = max(dmcs[i]-(1-b.BUI[i]/dmcs[i])*(0.92+power), 0)
	}
}

// isi is the initial spread index (eqs. 24–26).
func (b *fwiBlock) isi() {
	n := len(b.FFMC)
	moist, spread, winds := b.humid[:n], b.rate[:n], b.WindKmh[:n]
	for i, ffmc := range b.FFMC {
		m := b.moisture * (101 - ffmc) / (59.5 + ffmc)
		moist[i], spread[i] = m, 0.05039*winds[i]-0.1386*m
	}
	power531.of(moist)
	exps(spread)
	isi := b.ISI[:n]
	for i := range isi {
		isi[i] = 0.208 * 91.9 * spread[i] * (1 + moist[i]*(1/4.93e7))
	}
}

// fwi is the fire weather index and the severity rating (eqs. 28–31).
func (b *fwiBlock) fwi() {
	n := len(b.FWI)
	depth, thick := b.humid[:n], b.rate[:n]
	b.depths(depth)
	k := 0
	for i, isi := range b.ISI[:n] {
		fwi := 0.1 * isi * depth[i]
		b.FWI[i] = fwi
		b.some[k&(blockCells-1)] = uint8(i)
		if fwi > 1 {
			thick[k] = fwi
			k++
		}
	}
	thick = thick[:k]
	logs(thick)
	for i := range thick {
		thick[i] *= 0.434
	}
	power647.of(thick)
	for i := range thick {
		thick[i] *= 2.72
	}
	exps(thick)
	for j, fwi := range thick {
		b.FWI[b.some[j]] = fwi
	}
	severity := b.DSR[:n]
	copy(severity, b.FWI)
	power177.of(severity)
	for i := range severity {
		severity[i] *= 0.0272
		if b.FWI[i] <= 0 {
			severity[i] = 0
		}
	}
}

// depths are the fuel's share in the fire's intensity (eq. 28).
func (b *fwiBlock) depths(depth []float64) {
	deep, k := b.rate[:], 0
	for i, bui := range b.BUI[:len(depth)] {
		depth[i] = bui
		b.some[k&(blockCells-1)] = uint8(i)
		if bui > 80 {
			deep[k] = -0.023 * bui
			k++
		}
	}
	exps(deep[:k])
	if k < len(depth) {
		power809.of(depth)
	}
	for i := range depth {
		depth[i] = 0.626*depth[i] + 2
	}
	for j, e := range deep[:k] {
		depth[b.some[j]] = 1000 / (25 + 108.64*e)
	}
}
