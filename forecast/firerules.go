package forecast

import (
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
)

// Term is one of a list the profile offers.
type Term struct {
	ID   string `json:"id" yaml:"id"`
	Text Text   `json:"text" yaml:"text"`
}

// FireRules are the province's choices about reports and records of fires.
type FireRules struct {
	Emergency   string  `json:"emergency" yaml:"emergency"`               // number of the fire service; empty = none is told
	ReportDays  int     `json:"report_days" yaml:"report_days"`           // a report may tell of a fire so many days ago
	OutsideKm   float64 `json:"outside_km" yaml:"outside_km"`             // and so far beyond the border
	PerHour     int     `json:"per_hour" yaml:"per_hour"`                 // reports taken from one address
	AllPerHour  int     `json:"all_per_hour" yaml:"all_per_hour"`         // and from all addresses together
	PhotoMB     float64 `json:"photo_mb" yaml:"photo_mb"`                 // a larger file is refused
	PhotoPixels int     `json:"photo_megapixels" yaml:"photo_megapixels"` // a larger picture is refused, millions
	PhotoSide   int     `json:"photo_side" yaml:"photo_side"`             // it is kept with its longer side so many pixels at most
	MatchKm     float64 `json:"match_km" yaml:"match_km"`                 // a hotspot so near to a fire belongs to it
	MatchHours  float64 `json:"match_hours" yaml:"match_hours"`           // when it was seen within so many hours of the time it burnt
	// Hotspots of no recorded fire so near to each other, seen within so many hours, count as one fire.
	ClusterKm    float64 `json:"cluster_km" yaml:"cluster_km"`
	ClusterHours float64 `json:"cluster_hours" yaml:"cluster_hours"`
	PhoneDays    int     `json:"phone_days" yaml:"phone_days"` // a reporter's telephone is kept so long
	Causes       []Term  `json:"causes" yaml:"causes"`         // of a fire record
}

// DefaultFireRules are those of a profile that says nothing of fires.
func DefaultFireRules() FireRules {
	return FireRules{ReportDays: 3, OutsideKm: 5, PerHour: 20, AllPerHour: 200, PhotoMB: 6, PhotoPixels: 25, PhotoSide: 1600,
		MatchKm: 3, MatchHours: 12, ClusterKm: 2, ClusterHours: 24, PhoneDays: 90}
}

// Cause reports whether the list has the cause; the empty one says that it is
// not known.
func (r *FireRules) Cause(id string) bool {
	if id == "" {
		return true
	}
	for _, c := range r.Causes {
		if c.ID == id {
			return true
		}
	}
	return false
}

// CauseOf finds a cause by its ID or one of its names; the text itself where there
// is none such.
func (r *FireRules) CauseOf(text string) string {
	for _, c := range r.Causes {
		if strings.EqualFold(text, c.Text.Vi) || strings.EqualFold(text, c.Text.En) {
			return c.ID
		}
	}
	return text
}

// Match reports whether a hotspot belongs to a fire: near enough to it, and seen
// while it burnt or little before or after.
func (r *FireRules) Match(hotspot Fire, f FireRecord) bool {
	slack := time.Duration(r.MatchHours * float64(time.Hour))
	end := f.Time
	if f.Out.After(end) {
		end = f.Out
	}
	if hotspot.Time.Before(f.Time.Add(-slack)) || hotspot.Time.After(end.Add(slack)) {
		return false
	}
	return geo.DistanceHaversine(orb.Point{hotspot.Lon, hotspot.Lat}, orb.Point{f.Lon, f.Lat}) <= r.MatchKm*1000
}

// FiresOf names the fires that a hotspot belongs to.
func (r *FireRules) FiresOf(hotspot Fire, records []FireRecord) []string {
	var ids []string
	for _, f := range records {
		if r.Match(hotspot, f) {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// HotspotsOf names the hotspots that belong to a fire.
func (r *FireRules) HotspotsOf(f FireRecord, hotspots []Fire) []string {
	var ids []string
	for _, h := range hotspots {
		if r.Match(h, f) {
			ids = append(ids, h.ID)
		}
	}
	return ids
}
