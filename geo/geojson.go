package geo

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// Feature is one area of a GeoJSON file with what the file says of it.
type Feature struct {
	ID         string         // the feature's id, else its property id or code; may be empty
	Properties map[string]any // numbers as json.Number, so that codes keep their digits
	Shape      orb.MultiPolygon
	File       string // the name given to ReadFeatures
	Index      int    // 1-based place in the file
}

// Text is a property as text, empty when absent or null. Where no property has
// the very name, one that differs in capitals is taken: tables of shapefiles are
// often all in capitals.
func (f *Feature) Text(name string) string {
	value, ok := f.Properties[name]
	if !ok {
		value = f.fold(name)
	}
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

func (f *Feature) fold(name string) any {
	first := "" // of several: by their bytes, so that it is always the same one
	for key := range f.Properties {
		if strings.EqualFold(key, name) && (first == "" || key < first) {
			first = key
		}
	}
	return f.Properties[first]
}

// Problem is a problem of this feature.
func (f *Feature) Problem(p Problem) Problem {
	p.File, p.Feature, p.ID = f.File, f.Index, f.ID
	return p
}

type collection struct {
	Type     string            `json:"type"`
	CRS      json.RawMessage   `json:"crs"`
	Features []json.RawMessage `json:"features"`
}

// ReadFeatures reads a GeoJSON FeatureCollection (RFC 7946) of Polygons and
// MultiPolygons in WGS 84, longitude first. A bad feature is left out and named
// among the problems; the others are still read. Rings are taken as they are:
// Check says what is wrong with them.
func ReadFeatures(name string, data []byte) ([]Feature, []Problem) {
	return ReadFeaturesIn(name, data, WGS84Degrees)
}

// ReadFeaturesIn reads a collection whose coordinates are in another system, as
// older programs write them, and gives it in WGS 84. A person has said which: a
// crs member of the file is not asked.
func ReadFeaturesIn(name string, data []byte, crs CRS) ([]Feature, []Problem) {
	var file collection
	if p := readCollection(data, &file, crs); p != nil {
		p.File = name
		return nil, []Problem{*p}
	}
	var features []Feature
	var problems []Problem
	for i, raw := range file.Features {
		feature := Feature{File: name, Index: i + 1}
		if p := readFeature(raw, &feature, crs); p != nil {
			problems = append(problems, feature.Problem(*p))
			continue
		}
		features = append(features, feature)
	}
	return features, problems
}

func readCollection(data []byte, into *collection, crs CRS) *Problem {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return problem("empty_file", "")
	case !utf8.Valid(data):
		return problem("not_utf8", "")
	}
	if err := json.Unmarshal(data, into); err != nil {
		return notJSON(data, err)
	}
	if into.Type != "FeatureCollection" {
		return problem("no_collection", quote(into.Type))
	}
	if p := checkCRS(into.CRS); p != nil && crs.Same(WGS84Degrees) {
		return p
	}
	if len(into.Features) == 0 {
		return problem("no_features", "")
	}
	return nil
}

func notJSON(data []byte, err error) *Problem {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return problem("no_geojson", "", "cause", err.Error())
	}
	before := data[:min(int(syntax.Offset), len(data))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n') - 1
	code := "no_json"
	if int(syntax.Offset) >= len(data) {
		code = "cut_off"
	}
	return problem(code, "", "line", strconv.Itoa(line), "column", strconv.Itoa(column), "cause", err.Error())
}

// checkCRS looks at the crs member of GeoJSON 2008: only WGS 84 is taken.
func checkCRS(raw json.RawMessage) *Problem {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	var crs struct {
		Properties struct {
			Name string `json:"name"`
		} `json:"properties"`
	}
	_ = json.Unmarshal(raw, &crs) // what is not understood is refused below
	name := crs.Properties.Name
	if strings.HasSuffix(name, "CRS84") || strings.HasSuffix(name, ":4326") {
		return nil
	}
	if name == "" {
		name = string(raw)
	}
	return problem("other_crs", quote(name))
}

func readFeature(raw json.RawMessage, into *Feature, crs CRS) *Problem {
	var f struct {
		Type       string          `json:"type"`
		ID         json.RawMessage `json:"id"`
		Properties json.RawMessage `json:"properties"`
		Geometry   *struct {
			Type        string          `json:"type"`
			Coordinates json.RawMessage `json:"coordinates"`
		} `json:"geometry"`
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return problem("no_feature", "", "cause", err.Error())
	}
	into.Properties = properties(f.Properties)
	into.ID = featureID(f.ID, into)
	if f.Type != "Feature" {
		return problem("type_no_feature", quote(f.Type))
	}
	if f.Geometry == nil {
		return problem("no_geometry", "")
	}
	shape, p := readShape(f.Geometry.Type, f.Geometry.Coordinates)
	if p != nil {
		return p
	}
	into.Shape, p = crs.Place(shape)
	return p
}

func properties(raw json.RawMessage) map[string]any {
	var m map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if d.Decode(&m) != nil || m == nil {
		return map[string]any{} // null and absent are allowed
	}
	return m
}

func featureID(raw json.RawMessage, f *Feature) string {
	var id any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if d.Decode(&id) == nil {
		switch v := id.(type) {
		case string:
			if v = strings.TrimSpace(v); v != "" {
				return v
			}
		case json.Number:
			return v.String()
		}
	}
	if v := f.Text("id"); v != "" {
		return v
	}
	return f.Text("code")
}

func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return strconv.Quote(s)
}
