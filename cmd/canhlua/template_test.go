package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestTemplate fills the template that the service gives, as CSV and as XLSX, and
// takes it in: both give the same readings, an empty cell is missing, and a date
// that the spreadsheet made a number of is the same day.
func TestTemplate(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "stations.csv"), "station,name,lat,lon,elevation_m\npost-1,Trạm Núi Cậu,11.3,106.36,60\n")
	mustRun(t, dir, "ingest", "stations.csv", "--db", "t.db")
	s := serveUntil(t, "/healthz", dir, "--db", "t.db", "--now", "2026-03-06T15:00:00+07:00")
	load := func(path string) []byte {
		resp, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s, %v", path, resp.Status, err)
		}
		return data
	}
	text := string(load("/api/v1/observations/template.csv"))
	if !strings.Contains(text, "Trạm Núi Cậu") {
		t.Errorf("the template names no station:\n%s", text)
	}
	write(t, filepath.Join(dir, "filled.csv"), text+"post-1,2026-03-05,34.5,45,0,11\npost-1,2026-03-06,35.5,,,\n")

	begun := strings.TrimSpace(string(load("/api/v1/observations/template.csv?station=post-1&date=2026-03-05")))
	if !strings.HasSuffix(begun, "\npost-1,2026-03-05,,,,") {
		t.Errorf("the row is not begun:\n%s", begun)
	}
	write(t, filepath.Join(dir, "begun.csv"), strings.TrimSuffix(begun, ",,,,")+",34.5,45,0,11\n")

	book, err := excelize.OpenReader(bytes.NewReader(load("/api/v1/observations/template.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for cell, v := range map[string]any{"A2": "post-1", "B2": 46086, "C2": 34.5, "D2": 45, "E2": 0, "F2": 11, "A4": "post-1", "B4": "2026-03-06", "C4": 35.5} {
		if err := book.SetCellValue("so_lieu", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SaveAs(filepath.Join(dir, "filled.xlsx")); err != nil {
		t.Fatal(err)
	}
	mustRun(t, dir, "ingest", "stations.csv", "--db", "a.db")
	mustRun(t, dir, "ingest", "stations.csv", "--db", "b.db")
	for db, file := range map[string]string{"a.db": "filled.csv", "b.db": "filled.xlsx"} {
		if out := mustRun(t, dir, "ingest", file, "--db", db).out; !strings.HasPrefix(out, "accepted 2") {
			t.Errorf("%s: %s", file, out)
		}
	}
	if again := mustRun(t, dir, "ingest", "begun.csv", "--db", "a.db").out; !strings.Contains(again, "duplicate 1") {
		t.Errorf("a row that was begun says something else when filled: %s", again)
	}
	if again := mustRun(t, dir, "ingest", "filled.xlsx", "--db", "a.db").out; !strings.Contains(again, "duplicate 2") {
		t.Errorf("the workbook says something else than the CSV: %s", again)
	}
	if err := book.SetCellFormula("so_lieu", "C2", "30+4"); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(filepath.Join(dir, "formula.xlsx")); err != nil {
		t.Fatal(err)
	}
	if r := canhlua(t, dir, "ingest", "formula.xlsx", "--db", "a.db"); r.status == 0 || !strings.Contains(r.err, "holds a formula") {
		t.Errorf("a formula was taken: %+v", r)
	}
	if err := os.WriteFile(filepath.Join(dir, "broken.xlsx"), []byte("PK\x03\x04 no archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := canhlua(t, dir, "ingest", "broken.xlsx", "--db", "a.db"); r.status == 0 || !strings.Contains(r.err, "save it again as XLSX") {
		t.Errorf("no archive: %+v", r)
	}
}
