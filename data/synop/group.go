package synop

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// first reads a group of section 1 (WMO-No. 306, Volume I.1, FM 12; regulations
// 12.2.x, unchecked in the print). Where a group comes twice the first one counts.
func (d *groups) first(g string) {
	switch g[0] {
	case '0':
		d.strongWind(g)
	case '1':
		keep(&d.o.TempC, temperature(g))
	case '2':
		if g[1] == '9' { // 29UUU: humidity where there is no dew point
			keep(&d.o.RHPct, whole(g, 2))
		} else {
			keep(&d.o.DewPointC, temperature(g))
		}
	case '3':
		keep(&d.o.PressureHPa, pressure(g))
	case '4':
		if g[1] == '0' || g[1] == '9' { // else 4a3hhh, the height of a pressure level
			keep(&d.o.MSLPressureHPa, pressure(g))
		}
	case '6':
		d.rain(g)
	}
}

// third reads a group of section 3. After 80000 the groups are regional.
func (d *groups) third(g string) {
	switch {
	case g == "80000":
		d.section = '5'
	case g[0] == '5' && g[1] == '5':
		d.sunshine()
	case g[0] == '6':
		d.sixth(g)
	case g[0] == '7':
		d.settleSix()
		d.rainOfDay(g)
	}
}

func keep(have *forecast.Float, v forecast.Float) {
	if !have.OK {
		*have = v
	}
}

// temperature reads _snTTT: sn 0 for positive and zero, 1 for negative, tenths of
// a degree (code table 3845).
func temperature(g string) forecast.Float {
	tenths, ok := number(g, 2, 5)
	switch {
	case !ok:
	case g[1] == '0':
		return forecast.Some(float64(tenths) / 10)
	case g[1] == '1' && tenths > 0:
		return forecast.Some(-float64(tenths) / 10)
	case g[1] == '1':
		return forecast.Some(0)
	}
	return forecast.Float{}
}

// pressure reads _PPPP: tenths of a hectopascal without the thousands.
func pressure(g string) forecast.Float {
	tenths, ok := number(g, 1, 5)
	if !ok {
		return forecast.Float{}
	}
	if tenths < 5000 {
		tenths += 10000
	}
	return forecast.Some(float64(tenths) / 10)
}

func whole(g string, from int) forecast.Float {
	n, ok := number(g, from, 5)
	if !ok {
		return forecast.Float{}
	}
	return forecast.Some(float64(n))
}

// wind reads Nddff: dd in tens of degrees (code table 0877), 00 for calm and 99
// for variable, which have no direction.
func (d *groups) wind(g string) {
	speed, ok := number(g, 3, 5)
	if !ok || d.unit == 0 {
		return
	}
	d.over99 = speed == 99
	d.o.WindMS = forecast.Some(d.metres(speed))
	if dir, ok := number(g, 1, 3); ok && dir >= 1 && dir <= 36 {
		d.o.WindDirDeg = forecast.Some(float64(10 * dir))
	}
}

// strongWind reads 00fff, which gives the speed where ff is 99.
func (d *groups) strongWind(g string) {
	if speed, ok := number(g, 2, 5); ok && g[1] == '0' && d.over99 {
		d.o.WindMS = forecast.Some(d.metres(speed))
		d.over99 = false
	}
}

// metres is a reported speed in m/s, to the hundredth.
func (d *groups) metres(speed int) float64 {
	return math.Round(float64(speed)*d.unit*100) / 100
}
