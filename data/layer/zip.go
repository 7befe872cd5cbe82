package layer

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/geo"
)

// A large part that is packed to less than one in maxPacked is a bomb. Small ones
// may be: tables are full of spaces.
const (
	maxPacked  = 200
	largeBytes = 64 << 20
)

// parts are the files of one shapefile by their endings, as .shp.
type parts map[string][]byte

// partEndings are the files of a shapefile that are read.
var partEndings = []string{".shp", ".shx", ".dbf", ".prj", ".cpg"}

// zip reads the one shapefile of an archive, or the one that was asked for.
func (r *reader) zip(data []byte) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.fail("", "zip_broken", "cause", err.Error())
		return
	}
	found := map[string]map[string]*zip.File{}
	for _, f := range archive.File {
		if !r.entry(f, found) {
			return
		}
	}
	name, ok := r.pick(found)
	if !ok {
		return
	}
	p, ok := r.unpack(found[name])
	if !ok {
		return
	}
	r.layer.Name = path.Base(name)
	r.shapefile(p)
}

// entry sorts a file of the archive in by layer and ending. Nothing is ever
// written to disk, but a name that climbs out of its folder is an attack on
// somebody, and the archive is not trusted further.
func (r *reader) entry(f *zip.File, found map[string]map[string]*zip.File) bool {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	if strings.HasPrefix(name, "/") || strings.Contains(name, ":") || slices.Contains(strings.Split(name, "/"), "..") {
		r.fail(quote(f.Name), "zip_leads")
		return false
	}
	ending := strings.ToLower(path.Ext(name))
	if f.FileInfo().IsDir() || strings.HasPrefix(name, "__MACOSX/") || !slices.Contains(partEndings, ending) {
		return true
	}
	layer := strings.TrimSuffix(name, path.Ext(name))
	if found[layer] == nil {
		found[layer] = map[string]*zip.File{}
	}
	if found[layer][ending] != nil {
		r.fail(quote(f.Name), "zip_twice")
		return false
	}
	found[layer][ending] = f
	return true
}

// pick finds the layer to read. Parts without a .shp are no layer.
func (r *reader) pick(found map[string]map[string]*zip.File) (string, bool) {
	var names []string
	for name, files := range found {
		if files[".shp"] != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if want := r.options.Layer; want != "" {
		for _, name := range names {
			if name == want || path.Base(name) == want {
				return name, true
			}
		}
		r.fail(quote(want), "layer_unknown", "layers", listed(names))
		return "", false
	}
	switch len(names) {
	case 0:
		r.fail("", "zip_no_shp")
		return "", false
	case 1:
		return names[0], true
	}
	r.fail("", "layers_several", "n", count(len(names)), "layers", listed(names))
	return "", false
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	short := make([]string, 0, len(names))
	for _, n := range names[:min(len(names), 10)] {
		short = append(short, path.Base(n))
	}
	if len(names) > 10 {
		short = append(short, "…")
	}
	return strings.Join(short, ", ")
}

// unpack reads the parts into memory, as much of them as they say they are.
func (r *reader) unpack(files map[string]*zip.File) (parts, bool) {
	out, sum := parts{}, uint64(0)
	for _, ending := range partEndings {
		f := files[ending]
		if f == nil {
			if ending == ".dbf" || ending == ".shx" {
				r.fail("", "zip_no_part", "part", ending)
			}
			continue
		}
		sum += f.UncompressedSize64
		if sum > maxPartBytes || f.UncompressedSize64 > largeBytes && f.UncompressedSize64 > maxPacked*f.CompressedSize64 {
			r.fail(f.Name, "zip_bomb", "packed", count(f.CompressedSize64), "bytes", count(f.UncompressedSize64))
			return nil, false
		}
		data, err := readEntry(f)
		if err != nil {
			r.fail(f.Name, "zip_entry", "cause", err.Error())
			return nil, false
		}
		out[ending] = data
	}
	return out, !r.failed()
}

// readEntry reads a file of the archive; one that turns out longer than it says
// is refused by package zip.
func readEntry(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(in, maxPartBytes))
	if closing := in.Close(); err == nil {
		err = closing
	}
	return data, err
}

// shapefile reads the parts of one layer.
func (r *reader) shapefile(p parts) {
	r.layer.Format = "shapefile"
	file := saying{where: ".prj", none: "crs_no_prj"}
	if text, ok := p[".prj"]; ok {
		if crs, err := geo.ReadWKT(string(text)); err == nil {
			file.known = &crs
		} else {
			file.wrong = err
		}
	}
	if !r.choose(file) {
		return
	}
	rows, ok := r.table(p[".dbf"])
	if !ok || !r.count(p[".shx"], rows.count) {
		return
	}
	label := ""
	if text, ok := p[".cpg"]; ok {
		label = strings.TrimSpace(string(text))
	}
	r.shapes(p[".shp"], p[".shx"], rows)
	if label == "" {
		label = driverLabels[rows.charset]
	}
	r.spell(label)
}

// Zip packs the parts of a shapefile that lie beside each other, by their file
// names, so that Read takes them.
func Zip(files map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, data := range files {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}
