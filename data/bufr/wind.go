package bufr

import "github.com/canhlua/canhlua/forecast"

// wind is the mean wind. Of several heights and periods the one nearest to WMO's
// 10 minutes at 10 m counts, of equal ones the first.
type wind struct {
	speedMS, fromDeg forecast.Float
	speedFit, dirFit int
}

// blow takes speed and direction of the mean wind; gusts are other elements.
// Direction 0 says calm, north is 360.
func (w *wind) blow(d descriptor, v value, f *force) {
	fit := f.windFit()
	switch d {
	case windSpeed, windSpeed10M:
		if !w.speedMS.OK || fit > w.speedFit {
			w.speedMS, w.speedFit = v.get(), fit
		}
	case windDirection, windDirection10M:
		if !w.fromDeg.OK || fit > w.dirFit {
			w.fromDeg, w.dirFit = v.get(), fit
		}
	}
}

// windFit is 0–2: one for a height of 8–12 m, one for a period of 10 minutes.
// What is not said is taken to be right.
func (f *force) windFit() int {
	fit := 0
	if !f.heightM.OK || f.heightM.V >= 8 && f.heightM.V <= 12 {
		fit++
	}
	if h, ok := f.hours(); !ok || h > 0.16 && h < 0.17 {
		fit++
	}
	return fit
}

// direction is where the wind comes from; missing when it is calm.
func (w *wind) direction() forecast.Float {
	if w.fromDeg.V == 0 || w.speedMS.OK && w.speedMS.V == 0 {
		return forecast.Float{}
	}
	return w.fromDeg
}
