package profile

import (
	"maps"

	"github.com/canhlua/canhlua/geo"
)

// zoneKinds are what can be wrong with the attributes of zones, by code.
var zoneKinds = geo.Kinds{
	"same_id":    {Reason: "feature {other} has the same id", Remedy: "give every zone its own; merge parts of one zone into a MultiPolygon"},
	"no_name":    {Reason: "the zone has no name in {column}", Remedy: "say where the name is: --columns name=COLUMN"},
	"area_apart": {Reason: "{column} says {stated} ha, the shape encloses {own} ha, which is used", Remedy: "correct the shape or the figure"},
	"no_id":      {Reason: "the zone has no id", Remedy: "give it an attribute id or code, or say where it is: --columns id=COLUMN"},
	"bad_id":     {Reason: "the id cannot stand in an address", Remedy: "use up to 64 letters, digits, points and hyphens"},
	"no_number":  {Reason: "{column} is not a number in range", Remedy: "give one from {low} to {high}, with a decimal point"},
	"outside":    {Reason: "{outside} of {n} zones lie outside the province if the layer is in {crs}", Remedy: "name the layer's own system: --crs"},
	"outside_fits": {Reason: "{outside} of {n} zones lie outside the province if the layer is in {crs}",
		Remedy: "it would lie inside in {fits}: name the right one with --crs"},
}

// ZoneFaultKinds are all kinds of problems with zones that this package tells of.
func ZoneFaultKinds() geo.Kinds { return maps.Clone(zoneKinds) }
