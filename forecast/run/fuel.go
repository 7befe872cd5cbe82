package run

import (
	"math"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/index"
)

// The two histories that hold between them whatever the fuel may have been, and
// how near they must come for an index to be known. Of what is known the dry one
// is told: the higher danger.
var (
	soaked  = forecast.Moisture{}
	parched = forecast.Moisture{DeficitMM: 203.2, FFMC: 100, DMC: 400, DC: 1200}
)

const (
	nearKBDI = 2.0 // mm
	nearFFMC = 2.0 // fuel that dries and fuel that wets come to rest so far apart
	nearDMC  = 1.0
	nearDC   = 5.0
)

// rainDays is how far back the drought factor looks.
const rainDays = 20

// unknownFuel is fuel of which nothing is known.
func unknownFuel() forecast.Fuel { return forecast.Fuel{Wet: soaked, Dry: parched} }

// dryOut takes the fuel over a day of weather. A part whose weather is missing
// is not known from there on, until both histories meet again.
func (c *chain) dryOut(f forecast.Fuel, d forecast.Date, w noon) forecast.Fuel {
	next := forecast.Fuel{Nesterov: nesterovOf(f.Nesterov, w), RainMM: rainOfLate(f.RainMM, w.rain)}
	annual := c.in.Rules.AnnualRainMM
	dry, ok := soilOf(f.Dry, w, annual)
	wet, both := dry, ok
	if f.Wet.DeficitMM != f.Dry.DeficitMM || f.Wet.CaughtMM != f.Dry.CaughtMM {
		wet, both = soilOf(f.Wet, w, annual)
	}
	if !ok || !both {
		wet, dry = soaked, parched
	}
	next.Dry, ok = c.litterOf(dry, f.Dry, d, w)
	next.Wet, both = besideSoil(wet, next.Dry), ok
	if besideSoil(f.Wet, f.Dry) != f.Wet {
		next.Wet, both = c.litterOf(wet, f.Wet, d, w)
	}
	if !ok || !both {
		next.Wet = forecast.Moisture{DeficitMM: wet.DeficitMM, CaughtMM: wet.CaughtMM}
		next.Dry = parched
		next.Dry.DeficitMM, next.Dry.CaughtMM = dry.DeficitMM, dry.CaughtMM
	}
	return next
}

// besideSoil is one history's soil with the litter of another.
func besideSoil(soil, litter forecast.Moisture) forecast.Moisture {
	litter.DeficitMM, litter.CaughtMM = soil.DeficitMM, soil.CaughtMM
	return litter
}

// settled is fuel for members, one after the other: where an index is known, its
// two histories have met, and the one that is told goes on alone. The list of rain
// is their own and has room for the days ahead.
func settled(f forecast.Fuel, days int) forecast.Fuel {
	x := indicesOf(f, noon{})
	if x.KBDI.OK {
		f.Wet = besideSoil(f.Dry, f.Wet)
	}
	if x.FFMC.OK && x.DMC.OK && x.DC.OK {
		f.Wet = besideSoil(f.Wet, f.Dry)
	}
	f.RainMM = slices.Grow(slices.Clone(f.RainMM), days)
	return f
}

func nesterovOf(before forecast.Float, w noon) forecast.Float {
	in := index.NesterovInput{TempC: w.temp.V, DewPointC: w.dew.V, RainMM: w.rain.V}
	after, err := index.Nesterov(before.V, in)
	switch reset := w.rain.OK && err == nil && after == 0; {
	case reset:
		return forecast.Some(0)
	case !before.OK || !w.temp.OK || !w.dew.OK || !w.rain.OK:
		return forecast.Float{}
	}
	return known(after, err)
}

// rainOfLate adds a day to the last days of rain; a hole begins them anew. It may
// write behind before, which only one may go on from.
func rainOfLate(before []float64, rain forecast.Float) []float64 {
	if !rain.OK {
		return nil
	}
	list := append(before, rain.V)
	return list[max(len(list)-rainDays, 0):]
}

// soilOf takes KBDI a day on.
func soilOf(before forecast.Moisture, w noon, annualMM float64) (forecast.Moisture, bool) {
	if !w.temp.OK || !w.rain.OK || annualMM <= 0 {
		return before, false
	}
	after, err := index.KBDI(index.KBDIState{DeficitMM: before.DeficitMM, CaughtMM: before.CaughtMM},
		index.KBDIInput{TempMaxC: w.temp.V, RainMM: w.rain.V, AnnualRainMM: annualMM})
	before.DeficitMM, before.CaughtMM = after.DeficitMM, after.CaughtMM
	return before, err == nil
}

// litterOf takes the moisture codes of the FWI System a day on and files them
// beside the soil.
func (c *chain) litterOf(soil, before forecast.Moisture, d forecast.Date, w noon) (forecast.Moisture, bool) {
	in, ok := c.fwiInput(d, w)
	if !ok {
		return soil, false
	}
	after, err := index.Codes(index.FWIState{FFMC: before.FFMC, DMC: before.DMC, DC: before.DC}, in, index.CFFDRS)
	soil.FFMC, soil.DMC, soil.DC = after.FFMC, after.DMC, after.DC
	return soil, err == nil
}

func (c *chain) fwiInput(d forecast.Date, w noon) (index.FWIInput, bool) {
	rh := humidity(w)
	in := index.FWIInput{Month: int(d.Month), Lat: c.place.Lat, TempC: w.temp.V, RHPct: rh.V, WindKmh: w.wind.V, RainMM: w.rain.V}
	return in, w.temp.OK && rh.OK && w.wind.OK && w.rain.OK
}

func humidity(w noon) forecast.Float {
	if w.rh.OK {
		return w.rh
	}
	if !w.temp.OK || !w.dew.OK {
		return forecast.Float{}
	}
	return known(index.RHPct(w.temp.V, w.dew.V))
}

// indicesOf tells a day's indices from the fuel it has come to.
func indicesOf(f forecast.Fuel, w noon) forecast.Indices {
	x := forecast.Indices{
		Nesterov: f.Nesterov,
		KBDI:     told(f.Wet.DeficitMM, f.Dry.DeficitMM, nearKBDI),
		FFMC:     told(f.Wet.FFMC, f.Dry.FFMC, nearFFMC),
		DMC:      told(f.Wet.DMC, f.Dry.DMC, nearDMC),
		DC:       told(f.Wet.DC, f.Dry.DC, nearDC),
	}
	x.Drought = droughtOf(x.KBDI, f.RainMM)
	addSpread(&x, w.wind)
	addWeather(&x, w)
	return x
}

func told(wet, dry, near float64) forecast.Float {
	if math.Abs(dry-wet) > near {
		return forecast.Float{}
	}
	return forecast.Some(dry)
}

// addSpread adds what the FWI System makes of its codes.
func addSpread(x *forecast.Indices, wind forecast.Float) {
	if x.FFMC.OK && wind.OK {
		x.ISI = known(index.ISI(x.FFMC.V, wind.V, index.CFFDRS))
	}
	if x.DMC.OK && x.DC.OK {
		x.BUI = known(index.BUI(x.DMC.V, x.DC.V))
	}
	if x.ISI.OK && x.BUI.OK {
		x.FWI = known(index.FWIOf(x.ISI.V, x.BUI.V))
		x.DSR = known(index.DSR(x.FWI.V))
	}
}

// addWeather adds the indices that need the day's weather alone, and FFDI.
func addWeather(x *forecast.Indices, w noon) {
	rh := humidity(w)
	if !rh.OK {
		return
	}
	x.Angstrom = known(index.Angstrom(w.temp.V, rh.V))
	if !w.wind.OK {
		return
	}
	x.FFWI = known(index.FFWI(index.FFWIInput{TempC: w.temp.V, RHPct: rh.V, WindKmh: w.wind.V}))
	x.HDW = known(index.HDW(w.temp.V, rh.V, w.wind.V/3.6))
	if x.Drought.OK {
		x.FFDI = known(index.FFDI(index.FFDIInput{TempC: w.temp.V, RHPct: rh.V, WindKmh: w.wind.V, DroughtFactor: x.Drought.V}))
	}
}

// droughtOf is the drought factor over the rain of the last 20 days; missing
// while fewer are known.
func droughtOf(kbdi forecast.Float, rain []float64) forecast.Float {
	if !kbdi.OK || len(rain) < rainDays {
		return forecast.Float{}
	}
	return known(index.DroughtFactor(kbdi.V, rainEvents(rain)...))
}

// rainEvents parts the last days, newest last, into spells of days with rain.
func rainEvents(rain []float64) []index.RainEvent {
	var events []index.RainEvent
	most, spell := 0.0, false
	for i, mm := range rain {
		if mm <= 0 {
			spell = false
			continue
		}
		if !spell {
			events, most, spell = append(events, index.RainEvent{}), 0, true
		}
		e := &events[len(events)-1]
		if e.MM += mm; mm >= most {
			most, e.Days = mm, float64(len(rain)-1-i)
		}
	}
	return events
}

// twoDecimals rounds what is shown and stored.
func twoDecimals(x forecast.Indices) forecast.Indices {
	for _, f := range x.List() {
		if f.OK {
			f.V = math.Round(f.V*100) / 100
		}
	}
	return x
}
