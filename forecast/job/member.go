package job

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// memberShifts are the days by which a past year's weather may be moved, in the
// order in which they are tried until there are enough members.
var memberShifts = []int{0, -7, 7, -14, 14}

// gatherMembers takes, where no model weather reaches the days ahead, what may
// come from the archive: the stations' days of past years around the same date,
// moved to the days ahead (extended streamflow prediction as hydrologists do it:
// G. N. Day, 1985, J. Water Resour. Plan. Manage. 111, 157–170; unchecked).
func (s *Service) gatherMembers(ctx context.Context, in *run.Input) error {
	want := in.Rules.Members
	if want <= 0 || in.Ensemble != nil || in.Simulated || modelReaches(in) {
		return nil
	}
	from := in.Today.Year - max(in.Rules.ArchiveYears, 1)
	for _, shift := range memberShifts {
		if len(in.Members) >= want {
			break
		}
		for year := from; year <= in.Today.Year+s.laterYears(); year++ {
			m, ok, err := s.member(ctx, in, year, shift)
			if err != nil {
				return err
			}
			if ok {
				in.Members = append(in.Members, m)
			}
		}
	}
	if len(in.Members) > 0 {
		in.MembersFrom = forecast.FromClimatology
	}
	return nil
}

// laterYears is how far behind the year of the run the archive may be used: 0,
// but for a hindcast that leaves only its own year out.
func (s *Service) laterYears() int {
	if s.Archive != nil {
		return 100
	}
	return 0
}

func modelReaches(in *run.Input) bool {
	return slices.ContainsFunc(in.Model, func(d forecast.Day) bool {
		return d.Date.After(in.Today) && !run.IsStationPlace(d.Place)
	})
}

// member moves the days of a year to the days ahead. The year of the run itself
// is never taken, whatever the shift.
func (s *Service) member(ctx context.Context, in *run.Input, year, shift int) (run.Member, bool, error) {
	anchor := sameDay(in.Today, year).AddDays(shift)
	m := run.Member{Name: anchor.String()}
	if year == in.Today.Year {
		return m, false, nil
	}
	past, err := s.archiveFrom(ctx, in, anchor)
	if err != nil {
		return m, false, err
	}
	for k := range in.Rules.AheadDays + 1 {
		for _, d := range past[anchor.AddDays(k)] {
			m.Days = append(m.Days, forecast.Day{Place: d.Place, Date: in.Today.AddDays(k), Origin: d.Origin,
				TempC: d.TempC, DewPointC: d.DewPointC, WindKmh: d.WindKmh, RainMM: d.RainMM})
		}
	}
	return m, len(m.Days) > 0, nil
}

// sameDay is the day of another year; 29 February becomes the 28th.
func sameDay(d forecast.Date, year int) forecast.Date {
	if d.Month == time.February && d.Day == 29 {
		d.Day = 28
	}
	d.Year = year
	return d
}

// Archive is the stations' days of the past, by date.
type Archive map[forecast.Date][]forecast.Day

// NewArchive sorts the days that observations give.
func NewArchive(obs []forecast.Observation, first, last forecast.Date, p *forecast.Province) Archive {
	a := Archive{}
	for _, d := range run.Days(obs, first, last, p.Rules, p.Location) {
		a[d.Date] = append(a[d.Date], d)
	}
	return a
}

// archiveFrom gives the days a member needs: of the archive that was given, else
// of the store, as it was known at the run's issue.
func (s *Service) archiveFrom(ctx context.Context, in *run.Input, first forecast.Date) (Archive, error) {
	if s.Archive != nil {
		return s.Archive, nil
	}
	last := first.AddDays(in.Rules.AheadDays)
	loc := s.Province.Location
	obs, err := s.Store.Observations(ctx, forecast.ObservationQuery{
		From: first.At(in.Rules.NoonHour, 0, loc).Add(-24 * time.Hour),
		To:   last.At(in.Rules.NoonHour, in.Rules.NoonWithinMinutes, loc), AsOf: in.Issued,
	})
	if err != nil {
		return nil, fmt.Errorf("archive from %s: %w", first, err)
	}
	return NewArchive(obs, first, last, s.Province), nil
}
