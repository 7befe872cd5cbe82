package api

import (
	"context"
	"maps"
	"slices"
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
	Warnings   []warningInfo  `json:"warnings" doc:"What stands against the station and its sensors; empty when nothing does"`
}

type warningInfo struct {
	Of       string            `json:"of" doc:"The station or source it names"`
	Variable forecast.Variable `json:"variable,omitempty" doc:"The sensor; absent = the whole station"`
	Kind     string            `json:"kind" enum:"silent,absent,failing,isolated,moved,duplicate"`
	Since    *time.Time        `json:"since" doc:"Since when it is so; null when it always was"`
	Raised   *time.Time        `json:"raised" doc:"When the service found it"`
	Reason   string            `json:"reason"`
}

type stationsAnswer struct {
	Stations []stationInfo `json:"stations"`
	Sources  []warningInfo `json:"sources" doc:"Warnings of sources that do not answer"`
}

func (s *Server) getStations(ctx context.Context, _ *struct{}) (*page, error) {
	a, err := s.stationInfos(ctx, s.moment())
	if err != nil {
		return nil, err
	}
	return shortPage(jsonType, a)
}

// stationInfos are all stations with what stands against them.
func (s *Server) stationInfos(ctx context.Context, m moment) (stationsAnswer, error) {
	a := stationsAnswer{Stations: []stationInfo{}, Sources: []warningInfo{}}
	all, err := s.store.Stations(ctx, m.now)
	if err != nil {
		return a, err
	}
	warnings, err := s.store.Warnings(ctx, m.now)
	if err != nil {
		return a, err
	}
	of := map[string][]warningInfo{}
	for _, w := range warnings {
		of[w.Station] = append(of[w.Station], s.warningInfo(w))
	}
	for _, st := range all {
		info := s.stationInfo(st, m)
		info.Warnings = append(info.Warnings, of[st.ID]...)
		delete(of, st.ID)
		a.Stations = append(a.Stations, info)
	}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		a.Sources = append(a.Sources, of[name]...)
	}
	return a, nil
}

func (s *Server) warningInfo(w forecast.Warning) warningInfo {
	out := warningInfo{Of: w.Station, Variable: w.Variable, Kind: w.Kind, Reason: w.Reason, Raised: s.localPtr(w.Raised)}
	if !w.Since.IsZero() {
		out.Since = s.localPtr(w.Since)
	}
	return out
}

func (s *Server) stationInfo(st forecast.Freshness, m moment) stationInfo {
	out := stationInfo{
		ID: st.ID, Name: st.Name, Lat: st.Lat, Lon: st.Lon, ElevationM: st.ElevationM,
		Simulated: st.Simulated, Stale: true, Warnings: []warningInfo{},
	}
	if st.Newest.IsZero() {
		return out
	}
	age := m.now.Sub(st.Newest).Hours()
	out.Newest, out.AgeHours = s.localPtr(st.Newest), forecast.Some(rounded(age, 1))
	out.Stale = age > s.province.Rules.StaleHours
	return out
}
