package geo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The files of testdata/prj are what `gdalsrsinfo -o KIND EPSG:CODE` (GDAL 3.6.2)
// writes; the names say kind and code.
func TestReadWKTKnowsEveryDialect(t *testing.T) {
	paths, err := filepath.Glob("testdata/prj/[0-9]*")
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d files: %v", len(paths), err)
	}
	for _, path := range paths {
		code, _, _ := strings.Cut(filepath.Base(path), ".")
		want, err := ParseCRS("EPSG:" + code)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadWKT(fileText(t, path))
		if err != nil || !got.Same(want) || got.EPSG != want.EPSG {
			t.Errorf("%s: %v %v, want %v", path, got, err, want)
		}
	}
}

func TestReadWKTRefusesByName(t *testing.T) {
	cases := map[string]string{
		"refused-3857.wkt_esri":  `"WGS_1984_Web_Mercator_Auxiliary_Sphere": not a transverse Mercator`,
		"refused-3148.wkt_esri":  `datum "D_Indian_1960" on the ellipsoid "Everest`,
		"refused-2044.wkt_esri":  `datum "D_Hanoi_1972" on the ellipsoid "Krasovsky_1940": neither WGS 84 nor VN-2000`,
		"refused-4147.wkt_esri":  `datum "D_Hanoi_1972"`,
		"refused-4272.wkt_esri":  "neither WGS 84 nor VN-2000",
		"refused-typed.wkt1":     "datum WGS 84, meridian 105.75°, scale 0.9999",
		"refused-feet.wkt2_2019": `datum "Unknown based on WGS84 ellipsoid"`,
	}
	for name, want := range cases {
		if got, err := ReadWKT(fileText(t, "testdata/prj/"+name)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v; want %q", name, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "not well-known text", "PROJCS[": "not well-known text", `LOCAL_CS["x"]`: `LOCAL_CS "x": not a projected`,
		`PROJCRS["x",BASEGEOGCRS["VN-2000"],CONVERSION["c",METHOD["Transverse Mercator"]],AXIS["E",east,LENGTHUNIT["foot",0.3]]]`: "not metres",
		`PROJCS["x"]`: "names no datum", strings.Repeat("A[", 100): "not well-known text", strings.Repeat(" ", maxWKT+1): "above",
		`GEOGCS["WGS 84",DATUM["Unknown based on WGS84 ellipsoid"]]`: "neither WGS 84 nor VN-2000",
		`GEOGCS["x",DATUM["Vietnam_2000"],PRIMEM["Paris",2.33]]`:     "not Greenwich",
	} {
		if _, err := ReadWKT(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, want %q", text, err, want)
		}
	}
}

func fileText(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func FuzzReadWKT(f *testing.F) {
	paths, _ := filepath.Glob("testdata/prj/*")
	for _, path := range paths {
		f.Add(fileText(f, path))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if crs, err := ReadWKT(text); err == nil && crs.Name == "" {
			t.Errorf("a nameless system")
		}
	})
}
