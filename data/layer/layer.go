// Package layer reads the areas of a map layer as surveyors and forest offices
// keep them: zipped shapefiles, GeoPackage, GeoJSON, in WGS 84 or VN-2000, in
// Vietnamese encodings old and new. It gives features in WGS 84, says what it had
// to decide, and never guesses where a wrong guess would lie or misspell quietly.
package layer

import (
	"bytes"

	"github.com/canhlua/canhlua/geo"
)

// Limits of a file: the largest forest map of a province is a tenth of these.
const (
	MaxFileBytes = 256 << 20 // of a file as it comes
	maxPartBytes = 512 << 20 // of all unpacked parts together
	maxFeatures  = 200_000
	maxPoints    = 20_000_000
	maxTextBytes = 256 << 20 // of all attributes together; a database may keep one text for all rows
)

// Options say what the file itself does not.
type Options struct {
	CRS      *geo.CRS // used in place of what the file says
	Encoding string   // utf-8, windows-1258, windows-1252, tcvn3; empty = as the file says
	Layer    string   // which of several layers of the file
}

// Layer is what a file holds.
type Layer struct {
	Name     string // within the file
	Format   string // shapefile, GeoPackage, GeoJSON
	Features []geo.Feature
	CRS      geo.CRS       // it was in
	Encoding string        // of its texts
	Notes    []geo.Problem // what was decided in reading: no faults
}

// Read reads a file by its content. A bad feature is left out and named among
// the problems; the others are still read.
func Read(name string, data []byte, o Options) (Layer, []geo.Problem) {
	r := reader{name: name, options: o}
	switch {
	case len(data) > MaxFileBytes:
		r.fail("", "file_large", "mb", count(len(data)>>20), "most", count(MaxFileBytes>>20))
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		r.zip(data)
	case bytes.HasPrefix(data, []byte("PK\x05\x06")):
		r.fail("", "zip_empty")
	case bytes.HasPrefix(data, []byte("SQLite format 3\x00")):
		r.geoPackage(data)
	case bytes.HasPrefix(data, shapeMagic):
		r.fail("", "shp_alone")
	default:
		r.geoJSON(data)
	}
	return r.layer, r.problems
}

// reader gathers a layer and what is wrong with it.
type reader struct {
	name     string
	options  Options
	layer    Layer
	problems []geo.Problem
	points   int
	texts    int // bytes
}

func (r *reader) failed() bool { return geo.Failed(r.problems) }

// add puts a feature into the layer, in WGS 84.
func (r *reader) add(f geo.Feature) {
	shape, bad := r.layer.CRS.Place(f.Shape)
	if bad != nil {
		r.bad(&f, *bad)
		return
	}
	f.Shape = shape
	r.layer.Features = append(r.layer.Features, f)
}

// within reports whether so many points more are still within the limit.
func (r *reader) within(f *geo.Feature, points int) bool {
	r.points += points
	if r.points > maxPoints {
		r.bad(f, *fault("points_many", "most", count(maxPoints)))
		return false
	}
	return true
}

// saying is what a file says of its system: where, and either what, or why that is
// not understood, or neither.
type saying struct {
	where string // .prj, EPSG:9210
	known *geo.CRS
	wrong error
	none  string // the kind of the fault where it says nothing
}

// choose settles the system: the person's word before the file's.
func (r *reader) choose(file saying) bool {
	given := r.options.CRS
	switch {
	case given != nil && file.known != nil && !given.Same(*file.known):
		r.note(fault("note_crs_other", "said", file.where, "known", file.known.String(), "given", given.String()))
	case given != nil && file.wrong != nil:
		r.note(because("note_crs_unused", file.wrong, "said", file.where, "given", given.String()))
	case given != nil:
	case file.wrong != nil:
		r.failBy("", because("crs_wrong", file.wrong, "said", file.where))
		return false
	case file.known == nil:
		r.fail("", file.none)
		return false
	default:
		given = file.known
	}
	r.layer.CRS = *given
	return true
}

// geoJSON reads a FeatureCollection. Its texts are UTF-8; degrees of WGS 84 unless
// a person says otherwise.
func (r *reader) geoJSON(data []byte) {
	r.layer.Format = "GeoJSON"
	crs := geo.WGS84Degrees
	if r.options.CRS != nil {
		crs = *r.options.CRS
	}
	features, problems := geo.ReadFeaturesIn(r.name, data, crs)
	r.layer.Features, r.layer.CRS, r.problems = features, crs, append(r.problems, problems...)
	r.spell("")
}
