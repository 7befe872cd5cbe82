package quality

import (
	"cmp"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// The kinds of warnings.
const (
	WarnSilent    = "silent"    // the station, or one of its sensors, has not reported for longer than it should
	WarnAbsent    = "absent"    // the station reports, but never what every station should
	WarnFailing   = "failing"   // it reports, but nothing has passed its checks for too long
	WarnIsolated  = "isolated"  // unlike the days before, with no neighbours to vouch for it
	WarnMoved     = "moved"     // a report gives another place than the registered one
	WarnDuplicate = "duplicate" // two stations report the same
)

func sorted(warnings []forecast.Warning) []forecast.Warning {
	slices.SortStableFunc(warnings, func(a, b forecast.Warning) int {
		return cmp.Or(cmp.Compare(a.Station, b.Station), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(slices.Index(variables, a.Variable), slices.Index(variables, b.Variable)), a.Since.Compare(b.Since), cmp.Compare(a.Reason, b.Reason))
	})
	return warnings
}

// nameOf is a station as people call it, with its ID.
func nameOf(id, name string) string {
	if name == "" || name == id {
		return id
	}
	return id + " (" + name + ")"
}
