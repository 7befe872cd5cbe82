package api_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

func TestKeyAreas(t *testing.T) {
	p := *province(t)
	p.KeyAreas = &forecast.KeyRules{Years: 1, LeastDays: 1, LeastKnown: 0.5, Basis: forecast.Text{Vi: "tạm thời", En: "provisional"},
		Parts: map[string]forecast.KeyPartRule{forecast.KeyDanger: {Weight: 3, Full: 0.5}, forecast.KeyFires: {Weight: 1, Full: 10}}}
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
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 || rows[0][0] != "rank" {
		t.Fatalf("%v: %s", err, text)
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
