package forecast

import (
	"errors"
	"maps"
)

// assetKinds are what can be wrong with a row of the register of readiness, in English:
// why, and what to do. {names} are the arguments that come with the code. Those who
// show faults in another language have words for each code.
var assetKinds = map[string][2]string{
	"id_length":      {"empty or longer than 64 bytes", "give each thing an id of its own"},
	"id_twice":       {"stands at {line} too", "give each thing an id of its own"},
	"unknown_kind":   {"no kind of the profile's readiness.yaml", "use one of its kinds, or add it there"},
	"no_name":        {"empty", "name the thing"},
	"half_place":     {"a place needs both lat and lon", "give both, or neither"},
	"no_place":       {"no place on Earth", "give degrees of WGS 84, north and east"},
	"below_zero":     {"below 0", "leave it empty where it is not known"},
	"expires_before": {"before it was checked on {checked}", "correct one of the two"},
	"no_zone":        {"no zone of today's set (id {id})", "use an id of /api/v1/zones, or leave it empty for the whole province"},
	"no_number":      {"not a number", "write it with a decimal point, or leave it empty"},
	"no_day":         {"not a day", "write it like 2026-01-31, or leave it empty"},
	"no_heading":     {"no heading: {cause}", "write the columns {columns}"},
	"unknown_column": {`unknown column "{column}"`, "the columns are {columns}"},
	"no_csv":         {"not CSV: {cause}", "quote cells that hold commas or quotes, and close every quote"},
	"no_points":      {"not GeoJSON points: {cause}", "export the things as GeoJSON points, or as CSV"},
	"no_point":       {"{type} is no point", "give a place"},
}

// AssetFault is a fault of a kind in a row of the register: where it is stands in at,
// whose reason and remedy are filled in. Args are names and values by turns.
func AssetFault(at Invalid, code string, args ...string) error {
	n, kind := NewNote(code, args...), assetKinds[code]
	at.Reason = Text{En: kind[0]}.Fill(n.Args).En
	at.Remedy = Text{En: kind[1]}.Fill(n.Args).En
	return &Coded{Note: n, Err: &at}
}

// AssetFaultKinds are all kinds by their codes, reason and remedy.
func AssetFaultKinds() map[string][2]string { return maps.Clone(assetKinds) }

// CodeOf is the code and arguments that an error bears; none where it bears none.
func CodeOf(err error) Note {
	var c *Coded
	if errors.As(err, &c) {
		return c.Note
	}
	return Note{}
}
