// Package layer reads the areas of a map layer as surveyors and forest offices
// keep them: zipped shapefiles, GeoPackage, GeoJSON, in WGS 84 or VN-2000, in
// Vietnamese encodings old and new. It gives features in WGS 84, says what it had
// to decide, and never guesses where a wrong guess would lie or misspell quietly.
package layer

import (
	"bytes"
	"fmt"

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
	CRS      geo.CRS  // it was in
	Encoding string   // of its texts
	Notes    []string // what was decided in reading, for people
}

// Read reads a file by its content. A bad feature is left out and named among
// the problems; the others are still read.
func Read(name string, data []byte, o Options) (Layer, []geo.Problem) {
	r := reader{name: name, options: o}
	switch {
	case len(data) > MaxFileBytes:
		r.fail("", fmt.Sprintf("%d MB: above %d MB", len(data)>>20, MaxFileBytes>>20), "divide the layer, or simplify it")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		r.zip(data)
	case bytes.HasPrefix(data, []byte("PK\x05\x06")):
		r.fail("", "the archive is empty", "zip the .shp with its .shx, .dbf and .prj")
	case bytes.HasPrefix(data, []byte("SQLite format 3\x00")):
		r.geoPackage(data)
	case bytes.HasPrefix(data, shapeMagic):
		r.fail("", "a .shp alone", "zip it with its .shx, .dbf, .prj and .cpg, and give the .zip")
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

// fail notes an error of the whole file.
func (r *reader) fail(value, reason, remedy string) {
	r.problems = append(r.problems, geo.Problem{Severity: geo.Error, File: r.name, Value: value, Reason: reason, Remedy: remedy})
}

// bad notes a problem of one feature.
func (r *reader) bad(f *geo.Feature, p geo.Problem) {
	if p.Severity == "" {
		p.Severity = geo.Error
	}
	r.problems = append(r.problems, f.Problem(p))
}

func (r *reader) note(format string, args ...any) {
	r.layer.Notes = append(r.layer.Notes, fmt.Sprintf(format, args...))
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
		r.bad(f, geo.Problem{Reason: fmt.Sprintf("the layer has more than %d points", maxPoints), Remedy: "divide the layer, or simplify it"})
		return false
	}
	return true
}

// choose settles the system: the person's word before the file's. The file's may
// be known, wrong (said, but not understood) or missing.
func (r *reader) choose(said string, known *geo.CRS, wrong error) bool {
	given := r.options.CRS
	switch {
	case given != nil && known != nil && !given.Same(*known):
		r.note("%s says %s; read as %s, as --crs says", said, known, given)
	case given != nil && wrong != nil:
		r.note("%s is not used (%v); read as %s, as --crs says", said, wrong, given)
	case given != nil:
	case wrong != nil:
		r.fail("", said+": "+wrong.Error(), "name the layer's true system: --crs VN-2000/105-45, --crs EPSG:9210, --crs WGS84, …")
		return false
	case known == nil:
		r.fail("", said+" does not say which coordinate system the layer is in", "name it: --crs VN-2000/105-45, --crs EPSG:9210, --crs WGS84, …")
		return false
	default:
		given = known
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
