package api_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// annexOf writes a table as an annex in the embedded province's words.
func annexOf(t *testing.T, tab table.Table, format string) []byte {
	t.Helper()
	p, err := profile.Load("")
	if err != nil {
		t.Fatal(err)
	}
	body, err := api.Annex(p.Province, tab, format, "vi")
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// A table by several factors names them as people do, and from what rain its sums
// begin anew.
func TestAnnexOfFactors(t *testing.T) {
	tab, err := table.Parse("t.csv", []byte(`# title: Ba yếu tố
# method: factors
# status: provisional
# basis: thử
# rain_reset_mm: 7
forest_group,months,temp13_c_over,temp13_c_to,h_over,h_to,level
all,1-12,,30,,,1
all,1-12,30,,,5,3
all,1-12,30,,5,,4
`))
	if err != nil {
		t.Fatal(err)
	}
	text := string(annexOf(t, tab, "html"))
	for _, want := range []string{"Nhiệt độ 13 giờ (°C) trên", "H đến", "từ 7 mm trở lên"} {
		if !strings.Contains(text, want) {
			t.Errorf("the annex lacks %q: %s", want, text)
		}
	}
	if strings.Contains(text, "TEMP13_C") {
		t.Error("the annex has a name of ours")
	}
}

// The annex of a draft leaves blank what the decision will say; that of an enacted
// table says it.
func TestAnnex(t *testing.T) {
	tab, err := table.Parse("t.csv", []byte(strings.Replace(drafted, "# title: Bảng thử", "# title: Bảng <thử> =1+1", 1)))
	if err != nil {
		t.Fatal(err)
	}
	draft := tab.Draft()
	day := forecast.Date{Year: 2026, Month: time.November, Day: 20}
	law, err := draft.Enact(forecast.Enactment{Decision: "12/2026/QĐ-UBND", Issuer: "UBND Thành phố", Date: day, ValidFrom: day.AddDays(11)}, day)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		tab        table.Table
		has, lacks []string
	}{
		"draft": {draft, []string{"DỰ THẢO", "…………/QĐ-UBND", "Từ ngày …… tháng", "2.000", "Mọi nhóm", "cấp cực kỳ nguy hiểm", "từ 5 mm trở lên", "CHỦ TỊCH", "&lt;THỬ&gt;"}, []string{"12/2026", "<THỬ>"}},
		"law":   {law, []string{"12/2026/QĐ-UBND ngày 20 tháng 11 năm 2026 của UBND Thành phố", "Từ ngày 1 tháng 12 năm 2026"}, []string{"DỰ THẢO", "………/QĐ"}},
	} {
		html := string(annexOf(t, c.tab, "html"))
		for _, text := range c.has {
			if !strings.Contains(html, text) {
				t.Errorf("%s: %q is not in it", name, text)
			}
		}
		for _, text := range c.lacks {
			if strings.Contains(html, text) {
				t.Errorf("%s: %q is in it", name, text)
			}
		}
		if pdf := annexOf(t, c.tab, "pdf"); !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf, []byte("D:1970")) || !bytes.Equal(pdf, annexOf(t, c.tab, "pdf")) {
			t.Errorf("%s: no PDF, or another each time", name)
		}
		noFormulas(t, annexOf(t, c.tab, "xlsx"))
	}
}

func noFormulas(t *testing.T, body []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	sheet, seen := f.GetSheetList()[0], 0
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, text := range row {
			cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s is a formula: %s", cell, formula)
			}
			if text == "2.000" {
				seen++
			}
		}
	}
	if seen != 2 {
		t.Errorf("the limit stands %d times in the workbook", seen)
	}
}
