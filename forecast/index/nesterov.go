package index

// NesterovInput is a day's weather at the hour of the index, 13–15 local time.
type NesterovInput struct {
	TempC     float64 // −40 to 60 °C
	DewPointC float64 // −80 to 60 °C, counted as at most TempC
	RainMM    float64 // of the day, 0 to 2,000 mm
}

// nesterovResetMM is the day's rain above which the index begins again.
const nesterovResetMM = 3

// Nesterov takes the index a day on, °C²:
//
//	N_i = 0 when the day's rain > 3 mm, else N_{i−1} + T·(T − Td)
//
// with nothing added at or below 0 °C (V. G. Nesterov, 1949, Gorimost lesa;
// classes 300, 1,000, 4,000, 10,000; unchecked). It is not P: other rain, other
// deficit, other unit. RangeError outside the ranges, NaN included.
func Nesterov(before float64, in NesterovInput) (float64, error) {
	if err := firstFault(nesterovBound.check(before), tempBound.check(in.TempC), dewBound.check(in.DewPointC), rainBound.check(in.RainMM)); err != nil {
		return 0, err
	}
	if in.RainMM > nesterovResetMM {
		return 0, nil
	}
	return before + max(in.TempC, 0)*max(in.TempC-in.DewPointC, 0), nil
}

var nesterovBound = bound{"Nesterov before", 0, 1e9, "°C²"}
