package run

import (
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/index"
	"github.com/canhlua/canhlua/forecast/table"
)

// standing is all that a table may be looked up with on one day.
type standing struct {
	noon
	p, h    forecast.Float
	indices forecast.Indices
}

// key is the number of that name (table.Keys), missing when it cannot be known;
// false for a name that is none.
func (s *standing) key(name string) (v forecast.Float, ok bool) {
	switch name {
	case "p":
		return s.p, true
	case "h":
		return s.h, true
	case "p_wind":
		return s.windyP(), true
	case "temp13_c":
		return s.temp, true
	case "rh13_pct":
		return humidity(s.noon), true
	case "vpd13_hpa":
		return deficitOf(s.temp, s.dew), true
	case "wind13_kmh":
		return s.wind, true
	case "rain24_mm":
		return s.rain, true
	}
	return indexNamed(&s.indices, name)
}

func indexNamed(x *forecast.Indices, name string) (v forecast.Float, ok bool) {
	switch name {
	case "nesterov":
		return x.Nesterov, true
	case "angstrom":
		return x.Angstrom, true
	case "kbdi":
		return x.KBDI, true
	case "ffdi":
		return x.FFDI, true
	case "ffwi":
		return x.FFWI, true
	case "hdw":
		return x.HDW, true
	case "ffmc":
		return x.FFMC, true
	case "dmc":
		return x.DMC, true
	case "dc":
		return x.DC, true
	case "isi":
		return x.ISI, true
	case "bui":
		return x.BUI, true
	case "fwi":
		return x.FWI, true
	}
	return v, false
}

// windyP is P times Cooper's wind factor.
func (s *standing) windyP() forecast.Float {
	factor := windFactor(s.wind)
	if !s.p.OK || !factor.OK {
		return forecast.Float{}
	}
	return forecast.Some(s.p.V * factor.V)
}

func windFactor(wind forecast.Float) forecast.Float {
	if !wind.OK {
		return forecast.Float{}
	}
	return known(index.CooperFactor(wind.V))
}

var windKeys = []string{"p_wind"}

// keysOf are the names a table is looked up with. The range columns of p_wind are
// those of P.
func keysOf(t *table.Table) []string {
	if t.Method() == "p_wind" {
		return windKeys
	}
	return t.Keys()
}

// needsFuel reports whether a table is looked up with more than weather, P and H.
func needsFuel(t *table.Table) bool {
	for _, name := range keysOf(t) {
		switch name {
		case "p", "h", "p_wind", "temp13_c", "rh13_pct", "vpd13_hpa", "wind13_kmh", "rain24_mm":
		default:
			return true
		}
	}
	return false
}

// query asks the table for a day's standing; false when one of its keys cannot
// be known, with the name of one that no run computes.
func query(t *table.Table, s *standing, d forecast.Date) (q table.Query, stranger string, ok bool) {
	q.Month, ok = int(d.Month), true
	for i, name := range keysOf(t) {
		v, known := s.key(name)
		if !known {
			return q, name, false
		}
		ok = ok && v.OK
		if i == 0 {
			q.X = v.V
			continue
		}
		q.Others = append(q.Others, v.V)
	}
	return q, "", ok
}
