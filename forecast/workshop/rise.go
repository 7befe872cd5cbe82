package workshop

import "github.com/canhlua/canhlua/forecast"

// rises watches a zone's level for what warns people: a known level of IV or more
// after a known one below. A day without a level neither warns nor calms.
type rises struct{ last forecast.Level }

// on reports whether the day's level would have sent a warning.
func (r *rises) on(now forecast.Level) bool {
	if !now.Known() {
		return false
	}
	before := r.last
	r.last = now
	return now.Dangerous() && before.Known() && !before.Dangerous()
}
