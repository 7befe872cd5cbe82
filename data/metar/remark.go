package metar

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

const (
	traceMM = 0.05  // "less than 0.01 inch", by the service's own convention
	inchMM  = 25.4  // mm of an inch
	rounded = 0.501 // °C at most between a temperature and its whole degrees
)

// remark reads a group behind RMK of American form (Federal Meteorological
// Handbook No. 1, chapter 12; unchecked in the print). Rain has a known period
// in routine reports alone.
func (d *groups) remark(g string) {
	switch {
	case g[0] == 'T' && (len(g) == 5 || len(g) == 9):
		d.tenths(g)
	case d.ending < 0 || len(g) != 5:
	case g[0] == 'P':
		d.rain(g, 1)
	case g[0] == '6' && d.ending%6 == 0:
		d.rain(g, 6)
	case g[0] == '6' && d.ending%3 == 0:
		d.rain(g, 3)
	case g[0] == '7':
		d.rain(g, 24)
	}
}

// tenths reads TsTTTsTTT, temperature and dew point to the tenth. They replace the
// whole degrees they were rounded to; where they contradict, the main group stands.
func (d *groups) tenths(g string) {
	finer(&d.o.TempC, signed(g, 1))
	if len(g) == 9 {
		finer(&d.o.DewPointC, signed(g, 5))
	}
}

func finer(have *forecast.Float, v forecast.Float) {
	if v.OK && (!have.OK || math.Abs(have.V-v.V) <= rounded) {
		*have = v
	}
}

// signed reads sTTT: s 0 for positive and zero, 1 for negative, tenths of a degree.
func signed(g string, from int) forecast.Float {
	n, ok := number(g, from+1, from+4)
	switch {
	case !ok || g[from] != '0' && g[from] != '1':
		return forecast.Float{}
	case g[from] == '1':
		n = -n
	}
	return forecast.Some(float64(n) / 10)
}

// rain reads _RRRR, hundredths of an inch; 0000 is a trace, as dry periods have
// no group at all.
func (d *groups) rain(g string, hours float64) {
	n, ok := number(g, 1, 5)
	if !ok {
		return
	}
	for _, r := range d.o.Rain {
		if r.Hours == hours {
			return
		}
	}
	mm := math.Round(float64(n)*inchMM) / 100
	if n == 0 {
		mm = traceMM
	}
	d.o.Rain = append(d.o.Rain, forecast.Rain{MM: mm, Hours: hours})
}
