package quality

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

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
