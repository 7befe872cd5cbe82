package api

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type firesInput struct {
	From          dayParam `query:"from" doc:"First local day, YYYY-MM-DD; default 7 days before the last."`
	To            dayParam `query:"to" doc:"Last local day, YYYY-MM-DD; default today."`
	Zone          string   `query:"zone" doc:"Only those within this zone."`
	MinConfidence string   `query:"confidence" enum:"low,nominal,high" default:"low" doc:"The least confidence of hotspots."`
	Kind          string   `query:"kind" enum:"hotspot,fire" doc:"Only hotspots of satellites, or only fires that an officer confirmed."`
}

type fireInfo struct {
	forecast.Fire
	Time     time.Time      `json:"time" doc:"Of the overpass, or when the fire was seen first, with the province's offset"`
	Zone     string         `json:"zone" doc:"The zone it lies in; empty for a confirmed fire a little beyond the border"`
	Name     string         `json:"name" doc:"The zone's name"`
	Fires    []string       `json:"fires,omitempty" doc:"Of a hotspot: the confirmed fires it belongs to"`
	Hotspots []string       `json:"hotspots,omitempty" doc:"Of a confirmed fire: the hotspots that belong to it"`
	Record   *fireRecordOut `json:"record,omitempty" doc:"Of a confirmed fire"`
}

// fireRecordOut is what the public is told of a confirmed fire.
type fireRecordOut struct {
	Status    forecast.FireStatus `json:"status" enum:"confirmed,closed"`
	Confirmed time.Time           `json:"confirmed"`
	Out       *time.Time          `json:"out" doc:"null while it is not known to be out"`
	Cause     string              `json:"cause" doc:"One of /api/v1/fires/rules; empty = not known"`
	AreaHa    forecast.Float      `json:"area_ha" doc:"Burnt, hectares"`
	Forest    string              `json:"forest" doc:"Forest group; empty = not known"`
	Forces    string              `json:"forces"`
	Note      string              `json:"note" doc:"An officer's words"`
	Photo     string              `json:"photo,omitempty" doc:"Its address, where an officer made it public"`
}

type firesAnswer struct {
	From  forecast.Date `json:"from"`
	To    forecast.Date `json:"to"`
	Fires []fireInfo    `json:"fires" doc:"Newest first: fires that an officer confirmed, and hotspots within the province. A hotspot is something hot that a satellite saw, not always a fire"`
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

// fires are those of the span: hotspots in a zone of its last day's set, and
// what officers confirmed.
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
	begin, end := a.From.At(0, 0, loc), a.To.AddDays(1).At(0, 0, loc)
	burning, err := s.burning(ctx, begin, end, m)
	if err != nil {
		return a, err
	}
	for _, f := range burning {
		at := set.locator.Find(f.Lon, f.Lat)
		if f.Time.Before(begin) || !f.Time.Before(end) || !in.wants(&f, at) {
			continue
		}
		if at >= 0 {
			f.Zone, f.Name = set.Zones[at].ID, set.Zones[at].Name
		}
		if in.Zone == "" || in.Zone == f.Zone {
			f.Time = s.local(f.Time)
			a.Fires = append(a.Fires, f)
		}
	}
	return a, nil
}

// wants reports whether the kind is asked for, and sure enough; a hotspot has to
// lie in a zone.
func (in *firesInput) wants(f *fireInfo, at int) bool {
	if in.Kind != "" && in.Kind != f.Kind {
		return false
	}
	return f.Record != nil || at >= 0 && sureAs(f.Confidence, forecast.Confidence(in.MinConfidence))
}

// burningDays is how long before a span a fire may have begun whose hotspots lie
// in it.
const burningDays = 14

// burning gives hotspots and confirmed fires around a span, newest first, each
// with what belongs to it.
func (s *Server) burning(ctx context.Context, begin, end time.Time, m moment) ([]fireInfo, error) {
	rules := &s.province.Fires
	slack := time.Duration(rules.MatchHours * float64(time.Hour))
	hotspots, err := s.store.Fires(ctx, begin.Add(-slack), end.Add(slack), m.now)
	if err != nil {
		return nil, err
	}
	records, err := s.publicRecords(ctx, begin.AddDate(0, 0, -burningDays), end.Add(slack), m)
	if err != nil {
		return nil, err
	}
	var out []fireInfo
	for _, h := range hotspots {
		out = append(out, fireInfo{Fire: h, Time: h.Time, Fires: rules.FiresOf(h, records)})
	}
	for _, f := range records {
		out = append(out, fireInfo{Fire: f.Fire(), Time: f.Time, Hotspots: rules.HotspotsOf(f, hotspots), Record: s.recordOut(f)})
	}
	slices.SortStableFunc(out, func(a, b fireInfo) int { return cmp.Or(b.Time.Compare(a.Time), strings.Compare(a.ID, b.ID)) })
	return out, nil
}

// publicRecords are the fires that the public may know of.
func (s *Server) publicRecords(ctx context.Context, from, to time.Time, m moment) ([]forecast.FireRecord, error) {
	all, err := s.store.FireRecords(ctx, forecast.FireQuery{From: from, To: to, Status: []forecast.FireStatus{forecast.FireConfirmed, forecast.FireClosed}})
	return slices.DeleteFunc(all, func(f forecast.FireRecord) bool { return !f.PublicAt(m.now) }), err
}

func (s *Server) recordOut(f forecast.FireRecord) *fireRecordOut {
	out := &fireRecordOut{Status: f.Status, Confirmed: s.local(f.Confirmed), Cause: f.Cause, AreaHa: f.AreaHa, Forest: f.Forest,
		Forces: f.Forces, Note: f.Note}
	if !f.Out.IsZero() {
		out.Out = s.localPtr(f.Out)
	}
	if f.PhotoPublic && f.Photo != "" {
		out.Photo = "/api/v1/fires/" + f.ID + "/photo"
	}
	return out
}

var confidences = []forecast.Confidence{forecast.LowConfidence, forecast.NominalConfidence, forecast.HighConfidence}

// sureAs reports whether a confidence is at least the one asked for.
func sureAs(c, least forecast.Confidence) bool {
	return slices.Index(confidences, c) >= slices.Index(confidences, least)
}
