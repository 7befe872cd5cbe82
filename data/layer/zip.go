package layer

import (
	"archive/zip"
	"bytes"
	"fmt"
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
		r.fail("", "not a whole zip archive: "+err.Error(), "copy or zip the layer again")
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
		r.fail(fmt.Sprintf("%q", f.Name), "the archive holds a path that leads out of it", "zip the layer's own files again; do not open this one")
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
		r.fail(fmt.Sprintf("%q", f.Name), "stands twice in the archive", "zip the layer again")
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
		r.fail(fmt.Sprintf("%q", want), "the archive has no such layer; it has "+listed(names), "name one of them: --layer NAME")
		return "", false
	}
	switch len(names) {
	case 0:
		r.fail("", "there is no .shp in the archive", "zip the .shp with its .shx, .dbf, .prj and .cpg")
		return "", false
	case 1:
		return names[0], true
	}
	r.fail("", fmt.Sprintf("the archive has %d layers: %s", len(names), listed(names)), "say which: --layer NAME")
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
				r.fail("", "the archive has no "+ending+" beside the .shp", "zip all parts of the layer: .shp, .shx, .dbf, .prj, .cpg")
			}
			continue
		}
		sum += f.UncompressedSize64
		if sum > maxPartBytes || f.UncompressedSize64 > largeBytes && f.UncompressedSize64 > maxPacked*f.CompressedSize64 {
			r.fail(f.Name, fmt.Sprintf("unpacks from %d to %d bytes: not a layer", f.CompressedSize64, f.UncompressedSize64),
				"zip the layer again, from the program that made it")
			return nil, false
		}
		data, err := readEntry(f)
		if err != nil {
			r.fail(f.Name, "cannot be unpacked: "+err.Error(), "copy or zip the layer again")
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
	var known *geo.CRS
	var wrong error
	said := "the layer has no .prj and"
	if text, ok := p[".prj"]; ok {
		said = "its .prj"
		if crs, err := geo.ReadWKT(string(text)); err == nil {
			known = &crs
		} else {
			wrong = err
		}
	}
	if !r.choose(said, known, wrong) {
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
