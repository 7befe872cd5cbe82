package bufr

import (
	"github.com/canhlua/canhlua/forecast"
)

// observer makes an observation of the values of one subset, in the order they
// come. Where an element comes twice the first value counts, as in a SYNOP.
type observer struct {
	identity
	moment
	force
	wind
	rain
	tempC, dewPointC, rhPct     forecast.Float
	pressureHPa, mslHPa, qnhHPa forecast.Float
	content                     bool // something was observed: no NIL
}

func (o *observer) reset() { *o = observer{rain: rain{sums: o.sums[:0]}} }

// number takes the value of an element, also a missing one: that ends what a
// coordinate has put in force.
func (o *observer) number(d descriptor, v value) {
	o.follow(d)
	switch class := d.x(); {
	case class == 1:
		o.identify(d, v)
	case class == classTime:
		o.time(d, v)
	case class < 10:
		o.place(d, v)
		o.coordinate(d, v)
	case !v.ok || class > 30: // class 31 and above is about the data
	default:
		o.content = true
		if o.current() {
			o.measure(d, v)
		}
	}
}

func (o *observer) time(d descriptor, v value) {
	if d.y() <= 5 {
		o.date(d, v)
	} else {
		o.period(d, v)
	}
}

// measure takes a value that was observed at the nominal time.
func (o *observer) measure(d descriptor, v value) {
	switch d.x() {
	case 10:
		o.press(d, v)
	case 11:
		o.blow(d, v, &o.force)
	case 12:
		o.warm(d, v)
	case 13:
		if d == humidity || d == humidityFine {
			o.damp(v)
		} else {
			o.pour(d, v, &o.force)
		}
	}
}

func (o *observer) press(d descriptor, v value) {
	switch d {
	case pressure:
		keep(&o.pressureHPa, v.hectopascal())
	case mslPressure:
		keep(&o.mslHPa, v.hectopascal())
	case qnh:
		keep(&o.qnhHPa, v.hectopascal())
	}
}

// warm takes air temperature and dew point: 012001, 012003 at a sensor's height,
// 012004, 012006 at 2 m, and the same with 100 added, in hundredths. Extremes
// (0120_1x, 0121_1x) are other elements.
func (o *observer) warm(d descriptor, v value) {
	switch y := d.y() % 100; {
	case d.y() > 106:
	case y == 4, y == 1 && o.inScreen():
		keep(&o.tempC, v.celsius())
	case y == 6, y == 3 && o.inScreen():
		keep(&o.dewPointC, v.celsius())
	}
}

func (o *observer) damp(v value) {
	if o.inScreen() {
		keep(&o.rhPct, v.get())
	}
}

func keep(have *forecast.Float, v forecast.Float) {
	if !have.OK {
		*have = v
	}
}
