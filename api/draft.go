package api

import (
	"context"

	"github.com/canhlua/canhlua/forecast"
)

// draftDays is how far back drafts are listed.
const draftDays = 14

// getDrafts lists the drafts that wait, newest first.
func (s *Server) getDrafts(ctx context.Context, _ *struct{}) (runsAnswer, error) {
	m := s.moment()
	all, err := s.store.Runs(ctx, m.today.AddDays(-draftDays), m.today, m.now)
	a := runsAnswer{Runs: []forecast.Run{}}
	for _, run := range all {
		if run.Status == forecast.Draft {
			s.localize(&run)
			a.Runs = append(a.Runs, run)
		}
	}
	return a, err
}

type draftDay struct {
	Zone   string          `json:"zone"`
	Name   string          `json:"name"`
	Date   forecast.Date   `json:"date"`
	Level  forecast.Level  `json:"level"`
	Status forecast.Status `json:"status"`
	P      forecast.Float  `json:"p"`
	H      forecast.Float  `json:"h"`
	Public forecast.Level  `json:"public_level" doc:"What the public is told of that day now; null = nothing or unknown"`
	Differ bool            `json:"differs"`
	Change *changeInfo     `json:"override,omitempty" doc:"A person's level in place of the computed one"`
}

type draftAnswer struct {
	forecast.Run
	Days    []draftDay `json:"days" doc:"By date and zone"`
	Differs int        `json:"differing" doc:"How many zone-days would change"`
}

// getDraft lays a draft beside what is public for the same days.
func (s *Server) getDraft(ctx context.Context, in *runInput) (draftAnswer, error) {
	m := s.moment()
	run, err := s.store.Run(ctx, in.ID, m.now)
	if err != nil {
		return draftAnswer{}, err
	}
	if run.Status != forecast.Draft {
		return draftAnswer{}, &forecast.NotFound{Kind: "draft", Name: in.ID}
	}
	s.localize(&run)
	a := draftAnswer{Run: run, Days: []draftDay{}}
	for day := run.Date; !day.After(run.To); day = day.AddDays(1) {
		days, err := s.draftOn(ctx, &run, day, m)
		if err != nil {
			return a, err
		}
		for _, d := range days {
			if d.Differ {
				a.Differs++
			}
		}
		a.Days = append(a.Days, days...)
	}
	return a, nil
}

func (s *Server) draftOn(ctx context.Context, run *forecast.Run, day forecast.Date, m moment) ([]draftDay, error) {
	days, err := s.store.ZoneDays(ctx, run.ID, day)
	if err != nil {
		return nil, err
	}
	told, err := s.toldOn(ctx, day, m)
	if err != nil {
		return nil, err
	}
	set, err := s.setOn(ctx, run.Date)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for i := range set.Zones {
		names[set.Zones[i].ID] = set.Zones[i].Name
	}
	out := make([]draftDay, 0, len(days))
	for _, d := range days {
		public := told[d.Zone]
		out = append(out, draftDay{Zone: d.Zone, Name: names[d.Zone], Date: day, Level: d.Level, Status: d.Status,
			P: d.P, H: d.H, Public: public, Differ: public != d.Level, Change: s.changeOf(d)})
	}
	return out, nil
}

// toldOn is the level the public is told for each zone on a day.
func (s *Server) toldOn(ctx context.Context, day forecast.Date, m moment) (map[string]forecast.Level, error) {
	run, err := s.covering(ctx, day, m.now)
	if err != nil || run == nil {
		return nil, err
	}
	days, err := s.store.ZoneDays(ctx, run.ID, day)
	told := map[string]forecast.Level{}
	for _, d := range days {
		told[d.Zone] = d.Level
	}
	return told, err
}
