package api

import (
	"context"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type firesInput struct {
	From          dayParam `query:"from" doc:"First local day, YYYY-MM-DD; default 7 days before the last."`
	To            dayParam `query:"to" doc:"Last local day, YYYY-MM-DD; default today."`
	Zone          string   `query:"zone" doc:"Only those within this zone."`
	MinConfidence string   `query:"confidence" enum:"low,nominal,high" default:"low" doc:"The least confidence."`
}

type fireInfo struct {
	forecast.Fire
	Time time.Time `json:"time" doc:"Of the overpass, with the province's offset"`
	Zone string    `json:"zone" doc:"The zone it lies in"`
	Name string    `json:"name" doc:"The zone's name"`
}

type firesAnswer struct {
	From  forecast.Date `json:"from"`
	To    forecast.Date `json:"to"`
	Fires []fireInfo    `json:"fires" doc:"Within the province, newest first. A hotspot is something hot that a satellite saw, not always a fire"`
}

// mostFireDays is the longest span of one answer.
const mostFireDays = 366

func (s *Server) getFires(ctx context.Context, in *firesInput) (*page, error) {
	a, err := s.fires(ctx, in)
	if err != nil {
		return nil, err
	}
	return shortPage(jsonType, a)
}

type fireFeatures struct {
	Type     string        `json:"type" enum:"FeatureCollection"`
	Features []fireFeature `json:"features"`
}

type fireFeature struct {
	Type       string       `json:"type" enum:"Feature"`
	ID         string       `json:"id"`
	Geometry   firePosition `json:"geometry"`
	Properties fireInfo     `json:"properties"`
}

type firePosition struct {
	Type        string     `json:"type" enum:"Point"`
	Coordinates [2]float64 `json:"coordinates" doc:"Degrees east, degrees north"`
}

func (s *Server) getFireFeatures(ctx context.Context, in *firesInput) (*page, error) {
	a, err := s.fires(ctx, in)
	if err != nil {
		return nil, err
	}
	out := fireFeatures{Type: "FeatureCollection", Features: []fireFeature{}}
	for _, f := range a.Fires {
		out.Features = append(out.Features, fireFeature{"Feature", f.ID, firePosition{"Point", [2]float64{f.Lon, f.Lat}}, f})
	}
	return shortPage(geoJSONType, out)
}

// fires are those of the span that lie in a zone of its last day's set.
func (s *Server) fires(ctx context.Context, in *firesInput) (firesAnswer, error) {
	m := s.moment()
	to := in.To.or(m.today)
	a := firesAnswer{From: in.From.or(to.AddDays(-7)), To: to, Fires: []fireInfo{}}
	switch {
	case a.To.Before(a.From):
		return a, badParam("from", a.From.String(), "lies after the last day, "+to.String(), "give an earlier day")
	case a.To.DaysSince(a.From) >= mostFireDays:
		return a, badParam("from", a.From.String(), "more than a year before "+to.String(), "ask for a shorter span")
	}
	set, err := s.setOn(ctx, to)
	if err != nil {
		return a, err
	}
	loc := s.province.Location
	seen, err := s.store.Fires(ctx, a.From.At(0, 0, loc), a.To.AddDays(1).At(0, 0, loc), m.now)
	if err != nil {
		return a, err
	}
	for _, f := range seen {
		at := set.locator.Find(f.Lon, f.Lat)
		if at < 0 || !sureAs(f.Confidence, forecast.Confidence(in.MinConfidence)) {
			continue
		}
		if z := &set.Zones[at]; in.Zone == "" || in.Zone == z.ID {
			a.Fires = append(a.Fires, fireInfo{Fire: f, Time: s.local(f.Time), Zone: z.ID, Name: z.Name})
		}
	}
	return a, nil
}

var confidences = []forecast.Confidence{forecast.LowConfidence, forecast.NominalConfidence, forecast.HighConfidence}

// sureAs reports whether a confidence is at least the one asked for.
func sureAs(c, least forecast.Confidence) bool {
	return slices.Index(confidences, c) >= slices.Index(confidences, least)
}
