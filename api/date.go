package api

import (
	"context"

	"github.com/canhlua/canhlua/forecast"
)

type dateInfo struct {
	Date   forecast.Date   `json:"date"`
	Status forecast.Status `json:"status" doc:"The weakest ground among the zones whose level is known; unknown when none is"`
	Level  forecast.Level  `json:"level" doc:"The highest among the zones"`
	Roman  string          `json:"roman"`
	Color  string          `json:"color"`
	Stale  bool            `json:"stale"`
}

type datesAnswer struct {
	First     *string       `json:"first" doc:"First day that a published run covers"`
	Last      *string       `json:"last"`
	Today     forecast.Date `json:"today"`
	PastDays  int           `json:"past_days"`
	AheadDays int           `json:"ahead_days"`
	Dates     []dateInfo    `json:"dates" doc:"The days around today"`
}

func (s *Server) getDates(ctx context.Context, _ *struct{}) (*page, error) {
	m := s.moment()
	first, last, err := s.store.Covered(ctx, m.now)
	if err != nil && !isNotFound(err) {
		return nil, err
	}
	a := datesAnswer{
		First: dayOrNull(first), Last: dayOrNull(last), Today: m.today,
		PastDays: pastDays, AheadDays: s.province.Rules.AheadDays,
	}
	for n := -pastDays; n <= s.province.Rules.AheadDays; n++ {
		d, err := s.dateInfo(ctx, m.today.AddDays(n), m)
		if err != nil {
			return nil, err
		}
		a.Dates = append(a.Dates, d)
	}
	return shortPage(jsonType, a)
}

func (s *Server) dateInfo(ctx context.Context, day forecast.Date, m moment) (dateInfo, error) {
	out := dateInfo{Date: day, Status: forecast.StatusUnknown}
	run, err := s.covering(ctx, day, m.now)
	if err != nil {
		return out, err
	}
	if run != nil {
		days, err := s.store.ZoneDays(ctx, run.ID, day)
		if err != nil {
			return out, err
		}
		out.Level, out.Status = summary(days)
		out.Stale = s.stale(run, day, m)
	}
	out.Roman, out.Color = out.Level.Roman(), s.style(out.Level).Color
	return out, nil
}

// weakness orders the statuses of known levels.
var weakness = map[forecast.Status]int{
	forecast.StatusUnknown: 0, forecast.StatusObserved: 1, forecast.StatusEstimated: 2, forecast.StatusForecast: 3,
}

// summary is the highest level of a day and the weakest ground a known level
// rests on.
func summary(days []forecast.ZoneDay) (forecast.Level, forecast.Status) {
	top, status := forecast.Unknown, forecast.StatusUnknown
	for _, d := range days {
		if !d.Level.Known() {
			continue
		}
		top = max(top, d.Level)
		if weakness[d.Status] > weakness[status] {
			status = d.Status
		}
	}
	return top, status
}
