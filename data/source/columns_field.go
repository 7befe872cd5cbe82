package source

import (
	"github.com/canhlua/canhlua/forecast"
	"github.com/goccy/go-yaml/ast"
)

// place is what a constant station may say of itself.
type place struct {
	name             string
	lat, lon, height forecast.Float
}

func (p *place) given() bool { return p.name != "" || p.lat.OK || p.lon.OK || p.height.OK }

// readField reads the long form of one column.
func (c *Columns) readField(f *field, t target, entries []*ast.MappingValueNode) error {
	var p place
	err := c.each(entries, func(key string, line int, value ast.Node) error {
		if key == "estimated" {
			return c.readBool(f.name+"."+key, line, value, &f.estimated)
		}
		text, ok := scalar(value)
		if !ok || text == "" {
			return c.fault(line, f.name+"."+key, "", "has no value", "give one, or delete the line")
		}
		return c.readPart(f, t, &p, key, text, line)
	})
	if err != nil || !p.given() {
		return err
	}
	return c.readPlace(f, &p)
}

func (c *Columns) readPart(f *field, t target, p *place, key, text string, line int) error {
	isStation := f.name == colStation
	switch {
	case key == "column":
		f.column = text
	case key == "value":
		f.value = text
	case key == "unit" && t.units != nil:
		u, err := unitOf(t.units, text)
		if err != nil {
			return c.fault(line, f.name+".unit", text, err.Error(), "correct the unit")
		}
		f.unit = u
	case key == "name" && isStation:
		p.name = text
	case key == "lat" && isStation:
		return c.readDegrees(&p.lat, key, text, line, 90)
	case key == "lon" && isStation:
		return c.readDegrees(&p.lon, key, text, line, 180)
	case key == "elevation_m" && isStation:
		return c.readDegrees(&p.height, key, text, line, 9000)
	default:
		return c.fault(line, f.name+"."+key, "", "unknown key", "use column, unit, value, estimated; for station also name, lat, lon, elevation_m")
	}
	return nil
}

// readDegrees reads a number of a place; limit is what it cannot exceed either way.
func (c *Columns) readDegrees(into *forecast.Float, key, text string, line int, limit float64) error {
	v, ok := parseNumber(text, false)
	if !ok || v < -limit || v > limit {
		return c.fault(line, "station."+key, text, "no such place on earth", "give decimal degrees, or metres for elevation_m")
	}
	*into = forecast.Some(v)
	return nil
}

func (c *Columns) readPlace(f *field, p *place) error {
	if f.value == "" || !p.lat.OK || !p.lon.OK {
		return c.fault(f.line, f.name, "", "a place needs value, lat and lon", "give all three, or none")
	}
	if p.name == "" {
		p.name = f.value
	}
	c.station = &forecast.Station{
		ID: f.value, Name: p.name, Lat: p.lat.V, Lon: p.lon.V, ElevationM: p.height, Source: c.name,
	}
	return nil
}
