package source

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
)

var assetKinds = []forecast.ReadinessKind{{ID: "tower"}, {ID: "crew"}}

const assetCSV = `# register
id,kind,name,zone,lat,lon,count,phone,checked_on,expires_on
t1,tower,Chòi 1,25777,11.3,106.3,,0900,2025-11-01,2026-05-31
c1,crew,Tổ 1,,,,12,,,
`

func TestAssetsThereAndBack(t *testing.T) {
	assets, err := ReadAssets("a.csv", []byte(assetCSV), assetKinds)
	if err != nil || len(assets) != 2 || assets[0].Count.OK || assets[1].Count.V != 12 || assets[0].Lon.V != 106.3 || assets[0].ExpiresOn.String() != "2026-05-31" {
		t.Fatalf("%+v %v", assets, err)
	}
	var out bytes.Buffer
	if err := WriteAssets(&out, assets); err != nil {
		t.Fatal(err)
	}
	again, err := ReadAssets("b.csv", out.Bytes(), assetKinds)
	if d := cmp.Diff(assets, again); err != nil || d != "" {
		t.Errorf("%v %s", err, d)
	}
	points, err := ReadAssets("a.geojson", []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[106.3,11.3]},"properties":{"id":"t1","kind":"tower","name":"Chòi 1","count":null}}]}`), assetKinds)
	if err != nil || len(points) != 1 || points[0].Lat.V != 11.3 || points[0].Count.OK {
		t.Errorf("%+v %v", points, err)
	}
}

// What was marked so that a spreadsheet takes it for no formula comes back as it was.
func TestAMarkedTextIsTheTextItself(t *testing.T) {
	got, err := ReadAssets("a.csv", []byte("id,kind,name,phone,note\nt1,tower,'=Chòi,'+84 909,'quoted'\n"), assetKinds)
	if err != nil || got[0].Name != "=Chòi" || got[0].Phone != "+84 909" || got[0].Note != "'quoted'" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestBadAssetsAreNamed(t *testing.T) {
	head := "id,kind,name,lat,lon,count,checked_on,expires_on\n"
	for text, want := range map[string]string{
		"":                           "no heading",
		"id,nick\n":                  `unknown column "nick"`,
		head + "a,ship,A,,,,,\n":     `a.csv:2: kind: "ship": no kind of the profile`,
		head + ",crew,A,,,,,\n":      "a.csv:2: id: empty",
		head + "a,crew,A,11,,,,\n":   "a place needs both",
		head + "a,crew,A,x,1,,,\n":   `lat: "x": not a number`,
		head + "a,crew,A,99,1,,,\n":  "no place on Earth",
		head + "a,crew,A,,,-1,,\n":   "below 0",
		head + "a,crew,A,,,,2026,\n": "not a day",
		head + "a,crew,A,,,,2026-02-01,2026-01-01\n":                      "before it was checked",
		head + "a,crew,A,,,,,\nb,crew,B,,,,,\na,crew,A,,,,,\n":            "a.csv:4: id: \"a\": stands at 2 too",
		`{"features":[{"geometry":{"type":"Polygon","coordinates":[]}}]}`: "is no point",
	} {
		if got, err := ReadAssets("a.csv", []byte(text), assetKinds); err == nil || got != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzReadAssets(f *testing.F) {
	f.Add([]byte(assetCSV))
	f.Add([]byte(`{"features":[{"properties":{"id":"a","kind":"crew","name":"A"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		assets, err := ReadAssets("fuzz", data, assetKinds)
		for i := range assets {
			if assets[i].Check(assetKinds) != nil || err != nil {
				t.Fatalf("%+v %v", assets[i], err)
			}
		}
	})
}
