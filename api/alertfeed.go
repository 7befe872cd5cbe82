package api

import (
	"context"
	"net/http"
	"time"

	"github.com/canhlua/canhlua/api/feed"
	"github.com/canhlua/canhlua/forecast"
)

// feedAlerts is how many alerts a feed holds.
const feedAlerts = 100

type feedInput struct {
	Lang   string `query:"lang" enum:"vi,en" doc:"Language of the texts; default by Accept-Language, else vi."`
	Accept string `header:"Accept-Language" hidden:"true"`
}

type capInput struct {
	ID string `path:"id" maxLength:"120" doc:"Of an alert"`
}

// routeFeeds wires public alerts for those who pass them on.
func (s *Server) routeFeeds() {
	get[feedInput, string](s, "/api/v1/alerts.atom", "Cảnh báo, Atom với CAP · Alerts, Atom leading to CAP", s.feedOf("application/atom+xml",
		func(src *feed.Source, items []feed.Item, lang string, now time.Time) ([]byte, error) {
			return src.Atom(items, lang, now)
		}), "application/atom+xml")
	get[feedInput, string](s, "/api/v1/alerts.rss", "Cảnh báo, RSS · Alerts, RSS", s.feedOf("application/rss+xml",
		func(src *feed.Source, items []feed.Item, lang string, now time.Time) ([]byte, error) {
			return src.RSS(items, lang, now)
		}), "application/rss+xml")
	get[feedInput, map[string]any](s, "/api/v1/alerts.json", "Cảnh báo, JSON Feed · Alerts, JSON Feed", s.feedOf("application/feed+json",
		func(src *feed.Source, items []feed.Item, lang string, _ time.Time) ([]byte, error) {
			return src.JSON(items, lang)
		}), "application/feed+json")
	get[capInput, string](s, "/api/v1/alerts/{id}.xml", "Một cảnh báo, CAP 1.2 · An alert, CAP 1.2", s.getCAP, feed.CAPType)
}

type writeFeed func(src *feed.Source, items []feed.Item, lang string, now time.Time) ([]byte, error)

// feedOf lists the newest alerts, those that are over too: who follows a feed must
// see that a warning was taken back.
func (s *Server) feedOf(kind string, write writeFeed) func(context.Context, *feedInput) (*page, error) {
	return func(ctx context.Context, in *feedInput) (*page, error) {
		if s.cfg.Alerts == nil {
			return nil, errNoAlerts
		}
		now, lang := s.moment().now, chooseLanguage(in.Lang, in.Accept)
		alerts, err := s.cfg.Alerts.Alerts(ctx, forecast.AlertQuery{AsOf: now, Limit: feedAlerts})
		if err != nil {
			return nil, err
		}
		items, err := s.feedItems(ctx, alerts, now)
		if err != nil {
			return nil, err
		}
		body, err := write(s.speaker(), items, lang, s.feedSince(now))
		if err != nil {
			return nil, err
		}
		p := newPage(kind, body)
		p.keep, p.lang = shortly, lang
		return p, nil
	}
}

// feedSince is the date of a feed without alerts: the day, so that it does not
// change with every request.
func (s *Server) feedSince(now time.Time) time.Time {
	return s.province.Today(now).At(0, 0, s.province.Location)
}

func (s *Server) getCAP(ctx context.Context, in *capInput) (*page, error) {
	if s.cfg.Alerts == nil {
		return nil, errNoAlerts
	}
	now := s.moment().now
	a, err := s.cfg.Alerts.Alert(ctx, in.ID, now)
	if isNotFound(err) {
		return nil, newProblem(http.StatusNotFound, "there is no alert of that name; /api/v1/alerts lists them")
	}
	if err != nil {
		return nil, err
	}
	items, err := s.feedItems(ctx, []forecast.Alert{a}, now)
	if err != nil {
		return nil, err
	}
	body, err := s.speaker().CAP(&items[0])
	if err != nil {
		return nil, err
	}
	p := newPage(feed.CAPType, body)
	p.modified = a.Sent
	return p, nil
}

func (s *Server) speaker() *feed.Source {
	src := s.cfg.Speaker
	src.Province = s.province
	return &src
}

// feedItems puts beside each alert its zone, as it was on that day, and when those
// it replaces were sent.
func (s *Server) feedItems(ctx context.Context, alerts []forecast.Alert, now time.Time) ([]feed.Item, error) {
	sent := map[string]time.Time{}
	for i := range alerts {
		sent[alerts[i].ID] = alerts[i].Sent
	}
	items := make([]feed.Item, len(alerts))
	for i, a := range alerts {
		zone, err := s.alertZone(ctx, a.ZoneSet, a.Zone)
		if err != nil {
			return nil, err
		}
		items[i] = feed.Item{Alert: a, Zone: zone}
		for _, id := range a.Replaces {
			if _, known := sent[id]; !known {
				before, err := s.cfg.Alerts.Alert(ctx, id, now)
				if isNotFound(err) {
					continue // purged; nobody can look it up any more
				}
				if err != nil {
					return nil, err
				}
				sent[id] = before.Sent
			}
			items[i].Replaced = append(items[i].Replaced, feed.Reference{ID: id, Sent: sent[id]})
		}
	}
	return items, nil
}

// alertZone is a zone with a shape that is short enough for a message; without
// shape where its set is gone.
func (s *Server) alertZone(ctx context.Context, set, id string) (forecast.Zone, error) {
	z, err := s.set(ctx, set)
	if err != nil && !isNotFound(err) {
		return forecast.Zone{}, err
	}
	if err == nil {
		for i := range z.Zones {
			if z.Zones[i].ID == id {
				zone := z.Zones[i]
				zone.Shape = z.short()[i]
				return zone, nil
			}
		}
	}
	return forecast.Zone{ID: id, Name: id}, nil
}
