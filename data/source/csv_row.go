package source

import (
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// rowReader turns rows of a sheet into observations.
type rowReader struct {
	sheet     *sheet
	opt       CSVOptions
	columns   *Columns
	comma     bool // decimal comma allowed
	estimated bool

	station, time, date, rain, rainHours *field
	scalars                              []field
}

// place puts a field where observation looks for it.
func (d *rowReader) place(f field) {
	switch v := targets[f.name].variable; {
	case f.name == colStation:
		d.station = &f
	case f.name == colTime:
		d.time = &f
	case f.name == colDate:
		d.date = &f
	case f.name == colRainHours:
		d.rainHours = &f
	case v == forecast.RainMM:
		d.rain = &f
	default:
		d.scalars = append(d.scalars, f)
	}
}

// observation reads the row the sheet stands at.
func (d *rowReader) observation() (forecast.Observation, error) {
	o := forecast.Observation{Source: FormatCSV, Estimated: d.estimated, Raw: d.sheet.text, Place: d.columns.station}
	if o.Station = d.station.cell(d.sheet.cells); o.Station == "" {
		return o, d.fault(d.station, "names no station", "fill the cell")
	}
	var err error
	if o.Time, err = d.when(); err != nil {
		return o, err
	}
	for i := range d.scalars {
		f := &d.scalars[i]
		v, err := d.number(f)
		if err != nil {
			return o, err
		}
		o.Set(targets[f.name].variable, v)
	}
	if err := d.readRain(&o); err != nil {
		return o, err
	}
	deriveHumidity(&o)
	return o, nil
}

// when is the row's valid time, UTC.
func (d *rowReader) when() (time.Time, error) {
	if d.date != nil {
		day, err := forecast.ParseDate(d.date.cell(d.sheet.cells))
		if err != nil {
			return time.Time{}, d.fault(d.date, "not a day", "write it as YYYY-MM-DD")
		}
		return day.At(d.opt.NoonHour, 0, d.opt.Location), nil
	}
	t, err := time.Parse(time.RFC3339, d.time.cell(d.sheet.cells))
	if err != nil {
		return time.Time{}, d.fault(d.time, "not a time with its zone", "write it as 2026-03-02T13:00:00+07:00 (RFC 3339)")
	}
	return t.UTC(), nil
}

// number reads a field's cell; an empty cell is a missing value.
func (d *rowReader) number(f *field) (forecast.Float, error) {
	cell := f.cell(d.sheet.cells)
	if cell == "" || d.columns.isMissing(cell) {
		return forecast.Float{}, nil
	}
	v, ok := parseNumber(cell, d.comma)
	if !ok {
		return forecast.Float{}, d.fault(f, "not a number", "write a number, or leave the cell empty when the value is missing")
	}
	return forecast.Some(f.unit.of(v)), nil
}

// readRain reads the amount with its period. An amount without one is refused:
// it cannot be added up.
func (d *rowReader) readRain(o *forecast.Observation) error {
	if d.rain == nil {
		return nil
	}
	mm, err := d.number(d.rain)
	if err != nil || !mm.OK {
		return err
	}
	hours := forecast.Some(24)
	if d.date == nil {
		hours = forecast.Float{}
		if d.rainHours != nil {
			if hours, err = d.number(d.rainHours); err != nil {
				return err
			}
		}
	}
	if !hours.OK {
		return d.fault(d.rain, "an amount of rain without its period", "give rain_hours, the hours up to the row's time")
	}
	if hours.V <= 0 || hours.V > 24*31 {
		return d.fault(d.rainHours, "not a period of rain", "give the hours up to the row's time, more than 0")
	}
	o.Rain = []forecast.Rain{{MM: mm.V, Hours: hours.V}}
	return nil
}

func (d *rowReader) fault(f *field, reason, remedy string) *forecast.Invalid {
	column := f.column
	if column == "" {
		column = f.name
	}
	return d.sheet.fault(column, f.cell(d.sheet.cells), reason, remedy)
}
