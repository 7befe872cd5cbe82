package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
	"github.com/canhlua/canhlua/geo"
)

// routeKeyAreas wires the ranking of key fire-prone areas.
func (s *Server) routeKeyAreas() {
	get[struct{}, keyAreasAnswer](s, "/api/v1/keyareas", "Vùng trọng điểm cháy rừng · Key fire-prone areas, ranked, each score by its parts", s.getKeyAreas)
	get[struct{}, keyFeatures](s, "/api/v1/keyareas.geojson", "Vùng trọng điểm cháy rừng, GeoJSON · Key fire-prone areas, GeoJSON", s.getKeyFeatures, geoJSONType)
	get[struct{}, string](s, "/api/v1/keyareas.csv", "Vùng trọng điểm cháy rừng, CSV · Key fire-prone areas, CSV", s.getKeyAreasCSV, csvType)
	get[struct{}, string](s, "/api/v1/keyareas.xlsx", "Vùng trọng điểm cháy rừng, XLSX · Key fire-prone areas, XLSX", s.getKeyAreasXLSX, xlsxType)
}

type keyAreasAnswer struct {
	From    forecast.Date      `json:"from" doc:"First day looked back on"`
	To      forecast.Date      `json:"to"`
	ZoneSet zoneSetInfo        `json:"zone_set"`
	Rules   forecast.KeyRules  `json:"rules" doc:"The weights and limits, which are the province's own"`
	Areas   []forecast.KeyArea `json:"areas" doc:"Most fire-prone first, those without a rank last; zones without forest are left out"`
}

// keyAreas ranks the zones of today by what was published and seen up to yesterday.
func (s *Server) keyAreas(ctx context.Context) (keyAreasAnswer, error) {
	rules := s.province.KeyAreas
	if rules == nil {
		return keyAreasAnswer{}, &forecast.NotFound{Kind: "ranking of key areas in profile", Name: s.province.ID}
	}
	m := s.moment()
	to := m.today.AddDays(-1)
	from := to.AddDays(-rules.Years*365 + 1)
	set, info, err := s.datedSet(ctx, &dayInput{})
	if err != nil {
		return keyAreasAnswer{}, err
	}
	// a fire of whatever time counts for the zone of today that it burnt in
	fires, err := s.firesIn(ctx, []forecast.ZoneSet{{ID: set.ID}}, from, to, m)
	if err != nil {
		return keyAreasAnswer{}, err
	}
	facts, err := verify.KeyFacts(ctx, s.store, forecast.ToldQuery{From: from, To: to, AsOf: m.now}, fires, set.Zones)
	if err != nil {
		return keyAreasAnswer{}, err
	}
	areas := append([]forecast.KeyArea{}, forecast.RankKeyAreas(*rules, set.Zones, facts)...)
	return keyAreasAnswer{From: from, To: to, ZoneSet: info, Rules: *rules, Areas: areas}, nil
}

// keyAreasPage makes a page of the ranking, once a day and set of zones.
func (s *Server) keyAreasPage(ctx context.Context, form string, render func(keyAreasAnswer) (*page, error)) (*page, error) {
	m := s.moment()
	set, err := s.setOn(ctx, m.today)
	if err != nil {
		return nil, err
	}
	return s.remember(ctx, "key areas "+form+" "+m.today.String()+" "+set.ID, func(ctx context.Context) (*page, error) {
		a, err := s.keyAreas(ctx)
		if err != nil {
			return nil, err
		}
		p, err := render(a)
		if err == nil {
			p.keep = shortly
		}
		return p, err
	})
}

func (s *Server) getKeyAreas(ctx context.Context, _ *struct{}) (*page, error) {
	return s.keyAreasPage(ctx, "json", func(a keyAreasAnswer) (*page, error) { return newJSON(jsonType, a) })
}

type keyFeature struct {
	Type       string           `json:"type" enum:"Feature"`
	ID         string           `json:"id"`
	Geometry   json.RawMessage  `json:"geometry" doc:"Polygon or MultiPolygon, simplified for display"`
	Properties forecast.KeyArea `json:"properties"`
}

type keyFeatures struct {
	Type     string       `json:"type" enum:"FeatureCollection"`
	Features []keyFeature `json:"features" doc:"Most fire-prone first, those without a rank last"`
}

func (s *Server) getKeyFeatures(ctx context.Context, _ *struct{}) (*page, error) {
	return s.keyAreasPage(ctx, "geojson", func(a keyAreasAnswer) (*page, error) {
		set, err := s.set(ctx, a.ZoneSet.ID)
		if err != nil {
			return nil, err
		}
		out := geo.BeginCollection(nil)
		for _, area := range a.Areas {
			properties, err := json.Marshal(area)
			if err != nil {
				return nil, fmt.Errorf("key areas: %w", err)
			}
			at := slices.IndexFunc(set.Zones, func(z forecast.Zone) bool { return z.ID == area.Zone })
			out = geo.AppendFeature(out, area.Zone, set.shapes[at], properties)
		}
		return newPage(geoJSONType, geo.EndCollection(out, nil)), nil
	})
}

func (s *Server) getKeyAreasCSV(ctx context.Context, _ *struct{}) (*page, error) {
	return s.keyAreasPage(ctx, "csv", func(a keyAreasAnswer) (*page, error) {
		var b strings.Builder
		b.WriteString("\ufeff") // a spreadsheet takes it for UTF-8 by this
		if err := csv.NewWriter(&b).WriteAll(forecast.PlainRows(s.province.KeyTable(a.Areas))); err != nil {
			return nil, fmt.Errorf("key areas: %w", err)
		}
		return newPage(csvType, []byte(b.String())), nil
	})
}

func (s *Server) getKeyAreasXLSX(ctx context.Context, _ *struct{}) (*page, error) {
	return s.keyAreasPage(ctx, "xlsx", func(a keyAreasAnswer) (*page, error) {
		book := excelize.NewFile()
		defer func() { _ = book.Close() }() // it is in memory only
		if err := s.writeKeyAreas(book, a); err != nil {
			return nil, fmt.Errorf("key areas: %w", err)
		}
		var buf bytes.Buffer
		if err := book.Write(&buf); err != nil {
			return nil, fmt.Errorf("key areas: %w", err)
		}
		return newPage(xlsxType, buf.Bytes()), nil
	})
}

// writeKeyAreas makes a sheet of what the ranking rests on and the table below it.
func (s *Server) writeKeyAreas(book *excelize.File, a keyAreasAnswer) error {
	const sheet = "vung_trong_diem"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	rows := [][]any{
		{"Vùng trọng điểm cháy rừng · Key fire-prone areas"},
		{a.From.String() + " – " + a.To.String(), a.ZoneSet.Name},
		{a.Rules.Basis.Vi}, {a.Rules.Basis.En}, {},
	}
	for i, line := range s.province.KeyTable(a.Areas) {
		row := make([]any, len(line))
		for k, text := range line {
			row[k] = text
			var number float64
			if _, err := fmt.Sscan(text, &number); err == nil && i > 0 && k != 1 && k != 2 {
				row[k] = number
			}
		}
		rows = append(rows, row)
	}
	for i := range rows {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &rows[i]); err != nil {
			return err
		}
	}
	return book.SetColWidth(sheet, "C", "C", 28)
}
