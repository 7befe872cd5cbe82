package job

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// sortModel parts the one forecast from the members of an ensemble, as the store
// hands over their days: members are kept by number at the run's zones, those of
// today and later from the newest model run alone, since members of different runs
// are not the same.
type sortModel struct {
	in    *run.Input
	zones map[string]int // position, by zone

	plain    []forecast.Day
	ensemble *forecast.Ensemble // nil before the first member
	members  map[int]*forecast.EnsembleMember
}

func newSortModel(in *run.Input) *sortModel {
	s := &sortModel{in: in, zones: make(map[string]int, len(in.Places))}
	for i, p := range in.Places {
		s.zones[p.Zone] = i
	}
	return s
}

func (s *sortModel) take(d forecast.Day) {
	if d.Simulated != s.in.Simulated {
		return
	}
	zone, n, ok := forecast.MemberOf(d.Place)
	if !ok {
		s.plain = append(s.plain, d)
		return
	}
	place, known := s.zones[zone]
	if !known || d.Date.Before(s.in.Today) || s.ensemble != nil && d.Issued.Before(s.ensemble.Issued) {
		return
	}
	if s.ensemble == nil || d.Issued.After(s.ensemble.Issued) {
		s.begin(d)
	}
	m := s.members[n]
	if m == nil {
		m = s.ensemble.Member(fmt.Sprintf("%02d", n))
		s.members[n] = m
	}
	s.ensemble.Set(m, place, d.Date, d.Values())
}

// begin lets go of the members of an older model run.
func (s *sortModel) begin(d forecast.Day) {
	s.members = map[int]*forecast.EnsembleMember{}
	s.ensemble = &forecast.Ensemble{Issued: d.Issued, From: s.in.Today, Days: s.in.Rules.AheadDays + 1, Places: make([]string, len(s.in.Places))}
	for i, p := range s.in.Places {
		s.ensemble.Places[i] = p.Zone
	}
}

// giveEnsemble makes the members of the ensemble those of the run, unless too few
// came or they are stale.
func (s *sortModel) giveEnsemble() {
	e := s.ensemble
	if e == nil || len(e.Members) < s.in.Rules.MinMembers || s.in.Issued.Sub(e.Issued).Hours() > s.in.Rules.StaleHours {
		return
	}
	s.in.Ensemble, s.in.MembersFrom = e, forecast.FromEnsemble
}
