package api

import (
	"context"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type readingsInput struct {
	ID   string   `path:"id" doc:"Station"`
	From dayParam `query:"from" doc:"First local day, YYYY-MM-DD; default 30 days before the last."`
	To   dayParam `query:"to" doc:"Last local day, YYYY-MM-DD; default today."`
}

type reading struct {
	forecast.Observation
	Time time.Time `json:"time" doc:"Valid time, with the province's offset"`
}

type readingsAnswer struct {
	Station      stationInfo   `json:"station"`
	From         forecast.Date `json:"from"`
	To           forecast.Date `json:"to"`
	Observations []reading     `json:"observations" doc:"Oldest first. A flagged value is kept and not used; its flag says which test it failed"`
}

// mostReadingDays is the longest span of one answer.
const mostReadingDays = 93

func (s *Server) getReadings(ctx context.Context, in *readingsInput) (*page, error) {
	m := s.moment()
	to := in.To.or(m.today)
	a := readingsAnswer{From: in.From.or(to.AddDays(-30)), To: to, Observations: []reading{}}
	switch {
	case to.Before(a.From):
		return nil, badParam("from", a.From.String(), "lies after the last day, "+to.String(), "give an earlier day")
	case to.DaysSince(a.From) >= mostReadingDays:
		return nil, badParam("from", a.From.String(), "more than three months before "+to.String(), "ask for a shorter span")
	}
	all, err := s.stationInfos(ctx, m)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all.Stations, func(st stationInfo) bool { return st.ID == in.ID })
	if i < 0 {
		return nil, &forecast.NotFound{Kind: "station", Name: in.ID}
	}
	a.Station = all.Stations[i]
	loc := s.province.Location
	obs, err := s.judgedReadings(ctx, forecast.ObservationQuery{
		From: a.From.At(0, 0, loc), To: to.AddDays(1).At(0, 0, loc).Add(-time.Nanosecond),
		AsOf: m.now, Stations: []string{in.ID}, Simulated: a.Station.Simulated,
	})
	if err != nil {
		return nil, err
	}
	for _, o := range obs {
		a.Observations = append(a.Observations, reading{o, s.local(o.Time)})
	}
	return shortPage(jsonType, a)
}

// judgedReadings are a station's readings with what its neighbours made of them
// beside their own flags.
func (s *Server) judgedReadings(ctx context.Context, q forecast.ObservationQuery) ([]forecast.Observation, error) {
	obs, err := s.store.Observations(ctx, q)
	if err != nil {
		return nil, err
	}
	verdicts, err := s.store.Verdicts(ctx, q.Stations[0], q.From, q.To, q.AsOf)
	if err != nil {
		return nil, err
	}
	against := map[time.Time][]forecast.Flag{}
	for _, v := range verdicts {
		if v.Simulated == q.Simulated {
			against[v.Time.UTC()] = v.Flags
		}
	}
	for i := range obs {
		obs[i].Flags = append(slices.Clip(obs[i].Flags), against[obs[i].Time.UTC()]...)
	}
	return obs, nil
}
