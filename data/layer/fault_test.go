package layer

import (
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/faults.json, which the page's words are held against")

// The page's words are held against this file.
func TestFaultKindsAreWritten(t *testing.T) {
	const file = "testdata/faults.json"
	words := map[string][2]string{}
	for code, k := range FaultKinds() {
		words[code] = [2]string{k.Reason, k.Remedy}
	}
	want, err := json.MarshalIndent(words, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("the kinds have changed: run it with -update, and word new kinds on the page")
	}
}

// Every fault of a file and every note bears a code of the kinds, so that the page
// has words for it.
func TestWhatIsToldBearsACode(t *testing.T) {
	shape := oneZone("A")
	known := FaultKinds()
	for name, data := range map[string][]byte{
		"foreign datum": packed(t, shape.Files(prjHN, "")), "no system": packed(t, shape.Files("", "")), "broken": packed(t, shape.Files("PROJCS[", "")),
		"empty": []byte("PK\x05\x06"), "cut off": []byte("PK\x03\x04"), "a .shp": shapeMagic, "no database": []byte("SQLite format 3\x00"),
	} {
		_, problems := Read("r.zip", data, Options{})
		if len(problems) == 0 {
			t.Errorf("%s: no problem", name)
		}
		for _, p := range problems {
			if _, there := known[p.Code]; !there {
				t.Errorf("%s: %q has the code %q, of no kind", name, p.Error(), p.Code)
			}
		}
	}
	_, problems := Read("r.zip", packed(t, shape.Files(prjHN, "")), Options{})
	if a := problems[0].Args; a["fault_code"] != "wkt_ellipsoid" || a["said"] != ".prj" || a["ellipsoid"] == "" {
		t.Errorf("a foreign datum comes with %v", a)
	}
	got, _ := Read("r.zip", packed(t, shape.Files(prjHN, "")), Options{CRS: crsOf(t, "EPSG:9210")})
	if len(got.Notes) != 1 || got.Notes[0].Code != "note_crs_unused" || got.Notes[0].Args["fault_code"] != "wkt_ellipsoid" {
		t.Errorf("notes %+v", got.Notes)
	}
}
