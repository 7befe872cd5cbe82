package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

func TestKeyAreas(t *testing.T) {
	p := *province(t)
	p.KeyAreas = &forecast.KeyRules{Years: 1, LeastDays: 1, LeastKnown: 0.5, Basis: forecast.Text{Vi: "tạm thời", En: "provisional"},
		Parts: map[string]forecast.KeyPartRule{forecast.KeyDanger: {Weight: 3, Full: 0.5}, forecast.KeyFires: {Weight: 1, Full: 10}}}
	p.Words = maps.Clone(p.Words)
	for code, text := range map[string]string{"key.rank": "Hạng", "key.name": "Khu vực", "key.no_fires_kept": "chưa lưu đủ một năm", "key.not_weighted": "không tính"} {
		p.Words[code] = forecast.Text{Vi: text, En: text}
	}
	store := season()
	s, err := api.New(api.Config{Province: &p, Store: store, Clock: func() time.Time { return evening }})
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	code, body := as(t, h, "", "GET", "/api/v1/keyareas", "")
	for _, want := range []string{`"name":"danger","weight":0.75`, `"name":"fires","weight":0.25,"measure":null,"value":null,"why":"no_fires_kept"`, `"full":0.5`, `"provisional"`} {
		if code != 200 || !strings.Contains(body, want) {
			t.Errorf("%d lacks %s: %s", code, want, body)
		}
	}
	_, text := as(t, h, "", "GET", "/api/v1/keyareas.csv", "")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 2 || rows[0][0] != "Hạng" || rows[0][2] != "Khu vực" {
		t.Fatalf("%v: %s", err, text)
	}
	for _, want := range []string{"chưa lưu đủ một năm", "không tính"} {
		if !strings.Contains(text, want) {
			t.Errorf("the table lacks %q: %s", want, text)
		}
	}
	_, features := as(t, h, "", "GET", "/api/v1/keyareas.geojson", "")
	for _, want := range []string{`"FeatureCollection"`, `"id":"z1"`, `"rank":1`, `"Polygon"`} {
		if !strings.Contains(features, want) {
			t.Errorf("the layer lacks %s: %s", want, features)
		}
	}
	if strings.Contains(features, `"z2"`) {
		t.Error("a zone without forest is in the layer")
	}
	_, workbook := as(t, h, "", "GET", "/api/v1/keyareas.xlsx", "")
	book, err := excelize.OpenReader(bytes.NewReader([]byte(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := book.GetCellValue("vung_trong_diem", "C7"); err != nil || v != rows[1][2] {
		t.Errorf("the first name is %q %v, want %q", v, err, rows[1][2])
	}
	p.KeyAreas = nil
	if code, _ := as(t, h, "", "GET", "/api/v1/keyareas.csv", ""); code != 200 {
		t.Errorf("a page that is kept: %d", code)
	}
}

// A fire that an officer confirmed counts once, with the hotspots that belong to
// it; a hotspot of no fire counts for itself.
func TestKeyAreasCountEachFireOnce(t *testing.T) {
	p := *province(t)
	p.KeyAreas = &forecast.KeyRules{Years: 2, LeastDays: 1, Parts: map[string]forecast.KeyPartRule{forecast.KeyFires: {Weight: 1, Full: 10}}}
	p.Fires = forecast.DefaultFireRules()
	store := season()
	at := evening.AddDate(0, 0, -729)
	hotspot := func(id string, t time.Time, lat, lon float64) forecast.Fire {
		return forecast.Fire{ID: id, Kind: forecast.Hotspot, Time: t, Received: t, Lat: lat, Lon: lon}
	}
	record := func(id string, t time.Time, status forecast.FireStatus) forecast.FireRecord {
		return forecast.FireRecord{ID: id, Status: status, Time: t, Received: t, Confirmed: t, Lat: 11.25, Lon: 106.45}
	}
	later := at.AddDate(0, 3, 0)
	store.fires = []forecast.Fire{hotspot("of the first", at.Add(time.Hour), 11.251, 106.451), hotspot("of it too", at.Add(2*time.Hour), 11.249, 106.45),
		hotspot("alone", at.AddDate(0, 1, 0), 11.25, 106.45)}
	store.records = []forecast.FireRecord{record("first", at, forecast.FireClosed), record("second", later, forecast.FireConfirmed),
		record("refused", later, forecast.FireRefused), record("unchecked", later, forecast.FireReported)}
	years := 729 / 365.25 // from the first fire to yesterday
	if got := firstKeyArea(t, &p, store); got.Zone != "z1" || math.Abs(got.Parts[0].Measure.V*years-3) > 0.01 {
		t.Errorf("%+v: want 3 fires in %.3f years", got, years)
	}
}

// A fire of the time of other zones counts for the zone of today that it burnt in.
func TestKeyAreasCountOldFiresInZonesOfToday(t *testing.T) {
	p := *province(t)
	p.KeyAreas = &forecast.KeyRules{Years: 3, LeastDays: 1, Parts: map[string]forecast.KeyPartRule{forecast.KeyFires: {Weight: 1, Full: 10}}}
	p.Fires = forecast.DefaultFireRules()
	store := season()
	at := evening.AddDate(0, 0, -729)
	last := forecast.DateOf(at, p.Location).AddDays(10)
	store.sets = slices.Insert(store.sets, 0, forecast.ZoneSet{ID: "before", ValidTo: last,
		Zones: []forecast.Zone{{ID: "old", Shape: orb.MultiPolygon{{{{106, 11}, {107, 11}, {107, 12}, {106, 12}, {106, 11}}}}}}})
	store.fires = []forecast.Fire{{ID: "f", Kind: forecast.Hotspot, Time: at, Received: at, Lat: 11.25, Lon: 106.45}}
	if got := firstKeyArea(t, &p, store); got.Zone != "z1" || got.Parts[0].Measure.V == 0 {
		t.Errorf("%+v: want the fire counted for z1", got)
	}
}

// firstKeyArea is the first of the ranking as anyone gets it.
func firstKeyArea(t *testing.T, p *forecast.Province, store *fakeStore) forecast.KeyArea {
	t.Helper()
	s, err := api.New(api.Config{Province: p, Store: store, Clock: func() time.Time { return evening }})
	if err != nil {
		t.Fatal(err)
	}
	_, body := as(t, s.Handler(), "", "GET", "/api/v1/keyareas", "")
	var a struct {
		Areas []forecast.KeyArea `json:"areas"`
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || len(a.Areas) == 0 {
		t.Fatal(err, body)
	}
	return a.Areas[0]
}
