package table_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast/table"
)

var update = flag.Bool("update", false, "write testdata/kinds.json, which the page's words are held against")

// spoilt are tables and files, one for each kind of fault.
func spoilt(t *testing.T) map[string][]byte {
	t.Helper()
	with := func(old, now string) []byte { return []byte(strings.Replace(generic, old, now, 1)) }
	factors := func(old, now string) []byte { return []byte(strings.Replace(three, old, now, 1)) }
	book := func(spoil func(f *excelize.File) error) []byte { return workbook(t, spoil).Bytes() }
	same := func(*excelize.File) error { return nil }
	part := func(name string, data string) []byte {
		return withPart(t, workbook(t, same), name, []byte(data)).Bytes()
	}
	head, _, _ := strings.Cut(generic, "all,")
	var many strings.Builder
	many.WriteString(factorHead + "forest_group,months,rh13_pct_over,rh13_pct_to,temp13_c_over,temp13_c_to,h_over,h_to,level\n")
	for i := range 40 {
		fmt.Fprintf(&many, "all,1-12,%d,%d,%d,%d,%d,%d,1\n", 2*i, 2*i+1, 2*i, 2*i+1, 2*i, 2*i+1)
	}
	return map[string][]byte{
		"too_large":      []byte(strings.Repeat("x", 1<<20+1)),
		"empty":          []byte(" "),
		"no_text":        []byte("\xff\xfe"),
		"quotes":         []byte(generic + "\"all\n"),
		"macro_book":     part("[Content_Types].xml", "macroEnabled"),
		"macros":         part("xl/vbaProject.bin", "x"),
		"links":          part("xl/externalLinks/a.xml", "x"),
		"old_book":       []byte("\xd0\xcf\x11\xe0"),
		"no_book":        []byte("PK\x03\x04 broken"),
		"sheets":         book(func(f *excelize.File) error { return f.DeleteSheet("rows") }),
		"dense":          part("xl/media/a.bin", strings.Repeat("0", 3<<20)),
		"formula":        book(func(f *excelize.File) error { return f.SetCellFormula("rows", "C2", "1+1") }),
		"merged":         book(func(f *excelize.File) error { return f.MergeCell("rows", "A2", "A3") }),
		"far_cell":       book(func(f *excelize.File) error { return f.SetCellInt("rows", "ZZ2", 1) }),
		"unfolds":        manyParts(t, workbook(t, same)).Bytes(),
		"many_rows":      []byte(generic + strings.Repeat("all,1,1,2,1\n", 10_001)),
		"more":           []byte(generic + strings.Repeat("all,13,1,2,1\n", 200)),
		"missing":        with("# title:", "# note:"),
		"reset_missing":  factors("# rain_reset_mm: 5\n", ""),
		"unprintable":    with("# title:", "# title: \x01"),
		"unknown_entry":  with("# title:", "# colour: red\n# title:"),
		"entry_twice":    with("# title:", "# title: A\n# title:"),
		"unknown_method": with("# method: p", "# method: luck"),
		"unknown_status": with("# status: provisional", "# status: perhaps"),
		"no_day":         with("# title:", "# date: tomorrow\n# title:"),
		"days_swapped":   with("# title:", "# valid_from: 2026-02-01\n# valid_to: 2026-01-01\n# title:"),
		"reset_outside":  with("# rain_reset_mm: 5", "# rain_reset_mm: 0.01"),
		"unknown_column": with("p_over", "q_over"),
		"column_twice":   with("p_over", "p_to"),
		"column_missing": with(",p_over", ""),
		"no_factor":      []byte(factorHead + "forest_group,months,level\nall,1-12,3\n"),
		"thousands":      with("2500", "2.500"),
		"no_number":      with("2500", "many"),
		"huge":           with("2500", "99999999999"),
		"decimals":       with("2500", "1.1234567"),
		"late_remark":    []byte(generic + "# note: late\n"),
		"many_cells":     []byte(generic + "all,1,2,3,4,5,6,7\n"),
		"no_group":       []byte(generic + ",1,2,3,4\n"),
		"no_month":       []byte(generic + "all,13,2,3,4\n"),
		"no_level":       []byte(generic + "all,1,2,3,9\n"),
		"not_above":      []byte(generic + "all,1,3,2,4\n"),
		"no_rows":        []byte(head),
		"uncovered":      []byte(strings.ReplaceAll(generic, "1-12", "5-3")),
		"gap_below":      with("all,1-12,,1000,1", "all,1-12,1,1000,1"),
		"gap":            with(",1000,2500,", ",1100,2500,"),
		"gap_above":      with("10000,,5", "10000,20000,5"),
		"overlap":        with(",1000,2500,", ",900,2500,"),
		"falls":          with(",1000,2500,2", ",1000,2500,5"),
		"rises":          factors("60,,10,,2", "60,,10,,4"),
		"many_limits":    []byte(many.String()),
		"box_gap":        factors("all,1-12,40,60,10,,3\n", ""),
		"box_overlap":    factors("all,1-12,60,,10,,2", "all,1-12,60,,9,,2"),
	}
}

// What a table can be refused for is shown by an example of each, has a code, and
// leaves no hole open in its words.
func TestEveryKindOfFault(t *testing.T) {
	kinds, seen := table.KindWords(), map[string]bool{}
	note := func(name string, faults []table.Fault) {
		for _, f := range faults {
			seen[f.Code] = true
			if _, known := kinds[f.Code]; !known {
				t.Errorf("%s: %q has no known code: %q", name, f.Reason, f.Code)
			}
			if f.Code != "more" && f.Remedy == "" || strings.ContainsAny(f.Reason+f.Remedy, "{}") {
				t.Errorf("%s: %s: %s", name, f.Reason, f.Remedy)
			}
		}
	}
	for code, data := range spoilt(t) {
		before := len(seen)
		faults := table.Check("t", data).Faults
		note(code, faults)
		if !has(faults, code) {
			t.Errorf("%s (%d kinds seen before): got %+v", code, before, faults)
		}
	}
	note("macro_book", table.Check("t.xlsm", []byte("x")).Faults)
	_, err := table.Parse("t.csv", []byte("PK\x03\x04"))
	note("xlsx_named_csv", table.Faults(err))
	for code := range kinds {
		if !seen[code] {
			t.Errorf("no example of %s", code)
		}
	}
}

func has(faults []table.Fault, code string) bool {
	for _, f := range faults {
		if f.Code == code {
			return true
		}
	}
	return false
}

// The page's words are held against this file.
func TestKindsAreWritten(t *testing.T) {
	const file = "testdata/kinds.json"
	want, err := json.MarshalIndent(table.KindWords(), "", "  ")
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
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("run it with -update, and word new kinds on the page:\n%s", diff)
	}
}
