package table_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

const head = "# title: generic classes\n# method: p\n# rain_reset_mm: 5\n# status: provisional\n# basis: none\n"

const generic = head + `forest_group,months,p_over,p_to,level
all,1-12,,1000,1
all,1-12,1000,2500,2
all,1-12,2500,5000,3
all,1-12,5000,10000,4
all,1-12,10000,,5
`

func parse(t testing.TB, text string) table.Table {
	t.Helper()
	tab, err := table.Parse("t.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestParseReadsTheEdition(t *testing.T) {
	tab := parse(t, head+"# decision: 12/QĐ-UBND\n# issuer: UBND tỉnh\n# date: 2024-11-01\n# valid_from: 2024-12-01\n# valid_to: 2025-04-30\n"+
		"# chỉ để thử\nforest_group,months,p_over,p_to,level\nall,1-12,,,3\n")
	e := tab.Edition()
	want := forecast.Edition{Title: "generic classes", Method: "p", RainResetMM: 5, Status: "provisional", Basis: "none",
		Decision: "12/QĐ-UBND", Issuer: "UBND tỉnh", Date: forecast.Date{Year: 2024, Month: 11, Day: 1},
		ValidFrom: forecast.Date{Year: 2024, Month: 12, Day: 1}, ValidTo: forecast.Date{Year: 2025, Month: 4, Day: 30}}
	got := e
	got.ID, got.Text = "", ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(e.ID) != 16 || e.Text != string(tab.CSV()) || !strings.Contains(e.Text, "# note: chỉ để thử\n") {
		t.Errorf("ID %q, text:\n%s", e.ID, e.Text)
	}
}

// However a table was saved, it is the same edition.
func TestSameEditionInManyWritings(t *testing.T) {
	want := parse(t, generic)
	if string(want.CSV()) != generic {
		t.Fatalf("the canonical text is\n%s", want.CSV())
	}
	semicolons := strings.ReplaceAll(generic[len(head):], ",", ";")
	for _, c := range []struct{ name, text string }{
		{"BOM and CRLF", "\uFEFF" + strings.ReplaceAll(generic, "\n", "\r\n")},
		{"CR alone", strings.ReplaceAll(generic, "\n", "\r")},
		{"semicolons", head + semicolons},
		{"decimal commas", head + strings.ReplaceAll(semicolons, "2500", "2500,0")},
		{"as a spreadsheet leaves it", strings.ReplaceAll(head, "\n", ";;;;\n") + ";;;;\n" + semicolons + ";;;;\n"},
		{"quoted cells", strings.ReplaceAll(generic, "all,1-12", `"all","1-12"`)},
		{"quoted comment", strings.Replace(generic, "# title: generic classes", `"# title: generic classes"`, 1)},
		{"blanks", strings.ReplaceAll(strings.ReplaceAll(generic, ",", " , "), "# ", "#  ")},
		{"months by name of each", strings.ReplaceAll(generic, "1-12", `"1,2,3,4-11,12"`)},
		{"columns and comments in another order", "# status: provisional\n# basis: none\n# rain_reset_mm: 5\n# method: p\n# title: generic classes\n" +
			"Level,p_to,p_over,months,forest_group\n1,1000,,1-12,all\n2,2500,1000,1-12,all\n3,5000,2500,1-12,all\n4,10000,5000,1-12,all\n5,,10000,1-12,all\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := parse(t, c.text); got.ID() != want.ID() {
				t.Errorf("another edition:\n%s", got.CSV())
			}
		})
	}
	if other := parse(t, strings.Replace(generic, "2500", "2501", 2)); other.ID() == want.ID() {
		t.Error("another limit, the same ID")
	}
}

func TestWindAndOtherMethods(t *testing.T) {
	wind := parse(t, "\uFEFF\"# title: a; b\";;;;\r\n# method: p_wind;;;;\r\n# rain_reset_mm: 7,5;;;;\r\n# status: off\r\n# basis: x\r\n"+
		"forest_group;months;p_wind_over;p_wind_to;level\r\nall;\"1,2-12\";;1000,5;1\r\nall;4-3;1000,5;;5\r\n")
	e := wind.Edition()
	if e.Title != "a; b" || e.RainResetMM != 7.5 || !strings.Contains(e.Text, "all,1-12,,1000.5,1\n") || !strings.Contains(e.Text, ",p_over,p_to,") {
		t.Errorf("got %+v\n%s", e, e.Text)
	}
	h := strings.NewReplacer("method: p", "method: h", "p_", "h_").Replace(generic)
	nesterov := strings.NewReplacer("method: p\n# rain_reset_mm: 5", "method: nesterov", "p_", "nesterov_").Replace(generic)
	for method, text := range map[string]string{"h": h, "nesterov": nesterov} {
		if tab := parse(t, text); tab.Method() != method {
			t.Errorf("got %s, want %s", tab.Method(), method)
		}
	}
}

func TestMonths(t *testing.T) {
	for text, want := range map[string]string{
		"1-12": "1-12", "11-4": "11-4", "1,2,12": "12-2", "5": "5", "5–10": "5-10", "11-12,1-4": "11-4", "2 , 11 - 12": "2,11-12", "4-3": "1-12",
	} {
		tab := parse(t, head+"forest_group,months,p_over,p_to,level\nall,1-12,,,1\npine,\""+text+"\",,,2\n")
		if got := tab.Rows()[1].Months.String(); got != want {
			t.Errorf("months %q: got %q, want %q", text, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	body := generic[len(head):]
	swap := func(old, now string) string { return strings.Replace(generic, old, now, 1) }
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", " \n", []string{"t.csv: empty"}},
		{"binary", "\x00\xff\xfe", []string{"not UTF-8"}},
		{"UTF-16", "\xff\xfe#\x00", []string{"not UTF-8"}},
		{"a workbook", "PK\x03\x04…", []string{".xlsx"}},
		{"huge", strings.Repeat("#\n", 1<<20), []string{"1 MiB"}},
		{"no metadata", body, []string{"title: is missing", "method: is missing", "status: is missing", "basis: is missing"}},
		{"no resetting rain", swap("# rain_reset_mm: 5\n", ""), []string{"rain_reset_mm: is missing"}},
		{"resetting rain 0", swap("_mm: 5", "_mm: 0"), []string{`t.csv:3: rain_reset_mm: "0": outside`}},
		{"unknown method", swap("method: p", "method: q"), []string{`t.csv:2: method: "q": unknown method; use one of p, p_wind, h`}},
		{"columns of another method", swap("method: p", "method: angstrom"), []string{"p_over: unknown column for method angstrom"}},
		{"unknown status", swap("provisional", "valid"), []string{"write provisional, in_force, off or draft"}},
		{"unknown entry", swap("# status", "# vaild_from: 2024-01-01\n# status"), []string{`t.csv:4: vaild_from`}},
		{"entry twice", swap("# status", "# title: b\n# status"), []string{"is there already in line 1"}},
		{"dates exchanged", swap("# status", "# valid_from: 2025-01-01\n# valid_to: 2024-01-01\n# status"), []string{"before valid_from 2025-01-01"}},
		{"no day", swap("# status", "# date: 31/12/2024\n# status"), []string{`date: "31/12/2024": is no day`}},
		{"a hole", swap("2500,5000,3", "2600,5000,3"), []string{`t.csv:9: p_over: "2600": forest_group all, months 1-12: gap from 2500 to 2600; set p_over to 2500`}},
		{"overlap", swap("2500,5000,3", "2400,5000,3"), []string{`t.csv:9: p_over: "2400": forest_group all, months 1-12: overlaps the range of line 8`}},
		{"open below", swap("all,1-12,,1000,1", "all,1-12,0,1000,1"), []string{`t.csv:7: p_over: "0"`, "leave p_over of the lowest range empty"}},
		{"open above", swap("10000,,5", "10000,20000,5"), []string{`t.csv:11: p_to: "20000"`, "nothing covers more than 20000"}},
		{"falling", swap("5000,10000,4", "5000,10000,2"), []string{`t.csv:10: level: "2"`, "levels never fall"}},
		{"one row twice", swap("all,1-12,,1000,1", "all,1-12,,1000,1\nall,1-12,,1000,1"), []string{"t.csv:8: p_over: forest_group all", "overlaps the range of line 7"}},
		{"level 6 and 0", strings.NewReplacer("10000,,5", "10000,,6", ",1000,1", ",1000,0").Replace(generic), []string{`t.csv:7: level: "0"`, `t.csv:11: level: "6"`}},
		{"months", strings.ReplaceAll(generic, "1-12", "0-13"), []string{`t.csv:7: months: "0-13"`, `t.csv:11: months`}},
		{"months as a date", strings.ReplaceAll(generic, "1-12", "Jan-12"), []string{"format the cell as text"}},
		{"a month without rows", strings.ReplaceAll(generic, "1-12", "1-11"), []string{"months 12: no row covers them"}},
		{"a group with a month nobody covers", head + "forest_group,months,p_over,p_to,level\npine,11-4,,,2\n", []string{"forest_group pine, months 5-10: no row"}},
		{"a group's ladder with a hole", generic + "pine,1-3,,800,1\npine,1-3,900,,2\n", []string{"forest_group pine, months 1-3: gap from 800 to 900"}},
		{"unknown column", strings.ReplaceAll(generic, "level", "slope,level"), []string{"t.csv:6: slope: unknown column"}},
		{"missing column", strings.ReplaceAll(generic, "p_to", "p_upto"), []string{"p_upto: unknown column", "p_to: the column is missing"}},
		{"columns of h", strings.ReplaceAll(generic, "p_", "h_"), []string{"h_over: unknown column for method p"}},
		{"thousands with points", swap("1000,2500,2", "1.000,2.500,2"), []string{`"1.000": may mean thousands`, `"2.500": may mean`}},
		{"thousands with commas", swap("1000,2500,2", `"1,000",2500,2`), []string{`"1,000": may mean thousands`}},
		{"decimal comma among commas", swap("1000,2500,2", `"1000,5",2500,2`), []string{`"1000,5": is no number`}},
		{"NaN", swap("1000,2500,2", `NaN,2500,2`), []string{`"NaN": is no number`}},
		{"range the wrong way", swap("1000,2500,2", `2500,1000,2`), []string{"not above p_over 2500"}},
		{"cells too many", swap("1000,2500,2", `1000,2500,2,x`), []string{"the row has 6 cells"}},
		{"cells missing", swap("1000,2500,2", `1000,2500`), []string{`t.csv:8: level`}},
		{"no group", swap("all,1-12,1000", ",1-12,1000"), []string{"write the group, or all"}},
		{"comment below", generic + "# status: off\n", []string{"move it above the header"}},
		{"open quote", generic + "\"all,1-12\n", []string{"close every quote"}},
		{"no rows", head + "forest_group,months,p_over,p_to,level\n", []string{"there are no rows"}},
		{"everything at once", strings.NewReplacer("method: p", "method: p\n# x_y: 1", "2500,5000,3", "2500,5000,9", "1-12,10000", "13,10000").Replace(generic),
			[]string{"x_y", `"9"`, `"13"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := table.Parse("t.csv", []byte(c.text))
			var fault *forecast.Invalid
			if !errors.As(err, &fault) {
				t.Fatalf("got %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v\nlacks %q", err, want)
				}
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(generic))
	f.Add([]byte("\uFEFF\"# title: a; b\";;\r\n# method: p_wind;;\r\n#rain_reset_mm: 7,5\r\n# status: off\r\n# basis: x\r\nforest_group;months;p_wind_over;p_wind_to;level\r\nall;1,2-12;;1,1250;1\r\nall;4-3;1,1250;;5\r\n"))
	f.Add([]byte("# method: h\n# https://x\nforest_group,months,h_over,h_to,level\n\"all\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		tab, err := table.Parse("f.csv", text)
		if err != nil {
			return
		}
		again, err := table.Parse("f.csv", tab.CSV())
		if err != nil {
			t.Fatalf("canonical text refused: %v\n%s", err, tab.CSV())
		}
		if diff := cmp.Diff(tab.Edition(), again.Edition()); diff != "" {
			t.Fatal(diff)
		}
		for _, g := range append(tab.Groups(), "?") {
			for m := 1; m <= 12; m++ {
				if _, ok := tab.Lookup(table.Query{Group: g, Month: m, X: 1}); !ok && g != "?" {
					t.Fatalf("group %q month %d has no level", g, m)
				}
			}
		}
	})
}
