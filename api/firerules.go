package api

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// fireRulesAnswer is what the form of a report and the record of a fire need.
type fireRulesAnswer struct {
	Now        time.Time `json:"now" doc:"The service's clock, in the province's time"`
	Emergency  string    `json:"emergency" doc:"Number of the fire service; empty = the profile names none"`
	ReportDays int       `json:"report_days"`
	PhotoMB    float64   `json:"photo_mb"`
	PhotoSide  int       `json:"photo_side" doc:"A photo is kept with its longer side so many pixels at most"`
	PhoneDays  int       `json:"phone_days" doc:"A telephone is erased after so many days"`
	MatchKm    float64   `json:"match_km"`
	MatchHours float64   `json:"match_hours"`

	ClusterKm    float64 `json:"cluster_km" doc:"Hotspots of no recorded fire so near to each other count as one fire"`
	ClusterHours float64 `json:"cluster_hours" doc:"Where they were seen within so many hours"`

	Causes  []forecast.Term `json:"causes"`
	Forests []forecast.Term `json:"forests"`
}

func (s *Server) getFireRules(context.Context, *struct{}) (*page, error) {
	r := s.province.Fires
	a := fireRulesAnswer{Now: s.local(s.moment().now).Truncate(time.Minute), Emergency: r.Emergency, ReportDays: r.ReportDays, PhotoMB: r.PhotoMB, PhotoSide: r.PhotoSide, PhoneDays: r.PhoneDays,
		MatchKm: r.MatchKm, MatchHours: r.MatchHours, ClusterKm: r.ClusterKm, ClusterHours: r.ClusterHours, Causes: append([]forecast.Term{}, r.Causes...), Forests: []forecast.Term{}}
	for code, text := range s.province.Words {
		if id, ok := strings.CutPrefix(code, "group."); ok {
			a.Forests = append(a.Forests, forecast.Term{ID: id, Text: text})
		}
	}
	slices.SortFunc(a.Forests, func(a, b forecast.Term) int { return cmp.Compare(a.ID, b.ID) })
	return shortPage(jsonType, a)
}
