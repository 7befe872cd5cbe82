package source

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// weatherColumns are those of a weather CSV that DecodeCSV takes back.
var weatherColumns = []string{colStation, colTime, "temp_c", "rh_pct", "dewpoint_c", "wind_ms", "wind_dir_deg", "rain_mm", colRainHours}

// WeatherCSV writes observations as a weather CSV that DecodeCSV takes back: what
// was reported, not what was derived from it, with a row more for each further
// amount of rain. What it does not hold (corrections, pressure, flags) stands in
// the JSON lines of Encoder.
type WeatherCSV struct{ out *csv.Writer }

// NewWeatherCSV begins a file with its header.
func NewWeatherCSV(w io.Writer) (*WeatherCSV, error) {
	c := &WeatherCSV{csv.NewWriter(w)}
	return c, c.out.Write(weatherColumns)
}

// Write adds an observation.
func (c *WeatherCSV) Write(o *forecast.Observation) error {
	row := []string{o.Station, o.Time.UTC().Format(time.RFC3339)}
	for _, v := range []forecast.Variable{forecast.TempC, forecast.RHPct, forecast.DewPointC, forecast.WindMS, forecast.WindDirDeg} {
		value := o.Value(v)
		if slices.Contains(o.Derived, v) {
			value = forecast.Float{}
		}
		row = append(row, numeral(value))
	}
	if len(o.Rain) == 0 {
		return c.out.Write(append(row, "", ""))
	}
	for i, rain := range o.Rain {
		if i == 1 { // the values stand in the first row alone
			row = append(row[:2:2], "", "", "", "", "")
		}
		if err := c.out.Write(append(row[:7:7], numeral(forecast.Some(rain.MM)), numeral(forecast.Some(rain.Hours)))); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what waits.
func (c *WeatherCSV) Close() error {
	c.out.Flush()
	return c.out.Error()
}

// numeral is a number with all its digits, nothing for a missing one.
func numeral(v forecast.Float) string {
	if !v.OK {
		return ""
	}
	return strconv.FormatFloat(v.V, 'g', -1, 64)
}
