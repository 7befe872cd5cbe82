package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/layer"
	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// zoneFile is a zone file with how to read it.
type zoneFile struct {
	File     string `arg:"" help:"zipped shapefile, GeoPackage or GeoJSON; a .shp is read with the files beside it"`
	Columns  string `help:"YAML file that names the file's attributes: id, name, kind, compartment, owner, forest_group, forest_area_ha, area_ha, …" placeholder:"FILE"`
	CRS      string `help:"coordinate system, before what the file says: WGS84, EPSG:9210, VN-2000/105-45, VN-2000/UTM 48, \"VN-2000/Bình Dương\"" placeholder:"NAME"`
	Encoding string `help:"of the texts, before what the file says: utf-8, windows-1258, windows-1252, tcvn3" placeholder:"NAME"`
	Layer    string `help:"which of several layers of the file" placeholder:"NAME"`
	Repair   bool   `help:"mend self-crossings, overlaps, slivers and duplicates; everything done is told"`
}

// zoneReading is what came of a zone file.
type zoneReading struct {
	layer    layer.Layer
	zones    []forecast.Zone
	repairs  []geo.Problem // what was mended
	problems []geo.Problem
}

// read reads and checks the file's zones and says what is wrong with it.
func (f *zoneFile) read(app *App) ([]forecast.Zone, error) {
	columns, err := zoneColumns(f.Columns)
	if err != nil {
		return nil, usage{err}
	}
	options := layer.Options{Encoding: f.Encoding, Layer: f.Layer}
	if f.CRS != "" {
		crs, err := app.profile.CRS(f.CRS)
		if err != nil {
			return nil, usage{fmt.Errorf("--crs %w", err)}
		}
		options.CRS = &crs
	}
	data, err := f.load()
	if err != nil {
		return nil, err
	}
	r := readZones(app.profile, f.File, data, options, columns, f.Repair)
	f.tell(app, r)
	if geo.Failed(r.problems) || len(r.zones) == 0 {
		return nil, fmt.Errorf("%s: cannot be used as it is; nothing was changed", f.File)
	}
	return r.zones, nil
}

// load reads the file; a .shp with its parts beside it, as if they were zipped.
func (f *zoneFile) load() ([]byte, error) {
	if !strings.EqualFold(filepath.Ext(f.File), ".shp") {
		return os.ReadFile(f.File)
	}
	base := strings.TrimSuffix(f.File, filepath.Ext(f.File))
	beside, err := filepath.Glob(base + ".*")
	if err != nil {
		return nil, fmt.Errorf("%s: its parts cannot be looked for: %w; zip them", f.File, err)
	}
	parts := map[string][]byte{}
	for _, path := range beside {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		parts[filepath.Base(path)] = data
	}
	return layer.Zip(parts)
}

func (f *zoneFile) tell(app *App, r zoneReading) {
	for _, p := range r.problems {
		fmt.Fprintf(app.err, "%s: %s\n", p.Severity, p.Error())
	}
	for _, done := range r.repairs {
		fmt.Fprintf(app.err, "repaired: %s\n", done.Error())
	}
	for _, text := range r.layer.Notes {
		fmt.Fprintf(app.err, "note: %s: %s\n", f.File, text.Error())
	}
	if r.layer.Format != "" && r.layer.CRS.Name != "" {
		fmt.Fprintf(app.err, "note: %s: %s in %s\n", f.File, r.layer.Format, r.layer.CRS)
	}
}

// readZones makes zones of a layer: reads, mends where it may, checks each zone and
// all of them together, and whether they lie in the province.
func readZones(p *profile.Profile, name string, data []byte, o layer.Options, columns profile.Columns, repair bool) zoneReading {
	var r zoneReading
	r.layer, r.problems = layer.Read(name, data, o)
	if repair {
		r.mendShapes()
	}
	zones, more := p.Zones(r.layer.Features, columns)
	r.zones, r.problems = zones, append(r.problems, more...)
	if geo.Failed(r.problems) {
		return r
	}
	if repair {
		r.mendTogether(name)
	}
	for _, problem := range geo.CheckTogether(r.shapes()) {
		problem.File = name
		r.problems = append(r.problems, problem)
	}
	if far := p.Place(r.zones, r.layer.CRS); far != nil {
		far.File = name
		r.problems = append(r.problems, *far)
	}
	return r
}

// mendShapes repairs each shape alone.
func (r *zoneReading) mendShapes() {
	for i := range r.layer.Features {
		f := &r.layer.Features[i]
		shape, told, err := geo.RepairShape(f.Shape)
		if err != nil {
			r.problems = append(r.problems, f.Problem(problemOf(err)))
			continue
		}
		f.Shape = shape
		if told != nil {
			r.repairs = append(r.repairs, f.Problem(*told))
		}
	}
}

// problemOf is an error as a problem; geo's own errors are problems with a code.
func problemOf(err error) geo.Problem {
	var p geo.Problem
	if errors.As(err, &p) {
		return p
	}
	return geo.Problem{Severity: geo.Error, Reason: err.Error()}
}

// mendTogether makes the shapes fit; zones left without one are left out.
func (r *zoneReading) mendTogether(name string) {
	before, names := r.shapes()
	shapes, done, err := geo.RepairTogether(before, names)
	if err != nil {
		bad := problemOf(err)
		bad.File = name
		r.problems = append(r.problems, bad)
		return
	}
	for _, d := range done {
		r.repairs = append(r.repairs, geo.Problem{File: name, Value: fmt.Sprintf("%.5f,%.5f", d.At[0], d.At[1]), Reason: d.Text, Code: d.Code, Args: d.Args})
	}
	if len(done) == 0 {
		return
	}
	kept := make([]forecast.Zone, 0, len(r.zones))
	for i, z := range r.zones {
		if len(shapes[i]) == 0 {
			continue
		}
		z.Shape = geo.Normalize(shapes[i])
		z.Point, z.AreaHa = geo.InnerPoint(z.Shape), geo.AreaHa(z.Shape)
		kept = append(kept, z)
	}
	r.zones = kept
}

// shapes are the zones' shapes, and what people call the zones.
func (r *zoneReading) shapes() ([]orb.MultiPolygon, []string) {
	shapes, names := make([]orb.MultiPolygon, len(r.zones)), make([]string, len(r.zones))
	for i, z := range r.zones {
		shapes[i], names[i] = z.Shape, z.ID
		if z.Name != "" && z.Name != z.ID {
			names[i] = z.ID + " (" + z.Name + ")"
		}
	}
	return shapes, names
}

// zoneColumns reads the mapping of attributes; none means the usual names.
func zoneColumns(path string) (profile.Columns, error) {
	var c profile.Columns
	if path == "" {
		return c, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return c, err
	}
	if err := yaml.UnmarshalWithOptions(data, &c, yaml.Strict()); err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}
