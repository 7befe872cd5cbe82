// Package index holds the formulas of the fire-danger indices, a file each, and
// the row-by-row calculator behind `canhlua index NAME`. The kernels know no
// clock, no file and no log; a value outside the range a formula was made for is
// an error, never a guess. It imports the standard library only.
package index

import "fmt"

// RangeError says that an input lies outside the range a formula is valid in.
// NaN lies outside every range.
type RangeError struct {
	Field     string  // what it is: temperature, rain, …
	Value     float64 // as given
	Low, High float64 // the range, both ends included
	Unit      string
}

// Error is "temperature 134 °C: outside -40 to 60 °C".
func (e *RangeError) Error() string {
	return fmt.Sprintf("%s %v %s: outside %v to %v %s", e.Field, e.Value, e.Unit, e.Low, e.High, e.Unit)
}

// bound is the range of one input.
type bound struct {
	field     string
	low, high float64
	unit      string
}

// holds is written so that NaN is outside.
func (b *bound) holds(v float64) bool { return v >= b.low && v <= b.high }

func (b *bound) check(v float64) error {
	if b.holds(v) {
		return nil
	}
	return &RangeError{b.field, v, b.low, b.high, b.unit}
}

// The ranges of the inputs: wider than any weather of Viet Nam, narrow enough to
// keep out −999, Fahrenheit above 140 and kelvins.
var (
	tempBound    = bound{"temperature", -40, 60, "°C"}
	dewBound     = bound{"dew point", -80, 60, "°C"}
	rhBound      = bound{"relative humidity", 0, 100, "%"}
	deficitBound = bound{"saturation deficit", 0, 200, "hPa"}
	rainBound    = bound{"rain", 0, 2000, "mm"}
	resetBound   = bound{"resetting rain", 0.1, 1000, "mm"}
	windBound    = bound{"wind", 0, 400, "km/h"}
	pBound       = bound{"P before", 0, 1e9, "°C·hPa"}
	hBound       = bound{"H before", 0, 1e6, "days"}
)
