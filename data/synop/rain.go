package synop

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

const traceMM = 0.05 // "less than 0.1 mm", by the service's own convention

// periodHours is code table 4019. Code 0 and the solidus stand for a period that
// the table does not have, or that does not end at the observation: no entry.
var periodHours = [10]float64{1: 6, 2: 12, 3: 18, 4: 24, 5: 1, 6: 2, 7: 3, 8: 9, 9: 15}

// rain reads 6RRRtR. RRR is code table 3590: whole millimetres to 988, 989 that
// or more, 990 a trace, 991–999 tenths.
func (d *groups) rain(g string) {
	rrr, ok := number(g, 1, 4)
	period, known := number(g, 4, 5)
	if !ok || !known || periodHours[period] == 0 {
		return
	}
	mm := float64(rrr)
	switch {
	case rrr == 990:
		mm = traceMM
	case rrr > 990:
		mm = float64(rrr-990) / 10
	}
	d.addRain(forecast.Rain{MM: mm, Hours: periodHours[period]})
}

// rainOfDay reads 7R24R24R24R24 of section 3: tenths of a millimetre in 24 h, 9999 for a
// trace, 9998 for 999.8 mm or more (regulation 12.4.9; unchecked in the print).
func (d *groups) rainOfDay(g string) {
	tenths, ok := number(g, 1, 5)
	if !ok {
		return
	}
	mm := float64(tenths) / 10
	if tenths == 9999 {
		mm = traceMM
	}
	d.addRain(forecast.Rain{MM: mm, Hours: 24})
}

func (d *groups) addRain(r forecast.Rain) {
	if slices.Contains(d.o.Rain, r) {
		return // both sections say the same
	}
	if d.o.Rain == nil {
		d.o.Rain = make([]forecast.Rain, 0, 2)
	}
	d.o.Rain = append(d.o.Rain, r)
}

// sixth keeps a 6-group of section 3 until it is clear what it is. Behind a
// sunshine group the supplementary groups 0FFFF…6FFFF may stand (regulation
// 12.4.7.1.2), and 6FFFF looks like rain: of several then only the last is
// 6RRRtR, which comes after them. One alone is rain, as stations send it.
func (d *groups) sixth(g string) {
	if !d.sun {
		d.settleSix()
	}
	d.six = g
}

// sunshine opens radiation groups. A 6-group between two of them was radiation.
func (d *groups) sunshine() {
	if d.sun {
		d.six = ""
	}
	d.sun = true
}

func (d *groups) settleSix() {
	if d.six != "" {
		d.rain(d.six)
		d.six = ""
	}
}

// dryHours is how long it has certainly been dry when iR is 3, "omitted because the
// amount is zero" (code table 1819). The period that would have been reported depends
// on region and hour; all reach back at least to the standard time before: 6 h
// at the main hours, 3 h at the intermediate ones, an hour otherwise. NOAA's precipitation
// statistics read the indicator in the same way ("no precip, presumably since
// the last regularly scheduled report").
func dryHours(hour int) float64 {
	switch {
	case hour%6 == 0:
		return 6
	case hour%3 == 0:
		return 3
	}
	return 1
}
