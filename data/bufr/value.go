package bufr

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// value is a number n·10^−scale in the unit of Table B, or missing.
type value struct {
	n     int64
	scale int
	ok    bool
}

var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// float is the number nearest to what was sent. It divides by a power of ten
// that is exact, where a multiplication by 0.01 would leave noise.
func (v value) float() float64 {
	switch {
	case v.scale < 0:
		return float64(v.n) * math.Pow10(-v.scale)
	case v.scale < len(tens):
		return float64(v.n) / tens[v.scale]
	}
	return float64(v.n) / math.Pow10(v.scale)
}

func (v value) get() forecast.Float {
	if !v.ok {
		return forecast.Float{}
	}
	return forecast.Some(v.float())
}

// celsius is a temperature in K as °C, to the hundredth, the scale it is sent in.
func (v value) celsius() forecast.Float {
	if !v.ok {
		return forecast.Float{}
	}
	return forecast.Some(rounded(v.float()-273.15, 100))
}

// hectopascal is a pressure in Pa as hPa.
func (v value) hectopascal() forecast.Float {
	if !v.ok {
		return forecast.Float{}
	}
	return forecast.Some(v.float() / 100)
}

// rounded is v to 1/parts, and never a negative zero.
func rounded(v, parts float64) float64 {
	if v = math.Round(v*parts) / parts; v == 0 {
		return 0
	}
	return v
}
