package metar

import (
	"math"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// groups reads the groups behind the time into an observation.
type groups struct {
	o        *forecast.Observation
	american bool // remarks are of the American form
	ending   int  // hour of a routine report, −1 for none; see ending
	part     part
	windy    bool // the wind was read
	warm     bool // temperature and dew point were read
}

// part of a report.
type part byte

const (
	observed part = iota
	trend         // a forecast of the next two hours
	remarks
)

// read passes over groups it does not know. Where a group comes twice the first
// one counts.
func (d *groups) read(rest string) *forecast.Invalid {
	for rest != "" {
		var g string
		g, rest = cut(rest)
		switch {
		case g == "RMK":
			if !d.american {
				return nil // national, and no two nations alike
			}
			d.part = remarks
		case d.part == remarks:
			d.remark(g)
		case isTime(g):
			return errTwoReports
		case d.part == trend:
		case isTrend(g):
			d.part = trend
		default:
			d.group(g)
		}
	}
	return nil
}

// isTrend reports whether the group opens the trend forecast, in which winds,
// visibilities and clouds look like the observed ones.
func isTrend(g string) bool {
	switch g {
	case "NOSIG", "BECMG", "TEMPO", "INTER":
		return true
	}
	if strings.HasPrefix(g, "PROB") {
		return true
	}
	_, hour := number(g, 2, len(g))
	return hour && len(g) >= 6 && g[:2] == "FM"
}

// group reads one group by its form (WMO-No. 306, FM 15; regulations 15.5, 15.11,
// 15.12, unchecked in the print): visibility, weather and clouds are not ours.
func (d *groups) group(g string) {
	switch {
	case len(g) >= 5 && (g[0] == 'Q' || g[0] == 'A') && (len(g) == 5 || g[5] == '/'):
		d.pressure(g)
	case !d.windy && !d.warm && len(g) >= 7:
		d.windy = d.wind(g)
	case !d.warm && len(g) >= 3 && len(g) <= 7:
		d.warm = d.temperatures(g)
	}
}

// wind reads dddff(Gff)KT. It reports whether g is a wind, readable or not.
func (d *groups) wind(g string) bool {
	figures, unit := windUnit(g)
	if unit == 0 || len(figures) < 5 || (figures[0] < '/' || figures[0] > '9') && figures[:3] != "VRB" {
		return false
	}
	mean, _, _ := strings.Cut(figures[3:], "G")
	d.o.WindMS = speed(mean, unit)
	dir, ok := number(figures, 0, 3)
	if ok && dir >= 1 && dir <= 360 { // 000 goes with 00: a calm
		d.o.WindDirDeg = forecast.Some(float64(dir))
	}
	return true
}

// windUnit splits the unit off; its length in m/s is 0 where there is none.
func windUnit(g string) (figures string, metres float64) {
	switch n := len(g); {
	case g[n-2:] == "KT":
		return g[:n-2], 1852.0 / 3600
	case g[n-3:] == "MPS":
		return g[:n-3], 1
	case g[n-3:] == "KMH":
		return g[:n-3], 1 / 3.6
	}
	return g, 0
}

// speed reads ff, fff or P99, which is the next speed above: 100 kt, as P49 in
// m/s is 50 (regulation 15.5.6; unchecked in the print). To the hundredth of m/s.
func speed(ff string, unit float64) forecast.Float {
	above := 0
	if strings.HasPrefix(ff, "P") {
		ff, above = ff[1:], 1
	}
	n, ok := number(ff, 0, len(ff))
	if !ok || len(ff) < 2 || len(ff) > 3 {
		return forecast.Float{}
	}
	return forecast.Some(math.Round(float64(n+above)*unit*100) / 100)
}

// temperatures reads T'T'/T'dT'd. It reports whether g is that group: figures on
// one side, and on the other something that is missing or not readable.
func (d *groups) temperatures(g string) bool {
	air, dew, ok := strings.Cut(g, "/")
	if strings.HasPrefix(g, "///") {
		air, dew = "", g[3:]
	}
	t, td := degrees(air), degrees(dew)
	if !ok || !t.OK && (air != "" || !td.OK) || len(dew) > 3 || strings.HasSuffix(dew, "SM") {
		return false
	}
	d.o.TempC, d.o.DewPointC = t, td
	return true
}

// degrees reads whole degrees, below zero with an M in front.
func degrees(g string) forecast.Float {
	below := strings.HasPrefix(g, "M")
	if below {
		g = g[1:]
	}
	n, ok := number(g, 0, 2)
	switch {
	case !ok || len(g) != 2:
		return forecast.Float{}
	case below:
		n = -n
	}
	return forecast.Some(float64(n))
}

// pressure reads the QNH: Q and whole hectopascals, or A and hundredths of an
// inch of mercury.
func (d *groups) pressure(g string) {
	n, ok := number(g, 1, 5)
	if !ok || d.o.MSLPressureHPa.OK {
		return
	}
	hPa := float64(n)
	if g[0] == 'A' {
		hPa = tenth(float64(n) / 100 * inchHPa)
	}
	d.o.MSLPressureHPa, d.o.QNH = forecast.Some(hPa), true
}

const inchHPa = 33.8639 // hPa of an inch of mercury

func tenth(v float64) float64 { return math.Round(10*v) / 10 }
