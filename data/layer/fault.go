package layer

import (
	"errors"
	"fmt"
	"maps"
	"strconv"

	"github.com/canhlua/canhlua/geo"
)

const (
	nameSystem = "name the layer's true system: --crs VN-2000/105-45, --crs EPSG:9210, --crs WGS84, …"
	nameIt     = "name it: --crs VN-2000/105-45, --crs EPSG:9210, --crs WGS84, …"
	copyAgain  = "copy or export the layer again"
	zipAgain   = "copy or zip the layer again"
	sayWhich   = "say which: --layer NAME"
	nameOne    = "name one of them: --layer NAME"
	onlyAreas  = "give a layer of polygons: points and lines have no danger level"
	divide     = "divide the layer, or simplify it"
	encodingIs = "say which: --encoding {all}"
	likely     = "probably --encoding {best}, by which the first reads {reading}"
	drawRecord = "draw the area or leave the record out"
	shapeAgain = "repair or leave out the shape, and export the layer again"
)

// kinds are what can be wrong with a file that holds a layer, and with its records.
var kinds = geo.Kinds{
	"file_large":     {Reason: "{mb} MB: above {most} MB", Remedy: divide},
	"shp_alone":      {Reason: "a .shp alone", Remedy: "zip it with its .shx, .dbf, .prj and .cpg, and give the .zip"},
	"points_many":    {Reason: "the layer has more than {most} points", Remedy: divide},
	"records_many":   {Reason: "the layer has more than {most} records", Remedy: "divide the layer"},
	"texts_many":     {Reason: "the layer has more than {most} MB of texts", Remedy: "leave out the columns that are not needed"},
	"crs_wrong":      {Reason: "its {said}: {fault}", Remedy: nameSystem},
	"crs_no_prj":     {Reason: "the layer has no .prj and does not say which coordinate system the layer is in", Remedy: nameIt},
	"crs_none":       {Reason: "the layer does not say which coordinate system it is in", Remedy: nameIt},
	"layer_unknown":  {Reason: "the file has no such layer; it has {layers}", Remedy: nameOne},
	"layers_several": {Reason: "the file has {n} layers: {layers}", Remedy: sayWhich},

	"zip_broken":  {Reason: "not a whole zip archive: {cause}", Remedy: zipAgain},
	"zip_empty":   {Reason: "the archive is empty", Remedy: "zip the .shp with its .shx, .dbf and .prj"},
	"zip_leads":   {Reason: "the archive holds a path that leads out of it", Remedy: "zip the layer's own files again; do not open this one"},
	"zip_twice":   {Reason: "stands twice in the archive", Remedy: "zip the layer again"},
	"zip_no_shp":  {Reason: "there is no .shp in the archive", Remedy: "zip the .shp with its .shx, .dbf, .prj and .cpg"},
	"zip_no_part": {Reason: "the archive has no {part} beside the .shp", Remedy: "zip all parts of the layer: .shp, .shx, .dbf, .prj, .cpg"},
	"zip_bomb":    {Reason: "unpacks from {packed} to {bytes} bytes: not a layer", Remedy: "zip the layer again, from the program that made it"},
	"zip_entry":   {Reason: "cannot be unpacked: {cause}", Remedy: zipAgain},

	"dbf_cut":        {Reason: "the .dbf is damaged: it is cut off", Remedy: copyAgain},
	"dbf_head":       {Reason: "the .dbf is damaged: its head has no sense", Remedy: copyAgain},
	"dbf_fields":     {Reason: "the .dbf is damaged: its fields need {need} bytes, a row has {has}", Remedy: copyAgain},
	"dbf_rows":       {Reason: "the .dbf is damaged: it has {has} rows of {need}", Remedy: copyAgain},
	"shx_damaged":    {Reason: "the .shx is damaged or cut off", Remedy: copyAgain},
	"shx_dbf_apart":  {Reason: "the .shx has {shapes} records, the .dbf {rows}", Remedy: "the parts are not of one layer: zip those that belong together"},
	"shp_damaged":    {Reason: "the .shp is damaged or cut off", Remedy: copyAgain},
	"shp_cut":        {Reason: "the .shp is cut off before the record", Remedy: copyAgain},
	"holds_points":   {Reason: "the layer holds points, not areas", Remedy: onlyAreas},
	"holds_lines":    {Reason: "the layer holds lines, not areas", Remedy: onlyAreas},
	"holds_other":    {Reason: "the layer holds shapes of kind {kind}, not areas", Remedy: onlyAreas},
	"record_damaged": {Reason: "the record is damaged", Remedy: shapeAgain},
	"record_kind":    {Reason: "the record is of kind {kind}, no polygon", Remedy: shapeAgain},
	"record_bare":    {Reason: "there is no geometry", Remedy: drawRecord},
	"record_empty":   {Reason: "the geometry is empty", Remedy: drawRecord},
	"shape_damaged":  {Reason: "the geometry is damaged", Remedy: shapeAgain},
	"shape_unread":   {Reason: "the geometry is damaged: {cause}", Remedy: shapeAgain},

	"gpkg_unread":   {Reason: "not a GeoPackage that can be read: {cause}", Remedy: "export the layer as GeoPackage again, or as a zipped shapefile"},
	"gpkg_no_areas": {Reason: "the file has no layer of areas", Remedy: "export the zones into it as polygons"},

	"encoding_unknown":        {Reason: "not an encoding known here", Remedy: "write one of {all}"},
	"encoding_undecodable":    {Reason: "{column}: {cause}", Remedy: "name the encoding: --encoding {all}"},
	"encoding_unnamed":        {Reason: "the texts are in an encoding that the file does not name", Remedy: encodingIs},
	"encoding_unnamed_likely": {Reason: "the texts are in an encoding that the file does not name", Remedy: likely},
	"encoding_other":          {Reason: "the texts are not in the encoding that the file names, {label}", Remedy: encodingIs},
	"encoding_other_likely":   {Reason: "the texts are not in the encoding that the file names, {label}", Remedy: likely},
	"encoding_stored":         {Reason: "the texts were spelt in TCVN3 (ABC) and have been stored as if they were not", Remedy: encodingIs},
	"encoding_stored_likely":  {Reason: "the texts were spelt in TCVN3 (ABC) and have been stored as if they were not", Remedy: likely},

	// what was decided in reading
	"note_crs_other":  {Reason: "its {said} says {known}; read as {given}, as --crs says"},
	"note_crs_unused": {Reason: "its {said} is not used ({fault}); read as {given}, as --crs says"},
	"note_deleted":    {Reason: "record {n} is marked as deleted and left out"},
	"note_wal":        {Reason: "the file was not closed by the program that writes it: what is still in its -wal file is not read"},
}

// FaultKinds are all kinds of problems and notes that this package tells of.
func FaultKinds() geo.Kinds { return maps.Clone(kinds) }

// fault is a problem of a kind.
func fault(code string, args ...string) *geo.Problem {
	p := kinds.Problem(code, args...)
	return &p
}

// because adds to a problem what it comes from: the words of the fault, and its code
// where it has one, with its arguments.
func because(code string, err error, args ...string) *geo.Problem {
	var inner *geo.Problem
	if !errors.As(err, &inner) {
		return fault(code, append(args, "fault", err.Error())...)
	}
	p := fault(code, append(args, "fault", inner.Reason, "fault_code", inner.Code)...)
	for name, value := range inner.Args {
		p.Args[name] = value
	}
	return p
}

// fail notes an error of the whole file, with the value that is wrong.
func (r *reader) fail(value, code string, args ...string) { r.failBy(value, fault(code, args...)) }

func (r *reader) failBy(value string, p *geo.Problem) {
	p.File, p.Value = r.name, value
	r.problems = append(r.problems, *p)
}

// bad notes a problem of one feature.
func (r *reader) bad(f *geo.Feature, p geo.Problem) {
	if p.Severity == "" {
		p.Severity = geo.Error
	}
	r.problems = append(r.problems, f.Problem(p))
}

// note tells what was decided in reading.
func (r *reader) note(p *geo.Problem) {
	p.Severity = ""
	r.layer.Notes = append(r.layer.Notes, *p)
}

// count is a number among arguments.
func count[N int | int64 | uint64](n N) string { return strconv.FormatInt(int64(n), 10) }

func quote(text string) string { return fmt.Sprintf("%q", text) }
