package api

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

type dayInput struct {
	Date dayParam `query:"date" doc:"Local day, YYYY-MM-DD; default today."`
}

type zoneInput struct {
	Date dayParam `query:"date" doc:"Local day, YYYY-MM-DD; default today."`
	ID   string   `path:"id" doc:"Zone"`
}

type zoneSetInfo struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	ValidFrom  *string `json:"valid_from" doc:"First day; null = since ever"`
	ValidTo    *string `json:"valid_to" doc:"Last day; null = until further notice"`
	Source     string  `json:"source"`
	Basis      string  `json:"basis"`
	Indicative bool    `json:"indicative" doc:"Drawn from published facts, not an official boundary"`
}

// ZoneInfo is a zone in the answers.
type ZoneInfo struct {
	ID         string                `json:"id"`
	Name       string                `json:"name"`
	Kind       string                `json:"kind"`
	AreaHa     float64               `json:"area_ha"`
	ElevationM forecast.Float        `json:"elevation_m"`
	Forest     forecast.Tri          `json:"forest"`
	Parts      []forecast.ForestPart `json:"forest_parts"`
	Point      []float64             `json:"point" doc:"[lon, lat] of the place where the zone's weather is taken"`
	Attributes map[string]string     `json:"attributes" doc:"Those that the province's profile names as public; all of them, owners too, for those who work here"`
}

type zonesAnswer struct {
	ZoneSet zoneSetInfo `json:"zone_set"`
	Zones   []ZoneInfo  `json:"zones"`
}

type zoneAnswer struct {
	ZoneInfo
	ZoneSet zoneSetInfo `json:"zone_set"`
}

type zoneFeature struct {
	Type       string          `json:"type" enum:"Feature"`
	ID         string          `json:"id"`
	Geometry   json.RawMessage `json:"geometry" doc:"Polygon or MultiPolygon, simplified for display"`
	Properties ZoneInfo        `json:"properties"`
}

type zoneFeatures struct {
	Type     string        `json:"type" enum:"FeatureCollection"`
	Features []zoneFeature `json:"features"`
	ZoneSet  zoneSetInfo   `json:"zone_set"`
}

func newZoneSetInfo(set forecast.ZoneSet) zoneSetInfo {
	return zoneSetInfo{
		ID: set.ID, Name: set.Name, ValidFrom: dayOrNull(set.ValidFrom), ValidTo: dayOrNull(set.ValidTo),
		Source: set.Source, Basis: set.Basis, Indicative: set.Indicative,
	}
}

func dayOrNull(d forecast.Date) *string {
	if d.IsZero() {
		return nil
	}
	text := d.String()
	return &text
}

// zoneTeller tells of zones what its asker may know.
type zoneTeller struct {
	whole  bool     // every attribute
	public []string // else these
}

// zonesFor is how zones are told to whoever asks: whole to those who work here,
// since attributes name forest owners, who are persons as often as not.
func (s *Server) zonesFor(ctx context.Context) zoneTeller {
	by := holder(ctx)
	return zoneTeller{whole: by.Role.May(forecast.RoleOfficer) && by.token.Covers("zones"), public: s.province.Public}
}

// page is an answer that may be kept for a short while; not at all what is told
// to one asker alone.
func (t zoneTeller) page(p *page, err error) (*page, error) {
	if err == nil {
		p.keep = shortly
		if t.whole {
			p.keep = "no-store"
		}
	}
	return p, err
}

func (t zoneTeller) info(z *forecast.Zone) ZoneInfo {
	info := ZoneInfo{
		ID: z.ID, Name: z.Name, Kind: z.Kind, AreaHa: rounded(z.AreaHa, 1), ElevationM: z.ElevationM,
		Forest: z.HasForest, Parts: append([]forecast.ForestPart{}, z.Forest...),
		Point: lonLat(z.Point), Attributes: map[string]string{},
	}
	for name, value := range z.Attributes {
		if t.whole || slices.Contains(t.public, name) {
			info.Attributes[name] = value
		}
	}
	return info
}

// datedSet gives a day's zone set with its dates as they are now.
func (s *Server) datedSet(ctx context.Context, in *dayInput) (*zoneSet, zoneSetInfo, error) {
	day := in.Date.or(s.moment().today)
	sets, err := s.store.ZoneSets(ctx)
	if err != nil {
		return nil, zoneSetInfo{}, err
	}
	for i := range sets {
		if sets[i].Covers(day) {
			set, err := s.set(ctx, sets[i].ID)
			return set, newZoneSetInfo(sets[i]), err
		}
	}
	return nil, zoneSetInfo{}, &forecast.NotFound{Kind: "zone set of", Name: day.String()}
}

func (s *Server) getZones(ctx context.Context, in *dayInput) (*page, error) {
	set, info, err := s.datedSet(ctx, in)
	if err != nil {
		return nil, err
	}
	teller, a := s.zonesFor(ctx), zonesAnswer{ZoneSet: info, Zones: []ZoneInfo{}}
	for i := range set.Zones {
		a.Zones = append(a.Zones, teller.info(&set.Zones[i]))
	}
	return teller.page(newJSON(jsonType, a))
}

func (s *Server) getZoneFeatures(ctx context.Context, in *dayInput) (*page, error) {
	set, info, err := s.datedSet(ctx, in)
	if err != nil {
		return nil, err
	}
	teller, out := s.zonesFor(ctx), geo.BeginCollection(nil)
	for i := range set.Zones {
		props, err := json.Marshal(teller.info(&set.Zones[i]))
		if err != nil {
			return nil, err
		}
		out = geo.AppendFeature(out, set.Zones[i].ID, set.shapes[i], props)
	}
	members, err := json.Marshal(info)
	if err != nil {
		return nil, err
	}
	return teller.page(newPage(geoJSONType, geo.EndCollection(out, append([]byte(`"zone_set":`), members...))), nil)
}

func (s *Server) getZone(ctx context.Context, in *zoneInput) (*page, error) {
	zone, set, err := s.zoneOn(ctx, in.ID, in.Date.or(s.moment().today))
	if err != nil {
		return nil, err
	}
	teller := s.zonesFor(ctx)
	return teller.page(newJSON(jsonType, zoneAnswer{teller.info(zone), newZoneSetInfo(set.ZoneSet)}))
}

// shortPage is an answer that may be kept for a short while.
func shortPage(contentType string, v any) (*page, error) {
	p, err := newJSON(contentType, v)
	if err == nil {
		p.keep = shortly
	}
	return p, err
}
