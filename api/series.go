package api

import (
	"context"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type seriesInput struct {
	From dayParam `query:"from" doc:"First day, YYYY-MM-DD; default 60 days ago."`
	To   dayParam `query:"to" doc:"Last day, YYYY-MM-DD; default the last day ahead."`
	ID   string   `path:"id" doc:"Zone"`
}

// band is a class of the table: over < x ≤ to, null = open.
type band struct {
	Level forecast.Level `json:"level"`
	Over  forecast.Float `json:"over"`
	To    forecast.Float `json:"to"`
}

type seriesDay struct {
	Date          forecast.Date           `json:"date"`
	Level         forecast.Level          `json:"level"`
	Status        forecast.Status         `json:"status"`
	P             forecast.Float          `json:"p"`
	H             forecast.Float          `json:"h"`
	DaysSinceRain forecast.Float          `json:"days_since_rain"`
	Probability   maybe[[]float64]        `json:"probability" doc:"Of each level, I to V; null for a day that is not a forecast, or without members"`
	Danger        forecast.Float          `json:"probability_iv_up" doc:"Of level IV or above, 0–1; null where probability is"`
	Outlook       maybe[forecast.Outlook] `json:"outlook" doc:"Members by level and the percentiles of the index looked up; p is null where past years stand for the weather of the day"`
	Weather
	Indices   forecast.Indices `json:"indices" doc:"The international indices; each null while it cannot be known"`
	Run       *string          `json:"run"`
	Issued    *time.Time       `json:"issued"`
	Simulated bool             `json:"simulated"`
	Edition   *string          `json:"edition"`
}

type seriesAnswer struct {
	Zone   string        `json:"zone"`
	Name   string        `json:"name"`
	From   forecast.Date `json:"from"`
	To     forecast.Date `json:"to"`
	Method string        `json:"method" doc:"Of the edition whose bands these are; empty when none is in force"`
	Unit   string        `json:"unit" doc:"Of the bands"`
	Bands  []band        `json:"bands" doc:"Classes of the edition in force on the last day, for the zone's forest group and that month"`
	Days   []seriesDay   `json:"days" doc:"Every day of the span; one without anything has status unknown"`
}

func (s *Server) getSeries(ctx context.Context, in *seriesInput) (*page, error) {
	m := s.moment()
	from, to, err := s.span(in.From, in.To, m)
	if err != nil {
		return nil, err
	}
	zone, _, err := s.zoneOn(ctx, in.ID, to)
	if err != nil {
		return nil, err
	}
	known, err := s.store.Series(ctx, zone.ID, from, to, m.now)
	if err != nil {
		return nil, err
	}
	a := seriesAnswer{Zone: zone.ID, Name: zone.Name, From: from, To: to, Bands: []band{}, Days: s.everyDay(known, from, to)}
	if err := s.addBands(ctx, &a, decidingGroup(known, zone), m); err != nil {
		return nil, err
	}
	return shortPage(jsonType, a)
}

func (s *Server) addBands(ctx context.Context, a *seriesAnswer, group string, m moment) error {
	editions, err := s.editions(ctx)
	if err != nil {
		return err
	}
	t, ok := s.inForce(ctx, editions, a.To)
	if !ok {
		return nil
	}
	a.Method, a.Unit = t.Method(), unitOf(t.Method())
	for _, b := range t.Bands(group, int(a.To.Month)) {
		a.Bands = append(a.Bands, band{b.Level, b.Over, b.To})
	}
	return nil
}

// decidingGroup is the forest group that gave the zone its level last, else the
// zone's first.
func decidingGroup(known []forecast.RunDay, zone *forecast.Zone) string {
	for _, d := range slices.Backward(known) {
		for _, g := range d.Groups {
			if d.Level.Known() && g.Level == d.Level {
				return g.Group
			}
		}
	}
	return zone.Groups()[0]
}

// unitOf is the unit of the number a method looks up.
func unitOf(method string) string {
	switch method {
	case "p", "p_wind":
		return "°C·hPa"
	case "h":
		return "days"
	case "nesterov":
		return "°C²"
	case "kbdi":
		return "mm"
	case "hdw":
		return "hPa·m/s"
	}
	return ""
}

// everyDay gives one row for each day of the span.
func (s *Server) everyDay(known []forecast.RunDay, from, to forecast.Date) []seriesDay {
	byDate := make(map[forecast.Date]*forecast.RunDay, len(known))
	for i := range known {
		byDate[known[i].Date] = &known[i]
	}
	days := make([]seriesDay, 0, to.DaysSince(from)+1)
	for d := from; !d.After(to); d = d.AddDays(1) {
		if r, ok := byDate[d]; ok {
			days = append(days, s.seriesDay(r))
		} else {
			days = append(days, seriesDay{Date: d, Status: forecast.StatusUnknown})
		}
	}
	return days
}

func (s *Server) seriesDay(r *forecast.RunDay) seriesDay {
	out := seriesDay{
		Date: r.Date, Level: r.Level, Status: r.Status, P: r.P, H: r.H,
		DaysSinceRain: r.DaysSinceRain, Weather: newWeather(r.ZoneDay), Indices: r.Indices,
		Run: &r.Run, Issued: s.localPtr(r.Issued), Simulated: r.Simulated,
	}
	if r.Outlook != nil {
		shares := r.Outlook.Probability()
		out.Probability, out.Outlook = maybe[[]float64]{&shares}, maybe[forecast.Outlook]{r.Outlook}
		out.Danger = forecast.Some(r.Outlook.AtLeast(forecast.IV))
	}
	if r.Edition != "" {
		out.Edition = &r.Edition
	}
	return out
}
