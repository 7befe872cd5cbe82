package main

import (
	"encoding/json"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// exportDecimals keeps a coordinate to a tenth of a metre.
const exportDecimals = 6

// zonesGeoJSON writes a set so that importing it gives the same zones.
func zonesGeoJSON(set forecast.ZoneSet) []byte {
	out := geo.BeginCollection(nil)
	for _, z := range set.Zones {
		out = geo.AppendFeature(out, z.ID, geo.AppendGeometry(nil, z.Shape, exportDecimals), propertiesOf(z))
	}
	members, err := json.Marshal(set)
	if err != nil {
		panic(err) // plain strings and dates always encode
	}
	return geo.EndCollection(out, append([]byte(`"zone_set":`), members...))
}

// propertiesOf gives a zone's attributes, those it came with under their own
// names.
func propertiesOf(z forecast.Zone) []byte {
	properties := map[string]any{}
	for k, v := range z.Attributes {
		properties[k] = v
	}
	properties["id"], properties["name"], properties["kind"] = z.ID, z.Name, z.Kind
	properties["elevation_m"], properties["area_ha"], properties["forest"] = z.ElevationM, z.AreaHa, z.HasForest
	if len(z.Forest) == 1 && z.Forest[0].Group != "all" { // a file has one group a zone
		properties["forest_group"], properties["forest_area_ha"] = z.Forest[0].Group, z.Forest[0].AreaHa
	}
	text, err := json.Marshal(properties)
	if err != nil {
		panic(err) // strings, numbers and null always encode
	}
	return text
}
