package source

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// target is a column of the weather CSV as the service names it.
type target struct {
	variable forecast.Variable // that it fills; empty for station, time, date and rain's hours
	units    map[string]unit   // that a number may come in; nil for text
	unit     string            // the one its name says
	daily    bool              // belongs to daily noon rows
	subDaily bool              // belongs to rows with a time
}

const (
	colStation   = "station"
	colTime      = "time"
	colDate      = "date"
	colRainHours = "rain_hours"
)

// targets are all columns the service knows.
var targets = map[string]target{
	colStation:         {daily: true, subDaily: true},
	colTime:            {subDaily: true},
	"temp_c":           {variable: forecast.TempC, units: temperatures, unit: "C", subDaily: true},
	"rh_pct":           {variable: forecast.RHPct, units: shares, unit: "%", subDaily: true},
	"dewpoint_c":       {variable: forecast.DewPointC, units: temperatures, unit: "C", subDaily: true},
	"wind_ms":          {variable: forecast.WindMS, units: speeds, unit: "m/s", subDaily: true},
	"wind_dir_deg":     {variable: forecast.WindDirDeg, units: angles, unit: "deg", subDaily: true},
	"pressure_hpa":     {variable: forecast.PressureHPa, units: pressures, unit: "hPa", subDaily: true},
	"msl_pressure_hpa": {variable: forecast.MSLPressureHPa, units: pressures, unit: "hPa", subDaily: true},
	"rain_mm":          {variable: forecast.RainMM, units: depths, unit: "mm", subDaily: true},
	colRainHours:       {units: spans, unit: "h", subDaily: true},
	colDate:            {daily: true},
	"temp13_c":         {variable: forecast.TempC, units: temperatures, unit: "C", daily: true},
	"rh13_pct":         {variable: forecast.RHPct, units: shares, unit: "%", daily: true},
	"dewpoint13_c":     {variable: forecast.DewPointC, units: temperatures, unit: "C", daily: true},
	"rain24_mm":        {variable: forecast.RainMM, units: depths, unit: "mm", daily: true},
	"wind13_kmh":       {variable: forecast.WindMS, units: speeds, unit: "km/h", daily: true},
}

// columnNames lists the columns of daily rows, or of rows with a time.
func columnNames(daily bool) []string {
	var names []string
	for name, t := range targets {
		if daily && t.daily || !daily && t.subDaily {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// field is one column of ours and where its cells come from.
type field struct {
	name      string // of ours
	column    string // of the file; empty when value stands for all rows
	value     string
	unit      unit
	estimated bool
	line      int // of the mapping
	at        int // index of the file's column
}

// cell is the field's text in a row.
func (f *field) cell(cells []string) string {
	if f.column == "" {
		return f.value
	}
	return cells[f.at]
}
