package api

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type noonInput struct {
	Date dayParam `query:"date" doc:"Local day, YYYY-MM-DD; default today."`
}

// noonReading is a station's reading that stands for the noon hour of a day.
type noonReading struct {
	Station    string              `json:"station"`
	Name       string              `json:"name"`
	Time       time.Time           `json:"time" doc:"Valid time of the reading; the noon hour itself where there is none"`
	There      bool                `json:"there" doc:"Whether there is a reading"`
	TempC      forecast.Float      `json:"temp_c"`
	RHPct      forecast.Float      `json:"rh_pct"`
	RainMM     forecast.Float      `json:"rain24_mm" doc:"Of the 24 hours to the reading, as one amount"`
	WindMS     forecast.Float      `json:"wind_ms"`
	Correction string              `json:"correction" doc:"CCA, CCB, … of the reading that counts; empty = it was not corrected"`
	Derived    []forecast.Variable `json:"derived" doc:"Values that were computed from others of the report"`
	Flags      []forecast.Flag     `json:"flags" doc:"Tests that a value failed; it is kept and not used"`
	Void       []forecast.Variable `json:"void" doc:"What a correction said is wrong and has no right value"`
	Source     string              `json:"source"`
}

type noonAnswer struct {
	Date     forecast.Date `json:"date"`
	Noon     time.Time     `json:"noon"`
	Readings []noonReading `json:"readings" doc:"Of every station, by its ID"`
}

// getNoon lays every station's reading of a day's noon hour side by side: what a
// person compares, fills in and corrects.
func (s *Server) getNoon(ctx context.Context, in *noonInput) (*page, error) {
	m := s.moment()
	day := in.Date.or(m.today)
	if day.After(m.today) {
		return nil, badParam("date", day.String(), "lies after today, "+m.today.String(), "give today or an earlier day")
	}
	a := noonAnswer{Date: day, Noon: s.noon(day), Readings: []noonReading{}}
	stations, err := s.store.Stations(ctx, m.now)
	if err != nil {
		return nil, err
	}
	for _, st := range stations {
		r, err := s.noonOf(ctx, st.Station, a.Noon, m)
		if err != nil {
			return nil, err
		}
		a.Readings = append(a.Readings, r)
	}
	return shortPage(jsonType, a)
}

// noonOf is the station's real reading nearest to noon, with what its checks and
// its neighbours say of it.
func (s *Server) noonOf(ctx context.Context, st forecast.Station, noon time.Time, m moment) (noonReading, error) {
	r := noonReading{Station: st.ID, Name: st.Name, Time: noon, Flags: []forecast.Flag{}, Derived: []forecast.Variable{}, Void: []forecast.Variable{}}
	within := time.Duration(s.province.Rules.NoonWithinMinutes) * time.Minute
	obs, err := s.judgedReadings(ctx, forecast.ObservationQuery{From: noon.Add(-within), To: noon.Add(within), AsOf: m.now, Stations: []string{st.ID}})
	if err != nil || len(obs) == 0 {
		return r, err
	}
	near := obs[0]
	for _, o := range obs[1:] {
		if o.Time.Sub(noon).Abs() < near.Time.Sub(noon).Abs() {
			near = o
		}
	}
	r.There, r.Time, r.Correction, r.Source = true, s.local(near.Time), near.Correction, near.Source
	r.TempC, r.RHPct, r.WindMS = near.TempC, near.RHPct, near.WindMS
	r.Flags, r.Derived, r.Void = append(r.Flags, near.Flags...), append(r.Derived, near.Derived...), append(r.Void, near.Void...)
	for _, rain := range near.Rain {
		if rain.Hours == 24 {
			r.RainMM = forecast.Some(rain.MM)
		}
	}
	return r, nil
}
