package job

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// splitMembers parts the one forecast from the members of an ensemble, which are
// kept by number with the zones as their places: those of today and later from
// the newest model run alone, since members of different runs are not the same.
func splitMembers(in *run.Input, model []forecast.Day) (plain []forecast.Day, members map[int][]forecast.Day) {
	members = map[int][]forecast.Day{}
	var newest time.Time
	for _, d := range model {
		zone, n, ok := forecast.MemberOf(d.Place)
		if !ok {
			plain = append(plain, d)
			continue
		}
		if d.Date.Before(in.Today) || d.Issued.Before(newest) {
			continue
		}
		if d.Issued.After(newest) {
			newest = d.Issued
			clear(members)
		}
		d.Place = zone
		members[n] = append(members[n], d)
	}
	if in.Issued.Sub(newest).Hours() > in.Rules.StaleHours {
		clear(members)
	}
	return plain, members
}

// takeEnsemble makes the members of an ensemble those of the run, unless too few
// came.
func takeEnsemble(in *run.Input, members map[int][]forecast.Day) {
	if len(members) < max(in.Rules.MinMembers, 1) {
		return
	}
	for n, days := range members {
		in.Members = append(in.Members, run.Member{Name: fmt.Sprintf("%02d", n), Days: days})
	}
	slices.SortFunc(in.Members, func(a, b run.Member) int { return cmp.Compare(a.Name, b.Name) })
	in.MembersFrom = forecast.FromEnsemble
}
