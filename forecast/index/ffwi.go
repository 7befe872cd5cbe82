package index

import "math"

// FFWIInput is the weather of one moment.
type FFWIInput struct {
	TempC   float64 // −40 to 60 °C
	RHPct   float64 // 0–100 %
	WindKmh float64 // mean at 10 m, 0 to 400 km/h
}

// FFWI is Fosberg's fire weather index, 0–100:
//
//	I = η·√(1 + U²)/0.3002, η = 1 − 2(m/30) + 1.5(m/30)² − 0.5(m/30)³
//
// with U the wind in miles an hour and m the equilibrium moisture of fine fuel in
// per cent (A. J. Simard, 1968), held to 100 as its author does (M. A. Fosberg,
// 1978, Proc. 5th Conf. Fire and Forest Meteorology, 1–4). Neither paper was at
// hand, so their equation numbers are unknown here; formula, constants and limit
// are those of the University of Washington's page on its MM5 forecasts. RangeError
// outside the ranges.
func FFWI(in FFWIInput) (float64, error) {
	if err := firstFault(tempBound.check(in.TempC), rhBound.check(in.RHPct), windBound.check(in.WindKmh)); err != nil {
		return 0, err
	}
	m := math.Min(math.Max(equilibriumMoisture(in.TempC*9/5+32, in.RHPct), 0), 30) / 30
	eta := 1 - 2*m + 1.5*m*m - 0.5*m*m*m
	mph := in.WindKmh / 1.609344
	return math.Min(eta*math.Sqrt(1+mph*mph)/0.3002, 100), nil
}

// equilibriumMoisture is Simard's, per cent, of degrees Fahrenheit and per cent.
func equilibriumMoisture(tempF, rhPct float64) float64 {
	switch {
	case rhPct < 10:
		return 0.03229 + 0.281073*rhPct - 0.000578*rhPct*tempF
	case rhPct <= 50:
		return 2.22749 + 0.160107*rhPct - 0.01478*tempF
	}
	return 21.0606 + 0.005565*rhPct*rhPct - 0.00035*rhPct*tempF - 0.483199*rhPct
}
