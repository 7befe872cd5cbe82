package forecast

import (
	"encoding/json"
	"math"
	"strconv"
)

// Float is a number that may be missing. Missing is missing: never zero, never
// −999, never NaN. In JSON a missing Float is null, or absent with omitzero.
type Float struct {
	V  float64 // the value; meaningless unless OK
	OK bool    // whether there is a value
}

// Some is a Float that is there.
func Some(v float64) Float { return Float{V: v, OK: true} }

// Get gives the value and whether there is one.
func (f Float) Get() (float64, bool) { return f.V, f.OK }

// IsZero reports whether the value is missing, so that `omitzero` leaves it out.
func (f Float) IsZero() bool { return !f.OK }

// String is the value in its shortest form, or "–" when missing.
func (f Float) String() string {
	if !f.OK {
		return "–"
	}
	return strconv.FormatFloat(f.V, 'f', -1, 64)
}

// MarshalJSON writes the number, or null when missing.
func (f Float) MarshalJSON() ([]byte, error) {
	if !f.OK {
		return []byte("null"), nil
	}
	if size := math.Abs(f.V); size == 0 || size >= 1e-6 && size < 1e21 { // where JSON writes no exponent
		return strconv.AppendFloat(make([]byte, 0, 24), f.V, 'f', -1, 64), nil
	}
	return json.Marshal(f.V)
}

// UnmarshalJSON reads a number or null.
func (f *Float) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*f = Float{}
		return nil
	}
	var v float64
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*f = Some(v)
	return nil
}
