package geo

import (
	"maps"
	"strings"
)

// Kind is one thing that can be wrong, in English: why, and what to do. {names} are
// the arguments that come with its code.
type Kind struct{ Reason, Remedy string }

// Kinds are things that can be wrong, by their codes. Those who show problems in
// another language have words for each code.
type Kinds map[string]Kind

// Problem is an error of a kind; args are names and values by turns.
func (k Kinds) Problem(code string, args ...string) Problem {
	p := Problem{Severity: Error, Code: code, Args: map[string]string{}}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		p.Args[args[i]] = args[i+1]
		pairs = append(pairs, "{"+args[i]+"}", args[i+1])
	}
	fill := strings.NewReplacer(pairs...)
	p.Reason, p.Remedy = fill.Replace(k[code].Reason), fill.Replace(k[code].Remedy)
	return p
}

// problem is an error of a kind with the value that is wrong.
func problem(code, value string, args ...string) *Problem {
	p := kinds.Problem(code, args...)
	p.Value = value
	return &p
}

// FaultKinds are all kinds of problems and repairs that this package tells of.
func FaultKinds() Kinds {
	all := maps.Clone(kinds)
	maps.Copy(all, crsKinds)
	return all
}

const (
	redraw      = "repair the shape in the program that drew it"
	redrawLayer = "repair the layer in the program that drew it"
	drawOrLeave = "draw the area or leave the feature out"
	again       = "export the layer again"
	collections = "export the layer as a GeoJSON FeatureCollection"
	repairRest  = redrawLayer + ", or have it repaired with --repair"
)

var kinds = Kinds{
	// one shape
	"shape_empty":    {"the shape is empty", "draw the area"},
	"part_empty":     {"the part is empty", "draw it or leave it out"},
	"out_of_range":   {"out of range: longitude −180…180, latitude −90…90", redraw},
	"few_points":     {"a ring of {n} points; four are the least, the last repeating the first", redraw},
	"open_ring":      {"the ring is open", "end it at its first point"},
	"bow_tie":        {"the ring crosses itself and encloses no area", redraw},
	"no_area":        {"the ring encloses no area", redraw},
	"no_area_aside":  {"the ring encloses no area", "leave it out"},
	"self_crossing":  {"the ring crosses itself", "repair the shape there"},
	"crossing":       {"the ring crosses part {other_part} ring {other_ring}", "repair the shape there"},
	"more_crossings": {"{n} more crossings", ""},
	"tangled":        {"the borders are too tangled to be laid over each other", redraw},
	"part_over_part": {"the part lies over part {other_part}", "merge the two"},
	"hole_outside":   {"the hole lies outside its outer ring", "make it a part of its own"},
	"hole_over_hole": {"the hole lies over ring {other_ring}", "merge the two"},
	"holes_take_all": {"the holes leave nothing of the part", "leave it out"},

	// shapes together
	"tangled_layer": {"the borders are too tangled to be laid over each other", redrawLayer},
	"duplicate":     {"the same area twice, {area} ha: {zones}", "leave one of them out, or merge them; --repair keeps the first"},
	"overlap":       {"{area} ha belong to more than one zone: {zones}", "correct the border; --repair leaves them to the first"},
	"overlap_sliver": {"a sliver of {area} ha, {width} m wide, belongs to more than one zone: {zones}",
		"--repair leaves it to the first"},
	"gap": {"{area} ha within the zones belong to none, between {zones}", "if it is no lake or hole that is meant, correct the border"},
	"gap_sliver": {"a sliver of {area} ha, {width} m wide, belongs to no zone, between {zones}",
		"--repair gives it to the neighbour with the longest common border"},
	"more_duplicate":      {`{n} more of the kind "duplicate", {area} ha together`, repairRest},
	"more_overlap":        {`{n} more of the kind "overlap", {area} ha together`, repairRest},
	"more_overlap_sliver": {`{n} more of the kind "sliver of an overlap", {area} ha together`, repairRest},
	"more_gap":            {`{n} more of the kind "gap", {area} ha together`, repairRest},
	"more_gap_sliver":     {`{n} more of the kind "sliver of a gap", {area} ha together`, repairRest},

	// GeoJSON
	"empty_file":       {"the file is empty", "give a GeoJSON FeatureCollection"},
	"not_utf8":         {"not UTF-8 text", "save it as GeoJSON in UTF-8; a shapefile must be converted"},
	"no_collection":    {"type is not FeatureCollection", collections},
	"no_features":      {"there are no features", "export the layer with its areas"},
	"no_geojson":       {"not GeoJSON: {cause}", collections},
	"no_json":          {"not JSON at line {line}, column {column}: {cause}", collections},
	"cut_off":          {"not JSON at line {line}, column {column}: {cause}", "the file seems cut off: copy or export it again"},
	"other_crs":        {"crs names another coordinate system than WGS 84", "convert the layer to WGS 84 (EPSG:4326), with the datum shift if it is VN-2000"},
	"no_feature":       {"not a GeoJSON feature: {cause}", again},
	"type_no_feature":  {"type is not Feature", again},
	"no_geometry":      {"there is no geometry", drawOrLeave},
	"no_polygon":       {"the geometry is not a Polygon or MultiPolygon", "give areas; points and lines have no danger level"},
	"empty_geometry":   {"the geometry is empty", drawOrLeave},
	"no_position":      {"not a position [longitude, latitude] or list of positions in its place", again},
	"degrees_swapped":  {"latitude and longitude are swapped: latitude cannot exceed 90°", "write longitude first"},
	"metres":           {"not degrees but metres of a projection, in Viet Nam probably VN-2000", "convert the layer to WGS 84 (EPSG:4326) with the datum shift"},
	"no_degrees":       {"out of range: longitude −180…180, latitude −90…90", "convert the layer to WGS 84 (EPSG:4326)"},
	"degrees_far":      {"not degrees in Viet Nam, as {crs} would be", "name the file's own system: --crs"},
	"metres_swapped":   {"easting and northing are swapped", "export the layer with easting first"},
	"degrees_no_metre": {"degrees, not metres of {crs}", "name the file's own system: --crs WGS84 or --crs EPSG:4756"},
	"metres_far":       {"lies outside Viet Nam if it is {crs}", "name the file's own system: --crs"},

	// repairs
	"mended":        {"{fault}; mended, {before} ha before, {after} ha now", ""},
	"nothing_left":  {"nothing is left of the shape when it is repaired", "draw the shape again, or leave it out"},
	"within_others": {"{zone} lies wholly within zones before it in the file: it cannot be repaired", "leave one of them out, or cut it out of the others"},
	"sliver_given":  {"a sliver of {area} ha that belonged to no zone goes to {to}", ""},
	"left_out":      {"{zone} is the same area as {twin} and is left out", ""},
	"taken":         {"{area} ha are taken from {from} and stay with {to}", ""},
}
