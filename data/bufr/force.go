package bufr

import "github.com/canhlua/canhlua/forecast"

// force is what coordinates have put in force for the values that follow.
type force struct {
	begin, end forecast.Float // hours from the nominal time; end missing: the period ends then
	span       bool           // end was given
	last       descriptor     // the element before, for a second one makes a span
	heightM    forecast.Float // sensor above ground
	timeCode   forecast.Float // 008021
	statistics bool           // 008023: a mean, extreme or deviation
	moved      bool           // a time increment: no longer the nominal time
}

// hoursOf is the unit of a time period or displacement, by Y of class 04.
var hoursOf = [256]float64{23: 24, 24: 1, 25: 1. / 60, 26: 1. / 3600, 73: 24, 74: 1, 75: 1. / 60, 86: 1. / 3600}

// period takes class 04 beyond the date: periods, and increments that move on.
// Two periods of one kind in a row are the begin and the end of one.
func (f *force) period(d descriptor, v value) {
	switch y := d.y(); {
	case y >= 11 && y <= 16, y == 65, y == 66:
		f.moved = f.moved || v.ok && v.n != 0
	case y >= 21 && y <= 26, y >= 73 && y <= 75, y == 86:
		var hours forecast.Float
		if unit := hoursOf[y]; v.ok && unit > 0 {
			hours = forecast.Some(rounded(v.float()*unit, 10000))
		}
		if f.last == d && !f.span {
			f.end, f.span = hours, true
		} else {
			f.begin, f.end, f.span = hours, forecast.Float{}, false
		}
	}
	f.last = d
}

// follow notes that an element of another class came.
func (f *force) follow(d descriptor) {
	if d.x() != classTime {
		f.last = 0
	}
}

// hours is the length of the period in force that ends at the nominal time.
func (f *force) hours() (float64, bool) {
	if !f.begin.OK || f.begin.V >= 0 || f.span && (!f.end.OK || f.end.V != 0) {
		return 0, false
	}
	return -f.begin.V, true
}

func (f *force) coordinate(d descriptor, v value) {
	switch d {
	case sensorHeight:
		f.heightM = v.get()
	case timeSignificance:
		f.timeCode = v.get()
	case statistics:
		f.statistics = v.ok
	}
}

// current reports whether a value is of the nominal time: no statistic of a
// period, no forecast or analysis. Of code table 008021, 2 is a time average, 25
// the nominal time, 26 the time of the last known position.
func (f *force) current() bool {
	if f.statistics || f.moved {
		return false
	}
	return !f.timeCode.OK || f.timeCode.V == 2 || f.timeCode.V == 25 || f.timeCode.V == 26
}

// inScreen reports whether the sensor hangs where air is measured: not at the
// grass, not on a mast. WMO-No. 8 asks for 1.25–2 m.
func (f *force) inScreen() bool {
	return !f.heightM.OK || f.heightM.V >= 1 && f.heightM.V <= 10
}
