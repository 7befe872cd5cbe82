package api

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Outlook says how the coming days may be if they are like those of past years.
type Outlook func(ctx context.Context, today forecast.Date, days int) (forecast.Run, error)

// outlookDays is how far the climatological outlook looks.
const outlookDays = 30

// outlookKept keeps the last outlook made: all zones ask for the same one.
type outlookKept struct {
	mu  sync.Mutex
	key string
	run forecast.Run
}

type outlookDay struct {
	Date        forecast.Date    `json:"date"`
	Level       forecast.Level   `json:"level" doc:"By the headline rule; null = unknown"`
	Probability maybe[[]float64] `json:"probability" doc:"Of each level, I to V; null where too few past years reach the day"`
	Danger      forecast.Float   `json:"probability_iv_up" doc:"Of level IV or above, 0–1; null where probability is"`
	Members     int              `json:"members"`
	Low         forecast.Float   `json:"low" doc:"10th percentile of the index"`
	Median      forecast.Float   `json:"median"`
	High        forecast.Float   `json:"high" doc:"90th percentile"`
}

type outlookAnswer struct {
	Zone   string        `json:"zone"`
	Name   string        `json:"name"`
	From   forecast.Date `json:"from"`
	Basis  string        `json:"basis" doc:"climatology: the weather of past years around the date, from today's state; not reviewed, not published by anybody"`
	Source string        `json:"source" doc:"The published run that was newest when it was made; empty = none"`
	Days   []outlookDay  `json:"days" doc:"Empty where there is no archive, or the weather is simulated"`
}

func (s *Server) getOutlook(ctx context.Context, in *zonePath) (*page, error) {
	m := s.moment()
	zone, _, err := s.zoneOn(ctx, in.ID, m.today)
	if err != nil {
		return nil, err
	}
	a := outlookAnswer{Zone: zone.ID, Name: zone.Name, From: m.today, Basis: forecast.FromClimatology, Days: []outlookDay{}}
	run, key, err := s.outlook(ctx, m)
	if err != nil {
		return nil, err
	}
	a.Source = key
	for _, d := range run.Days {
		if d.Zone == zone.ID && d.Date.After(m.today) && d.Outlook != nil && !run.Simulated {
			a.Days = append(a.Days, newOutlookDay(d))
		}
	}
	return shortPage(jsonType, a)
}

type zonePath struct {
	ID string `path:"id" doc:"Zone"`
}

func newOutlookDay(d forecast.ZoneDay) outlookDay {
	shares := d.Outlook.Probability()
	out := outlookDay{Date: d.Date, Level: d.Level, Members: d.Outlook.Members,
		Low: d.Outlook.Low, Median: d.Outlook.Median, High: d.Outlook.High}
	if d.Outlook.Members > 0 && d.Level.Known() {
		out.Probability.v, out.Danger = &shares, forecast.Some(d.Outlook.AtLeast(forecast.IV))
	}
	return out
}

// outlook is made once for each newest published run and day.
func (s *Server) outlook(ctx context.Context, m moment) (forecast.Run, string, error) {
	if s.cfg.Outlook == nil {
		return forecast.Run{}, "", newProblem(http.StatusServiceUnavailable, "this service makes no outlooks")
	}
	published, err := s.covering(ctx, m.today, m.now)
	if err != nil {
		return forecast.Run{}, "", err
	}
	source := ""
	if published != nil {
		source = published.ID
	}
	key := source + " " + m.today.String()
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if s.kept.key == key {
		return s.kept.run, source, nil
	}
	making, stop := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second) // others wait for it as well
	defer stop()
	run, err := s.cfg.Outlook(making, m.today, outlookDays)
	if err != nil {
		return run, source, err
	}
	run.Reasons, run.States, run.Input = nil, nil, nil
	s.kept.key, s.kept.run = key, run
	return run, source, nil
}
