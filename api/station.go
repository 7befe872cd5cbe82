package api

import (
	"context"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type stationInfo struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Lat        float64        `json:"lat"`
	Lon        float64        `json:"lon"`
	ElevationM forecast.Float `json:"elevation_m"`
	Newest     *time.Time     `json:"newest" doc:"Time of the newest observation; null when there is none"`
	AgeHours   forecast.Float `json:"age_hours"`
	Stale      bool           `json:"stale"`
	Simulated  bool           `json:"simulated"`
}

type stationsAnswer struct {
	Stations []stationInfo `json:"stations"`
}

func (s *Server) getStations(ctx context.Context, _ *struct{}) (*page, error) {
	m := s.moment()
	all, err := s.store.Stations(ctx, m.now)
	if err != nil {
		return nil, err
	}
	a := stationsAnswer{Stations: []stationInfo{}}
	for _, st := range all {
		a.Stations = append(a.Stations, s.stationInfo(st, m))
	}
	return shortPage(jsonType, a)
}

func (s *Server) stationInfo(st forecast.Freshness, m moment) stationInfo {
	out := stationInfo{
		ID: st.ID, Name: st.Name, Lat: st.Lat, Lon: st.Lon, ElevationM: st.ElevationM,
		Simulated: st.Simulated, Stale: true,
	}
	if st.Newest.IsZero() {
		return out
	}
	age := m.now.Sub(st.Newest).Hours()
	out.Newest, out.AgeHours = s.localPtr(st.Newest), forecast.Some(rounded(age, 1))
	out.Stale = age > s.province.Rules.StaleHours
	return out
}
