package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// pastDays are the days behind today that the day strip shows.
const pastDays = 7

type levelStyle struct {
	Level   forecast.Level  `json:"level"`
	Roman   string          `json:"roman"`
	Label   forecast.Text   `json:"label"`
	Meaning forecast.Text   `json:"meaning"`
	Color   string          `json:"color" doc:"#rrggbb; never the only sign of a level"`
	Duties  []forecast.Duty `json:"duties" doc:"What the level asks for, with its basis"`
}

type provinceAnswer struct {
	ID          string                   `json:"id"`
	Name        forecast.Text            `json:"name"`
	Office      forecast.Text            `json:"office" doc:"The authority today"`
	TimeZone    string                   `json:"time_zone"`
	Today       forecast.Date            `json:"today"`
	Now         time.Time                `json:"now"`
	AheadDays   int                      `json:"ahead_days"`
	PastDays    int                      `json:"past_days"`
	StaleHours  float64                  `json:"stale_hours"`
	Simulated   bool                     `json:"simulated" doc:"Today's run rests on simulated weather"`
	Provisional bool                     `json:"provisional" doc:"Today's run rests on a provisional table"`
	BaseMap     string                   `json:"base_map" doc:"XYZ tiles of a background map, empty when there is none"`
	Credit      string                   `json:"base_map_credit"`
	Center      []float64                `json:"center" doc:"[lon, lat]; empty without zones"`
	Bounds      []float64                `json:"bounds" doc:"[west, south, east, north]; empty without zones"`
	Levels      []levelStyle             `json:"levels" doc:"Unknown first, then I to V"`
	Words       map[string]forecast.Text `json:"words" doc:"Names of forest groups and texts of notes and marks, by code"`
}

func (s *Server) getProvince(ctx context.Context, _ *struct{}) (*page, error) {
	m := s.moment()
	p := s.province
	a := provinceAnswer{
		ID: p.ID, Name: p.Name, Office: p.OfficeOn(m.today), TimeZone: p.TimeZone,
		Today: m.today, Now: s.local(m.now), AheadDays: p.Rules.AheadDays, PastDays: pastDays,
		StaleHours: p.Rules.StaleHours, BaseMap: p.BaseMap, Credit: p.Credit,
		Center: []float64{}, Bounds: []float64{}, Words: pageWords(p.Words),
	}
	for level, style := range p.Styles {
		a.Levels = append(a.Levels, levelStyle{
			Level: forecast.Level(level), Roman: forecast.Level(level).Roman(), Label: style.Label,
			Meaning: style.Meaning, Color: style.Color, Duties: append([]forecast.Duty{}, style.Duties...),
		})
	}
	run, err := s.covering(ctx, m.today, m.now)
	if err != nil {
		return nil, err
	}
	if run != nil {
		a.Simulated, a.Provisional = run.Simulated, run.Provisional
	}
	if a.Center, a.Bounds, err = s.extent(ctx, m.today); err != nil {
		return nil, err
	}
	return newJSON(jsonType, a)
}

// documentWords begin the codes of texts that stand in documents and messages, which
// are written here: no phone needs them.
var documentWords = []string{"alert_", "annex_", "bulletin_", "explain_", "radio_", "report_", "template_", "workshop_"}

// pageWords are the texts that the page uses.
func pageWords(all map[string]forecast.Text) map[string]forecast.Text {
	out := map[string]forecast.Text{}
	for code, text := range all {
		if !slices.ContainsFunc(documentWords, func(head string) bool { return strings.HasPrefix(code, head) }) {
			out[code] = text
		}
	}
	return out
}

// extent is the middle and the box of the zones of a day, empty without zones.
func (s *Server) extent(ctx context.Context, day forecast.Date) (center, bounds []float64, err error) {
	set, err := s.setOn(ctx, day)
	if isNotFound(err) || err == nil && len(set.Zones) == 0 {
		return []float64{}, []float64{}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	b := set.bound
	middle := b.Center()
	return lonLat(middle), append(lonLat(b.Min), lonLat(b.Max)...), nil
}

func lonLat(p orb.Point) []float64 { return []float64{rounded(p[0], 5), rounded(p[1], 5)} }
