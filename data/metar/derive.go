package metar

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// derivedRH is shared by all observations: never appended to.
var derivedRH = []forecast.Variable{forecast.RHPct}

// derive adds the humidity that follows from temperature and dew point.
func (d *groups) derive() {
	t, okT := d.o.TempC.Get()
	dew, okDew := d.o.DewPointC.Get()
	if okT && okDew {
		d.o.RHPct, d.o.Derived = forecast.Some(humidity(t, dew)), derivedRH
	}
}

// Magnus' saturation pressure over water with Tetens' constants (Tetens 1930,
// Zeitschrift für Geophysik 6, 297–309; unchecked): 6.1078·10^(7.5t/(237.3+t)) hPa.
const (
	magnusA = 7.5
	magnusB = 237.3 // °C
)

// humidity is the relative humidity over water in %, to 0.1, from temperature and
// dew point in °C. Whole degrees leave it uncertain by up to 6 % of itself.
func humidity(t, dew float64) float64 {
	exponent := magnusA*dew/(magnusB+dew) - magnusA*t/(magnusB+t)
	return tenth(100 * math.Exp(exponent*math.Ln10))
}
