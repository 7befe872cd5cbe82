package api

import (
	"math"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/text/language"

	"github.com/canhlua/canhlua/forecast"
)

// The languages of the service; the first is the default.
const (
	vi = "vi"
	en = "en"
)

// dayParam is a day in a query; the zero value when it was not given.
type dayParam struct{ forecast.Date }

// Schema describes the parameter in the OpenAPI.
func (dayParam) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Examples: []any{"2016-03-05"}}
}

// or is the day, or another one when it was not given.
func (d dayParam) or(other forecast.Date) forecast.Date {
	if d.IsZero() {
		return other
	}
	return d.Date
}

var languages = language.NewMatcher([]language.Tag{language.Vietnamese, language.English})

// chooseLanguage is the language asked for by the query, else by the header
// Accept-Language, else Vietnamese.
func chooseLanguage(asked, accept string) string {
	if asked != "" {
		return asked
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 {
		return vi
	}
	if _, i, confidence := languages.Match(wanted...); i == 1 && confidence > language.No {
		return en
	}
	return vi
}

// degrees reads a coordinate between −limit and limit.
func degrees(name, value string, limit float64) (float64, error) {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(v) {
		return 0, badParam(name, value, "not a number", "write decimal degrees with a point, such as 11.29")
	}
	if math.Abs(v) > limit {
		text := strconv.FormatFloat(limit, 'f', -1, 64)
		return 0, badParam(name, value, "out of range", "write degrees between -"+text+" and "+text)
	}
	return v, nil
}

// moment is the instant a request is answered for.
type moment struct {
	now   time.Time
	today forecast.Date
}

func (s *Server) moment() moment {
	now := s.cfg.Clock()
	return moment{now: now, today: s.province.Today(now)}
}

// noon is the instant a day's level stands for, with the province's offset.
func (s *Server) noon(d forecast.Date) time.Time {
	return d.At(s.province.Rules.NoonHour, 0, s.province.Location).In(s.province.Location)
}

// local is an instant with the province's offset.
func (s *Server) local(t time.Time) time.Time { return t.In(s.province.Location) }
