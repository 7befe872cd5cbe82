package quality

import (
	"math"
	"slices"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// variables are all of them, in the order of the contract, rain last.
var variables = append(slices.Clone(forecast.Scalars), forecast.RainMM)

// names are the variables as a reason says them.
var names = map[forecast.Variable]string{
	forecast.TempC:          "temperature",
	forecast.DewPointC:      "dew point",
	forecast.RHPct:          "relative humidity",
	forecast.WindMS:         "wind speed",
	forecast.WindDirDeg:     "wind direction",
	forecast.PressureHPa:    "station pressure",
	forecast.MSLPressureHPa: "sea-level pressure",
	forecast.RainMM:         "rain",
}

var units = map[forecast.Variable]string{
	forecast.TempC:          "°C",
	forecast.DewPointC:      "°C",
	forecast.RHPct:          "%",
	forecast.WindMS:         "m/s",
	forecast.WindDirDeg:     "degrees",
	forecast.PressureHPa:    "hPa",
	forecast.MSLPressureHPa: "hPa",
	forecast.RainMM:         "mm",
}

// show is a value with its unit.
func show(v float64, of forecast.Variable) string {
	return strconv.FormatFloat(v, 'f', -1, 64) + " " + units[of]
}

// round is a computed value with its unit, to a tenth.
func round(v float64, of forecast.Variable) string { return show(tenth(v), of) }

func tenth(v float64) float64 { return math.Round(v*10) / 10 }
