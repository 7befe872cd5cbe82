package layer

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/layer/layertest"
	"github.com/canhlua/canhlua/geo"
)

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What GDAL wrote in VN-2000 lies where the GeoJSON it was made from says.
func TestFilesOfGDALLieWhereTheyShould(t *testing.T) {
	want, problems := Read("plots.geojson", testdata(t, "plots.geojson"), Options{})
	if len(want.Features) != 3 || len(problems) > 0 {
		t.Fatalf("%d features, %v", len(want.Features), problems)
	}
	for _, name := range []string{"rung-tm3.zip", "rung-tm3.gpkg"} {
		got, problems := Read(name, testdata(t, name), Options{})
		if len(got.Features) != 3 || len(problems) > 0 || got.Name != "rung" || got.Encoding != UTF8 || got.CRS.EPSG != 9210 {
			t.Fatalf("%s: %+v %v", name, got, problems)
		}
		for i, f := range got.Features {
			w := want.Features[i]
			for _, column := range []string{"id", "name", "tk", "churung", "nhom", "dtich"} {
				if f.Text(column) != w.Text(column) {
					t.Errorf("%s: %s of %s is %q, want %q", name, column, f.ID, f.Text(column), w.Text(column))
				}
			}
			if len(f.Shape) != len(w.Shape) || len(f.Shape[0]) != len(w.Shape[0]) {
				t.Fatalf("%s %s: %d parts, %d rings", name, f.ID, len(f.Shape), len(f.Shape[0]))
			}
			if d := apart(f.Shape, w.Shape); d > 0.01 {
				t.Errorf("%s %s: %.3f m from where it should be", name, f.ID, d)
			}
		}
	}
}

// apart is the largest distance, metres, from a corner of the one to the nearest of the other.
func apart(a, b orb.MultiPolygon) float64 {
	far := 0.0
	for _, p := range corners(a) {
		near := math.Inf(1)
		for _, q := range corners(b) {
			near = min(near, math.Hypot(p[0]-q[0], p[1]-q[1])*111e3)
		}
		far = max(far, near)
	}
	return far
}

func corners(m orb.MultiPolygon) (all []orb.Point) {
	for _, polygon := range m {
		for _, ring := range polygon {
			all = append(all, ring...)
		}
	}
	return all
}

func crsOf(t testing.TB, name string) *geo.CRS {
	t.Helper()
	crs, err := geo.ParseCRS(name)
	if err != nil {
		t.Fatal(err)
	}
	return &crs
}

func TestTheSystemIsSettledByThePersonThenTheFile(t *testing.T) {
	shape := oneZone("A")
	cases := []struct {
		name, prj, crs, want, note string
	}{
		{"file says", prjTM3, "", "", ""},
		{"both say the same", prjTM3, "EPSG:9210", "", ""},
		{"person says otherwise", prjTM3, "VN-2000/UTM 48", "", "its .prj says VN-2000 / TM-3 105-45 (EPSG:9210); read as VN-2000 / UTM zone 48N (EPSG:3405), as --crs says"},
		{"nothing says", "", "", "r.zip: the layer has no .prj and does not say which coordinate system the layer is in; name it: --crs", ""},
		{"person says where nothing does", "", "EPSG:9210", "", ""},
		{"wrong .prj", prjHN, "", `its .prj: datum "D_Hanoi_1972" on the ellipsoid "Krasovsky_1940": neither WGS 84 nor VN-2000; name the layer's true system: --crs`, ""},
		{"wrong .prj, person says", prjHN, "EPSG:9210", "", "is not used"},
		{"broken .prj", "PROJCS[", "", "its .prj: not well-known text", ""},
		{"metres as WGS 84", prjTM3, "WGS84", "feature 1 (a): part 1 ring 1: [559000, 1.248e+06]: not degrees but metres", "read as WGS 84"},
	}
	for _, c := range cases {
		o := Options{}
		if c.crs != "" {
			o.CRS = crsOf(t, c.crs)
		}
		got, problems := Read("r.zip", packed(t, shape.Files(c.prj, "")), o)
		told(t, c.name, problems, c.want)
		if c.want == "" && len(got.Features) != 1 || !strings.Contains(texts(got.Notes), c.note) {
			t.Errorf("%s: %d features, notes %q, want %q", c.name, len(got.Features), got.Notes, c.note)
		}
	}
}

func texts(notes []geo.Problem) string {
	var all []string
	for _, n := range notes {
		all = append(all, n.Error())
	}
	return strings.Join(all, "\n")
}

// told holds the problems against a text that one of them should bear; none for "".
func told(t *testing.T, name string, problems []geo.Problem, want string) {
	t.Helper()
	var all []string
	for _, p := range problems {
		all = append(all, p.Error())
		if p.Severity != geo.Error || p.Remedy == "" {
			t.Errorf("%s: no error with a remedy: %+v", name, p)
		}
	}
	if text := strings.Join(all, "\n"); want == "" && text != "" || !strings.Contains(text, want) {
		t.Errorf("%s: got %q, want %q", name, text, want)
	}
}

func TestBadArchivesAreRefused(t *testing.T) {
	good := oneZone("A").Files(prjTM3, "")
	with := func(name string, data []byte) map[string][]byte {
		out := map[string][]byte{name: data}
		for k, v := range good {
			if _, ok := out[k]; !ok {
				out[k] = v
			}
		}
		return out
	}
	without := func(name string) map[string][]byte {
		out := with(name, nil)
		delete(out, name)
		return out
	}
	two := with("s.shp", good["r.shp"])
	for _, ending := range []string{".shx", ".dbf", ".prj"} {
		two["s"+ending] = good["r"+ending]
	}
	points := append([]byte{}, good["r.shp"]...)
	points[32] = 1
	cases := []struct {
		name string
		data []byte
		want string
	}{
		{"good", packed(t, good), ""},
		{"in a folder", packed(t, map[string][]byte{"d/R.SHP": good["r.shp"], "d/R.SHX": good["r.shx"], "d/R.DBF": good["r.dbf"], "d/R.PRJ": good["r.prj"]}), ""},
		{"slip", packed(t, with("../r.txt", []byte("x"))), `"../r.txt": the archive holds a path that leads out of it`},
		{"slip of Windows", packed(t, with(`..\r.txt`, []byte("x"))), "leads out of it"},
		{"absolute", packed(t, with("/etc/r.txt", []byte("x"))), "leads out of it"},
		{"bomb", packed(t, with("r.dbf", make([]byte, 80<<20))), "r.dbf: unpacks from"},
		{"no dbf", packed(t, without("r.dbf")), "the archive has no .dbf beside the .shp; zip all parts"},
		{"no shx", packed(t, without("r.shx")), "no .shx"},
		{"no shp", packed(t, without("r.shp")), "there is no .shp in the archive"},
		{"two layers", packed(t, two), "the file has 2 layers: r, s; say which: --layer NAME"},
		{"cut off", packed(t, good)[:200], "not a whole zip archive"},
		{"empty archive", packed(t, nil), "the archive is empty"},
		{"points", packed(t, with("r.shp", points)), "the layer holds points, not areas"},
		{"shp cut off", packed(t, with("r.shp", good["r.shp"][:140])), "feature 1 (a): the .shp is cut off before the record"},
		{"shp of nothing", packed(t, with("r.shp", []byte("x"))), "the .shp is damaged"},
		{"shx of nothing", packed(t, with("r.shx", []byte("x"))), "the .shx is damaged"},
		{"dbf of nothing", packed(t, with("r.dbf", []byte("x"))), "the .dbf is damaged: it is cut off"},
		{"dbf cut off", packed(t, with("r.dbf", good["r.dbf"][:120])), "the .dbf is damaged: it has 0 rows of 1"},
		{"other dbf", packed(t, with("r.dbf", layertest.Sheet{Columns: []string{"ID"}, Rows: [][]string{{"a"}, {"b"}}}.DBF())), "the .shx has 1 records, the .dbf 2"},
		{"a .shp alone", good["r.shp"], "a .shp alone; zip it"},
		{"sqlite of nothing", []byte("SQLite format 3\x00" + strings.Repeat("x", 2000)), "not a GeoPackage that can be read"},
		{"text", []byte("hello"), "not JSON"},
	}
	for _, c := range cases {
		got, problems := Read("r.zip", c.data, Options{})
		told(t, c.name, problems, c.want)
		if (c.want == "") != (len(got.Features) == 1) {
			t.Errorf("%s: %d features", c.name, len(got.Features))
		}
	}
	got, problems := Read("r.zip", packed(t, two), Options{Layer: "s"})
	if len(got.Features) != 1 || got.Name != "s" || len(problems) > 0 {
		t.Errorf("the layer asked for: %+v %v", got, problems)
	}
}

func TestRingsBecomePolygonsWithHoles(t *testing.T) {
	outer, hole, island, apartRing := box(0, 0, 10, 10), turned(box(2, 2, 6, 6)), box(4, 4, 2, 2), box(20, 0, 5, 5)
	cases := []struct {
		name  string
		rings []orb.Ring
		want  []int // rings of each part
	}{
		{"one", []orb.Ring{outer}, []int{1}},
		{"hole, island and another part, in any order", []orb.Ring{island, hole, apartRing, outer}, []int{2, 1, 1}},
		{"a hole wound like an outer ring", []orb.Ring{outer, turned(hole)}, []int{2}},
		{"wound the other way round", []orb.Ring{turned(outer), turned(apartRing)}, []int{1, 1}},
		{"a hole that touches at a corner", []orb.Ring{outer, turned(box(0, 0, 5, 5))}, []int{2}},
		{"neighbours that touch", []orb.Ring{outer, box(10, 0, 10, 10)}, []int{1, 1}},
	}
	for _, c := range cases {
		got := geo.Polygons(c.rings)
		var counts []int
		for _, p := range got {
			counts = append(counts, len(p))
		}
		if len(counts) != len(c.want) {
			t.Errorf("%s: parts of %v rings, want %v", c.name, counts, c.want)
			continue
		}
		for i := range counts {
			if counts[i] != c.want[i] {
				t.Errorf("%s: parts of %v rings, want %v", c.name, counts, c.want)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	files := oneZone("X·").Files(prjTM3, "")
	f.Add(packed(f, files))
	f.Add(testdata(f, "rung-tm3.zip"))
	f.Add(testdata(f, "plots.geojson"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, problems := Read("fuzz", data, Options{Encoding: TCVN3})
		if len(got.Features) == 0 && len(problems) == 0 && len(got.Notes) == 0 {
			t.Error("nothing, and no word why")
		}
	})
}

func FuzzParts(f *testing.F) {
	files := oneZone("X·").Files(prjTM3, "")
	f.Add(files["r.shp"], files["r.shx"], files["r.dbf"])
	f.Fuzz(func(t *testing.T, shp, shx, dbf []byte) {
		r := reader{name: "fuzz", options: Options{CRS: crsOf(t, "EPSG:9210"), Encoding: Windows1258}}
		r.shapefile(parts{".shp": shp, ".shx": shx, ".dbf": dbf})
	})
}

func FuzzGeometry(f *testing.F) {
	f.Add([]byte("GP\x00\x01\x00\x00\x00\x00\x01\x03\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, blob []byte) {
		shape, bad := readGeoPackage(blob)
		if (len(shape) == 0) == (bad == nil) {
			t.Errorf("%v %v", shape, bad)
		}
	})
}
