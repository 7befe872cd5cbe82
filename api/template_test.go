package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast"
)

const templateHeader = "station,date,temp13_c,rh13_pct,rain24_mm,wind13_kmh"

// withPosts is a store with two posts.
func withPosts() *fakeStore {
	store := season()
	store.stations = []forecast.Freshness{
		{Station: forecast.Station{ID: "post-1", Name: "Trạm\nNúi Cậu"}},
		{Station: forecast.Station{ID: "post-2", Name: "Trạm Phú Giáo"}},
	}
	return store
}

func TestTemplateCSV(t *testing.T) {
	h := serve(t, withPosts(), evening)
	for query, want := range map[string][]string{
		"":                                nil,
		"?station=post-2":                 {"post-2,2016-03-05,,,,"},
		"?station=post-2&date=2016-03-01": {"post-2,2016-03-01,,,,"},
		"?date=2016-03-02":                {"post-1,2016-03-02,,,,", "post-2,2016-03-02,,,,"},
	} {
		resp, body := get(t, h, "/api/v1/observations/template.csv"+query)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
			t.Fatalf("%q: %s %s", query, resp.Status, body)
		}
		var rows []string
		for line := range strings.Lines(strings.TrimPrefix(body, "\uFEFF")) {
			if !strings.HasPrefix(line, "#") {
				rows = append(rows, strings.TrimSpace(line))
			}
		}
		if want := append([]string{templateHeader}, want...); !slices.Equal(rows, want) {
			t.Errorf("%q: rows %q, want %q", query, rows, want)
		}
		if !strings.Contains(body, "# post-2: Trạm Phú Giáo") {
			t.Errorf("%q does not name the station:\n%s", query, body)
		}
		if strings.Contains(body, "# post-1: Trạm Núi Cậu") == strings.Contains(query, "station=") {
			t.Errorf("%q: the other station:\n%s", query, body)
		}
	}
	for query, status := range map[string]int{"?station=nowhere": 404, "?date=05/03/2016": 422, "?day=1": 422} {
		if resp, body := get(t, h, "/api/v1/observations/template.csv"+query); resp.StatusCode != status {
			t.Errorf("%q: %s %s", query, resp.Status, body)
		}
	}
}

func TestTemplateXLSX(t *testing.T) {
	h := serve(t, withPosts(), evening)
	_, body := get(t, h, "/api/v1/observations/template.xlsx?station=post-1")
	book, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) != 2 {
		t.Fatalf("sheets %q", sheets)
	}
	rows, err := book.GetRows(sheets[0])
	if err != nil || len(rows) != 2 || strings.Join(rows[0], ",") != templateHeader || strings.Join(rows[1], ",") != "post-1,2016-03-05" {
		t.Errorf("%s: %q, %v", sheets[0], rows, err)
	}
	guide, err := book.GetRows(sheets[1])
	if err != nil {
		t.Fatal(err)
	}
	for i, column := range strings.Split(templateHeader, ",") {
		row := guide[i+1]
		if len(row) != 4 || row[0] != column || row[3] == "" {
			t.Errorf("the guide's row %d is %q, want %s, its meanings, an example", i+1, row, column)
		}
	}
}
