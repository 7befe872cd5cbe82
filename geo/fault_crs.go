package geo

// crsKinds are what can be wrong with the name or the description of a coordinate system.
var crsKinds = Kinds{
	"crs_which_zone": {"{text}: VN-2000 in which zone?", "write the meridian, like VN-2000/105-45, or EPSG:9210; in degrees it is EPSG:4756"},
	"crs_unknown": {"{text}: not a coordinate system known here",
		"write WGS84, EPSG:9210, VN-2000/105-45 (TM-3 by its meridian) or VN-2000/UTM 48"},
	"crs_foreign": {"EPSG:{text}: neither WGS 84 nor VN-2000", "convert the layer to one of them, or name the one it is really in"},

	"wkt_long":      {"{n} bytes of well-known text: above {most}", ""},
	"wkt_lost":      {"not well-known text of a coordinate system at {at}", ""},
	"wkt_other":     {"{kind} {name}: not a projected or geographic coordinate system", ""},
	"wkt_meridian":  {"prime meridian {value}: not Greenwich", ""},
	"wkt_angles":    {"angles in {unit}: not degrees", ""},
	"wkt_ellipsoid": {"datum {name} on the ellipsoid {ellipsoid}: neither WGS 84 nor VN-2000", ""},
	"wkt_datum":     {"datum {name}: neither WGS 84 nor VN-2000", ""},
	"wkt_no_datum":  {"{name}: names no datum", ""},
	"wkt_no_tm":     {"{name}: not a transverse Mercator, as UTM and TM-3 are", ""},
	"wkt_lengths":   {"{name}: lengths in {unit}: not metres", ""},
	"wkt_origin":    {"{name}: its origin lies at latitude {lat}, northing {northing}: not UTM nor TM-3 of the north", ""},
	"wkt_grid": {"{name}: datum {datum}, meridian {meridian}°, scale {scale}, false easting {easting} m: " +
		"neither UTM nor a TM-3 zone of VN-2000", ""},
}

// crsProblem is an error of such a kind; the value stands in its words.
func crsProblem(code string, args ...string) error {
	p := crsKinds.Problem(code, args...)
	return &p
}
