package bufr

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// The lists of derived variables, shared by all observations: never appended to.
var (
	derivedRH       = []forecast.Variable{forecast.RHPct}
	derivedDewPoint = []forecast.Variable{forecast.DewPointC}
)

// Magnus' saturation pressure over water with Tetens' constants (Tetens 1930,
// Zeitschrift für Geophysik 6, 297–309; unchecked), as in package synop.
const (
	magnusA = 7.5
	magnusB = 237.3 // °C
)

// derive fills the missing one of relative humidity (%, to 0.1) and dew point
// (°C, to 0.1). Outside of what weather can be it derives nothing: the formula
// would answer with infinities.
func derive(o *forecast.Observation) {
	if !within(o.TempC, -100, 100) || o.DewPointC.OK == o.RHPct.OK {
		return
	}
	switch t := o.TempC.V; {
	case within(o.DewPointC, -100, 100):
		o.RHPct = forecast.Some(rounded(100*math.Pow(10, magnus(o.DewPointC.V)-magnus(t)), 10))
		o.Derived = derivedRH
	case within(o.RHPct, 0.01, 200):
		x := magnus(t) + math.Log10(o.RHPct.V/100)
		o.DewPointC = forecast.Some(rounded(magnusB*x/(magnusA-x), 10))
		o.Derived = derivedDewPoint
	}
}

// magnus is the power of ten by which the saturation pressure at t °C exceeds
// that at 0 °C.
func magnus(t float64) float64 { return magnusA * t / (magnusB + t) }

func within(f forecast.Float, low, high float64) bool { return f.OK && f.V >= low && f.V <= high }
