package profile

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// Columns says which attribute of a feature means what; an empty name stands
// for the usual one in brackets.
type Columns struct {
	ID           string `yaml:"id"`             // [the feature's id, else id, else code]
	Name         string `yaml:"name"`           // [name]
	Kind         string `yaml:"kind"`           // [kind]: xã, phường, tiểu khu
	ElevationM   string `yaml:"elevation_m"`    // [elevation_m], metres
	ForestGroup  string `yaml:"forest_group"`   // [forest_group], a key of the lookup tables
	ForestAreaHa string `yaml:"forest_area_ha"` // [forest_area_ha], hectares
	Owner        string `yaml:"owner"`          // [owner]
	Compartment  string `yaml:"compartment"`    // [compartment]
	AreaHa       string `yaml:"area_ha"`        // [area_ha], hectares as stated, held against the shape's own
}

func (c Columns) filled() Columns {
	return Columns{ID: c.ID, Name: cmp.Or(c.Name, "name"), Kind: cmp.Or(c.Kind, "kind"),
		ElevationM: cmp.Or(c.ElevationM, "elevation_m"), ForestGroup: cmp.Or(c.ForestGroup, "forest_group"),
		ForestAreaHa: cmp.Or(c.ForestAreaHa, "forest_area_ha"), Owner: cmp.Or(c.Owner, "owner"),
		Compartment: cmp.Or(c.Compartment, "compartment"), AreaHa: cmp.Or(c.AreaHa, "area_ha")}
}

// Zones turns features into zones, by ID. Forest that the features do not speak
// of is taken from the profile by the zone's ID or its attribute code. A feature
// with an error is left out and named; a repeated ID is an error of the second.
func (p *Profile) Zones(features []geo.Feature, columns Columns) ([]forecast.Zone, []geo.Problem) {
	r := zoneReader{profile: p, columns: columns.filled()}
	var zones []forecast.Zone
	first := map[string]int{}
	for i := range features {
		r.feature = &features[i]
		known := len(r.problems)
		zone := r.zone()
		if at, twice := first[zone.ID]; twice && zone.ID != "" {
			r.bad(zone.ID, "same_id", "other", strconv.Itoa(at))
		}
		if !geo.Failed(r.problems[known:]) {
			first[zone.ID] = r.feature.Index
			zones = append(zones, zone)
		}
	}
	slices.SortFunc(zones, byID)
	return zones, r.problems
}

func byID(a, b forecast.Zone) int { return cmp.Compare(a.ID, b.ID) }

type zoneReader struct {
	profile  *Profile
	columns  Columns
	feature  *geo.Feature
	problems []geo.Problem
}

func (r *zoneReader) bad(value, code string, args ...string) {
	p := zoneKinds.Problem(code, args...)
	p.Value = value
	r.problems = append(r.problems, r.feature.Problem(p))
}

func (r *zoneReader) zone() forecast.Zone {
	f, c := r.feature, r.columns
	zone := forecast.Zone{ID: r.id(), Name: f.Text(c.Name), Kind: f.Text(c.Kind), ElevationM: r.number(c.ElevationM, -450, 9000)}
	if zone.Name == "" {
		r.bad("", "no_name", "column", c.Name)
	}
	checked := geo.Check(f.Shape)
	for _, problem := range checked {
		r.problems = append(r.problems, f.Problem(problem))
	}
	if !geo.Failed(checked) {
		zone.Shape = geo.Normalize(f.Shape)
		zone.Point, zone.AreaHa = geo.InnerPoint(zone.Shape), geo.AreaHa(zone.Shape)
	}
	zone.Attributes = r.attributes()
	r.area(&zone)
	r.forest(&zone)
	return zone
}

// A stated area that is farther from the shape's own than both of these is told:
// one of the two is wrong.
const (
	areaApart   = 0.05 // of the stated area
	areaApartHa = 0.5
)

// area holds what the file says against what the shape encloses, which counts.
func (r *zoneReader) area(zone *forecast.Zone) {
	stated := r.number(r.columns.AreaHa, 0, 1e7)
	if apart := math.Abs(stated.V - zone.AreaHa); stated.OK && zone.AreaHa > 0 && apart > areaApartHa && apart > areaApart*stated.V {
		p := zoneKinds.Problem("area_apart", "column", r.columns.AreaHa, "stated", fmt.Sprintf("%g", stated.V), "own", fmt.Sprintf("%.2f", zone.AreaHa))
		p.Severity = geo.Warning
		r.problems = append(r.problems, r.feature.Problem(p))
	}
}

func (r *zoneReader) id() string {
	column, id := r.columns.ID, r.feature.ID
	if column != "" {
		id = r.feature.Text(column)
	}
	switch {
	case id == "":
		r.bad("", "no_id")
	case strings.ContainsAny(id, "/?#%\\") || len(id) > 64:
		r.bad(strconv.Quote(id), "bad_id")
	}
	return id
}

// number reads an attribute that may be missing.
func (r *zoneReader) number(column string, low, high float64) forecast.Float {
	text := r.feature.Text(column)
	if text == "" {
		return forecast.Float{}
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= low && v <= high) {
		r.bad(strconv.Quote(text), "no_number", "column", column, "low", fmt.Sprint(low), "high", fmt.Sprint(high))
		return forecast.Float{}
	}
	return forecast.Some(v)
}

// attributes are everything that has no field of its own; owner and compartment
// under these names.
func (r *zoneReader) attributes() map[string]string {
	c, all := r.columns, map[string]string{}
	taken := []string{c.ID, "id", c.Name, c.Kind, c.ElevationM, c.ForestGroup, c.ForestAreaHa, c.Owner, c.Compartment, c.AreaHa}
	for name := range r.feature.Properties {
		if text := r.feature.Text(name); text != "" && !slices.ContainsFunc(taken, func(t string) bool { return strings.EqualFold(t, name) }) {
			all[name] = text
		}
	}
	for name, column := range map[string]string{"owner": c.Owner, "compartment": c.Compartment} {
		if text := r.feature.Text(column); text != "" {
			all[name] = text
		}
	}
	return all
}

// noteAttribute holds how it is known whether a zone has forest.
const noteAttribute = "forest_note"

func (r *zoneReader) forest(zone *forecast.Zone) {
	group, area := r.feature.Text(r.columns.ForestGroup), r.number(r.columns.ForestAreaHa, 0, 1e7)
	switch {
	case area.OK && area.V == 0:
		zone.HasForest = forecast.No
	case area.OK || group != "":
		zone.HasForest = forecast.Yes
		zone.Forest = []forecast.ForestPart{{Group: cmp.Or(group, "all"), AreaHa: area}}
	default:
		fact, ok := r.profile.Forest[zone.ID]
		if !ok {
			fact = r.profile.Forest[r.feature.Text("code")]
		}
		zone.HasForest, zone.Forest = fact.Has, slices.Clone(fact.Parts)
		if fact.Note != "" {
			zone.Attributes[noteAttribute] = fact.Note
		}
	}
}
