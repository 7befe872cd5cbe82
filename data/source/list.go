package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// mostListRows is how many things a list of an authority's own may have.
const mostListRows = 200_000

// ListOptions are what a list does not say itself.
type ListOptions struct {
	Name    string            // file name, for rejects
	Columns map[string]string // our names → the file's columns; nil = the file has our own
}

// listRow is one thing of a list, out of a CSV or GeoJSON file.
type listRow struct {
	file  string
	line  int               // of a CSV; 0 in GeoJSON
	where string            // "feature 3" of a GeoJSON
	cells map[string]string // by our names
	comma bool              // decimal comma allowed
}

func (r *listRow) fault(column, reason, remedy string) *forecast.Invalid {
	bad := &forecast.Invalid{File: r.file, Line: r.line, Column: column, Value: r.cells[column], Reason: reason, Remedy: remedy}
	if r.where != "" {
		bad.Column = strings.TrimSuffix(r.where+", "+column, ", ")
	}
	return bad
}

// placed puts the row's place to an error that names none.
func (r *listRow) placed(err error) error {
	var bad *forecast.Invalid
	if !errors.As(err, &bad) || bad.File != "" {
		return err
	}
	put := r.fault(bad.Column, bad.Reason, bad.Remedy)
	put.Value = bad.Value
	return put
}

// number reads a cell between two bounds; missing when it is empty.
func (r *listRow) number(column string, low, high float64) (forecast.Float, error) {
	text := r.cells[column]
	if text == "" {
		return forecast.Float{}, nil
	}
	v, ok := parseNumber(text, r.comma)
	if !ok || v < low || v > high {
		return forecast.Float{}, r.fault(column, "not a number within its bounds", fmt.Sprintf("write a number from %g to %g, with a decimal point", low, high))
	}
	return forecast.Some(v), nil
}

// place reads lat and lon, which every row needs.
func (r *listRow) place() (lat, lon float64, err error) {
	a, err := r.number("lat", -90, 90)
	if err != nil {
		return 0, 0, err
	}
	b, err := r.number("lon", -180, 180)
	if err == nil && (!a.OK || !b.OK) {
		err = r.fault("lat", "the place is missing", "write lat and lon in decimal degrees, WGS 84")
	}
	return a.V, b.V, err
}

// decodeList hands each thing of a CSV or GeoJSON file to take. One that cannot
// be taken is a reject with its place; the others go on.
func decodeList(data []byte, opt ListOptions, known []string, take func(*listRow) error) []forecast.Reject {
	var refused rejects
	each := func(r *listRow, text string) {
		if err := take(r); err != nil {
			record := []rune(text)
			refused.add(forecast.Reject{Name: opt.Name, Line: r.line, Record: string(record[:min(len(record), 120)]), Err: r.placed(err)})
		}
	}
	var err error
	if trimmed := bytes.TrimLeft(bytes.TrimPrefix(data, byteOrder), " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '{' {
		err = eachFeature(trimmed, opt, known, each)
	} else {
		err = eachRow(data, opt, known, each, refused.add)
	}
	if err != nil {
		refused.add(forecast.Reject{Name: opt.Name, Err: err})
	}
	return refused.all(opt.Name)
}

// eachRow goes through a CSV. Its error is of the file as a whole.
func eachRow(data []byte, opt ListOptions, known []string, each func(*listRow, string), reject func(forecast.Reject)) error {
	s, err := openSheet(bytes.NewReader(data), opt.Name)
	if err != nil {
		return err
	}
	at, err := listColumns(s, opt.Columns, known)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		err := s.next()
		var invalid *forecast.Invalid
		switch {
		case err == io.EOF:
			return nil
		case n >= mostListRows:
			return s.fault("", "", fmt.Sprintf("more than %d rows", mostListRows), "cut the file into smaller ones")
		case errors.As(err, &invalid):
			reject(s.rejected(err))
			continue
		case err != nil:
			return err
		}
		r := &listRow{file: opt.Name, line: s.lines.n, cells: map[string]string{}, comma: s.sep != ','}
		for name, i := range at {
			r.cells[name] = forecast.CellText(s.cells[i])
		}
		each(r, s.text)
	}
}

// listColumns is where each of our columns stands. Without a mapping a column
// that is none of ours is an error: it may be a misspelt one.
func listColumns(s *sheet, mapping map[string]string, known []string) (map[string]int, error) {
	at := map[string]int{}
	for ours, theirs := range mapping {
		i := s.column(theirs)
		if i < 0 {
			return nil, s.fault(theirs, "", "the file has no such column, which is mapped to "+ours, "its columns are "+strings.Join(s.header, ", "))
		}
		at[ours] = i
	}
	if mapping != nil {
		return at, nil
	}
	for i, name := range s.header {
		if !slices.Contains(known, name) {
			return nil, s.fault(name, "", "unknown column", "rename it, delete it, or map the file's columns with --columns; known are "+strings.Join(known, ", "))
		}
		if _, twice := at[name]; twice {
			return nil, s.fault(name, "", "stands twice in the header", "delete one of the two")
		}
		at[name] = i
	}
	return at, nil
}

// eachFeature goes through a GeoJSON file of points.
func eachFeature(data []byte, opt ListOptions, known []string, each func(*listRow, string)) error {
	bad := func(reason, remedy string) error {
		return &forecast.Invalid{File: opt.Name, Reason: reason, Remedy: remedy}
	}
	var file struct {
		Type     string
		Features []struct {
			ID       any
			Geometry *struct {
				Type        string
				Coordinates json.RawMessage
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return bad("not GeoJSON: "+err.Error(), "give a FeatureCollection of points in WGS 84")
	}
	if file.Type != "FeatureCollection" || len(file.Features) > mostListRows {
		return bad(fmt.Sprintf("%q with %d features", file.Type, len(file.Features)), fmt.Sprintf("give a FeatureCollection of at most %d points", mostListRows))
	}
	for i, f := range file.Features {
		r := &listRow{file: opt.Name, where: fmt.Sprintf("feature %d", i+1), cells: map[string]string{}}
		for _, name := range known {
			column := name
			if opt.Columns != nil {
				column = opt.Columns[name]
			}
			r.cells[name] = jsonCell(f.Properties[column])
		}
		if r.cells["id"] == "" {
			r.cells["id"] = jsonCell(f.ID)
		}
		if f.Geometry != nil && f.Geometry.Type == "Point" {
			var at []json.Number
			if err := json.Unmarshal(f.Geometry.Coordinates, &at); err == nil && len(at) >= 2 {
				r.cells["lon"], r.cells["lat"] = at[0].String(), at[1].String()
			}
		}
		each(r, r.where)
	}
	return nil
}

// jsonCell is a property as a text; empty for null, lists and groups.
func jsonCell(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case float64, bool:
		text, err := json.Marshal(v)
		if err != nil {
			return ""
		}
		return string(text)
	}
	return ""
}
