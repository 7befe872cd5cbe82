package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

var saigon = time.FixedZone("+07", 7*3600)

func anyFire(*forecast.FireRecord) error { return nil }
func anySign(*forecast.Sign) error       { return nil }

const somePastFires = `id,time,date,out,lat,lon,cause,area_ha,forest,forces,note
a-1,2015-03-05T14:30:00+07:00,,2015-03-05 18:00,11.29,106.36,swidden,1.5,acacia,12 kiểm lâm,Núi Cậu
,05/03/2015 09:10,,,11.30,106.40,,,,,
,,07/03/2015,,11.31,106.41,,0.2,,,
,2015-13-05T14:30,,,11.29,106.36,,,,,
,2015-03-05T14:30,,,,106.36,,,,,
,2015-03-05T14:30,,,91,106.36,,,,,
,2015-03-05T14:30,,,11.29,106.36,,-3,,,
,,,,11.29,106.36,,,,,
<a>,2015-03-05T14:30,,,11.29,106.36,,,,,
a-1,2015-03-05T14:30,,,11.29,106.36,,,,,
,2015-03-05T14:30,,"
,2015-03-05T14:30,,,11.29
`

func TestDecodeFires(t *testing.T) {
	fires, rejects := source.DecodeFires([]byte(somePastFires), source.ListOptions{Name: "f.csv"}, saigon, anyFire)
	if len(fires) != 3 {
		t.Fatalf("%d fires, %v", len(fires), rejects)
	}
	want := forecast.FireRecord{ID: "a-1", Key: "import a-1", Status: forecast.FireClosed, Origin: forecast.FireByImport,
		Time: time.Date(2015, 3, 5, 7, 30, 0, 0, time.UTC), Out: time.Date(2015, 3, 5, 11, 0, 0, 0, time.UTC), Lat: 11.29, Lon: 106.36,
		Cause: "swidden", AreaHa: forecast.Some(1.5), Forest: "acacia", Forces: "12 kiểm lâm", Note: "Núi Cậu"}
	if d := cmp.Diff(want, fires[0]); d != "" {
		t.Error(d)
	}
	if f := fires[1]; f.AreaHa.OK || !strings.HasPrefix(f.ID, "f2015-03-05-") || !f.Out.IsZero() {
		t.Errorf("%+v", f)
	}
	if f := fires[2]; f.Time.Format(time.RFC3339) != "2015-03-07T05:00:00Z" || !strings.Contains(f.Note, "giờ không rõ") {
		t.Errorf("%+v", f)
	}
	lines := []int{}
	for _, r := range rejects {
		lines = append(lines, r.Line)
		var invalid *forecast.Invalid
		if !errors.As(r.Err, &invalid) || invalid.Remedy == "" || invalid.File != "f.csv" {
			t.Errorf("%+v", r)
		}
	}
	if fmt.Sprint(lines) != "[5 6 7 8 9 10 11 12 13]" {
		t.Errorf("refused: %v, %v", lines, rejects)
	}
	again, _ := source.DecodeFires([]byte(somePastFires), source.ListOptions{Name: "f.csv"}, saigon, anyFire)
	if d := cmp.Diff(fires, again); d != "" {
		t.Errorf("read again they are others: %s", d)
	}
}

func TestDecodeFiresWithColumns(t *testing.T) {
	mapping := map[string]string{"date": "Ngày", "lat": "Vĩ độ", "lon": "Kinh độ", "area_ha": "Diện tích"}
	opt := source.ListOptions{Name: "f.csv", Columns: mapping}
	fires, rejects := source.DecodeFires([]byte("STT;Ngày;Vĩ độ;Kinh độ;Diện tích\n1;05/03/2015;11,29;106,36;1,5\n"), opt, saigon, anyFire)
	if len(rejects) > 0 || len(fires) != 1 || fires[0].Lat != 11.29 || fires[0].AreaHa.V != 1.5 {
		t.Errorf("%+v, %v", fires, rejects)
	}
	for name, text := range map[string]string{"a column that is not there": "STT;Ngày\n", "nothing": "", "no text": "\x00\x01"} {
		if fires, rejects := source.DecodeFires([]byte(text), opt, saigon, anyFire); len(fires) > 0 || len(rejects) != 1 {
			t.Errorf("%s: %v, %v", name, fires, rejects)
		}
	}
	if _, rejects := source.DecodeFires([]byte("time,lat,lng\n"), source.ListOptions{Name: "f.csv"}, saigon, anyFire); len(rejects) != 1 || !strings.Contains(rejects[0].Err.Error(), "lng") {
		t.Errorf("%v", rejects)
	}
}

const someFeatures = `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"g1","geometry":{"type":"Point","coordinates":[106.36,11.29]},"properties":{"time":"2015-03-05T14:30","area_ha":2.5,"note":null}},
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[106,11]]]},"properties":{"time":"2015-03-05T14:30"}},
{"type":"Feature","geometry":null,"properties":null}]}`

func TestDecodeFireFeatures(t *testing.T) {
	fires, rejects := source.DecodeFires([]byte(someFeatures), source.ListOptions{Name: "f.geojson"}, saigon, anyFire)
	if len(fires) != 1 || fires[0].ID != "g1" || fires[0].AreaHa.V != 2.5 || len(rejects) != 2 || !strings.Contains(rejects[0].Err.Error(), "feature 2") {
		t.Errorf("%+v, %v", fires, rejects)
	}
	for _, text := range []string{`{`, `{"type":"Point"}`, `{"type":"FeatureCollection","features":3}`} {
		if fires, rejects := source.DecodeFires([]byte(text), source.ListOptions{Name: "f.geojson"}, saigon, anyFire); len(fires) > 0 || len(rejects) != 1 {
			t.Errorf("%s: %v, %v", text, fires, rejects)
		}
	}
}

func TestDecodeSigns(t *testing.T) {
	text := "id,name,place,lat,lon,zone,ranger,note\nb1,Biển 1,ĐT 749,11.29,106.36,25747,ông Ba,\nb1,Biển 1 nữa,,11.3,106.4,,,\n,Không mã,,11.3,106.4,,,\nb3,,,11.3,106.4,,,\nb4,Không chỗ,,,,,,\n"
	signs, rejects := source.DecodeSigns([]byte(text), source.ListOptions{Name: "s.csv"}, anySign)
	want := []forecast.Sign{{ID: "b1", Name: "Biển 1", Place: "ĐT 749", Lat: 11.29, Lon: 106.36, Zone: "25747", Ranger: "ông Ba"}}
	if d := cmp.Diff(want, signs); d != "" || len(rejects) != 4 {
		t.Errorf("%s %v", d, rejects)
	}
}

func FuzzLists(f *testing.F) {
	f.Add(somePastFires)
	f.Add(someFeatures)
	f.Add("id;name;lat;lon\nb1;Biển;11,3;106,4\n")
	f.Add(`{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1e999,"x"]},"properties":{"time":[]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, columns := range []map[string]string{nil, {"time": "time", "lat": "lat", "lon": "lon", "id": "id", "name": "name"}} {
			opt := source.ListOptions{Name: "f", Columns: columns}
			fires, rejects := source.DecodeFires([]byte(text), opt, saigon, anyFire)
			for _, each := range fires {
				if each.ID == "" || each.Time.IsZero() || !(each.Lat >= -90 && each.Lat <= 90 && each.Lon >= -180 && each.Lon <= 180) {
					t.Errorf("%+v", each)
				}
			}
			signs, more := source.DecodeSigns([]byte(text), opt, anySign)
			for _, each := range signs {
				if each.ID == "" || each.Name == "" || !(each.Lat >= -90 && each.Lat <= 90) {
					t.Errorf("%+v", each)
				}
			}
			sound(t, nil, append(rejects, more...))
		}
	})
}
