package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/layer"
	"github.com/canhlua/canhlua/data/layer/layertest"
	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/geo"
)

// made is a layer that GDAL made, laid into a folder.
func made(t testing.TB, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "data", "layer", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return write(t, filepath.Join(dir, name), string(data))
}

const plotColumns = "compartment: tk\nowner: churung\nforest_group: nhom\narea_ha: dtich\n"

// A forest office's map in VN-2000 becomes the zones of its time, and lies where
// it should; the set of the years before stays beside it.
func TestAMapInVN2000BecomesTheZonesOfItsTime(t *testing.T) {
	dir := t.TempDir()
	columns := write(t, filepath.Join(dir, "columns.yaml"), plotColumns)
	in := func(file string, more ...string) result {
		return mustRun(t, dir, append([]string{"zones", "import", made(t, dir, file), "--db", "z.db", "--columns", columns}, more...)...)
	}
	in("plots.geojson", "--set", "rừng 2024", "--valid-to", "2025-12-31")
	r := in("rung-tm3.zip", "--set", "rừng 2026", "--valid-from", "2026-01-01", "--basis", "QĐ 1/QĐ-UBND")
	for _, want := range []string{"shapefile in VN-2000 / TM-3 105-45 (EPSG:9210)", "feature 2 (13-2): dtich says 120 ha, the shape encloses 135.86 ha", "14.49 ha within the zones belong to none"} {
		if !strings.Contains(r.err, want) {
			t.Errorf("not told: %q in\n%s", want, r.err)
		}
	}
	if list := mustRun(t, dir, "zones", "list", "--db", "z.db").out; !strings.Contains(list, "rung-2024-") || !strings.Contains(list, "2026-01-01 … open  rừng 2026") {
		t.Errorf("the sets: %s", list)
	}
	for on, name := range map[string]string{"2025-06-01": "2024", "2026-06-01": "2026"} {
		mustRun(t, dir, "zones", "export", "--db", "z.db", "--on", on, "--out", name+".geojson")
		data, err := os.ReadFile(filepath.Join(dir, name+".geojson"))
		if err != nil || !strings.Contains(string(data), `"name":"rừng `+name) {
			t.Fatalf("the set of %s: %v %.200s", on, err, data)
		}
		features, problems := geo.ReadFeatures(name, data)
		if len(features) != 3 || len(problems) > 0 {
			t.Fatalf("%d features, %v", len(features), problems)
		}
		if p := features[0].Shape[0][0][0]; math.Abs(p[0]-106.3) > 1e-6 || math.Abs(p[1]-11.3) > 1e-6 {
			t.Errorf("%s: a corner at %v, want 106.3 11.3", name, p)
		}
		for column, want := range map[string]string{"compartment": "13", "owner": "Ban quản lý rừng phòng hộ Núi Cậu", "forest_group": "thong"} {
			if got := features[0].Text(column); got != want {
				t.Errorf("%s: %s is %q, want %q", name, column, got, want)
			}
		}
	}
	again := mustRun(t, dir, "zones", "check", made(t, dir, "rung-tm3.gpkg"), "--columns", columns)
	if !strings.Contains(again.out, "3 zones, 967 ha") {
		t.Errorf("as GeoPackage: %s", again.out)
	}
}

func TestAWrongSystemIsRefusedWithTheRightOnes(t *testing.T) {
	dir := t.TempDir()
	file := made(t, dir, "rung-tm3.zip")
	r := canhlua(t, dir, "zones", "import", file, "--db", "z.db", "--crs", "VN-2000/UTM 48")
	if r.status != 1 || !strings.Contains(r.err, "3 of 3 zones lie outside the province") || !strings.Contains(r.err, "it would lie inside in VN-2000 / TM-3 105-45 (EPSG:9210)") {
		t.Errorf("TM-3 taken for UTM: %d %s", r.status, r.err)
	}
	if r := canhlua(t, dir, "zones", "check", file, "--crs", "VN-2000/Binh Duong"); r.status != 0 {
		t.Errorf("by the province: %s", r.err)
	}
	if r := canhlua(t, dir, "zones", "check", file, "--crs", "VN-2000/Atlantis"); r.status != 2 || !strings.Contains(r.err, "--crs") {
		t.Errorf("a system of nowhere: %d %s", r.status, r.err)
	}
}

// crossed is a layer with a bow-tie, a duplicate and a border drawn twice.
func crossed() layertest.Sheet {
	ring := func(points ...float64) (r orb.Ring) {
		for i := 0; i < len(points); i += 2 {
			r = append(r, orb.Point{559000 + points[i], 1248000 + points[i+1]})
		}
		return append(r, r[0])
	}
	return layertest.Sheet{Columns: []string{"id", "name"}, Rows: [][]string{{"a", "A"}, {"b", "B"}, {"c", "C"}, {"d", "D"}},
		Shapes: [][]orb.Ring{
			{ring(0, 0, 0, 500, 500, 500, 500, 0)},
			{ring(496, 0, 496, 500, 1000, 500, 1000, 0)},
			{ring(496, 0, 496, 500, 1000, 500, 1000, 0)},
			{ring(0, 600, 300, 900, 300, 600, 0, 900)},
		}}
}

func TestRepairIsOfferedAndTold(t *testing.T) {
	dir := t.TempDir()
	packed, err := layer.Zip(crossed().Files(layertest.PrjTM3, ""))
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, filepath.Join(dir, "x.zip"), string(packed))
	if r := canhlua(t, dir, "zones", "import", file, "--db", "z.db"); r.status != 1 || !strings.Contains(r.err, "feature 4 (d): part 1 ring 1:") || !strings.Contains(r.err, "nothing was changed") {
		t.Errorf("unrepaired: %d %s", r.status, r.err)
	}
	r := mustRun(t, dir, "zones", "import", file, "--db", "z.db", "--repair")
	for _, want := range []string{"repaired: " + file + ": feature 4 (d)", "mended", "c (C) is the same area as b (B) and is left out", "0.2001 ha are taken from b (B) and stay with a (A)", "3 zones"} {
		if !strings.Contains(r.err+r.out, want) {
			t.Errorf("not told: %q in\n%s%s", want, r.err, r.out)
		}
	}
}

// bigLayer is 10,000 plots of 40 corners in VN-2000.
func bigLayer(b *testing.B) []byte {
	b.Helper()
	const n, cell, steps = 100, 500.0, 10
	var s layertest.Sheet
	s.Columns = []string{"id", "name", "owner"}
	for i := range n {
		for k := range n {
			var ring orb.Ring
			for side := range 4 {
				for step := range steps {
					t := float64(step) / steps * cell
					at := [4]orb.Point{{0, t}, {t, cell}, {cell, cell - t}, {cell - t, 0}}[side]
					x, y := 560000+float64(i)*cell+at[0], 1210000+float64(k)*cell+at[1]
					ring = append(ring, orb.Point{x + 20*math.Sin(y/70), y + 20*math.Sin(x/70)})
				}
			}
			s.Rows = append(s.Rows, []string{fmt.Sprint(i*n + k), fmt.Sprintf("Lô %d", i*n+k), "Hộ dân"})
			s.Shapes = append(s.Shapes, []orb.Ring{append(ring, ring[0])})
		}
	}
	packed, err := layer.Zip(s.Files(layertest.PrjTM3, "UTF-8"))
	if err != nil {
		b.Fatal(err)
	}
	return packed
}

// BenchmarkImport10000 reads, checks and saves a layer of 10,000 plots.
func BenchmarkImport10000(b *testing.B) {
	dir := b.TempDir()
	file := write(b, filepath.Join(dir, "big.zip"), string(bigLayer(b)))
	for b.Loop() {
		db := filepath.Join(b.TempDir(), "z.db")
		if out, err := command(b, dir, "zones", "import", file, "--db", db).CombinedOutput(); err != nil || !strings.Contains(string(out), "10000 zones") {
			b.Fatal(err, string(out))
		}
	}
}

func TestProvincesFindTheirMeridian(t *testing.T) {
	p, err := profile.Load("")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Meridians) != 64 { // 63 provinces until 2025-06-30, and Hà Tây until 2008
		t.Errorf("%d provinces have a meridian", len(p.Meridians))
	}
	for name, code := range map[string]int{"VN-2000/Bình Dương": 9210, "vn2000/ba ria vung tau": 5899, "VN-2000/Quảng Ngãi": 5898, "VN-2000/Đắk Nông": 9218} {
		if crs, err := p.CRS(name); err != nil || crs.EPSG != code {
			t.Errorf("%s: %v %v, want EPSG:%d", name, crs, err, code)
		}
	}
}
