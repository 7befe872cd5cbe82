package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
)

type pointInput struct {
	Date   dayParam    `query:"date" doc:"Local day, YYYY-MM-DD; default today."`
	Lang   string      `query:"lang" enum:"vi,en" doc:"Language of the texts; default by Accept-Language, else vi."`
	Accept string      `header:"Accept-Language" hidden:"true"`
	Lat    degreeParam `query:"lat" required:"true" doc:"Degrees north, WGS 84."`
	Lon    degreeParam `query:"lon" required:"true" doc:"Degrees east, WGS 84."`
}

// degreeParam is a coordinate as written; degrees reads it, so that the refusal
// can say what to write.
type degreeParam string

// Schema describes the parameter in the OpenAPI. It says text or number, since
// huma holds the text against it before it is read.
func (degreeParam) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{{Type: huma.TypeNumber}, {Type: huma.TypeString}}, Examples: []any{11.29}}
}

type pointAnswer struct {
	ZoneLevel
	Date forecast.Date `json:"date"`
	Lat  float64       `json:"lat"`
	Lon  float64       `json:"lon"`
}

func (s *Server) getPoint(ctx context.Context, in *pointInput) (*page, error) {
	lat, err := degrees("lat", string(in.Lat), 90)
	if err != nil {
		return nil, err
	}
	lon, err := degrees("lon", string(in.Lon), 180)
	if err != nil {
		return nil, err
	}
	v, err := s.view(ctx, levelsInput{Date: in.Date, Lang: in.Lang, Accept: in.Accept}, s.moment())
	if err != nil {
		return nil, err
	}
	at := v.set.locator.Find(lon, lat)
	if at < 0 {
		return nil, newProblem(http.StatusNotFound, "the place "+string(in.Lat)+", "+string(in.Lon)+" lies in no zone of the province")
	}
	a, err := s.levels(ctx, v)
	if err != nil {
		return nil, err
	}
	p, err := newJSON(jsonType, pointAnswer{a.Zones[at], v.day, lat, lon})
	if err != nil {
		return nil, err
	}
	return v.finish(p), nil
}
