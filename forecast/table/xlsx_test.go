package table_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast/table"
)

func TestXLSXRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := "# note: =1+1\n# valid_from: 2024-12-01\n" + drawTable(t) + "pine-1,11-4,,0.125,1\npine-1,11-4,0.125,1.1250,2\npine-1,11-4,1.1250,,2\n"
		tab, err := table.Parse("t.csv", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var book bytes.Buffer
		if err := tab.WriteXLSX(&book); err != nil {
			t.Fatal(err)
		}
		again, err := table.ParseXLSX("t.xlsx", &book)
		if err != nil || again.ID() != tab.ID() {
			t.Fatalf("another edition: %v\n%s\n%s", err, tab.CSV(), again.CSV())
		}
	})
}

// workbook writes the generic table and lets a test spoil it.
func workbook(t testing.TB, spoil func(f *excelize.File) error) *bytes.Buffer {
	t.Helper()
	var book bytes.Buffer
	if err := parse(t, generic).WriteXLSX(&book); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := spoil(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return &out
}

// withPart adds a part to a workbook.
func withPart(t testing.TB, book *bytes.Buffer, name string, data []byte) *bytes.Buffer {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &out
}

func TestXLSXRefuses(t *testing.T) {
	nothing := func(*excelize.File) error { return nil }
	for _, c := range []struct {
		name string
		book *bytes.Buffer
		want string
	}{
		{"no workbook", bytes.NewBufferString(generic), "no readable XLSX workbook"},
		{"empty", &bytes.Buffer{}, "no readable XLSX workbook"},
		{"too large", bytes.NewBuffer(make([]byte, 5<<20)), "larger than 4 MiB"},
		{"macros", withPart(t, workbook(t, nothing), "xl/vbaProject.bin", []byte("x")), "holds macros"},
		{"links", withPart(t, workbook(t, nothing), "xl/externalLinks/externalLink1.xml", []byte("x")), "links to other files"},
		{"a bomb", withPart(t, workbook(t, nothing), "xl/media/a.bin", make([]byte, 40<<20)), "unfolds to more than 200 times its size"},
		{"a bomb of many parts", manyParts(t, workbook(t, nothing)), "unfolds to more than 32 MiB"},
		{"made for macros", withPart(t, workbook(t, nothing), "[Content_Types].xml", []byte(`<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`)), "made for macros"},
		{"merged cells", workbook(t, func(f *excelize.File) error { return f.MergeCell("rows", "A2", "A3") }), "A2:A3: merged cells"},
		{"one sheet", workbook(t, func(f *excelize.File) error { return f.DeleteSheet("rows") }), "1 sheets"},
		{"a formula", workbook(t, func(f *excelize.File) error { return f.SetCellFormula("rows", "C3", "=500+500") }), "C3: a formula"},
		{"a cell far down", workbook(t, func(f *excelize.File) error { return f.SetCellInt("rows", "A1048576", 1) }), "beyond row"},
		{"a cell far right", workbook(t, func(f *excelize.File) error { return f.SetCellInt("rows", "XFD2", 1) }), "beyond row 10100 or column 64"},
		{"a hole", workbook(t, func(f *excelize.File) error { return f.SetCellInt("rows", "C4", 2600) }), `t.xlsx[rows]:4: p_over: "2600": forest_group all`},
		{"months turned into a date", workbook(t, func(f *excelize.File) error { return f.SetCellInt("rows", "B4", 45992) }), `t.xlsx[rows]:4: months: "45992"`},
		{"unknown entry", workbook(t, func(f *excelize.File) error { return f.SetCellStr("edition", "A1", "titel") }), "t.xlsx[edition]:1: titel"},
		{"seven decimals", workbook(t, func(f *excelize.File) error { return f.SetCellFloat("rows", "C4", 2500.0000001, -1, 64) }), "more than six decimals"},
		{"thousands as text", workbook(t, func(f *excelize.File) error { return f.SetCellStr("rows", "C3", "1.000") }), "may mean thousands"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := table.ParseXLSX("t.xlsx", c.book); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v; want %q", err, c.want)
			}
		})
	}
}

// manyParts is a workbook of parts none of which is a bomb by itself.
func manyParts(t *testing.T, book *bytes.Buffer) *bytes.Buffer {
	for i := range 20 {
		book = withPart(t, book, fmt.Sprintf("xl/media/%d.bin", i), make([]byte, 2<<20-1))
	}
	return book
}

func TestXLSXDayCells(t *testing.T) {
	book := workbook(t, func(f *excelize.File) error {
		if err := f.SetCellStr("edition", "A8", "valid_from"); err != nil {
			return err
		}
		return f.SetCellInt("edition", "B8", 45627) // how a spreadsheet stores 2024-12-01
	})
	tab, err := table.ParseXLSX("t.xlsx", book)
	if err != nil || tab.Edition().ValidFrom.String() != "2024-12-01" {
		t.Errorf("got %v, %v", tab.Edition().ValidFrom, err)
	}
}

func FuzzParseXLSX(f *testing.F) {
	f.Add(workbook(f, func(*excelize.File) error { return nil }).Bytes())
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if tab, err := table.ParseXLSX("f.xlsx", bytes.NewReader(data)); err == nil && tab.ID() == "" {
			t.Error("a table without ID")
		}
	})
}
