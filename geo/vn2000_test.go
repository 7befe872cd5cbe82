package geo

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
	"pgregory.net/rapid"
)

// golden is a row of testdata/vn2000.csv, which testdata/vn2000.sh makes with PROJ.
type golden struct {
	crs   CRS
	there orb.Point
	world orb.Point
}

func goldenPoints(t testing.TB) []golden {
	t.Helper()
	file, err := os.Open("testdata/vn2000.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	var all []golden
	for _, row := range rows[1:] {
		crs, err := ParseCRS(row[0])
		if err != nil {
			t.Fatal(err)
		}
		var v [4]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(row[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, golden{crs, orb.Point{v[0], v[1]}, orb.Point{v[2], v[3]}})
	}
	return all
}

func TestVN2000LiesWherePROJPutsIt(t *testing.T) {
	for _, g := range goldenPoints(t) {
		if d := orbgeo.DistanceHaversine(g.crs.ToWGS84(g.there), g.world); d > 0.001 {
			t.Errorf("%s %v: %.4f m from where PROJ puts it", g.crs, g.there, d)
		}
		back := g.crs.FromWGS84(g.world)
		if g.crs.Plane != nil && math.Hypot(back[0]-g.there[0], back[1]-g.there[1]) > 0.001 {
			t.Errorf("%s: back at %v, want %v", g.crs, back, g.there)
		}
	}
}

// The mistakes of the trade, each by the distance it costs.
func TestWhatMistakesCost(t *testing.T) {
	turned := vn2000ToWGS84
	turned.rxArcsec, turned.ryArcsec, turned.rzArcsec = -turned.rxArcsec, -turned.ryArcsec, -turned.rzArcsec
	g := goldenPoints(t)[7] // Dầu Tiếng
	flat := g.crs.Plane.Inverse(g.there)
	cases := []struct {
		name      string
		got       orb.Point
		low, high float64 // metres
	}{
		{"right", vn2000ToWGS84.shift(flat), 0, 0.001},
		{"rotations turned round", turned.shift(flat), 0.3, 1.2},
		{"no shift", flat, 200, 250},
		{"TM-3 taken for UTM", utm(VN2000, 48).ToWGS84(g.there), 75e3, 90e3},
		{"the neighbour's meridian", TM3(105.5).ToWGS84(g.there), 25e3, 30e3},
	}
	for _, c := range cases {
		if d := orbgeo.DistanceHaversine(c.got, g.world); d < c.low || d > c.high {
			t.Errorf("%s: %.3f m off, want %v…%v", c.name, d, c.low, c.high)
		}
	}
}

func TestProjectionThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plane := TransverseMercator{rapid.Float64Range(102, 111).Draw(t, "meridian"), tm3Scale, falseEastingM}
		p := orb.Point{plane.MeridianDeg + rapid.Float64Range(-8, 8).Draw(t, "lon"), rapid.Float64Range(-60, 60).Draw(t, "lat")}
		if d := orbgeo.DistanceHaversine(plane.Inverse(plane.Forward(p)), p); d > 1e-5 {
			t.Errorf("%v: %v m apart", p, d)
		}
	})
}

func TestParseCRS(t *testing.T) {
	for text, want := range map[string]string{
		"WGS84": "WGS 84 (EPSG:4326)", "epsg:4326": "WGS 84 (EPSG:4326)", "EPSG:4756": "VN-2000 (EPSG:4756)",
		"EPSG:9210": "VN-2000 / TM-3 105-45 (EPSG:9210)", "VN-2000/105-45": "VN-2000 / TM-3 105-45 (EPSG:9210)",
		"VN2000 / TM-3 105-45": "VN-2000 / TM-3 105-45 (EPSG:9210)", "105°45'": "VN-2000 / TM-3 105-45 (EPSG:9210)",
		"VN2000:105.75": "VN-2000 / TM-3 105-45 (EPSG:9210)", "VN-2000/108": "VN-2000 / TM-3 108-00 (EPSG:5898)",
		"VN-2000/106-45": "VN-2000 / TM-3 106-45", "EPSG:6959": "VN-2000 / TM-3 107-45 (EPSG:5899)",
		"VN-2000 / UTM zone 48N": "VN-2000 / UTM zone 48N (EPSG:3405)", "EPSG:3406": "VN-2000 / UTM zone 49N (EPSG:3406)",
		"EPSG:32648": "WGS 84 / UTM zone 48N (EPSG:32648)", "EPSG:5896": "VN-2000 / TM-3 102-00",
	} {
		got, err := ParseCRS(text)
		if err != nil || got.String() != want {
			t.Errorf("%s: %v %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"VN2000": "which zone", "EPSG:3857": "neither WGS 84 nor VN-2000", "EPSG:x": "EPSG:X", "": "not a coordinate system", "199": "not a coordinate system",
	} {
		if _, err := ParseCRS(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestPlaceRefusesWhatCannotBe(t *testing.T) {
	tm3, _ := ParseCRS("EPSG:9210")
	square := func(x, y, side float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y}}}}
	}
	cases := []struct {
		name  string
		crs   CRS
		shape orb.MultiPolygon
		want  string
	}{
		{"good", tm3, square(559343, 1248961, 100), ""},
		{"degrees good", vn2000Degrees, square(106, 11, .1), ""},
		{"swapped", tm3, square(1248961, 559343, 100), "part 1 ring 1: [1.248961e+06, 559343]: easting and northing are swapped"},
		{"degrees given", tm3, square(106.3, 11.2, 0.1), "degrees, not metres of VN-2000 / TM-3 105-45"},
		{"kilometres", tm3, square(559, 1248, 1), "lies outside Viet Nam if it is VN-2000 / TM-3 105-45; name the file's own system: --crs"},
		{"not a number", tm3, square(math.NaN(), 1248961, 1), "lies outside Viet Nam"},
		{"metres as WGS 84", WGS84Degrees, square(559343, 1248961, 1), "not degrees but metres"},
		{"metres as degrees of VN-2000", vn2000Degrees, square(559343, 1248961, 1), "not degrees in Viet Nam"},
	}
	for _, c := range cases {
		_, bad := c.crs.Place(c.shape)
		switch {
		case bad == nil && c.want == "":
		case bad == nil || c.want == "" || !strings.Contains(bad.Error(), c.want):
			t.Errorf("%s: %v, want %q", c.name, bad, c.want)
		}
	}
}
