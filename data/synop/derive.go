package synop

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// The lists of derived variables, shared by all observations: never appended to.
var (
	derivedRH       = []forecast.Variable{forecast.RHPct}
	derivedDewPoint = []forecast.Variable{forecast.DewPointC}
	derivedRain     = []forecast.Variable{forecast.RainMM}
)

// derive adds what follows from the report without being in it.
func (d *groups) derive() {
	o := d.o
	if t, ok := o.TempC.Get(); ok {
		switch {
		case o.DewPointC.OK && !o.RHPct.OK:
			o.RHPct = forecast.Some(humidity(t, o.DewPointC.V))
			o.Derived = derivedRH
		case o.RHPct.OK && !o.DewPointC.OK && o.RHPct.V > 0:
			o.DewPointC = forecast.Some(dewPoint(t, o.RHPct.V))
			o.Derived = derivedDewPoint
		}
	}
	if d.dry && len(o.Rain) == 0 {
		d.addRain(forecast.Rain{MM: 0, Hours: dryHours(d.hour)})
		o.Derived = joined(o.Derived, derivedRain)
	}
}

func joined(a, b []forecast.Variable) []forecast.Variable {
	if len(a) == 0 {
		return b
	}
	return append(append(make([]forecast.Variable, 0, len(a)+len(b)), a...), b...)
}

// Magnus' saturation pressure over water with Tetens' constants (Tetens 1930,
// Zeitschrift für Geophysik 6, 297–309; unchecked): 6.1078·10^(7.5t/(237.3+t)) hPa.
const (
	magnusA = 7.5
	magnusB = 237.3 // °C
)

// humidity is the relative humidity over water in %, to 0.1, from temperature and
// dew point in °C.
func humidity(t, dew float64) float64 {
	exponent := magnusA*dew/(magnusB+dew) - magnusA*t/(magnusB+t)
	return math.Round(1000*math.Exp(exponent*math.Ln10)) / 10
}

// dewPoint is humidity's inverse, °C to 0.1; rh in %, above 0.
func dewPoint(t, rh float64) float64 {
	x := magnusA*t/(magnusB+t) + math.Log10(rh/100)
	return math.Round(10*magnusB*x/(magnusA-x)) / 10
}
