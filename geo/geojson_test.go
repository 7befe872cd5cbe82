package geo

import (
	"fmt"
	"strings"
	"testing"
)

const ring = `[[106,11],[106.1,11],[106.1,11.1],[106,11]]`

func feature(id, geometry string) string {
	return fmt.Sprintf(`{"type":"Feature","id":%s,"properties":{"name":"Minh Thạnh","code":25780},"geometry":%s}`, id, geometry)
}

func polygon(coordinates string) string {
	return `{"type":"Polygon","coordinates":` + coordinates + `}`
}

func collectionOf(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func TestReadFeatures(t *testing.T) {
	data := "\xef\xbb\xbf" + collectionOf(
		feature(`"a"`, polygon("["+ring+"]")),
		feature(`7`, `{"type":"MultiPolygon","coordinates":[[`+ring+`],[[[107,11,5],[107.1,11,5],[107.1,11.1,5],[107,11,5]]]]}`),
		feature(`null`, polygon("["+ring+"]")))
	features, problems := ReadFeatures("zones.geojson", []byte(data))
	if len(problems) > 0 || len(features) != 3 {
		t.Fatalf("%d features, problems %v", len(features), problems)
	}
	for i, want := range []string{"a", "7", "25780"} {
		if f := features[i]; f.ID != want || f.Index != i+1 || f.Text("name") != "Minh Thạnh" || f.Text("code") != "25780" || f.Text("owner") != "" {
			t.Errorf("feature %d: %+v", i, f)
		}
	}
	if len(features[1].Shape) != 2 || features[1].Shape[1][0][0] != [2]float64{107, 11} {
		t.Errorf("shape %v", features[1].Shape)
	}
}

func TestReadFeaturesNamesMistakes(t *testing.T) {
	one := func(geometry string) string { return collectionOf(feature(`"z"`, geometry)) }
	cases := []struct{ name, data, want string }{
		{"empty", " \n", "z.geojson: the file is empty; give a GeoJSON"},
		{"binary", "PK\x03\x04\xff\xfe", "z.geojson: not UTF-8 text"},
		{"text", "id;name\n1;x", "not JSON at line 1, column 1"},
		{"truncated", one(polygon("[" + ring + "]"))[:120], "the file seems cut off"},
		{"second line", "{\n \"type\":,}", "not JSON at line 2, column 9"},
		{"array", "[1,2]", "not GeoJSON"},
		{"other type", `{"type":"Topology"}`, `"Topology": type is not FeatureCollection`},
		{"no features", collectionOf(), "there are no features"},
		{"crs", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9210"}},"features":[]}`,
			`"urn:ogc:def:crs:EPSG::9210": crs names another coordinate system than WGS 84; convert`},
		{"crs unreadable", `{"type":"FeatureCollection","crs":5,"features":[]}`, `"5": crs names another`},
		{"feature is a number", collectionOf("5"), "feature 1: not a GeoJSON feature"},
		{"feature type", collectionOf(`{"type":"Polygon"}`), `"Polygon": type is not Feature`},
		{"no geometry", one("null"), "feature 1 (z): there is no geometry; draw the area"},
		{"point", one(`{"type":"Point","coordinates":[106,11]}`), `"Point": the geometry is not a Polygon`},
		{"no coordinates", one(`{"type":"Polygon"}`), "not a position"},
		{"empty polygon", one(polygon("[]")), "the geometry is empty"},
		{"empty ring", one(polygon("[[]]")), "part 1 ring 1: the geometry is empty"},
		{"null coordinate", one(polygon("[[[106,null]]]")), `"null]]]": not a position`},
		{"one coordinate", one(polygon("[[[106]]]")), "part 1 ring 1: \"[106]]]\": not a position"},
		{"huge number", one(polygon("[[[1e999,11]]]")), "not a position"},
		{"swapped", one(polygon("[" + ring + ",[[11,106]]]")), "part 1 ring 2: [11, 106]: latitude and longitude are swapped: latitude cannot exceed 90°; write longitude first"},
		{"metres", one(polygon("[[[595000.5,1240000]]]")), "[595000.5, 1.24e+06]: not degrees but metres of a projection, in Viet Nam probably VN-2000; convert"},
		{"out of range", one(polygon("[[[190,95]]]")), "out of range: longitude −180…180"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			features, problems := ReadFeatures("z.geojson", []byte(c.data))
			if len(features) > 0 || len(problems) != 1 || problems[0].Severity != Error {
				t.Fatalf("%d features, problems %v", len(features), problems)
			}
			if got := problems[0].Error(); !strings.Contains(got, c.want) || !strings.HasPrefix(got, "z.geojson: ") {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestOneBadFeatureHidesNothing(t *testing.T) {
	data := collectionOf(feature(`"a"`, "null"), feature(`"b"`, polygon("["+ring+"]")), feature(`"c"`, polygon("[[[11,106]]]")))
	features, problems := ReadFeatures("z", []byte(data))
	if len(features) != 1 || features[0].ID != "b" || len(problems) != 2 || problems[0].ID != "a" || problems[1].ID != "c" {
		t.Errorf("features %v, problems %v", features, problems)
	}
}

func FuzzReadFeatures(f *testing.F) {
	f.Add([]byte(collectionOf(feature(`"a"`, polygon("["+ring+"]")))))
	f.Add([]byte(collectionOf(feature(`7`, `{"type":"MultiPolygon","coordinates":[[`+ring+`]]}`))))
	f.Add([]byte(collectionOf(feature(`"a"`, polygon("[[[11,106]]]")))))
	f.Add([]byte(`{"type":"FeatureCollection","crs":{},"features":[null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		features, problems := ReadFeatures("fuzz", data)
		if len(features) == 0 && len(problems) == 0 {
			t.Fatal("neither a feature nor a reason")
		}
		for _, feature := range features {
			if len(Check(feature.Shape)) > 0 {
				continue
			}
			out := BeginCollection(nil)
			out = AppendFeature(out, feature.ID, AppendGeometry(nil, feature.Shape, 15), []byte("{}"))
			if again, problems := ReadFeatures("again", EndCollection(out, nil)); len(again) != 1 || len(problems) > 0 {
				t.Fatalf("what was written cannot be read: %v", problems)
			}
		}
	})
}
