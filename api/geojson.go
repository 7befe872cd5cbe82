package api

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/canhlua/canhlua/geo"
)

type levelFeature struct {
	Type       string          `json:"type" enum:"Feature"`
	ID         string          `json:"id" doc:"The zone"`
	Geometry   json.RawMessage `json:"geometry" doc:"Polygon or MultiPolygon, simplified for display"`
	Properties ZoneLevel       `json:"properties"`
}

type levelFeatures struct {
	Type     string         `json:"type" enum:"FeatureCollection"`
	Features []levelFeature `json:"features"`
	LevelsHead
}

func (s *Server) getLevelFeatures(ctx context.Context, in *levelsInput) (*page, error) {
	v, err := s.view(ctx, *in, s.moment())
	if err != nil {
		return nil, err
	}
	return s.remember(ctx, v.key("geojson"), func(ctx context.Context) (*page, error) {
		a, err := s.levels(ctx, v)
		if err != nil {
			return nil, err
		}
		body, err := a.features(v.set)
		if err != nil {
			return nil, fmt.Errorf("levels of %s as geojson: %w", v.day, err)
		}
		return v.finish(newPage(geoJSONType, body)), nil
	})
}

// features writes the levels as GeoJSON; the zones are those of the set, in its
// order.
func (a *levelsAnswer) features(set *zoneSet) ([]byte, error) {
	out := geo.BeginCollection(nil)
	for i := range a.Zones {
		props, err := json.Marshal(&a.Zones[i])
		if err != nil {
			return nil, err
		}
		out = geo.AppendFeature(out, a.Zones[i].Zone, set.shapes[i], props)
	}
	head, err := json.Marshal(&a.LevelsHead)
	if err != nil {
		return nil, err
	}
	return geo.EndCollection(out, head[1:len(head)-1]), nil
}
