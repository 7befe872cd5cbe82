package main

import (
	"errors"
	"maps"
	"strconv"

	"github.com/goccy/go-yaml"

	"github.com/canhlua/canhlua/data/layer"
	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// readZoneFile reads a file of zones for the service as the commands do.
func (a *App) readZoneFile(file forecast.ZoneFile) (forecast.ZoneReading, error) {
	options := layer.Options{Encoding: file.Encoding, Layer: file.Layer}
	if file.CRS != "" {
		crs, err := a.profile.CRS(file.CRS)
		if err != nil {
			return forecast.ZoneReading{}, badCRS(err)
		}
		options.CRS = &crs
	}
	columns, err := namedColumns(file.Columns)
	if err != nil {
		return forecast.ZoneReading{}, err
	}
	r := readZones(a.profile, file.Name, file.Data, options, columns, file.Repair)
	out := forecast.ZoneReading{Format: r.layer.Format, CRS: r.layer.CRS.String(), Encoding: r.layer.Encoding,
		Set: forecast.ZoneSet{Name: file.Set, Zones: r.zones}}
	for _, p := range r.problems {
		out.Faults = append(out.Faults, forecast.ZoneFault{Error: p.Severity == geo.Error, Text: p.Error(), At: p.At, Note: noteOf(p)})
	}
	out.Repairs, out.Notes = remarks(r.repairs), remarks(r.layer.Notes)
	if len(r.zones) > 0 {
		out.Set.ID = profile.SetID(file.Set, r.zones)
	}
	return out, nil
}

// badCRS is the fault of a coordinate system that somebody named.
func badCRS(err error) error {
	bad := &forecast.Invalid{Column: "crs", Reason: err.Error()}
	var p *geo.Problem
	if !errors.As(err, &p) {
		return bad
	}
	bad.Reason, bad.Remedy = p.Reason, p.Remedy
	return &forecast.Coded{Note: noteOf(*p), Err: bad}
}

func remarks(told []geo.Problem) []forecast.ZoneRemark {
	list := make([]forecast.ZoneRemark, 0, len(told))
	for _, p := range told {
		list = append(list, forecast.ZoneRemark{Text: p.Error(), Note: noteOf(p)})
	}
	return list
}

// noteOf is a problem by its code, for another language: its arguments, and where it
// is as feature, id, part, ring and value.
func noteOf(p geo.Problem) forecast.Note {
	if p.Code == "" {
		return forecast.Note{}
	}
	n := forecast.Note{Code: p.Code, Args: map[string]string{}}
	maps.Copy(n.Args, p.Args)
	for name, v := range map[string]int{"feature": p.Feature, "part": p.Part, "ring": p.Ring} {
		if v > 0 {
			n.Args[name] = strconv.Itoa(v)
		}
	}
	for name, v := range map[string]string{"id": p.ID, "value": p.Value} {
		if v != "" {
			n.Args[name] = v
		}
	}
	return n
}

// namedColumns is a mapping of attributes given by name.
func namedColumns(names map[string]string) (profile.Columns, error) {
	var c profile.Columns
	if len(names) == 0 {
		return c, nil
	}
	text, err := yaml.Marshal(names)
	if err == nil {
		err = yaml.UnmarshalWithOptions(text, &c, yaml.Strict())
	}
	if err != nil {
		return c, &forecast.Invalid{Column: "columns", Reason: yaml.FormatError(err, false, false),
			Remedy: "the meanings are id, name, kind, elevation_m, forest_group, forest_area_ha, owner, compartment, area_ha"}
	}
	return c, nil
}
