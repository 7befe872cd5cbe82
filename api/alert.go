package api

import (
	"context"
	"net/http"

	"github.com/canhlua/canhlua/forecast"
)

type alertsInput struct {
	Zone     string `query:"zone" doc:"Only those of this zone."`
	Standing bool   `query:"standing" doc:"Only those that hold now: neither expired nor replaced, IV or V."`
	Limit    int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"At most so many."`
}

type alertInfo struct {
	forecast.Alert
	Name string `json:"name" doc:"The zone's name"`
}

type alertsAnswer struct {
	Alerts []alertInfo `json:"alerts" doc:"Newest first: a zone's level of IV or V on a day came, changed or went"`
}

// getAlerts lists public alerts; they exist without subscribers.
func (s *Server) getAlerts(ctx context.Context, in *alertsInput) (*page, error) {
	if s.cfg.Alerts == nil {
		return nil, newProblem(http.StatusServiceUnavailable, "this service sends no alerts")
	}
	alerts, err := s.cfg.Alerts.Alerts(ctx, forecast.AlertQuery{AsOf: s.moment().now, Zone: in.Zone, Standing: in.Standing, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	a := alertsAnswer{Alerts: []alertInfo{}}
	for _, one := range alerts {
		one.Sent, one.Expires = s.local(one.Sent), s.local(one.Expires)
		a.Alerts = append(a.Alerts, alertInfo{one, s.zoneName(ctx, one.ZoneSet, one.Zone)})
	}
	return shortPage(jsonType, a)
}

// ZoneName is a zone's name in a set; NotFound when either is not there.
func (s *Server) ZoneName(ctx context.Context, set, zone string) (string, error) {
	z, err := s.set(ctx, set)
	if err != nil {
		return "", err
	}
	if found, ok := z.zone(zone); ok {
		return found.Name, nil
	}
	return "", &forecast.NotFound{Kind: "zone", Name: zone}
}

// zoneName is a zone's name in a set, its ID where the set is gone.
func (s *Server) zoneName(ctx context.Context, set, zone string) string {
	name, err := s.ZoneName(ctx, set, zone)
	if err != nil {
		return zone
	}
	return name
}
