package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

var fireCSVColumns = []string{"id", "kind", "time", "lat", "lon", "zone", "zone_name", "status", "out", "cause", "area_ha", "forest",
	"forces", "note", "confidence", "frp_mw", "satellite", "instrument", "source", "belongs_to"}

// getFireCSV is the list of fires and hotspots as open data.
func (s *Server) getFireCSV(ctx context.Context, in *firesInput) (*page, error) {
	a, err := s.fires(ctx, in)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	buf.WriteString("\ufeff") // spreadsheets read Vietnamese rightly only so
	w := csv.NewWriter(&buf)
	rows := [][]string{fireCSVColumns}
	for i := range a.Fires {
		rows = append(rows, fireRow(&a.Fires[i]))
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	p := newPage(csvType, buf.Bytes())
	p.keep = shortly
	return p, nil
}

func fireRow(f *fireInfo) []string {
	r, out := f.Record, ""
	if r == nil {
		r = &fireRecordOut{}
	}
	if r.Out != nil {
		out = r.Out.Format(time.RFC3339)
	}
	degrees := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return []string{f.ID, f.Kind, f.Time.Format(time.RFC3339), degrees(f.Lat), degrees(f.Lon), forecast.PlainCell(f.Zone), forecast.PlainCell(f.Name),
		string(r.Status), out, r.Cause, numberCell(r.AreaHa), r.Forest, forecast.PlainCell(r.Forces), forecast.PlainCell(r.Note),
		string(f.Confidence), numberCell(f.FRPMW), forecast.PlainCell(f.Satellite), forecast.PlainCell(f.Instrument), forecast.PlainCell(f.Source),
		forecast.PlainCell(strings.Join(append(f.Fires, f.Hotspots...), " "))}
}

// numberCell is a number, or an empty cell where there is none.
func numberCell(v forecast.Float) string {
	if !v.OK {
		return ""
	}
	return v.String()
}
