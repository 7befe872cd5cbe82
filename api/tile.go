package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

const (
	tileType  = "application/vnd.mapbox-vector-tile"
	tileLayer = "danger"
	tileZoom  = 14 // the deepest that is made; maps draw it larger beyond
)

// TileDay is the day that tiles are asked for; it is exported, as all embedded parts
// are, since huma reads no others.
type TileDay struct {
	Date   pathDay `path:"date" doc:"Local day, YYYY-MM-DD"`
	Lang   string  `query:"lang" enum:"vi,en" doc:"Language of the texts; default by Accept-Language, else vi."`
	Accept string  `header:"Accept-Language" hidden:"true"`
}

type tileInput struct {
	TileDay
	Z int `path:"z" minimum:"0" maximum:"22"`
	X int `path:"x" minimum:"0"`
	Y int `path:"y" minimum:"0"`
}

// tileJSON describes the tiles of a day (TileJSON 3.0).
type tileJSON struct {
	Version     string            `json:"tilejson" enum:"3.0.0"`
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Attribution string            `json:"attribution"`
	Tiles       []string          `json:"tiles"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
	Bounds      []float64         `json:"bounds,omitempty" doc:"[west, south, east, north]"`
	Center      []float64         `json:"center,omitempty" doc:"[lon, lat, zoom]"`
	Layers      []vectorLayerInfo `json:"vector_layers"`

	Date        forecast.Date `json:"date"`
	Run         *string       `json:"run" doc:"null when no published run covers the day"`
	Provisional bool          `json:"provisional"`
	Simulated   bool          `json:"simulated"`
	Stale       bool          `json:"stale"`
}

type vectorLayerInfo struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	Fields      map[string]string `json:"fields"`
}

// pathDay is a day in an address.
type pathDay string

func (d pathDay) read() (dayParam, error) {
	day, err := forecast.ParseDate(string(d))
	if err != nil {
		return dayParam{}, newProblem(http.StatusUnprocessableEntity, err.Error())
	}
	return dayParam{day}, nil
}

func (s *Server) routeTiles() {
	get[TileDay, tileJSON](s, "/tiles/danger/{date}.json", "Ô bản đồ véc-tơ của ngày, TileJSON · Vector tiles of a day, TileJSON", s.getTileJSON)
	get[tileInput, string](s, "/tiles/danger/{date}/{z}/{x}/{y}.mvt", "Một ô bản đồ véc-tơ · A vector tile (Mapbox Vector Tile 2.1), layer danger", s.getTile, tileType)
}

func (in *TileDay) view(ctx context.Context, s *Server) (dayView, error) {
	day, err := in.Date.read()
	if err != nil {
		return dayView{}, err
	}
	return s.view(ctx, levelsInput{Date: day, Lang: in.Lang, Accept: in.Accept}, s.moment())
}

func (s *Server) getTileJSON(ctx context.Context, in *TileDay) (*page, error) {
	v, err := in.view(ctx, s)
	if err != nil {
		return nil, err
	}
	head := s.head(v)
	name := forecast.Text{Vi: "Cấp dự báo cháy rừng ngày " + v.day.String(), En: "Forest-fire danger on " + v.day.String()}
	unknown := forecast.Text{Vi: "Cấp không xác định thì không có thuộc tính level; không bao giờ là cấp I.",
		En: "An unknown level has no property level; it is never level I."}
	a := tileJSON{
		Version: "3.0.0", Name: name.In(v.lang), Description: unknown.In(v.lang), Attribution: s.province.OfficeOn(v.day).In(v.lang),
		Tiles:   []string{baseOf(ctx) + "/tiles/danger/" + v.day.String() + "/{z}/{x}/{y}.mvt?lang=" + v.lang},
		MaxZoom: tileZoom,
		Layers:  []vectorLayerInfo{{ID: tileLayer, Description: name.In(v.lang), Fields: tileFields()}},
		Date:    v.day, Run: head.Run, Provisional: head.Provisional, Simulated: head.Simulated, Stale: head.Stale,
	}
	if len(v.set.Zones) > 0 {
		b := v.set.bound
		a.Bounds, a.Center = append(lonLat(b.Min), lonLat(b.Max)...), append(lonLat(b.Center()), 9)
	}
	p, err := newJSON(jsonType, a)
	if err != nil {
		return nil, err
	}
	return v.finish(p), nil
}

func (s *Server) getTile(ctx context.Context, in *tileInput) (*page, error) {
	tile := geo.Tile{Z: in.Z, X: in.X, Y: in.Y}
	if !tile.Valid() {
		return nil, newProblem(http.StatusNotFound, fmt.Sprintf("there is no tile %d/%d/%d: at zoom %d both count from 0 to 2^%d − 1", in.Z, in.X, in.Y, in.Z, in.Z))
	}
	v, err := in.view(ctx, s)
	if err != nil {
		return nil, err
	}
	return s.remember(ctx, v.key(fmt.Sprintf("tile %d/%d/%d", in.Z, in.X, in.Y)), func(ctx context.Context) (*page, error) {
		a, err := s.levels(ctx, v)
		if err != nil {
			return nil, err
		}
		features := make([]geo.TileFeature, len(a.Zones))
		for i := range a.Zones {
			features[i] = geo.TileFeature{Shape: v.set.Zones[i].Shape, Properties: tileProperties(&a.Zones[i], v.day)}
		}
		return v.finish(newPage(tileType, geo.VectorTile(tileLayer, tile, features))), nil
	})
}

// tileProperties are what a map tells of a zone. What is not known is left out.
func tileProperties(z *ZoneLevel, day forecast.Date) []geo.TileProperty {
	out := []geo.TileProperty{
		{Name: "zone", Value: z.Zone}, {Name: "name", Value: z.Name}, {Name: "date", Value: day.String()},
		{Name: "roman", Value: z.Roman}, {Name: "label", Value: z.Label}, {Name: "color", Value: z.Color},
		{Name: "status", Value: string(z.Status)}, {Name: "provisional", Value: z.Provisional},
		{Name: "simulated", Value: z.Simulated}, {Name: "stale", Value: z.Stale},
	}
	if z.Level.Known() {
		out = append(out, geo.TileProperty{Name: "level", Value: int(z.Level)})
	}
	for _, number := range []struct {
		name  string
		value forecast.Float
	}{{"p", z.P}, {"h", z.H}, {"days_since_rain", z.DaysSinceRain}, {"probability_iv_up", z.DangerChance}} {
		if number.value.OK {
			out = append(out, geo.TileProperty{Name: number.name, Value: number.value.V})
		}
	}
	if z.Forest != forecast.NotKnown {
		out = append(out, geo.TileProperty{Name: "forest", Value: z.Forest == forecast.Yes})
	}
	return out
}

// tileFields names the properties for the TileJSON.
func tileFields() map[string]string {
	return map[string]string{
		"zone": "String", "name": "String", "date": "String", "level": "Number 1–5; absent = unknown", "roman": "String", "label": "String",
		"color": "String #rrggbb", "status": "String: observed, estimated, forecast, unknown", "provisional": "Boolean", "simulated": "Boolean",
		"stale": "Boolean", "forest": "Boolean; absent = not known", "p": "Number °C·hPa", "h": "Number of days", "days_since_rain": "Number of days",
		"probability_iv_up": "Number 0–1",
	}
}
