package source

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// Magnus' saturation pressure over water with Tetens' constants (Tetens 1930,
// Zeitschrift für Geophysik 6, 297–309; unchecked), as in package synop.
const (
	magnusHPa = 6.1078
	magnusA   = 7.5
	magnusB   = 237.3 // °C
)

// deriveHumidity fills the missing one of relative humidity and dew point, to
// 0.1, and marks it as derived. Outside of what weather can be it derives
// nothing: the formula would answer with infinities.
func deriveHumidity(o *forecast.Observation) {
	if !within(o.TempC, -100, 100) || o.DewPointC.OK == o.RHPct.OK {
		return
	}
	saturation := vapourHPa(o.TempC.V)
	switch {
	case within(o.DewPointC, -100, 100):
		o.RHPct = forecast.Some(round(100*vapourHPa(o.DewPointC.V)/saturation, 10))
		o.Derived = append(o.Derived, forecast.RHPct)
	case within(o.RHPct, 0.01, 200):
		o.DewPointC = forecast.Some(round(dewPointC(saturation*o.RHPct.V/100), 10))
		o.Derived = append(o.Derived, forecast.DewPointC)
	}
}

func within(f forecast.Float, low, high float64) bool { return f.OK && f.V >= low && f.V <= high }

// vapourHPa is the vapour pressure, hPa, of air with that dew point, °C.
func vapourHPa(dewPointC float64) float64 {
	return magnusHPa * math.Pow(10, magnusA*dewPointC/(magnusB+dewPointC))
}

// dewPointC is the dew point, °C, of air with that vapour pressure, hPa.
func dewPointC(vapourHPa float64) float64 {
	x := math.Log10(vapourHPa / magnusHPa)
	return magnusB * x / (magnusA - x)
}
