package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/api/report"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/season"
	"github.com/canhlua/canhlua/forecast/verify"
)

func words(t testing.TB) map[string]forecast.Text {
	t.Helper()
	all := map[string]forecast.Text{"group.acacia": {Vi: "keo", En: "acacia"}}
	for _, name := range []string{"report.yaml", "marks.yaml"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "data", "profile", "binhduong", "words", name))
		if err != nil {
			t.Fatal(err)
		}
		part := map[string]forecast.Text{}
		if err := yaml.Unmarshal(data, &part); err != nil {
			t.Fatal(err)
		}
		for code, text := range part {
			all[code] = text
		}
	}
	return all
}

func province(t testing.TB) *forecast.Province {
	t.Helper()
	name := func(vi, en string) []forecast.Office { return []forecast.Office{{Name: forecast.Text{Vi: vi, En: en}}} }
	p := &forecast.Province{Location: time.FixedZone("+07", 7*3600), Words: words(t), Offices: name("Sở Thử", "Department of Trial"),
		Report: forecast.Addressees{To: name("Ủy ban nhân dân tỉnh Thử", "People's Committee of Trial"), Through: name("Công an tỉnh Thử", "Police of Trial"), Places: name("Thử", "Trial")},
		Fires:  forecast.FireRules{Causes: []forecast.Term{{ID: "swidden", Text: forecast.Text{Vi: "đốt nương", En: "swidden burning"}}}}}
	for i, label := range []string{"không xác định", "thấp", "trung bình", "cao", "nguy hiểm", "cực kỳ nguy hiểm"} {
		p.Styles[i] = forecast.LevelStyle{Level: forecast.Level(i), Short: forecast.Text{Vi: label, En: "EN " + label}, Color: "#f28c28"}
	}
	return p
}

// whole is a season of 36 zones of which everything is on record.
func whole(t testing.TB) *season.Report {
	t.Helper()
	span, err := season.SpanOf(2016, forecast.Date{Year: 2016, Month: time.October, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	set := forecast.ZoneSet{ID: "set", Name: "Bộ thử"}
	m := season.Material{Span: span, Watched: true, Alerts: &forecast.AlertCount{Public: 7, Persons: 5, Reached: 4,
		Channels: []forecast.ChannelReach{{Channel: forecast.ChannelEmail, Meant: 9, Sent: 8, Failed: 1}}}}
	for z := range 36 {
		set.Zones = append(set.Zones, forecast.Zone{ID: string(rune('A'+z%26)) + string(rune('a'+z/26)), Name: "Xã " + string(rune('A'+z%26)) + string(rune('a'+z/26))})
	}
	m.Sets = []forecast.ZoneSet{set}
	m.Editions = []forecast.Edition{{ID: "e", Title: "Bảng thử", Decision: "12/QĐ-UBND", Status: forecast.InForce, Issuer: "UBND"}}
	for i := range span.Days() {
		d := span.From.AddDays(i)
		m.Runs = append(m.Runs, forecast.Run{ID: d.String(), Date: d, ZoneSet: "set", Provisional: i == 0})
		for n, z := range set.Zones {
			m.Told = append(m.Told, forecast.RunDay{Run: d.String(), ZoneDay: forecast.ZoneDay{Zone: z.ID, Date: d, Level: forecast.Level((i/30 + n) % 6),
				Status: forecast.StatusObserved, Edition: "e", P: forecast.Some(float64(i % 90 * 100))}})
			m.Usual = append(m.Usual, season.Usual{Set: "set", Zone: z.ID, Day: d.LeapDay(), Low: 100, Median: 2000, High: 6000})
		}
	}
	at := span.From.AddDays(40)
	m.Decisions = []forecast.Decision{
		{Kind: forecast.DecidedWithdrawn, Date: at, Publication: forecast.Publication{Role: "publisher", Reason: "gió sai", At: at.At(9, 0, time.UTC)}},
		{Kind: forecast.DecidedOverridden, Date: at, Publication: forecast.Publication{Role: "officer", Reason: "=HYPERLINK(1)"}, Override: &forecast.ZoneChange{Zone: "Aa", Date: at, Before: forecast.II, Level: forecast.IV}},
		{Kind: forecast.DecidedPublished, Date: at, Publication: forecast.Publication{Role: "standing_rule"}}}
	m.Spots = []season.Spot{{Zone: "Aa", Date: at}}
	m.Records = []season.Record{{ID: "1", Date: at, Zone: "Aa", Name: "Xã Aa", Level: forecast.IV, Cause: "swidden", AreaHa: forecast.Some(1.5), Forest: "acacia"}, {ID: "2", Date: at}}
	m.Burnt = []verify.Fire{{Zone: "Aa", Date: at}}
	m.Stations = []forecast.Station{{ID: "s", Name: "Trạm thử"}, {ID: "q", Name: "Trạm im"}}
	m.StationDays = []forecast.Day{{Place: "s", Date: at, TempC: forecast.Some(30), DewPointC: forecast.Some(20), RainMM: forecast.Some(0), Origin: forecast.Observed}}
	pairs := func(yield func(verify.Pair) bool) {
		for i, told := range m.Told {
			probability := verify.Distribution{OK: true}
			probability.P[max(told.Level-forecast.I, 0)] = 1
			if !yield(verify.Pair{Zone: told.Zone, Date: told.Date, Issued: told.Date.AddDays(-1 - i%3), Level: told.Level, Observed: told.Level, Probability: probability}) {
				return
			}
		}
	}
	if m.Skill, err = verify.Verify(pairs, nil, nil, verify.Options{BlockDays: 1, ConfidencePct: 95, MinYears: 1, MinPairs: 1, MinFires: 1}); err != nil {
		t.Fatal(err)
	}
	r, err := season.Of(m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// bare is a season of which nothing is on record.
func bare(t testing.TB) *season.Report {
	t.Helper()
	span, err := season.SpanOf(2016, forecast.Date{Year: 2016, Month: time.March, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	r, err := season.Of(season.Material{Span: span, Stations: []forecast.Station{{ID: "s", Name: "Trạm im"}}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func page(t testing.TB, lang string, r *season.Report) string {
	t.Helper()
	html, err := report.New(province(t), lang, r).HTML()
	if err != nil {
		t.Fatal(err)
	}
	return string(html)
}

var openHole = regexp.MustCompile(`report_[a-z]|\{[a-z]+\}`)

func TestEverythingIsTold(t *testing.T) {
	wanted := map[string][]string{
		"vi": {"Kính gửi: Ủy ban nhân dân tỉnh Thử (qua Công an tỉnh Thử)", "Tổng kết mùa cháy rừng năm 2016", "từ ngày 16/09/2015 đến ngày 15/09/2016", "SỞ THỬ",
			"Số: …………", "12/QĐ-UBND", "gió sai", "đốt nương", "keo", "Trạm im", "TẠM THỜI", "1,5", "Cảnh báo công khai: 7", "Xã Jb", "THỦ TRƯỞNG"},
		"en": {"To: People&#39;s Committee of Trial (through Police of Trial)", "The forest-fire season of 2016", "16 September 2015 to 15 September 2016", "DEPARTMENT OF TRIAL",
			"12/QĐ-UBND", "swidden burning", "acacia", "PROVISIONAL", "1.5", "Public alerts: 7", "EN không xác định", "HEAD OF THE OFFICE"},
	}
	for lang, texts := range wanted {
		html := page(t, lang, whole(t))
		for _, text := range texts {
			if !strings.Contains(html, text) {
				t.Errorf("%s: %q is not told", lang, text)
			}
		}
		_, body, _ := strings.Cut(html, "</style>")
		if open := openHole.FindString(body); open != "" {
			t.Errorf("%s: a text or hole is open: %s", lang, open)
		}
		if n := strings.Count(html, "<svg"); n != 3 {
			t.Errorf("%s: %d charts", lang, n)
		}
	}
}

// Of what nobody recorded there is no number, above all no zero.
func TestMissingIsNoZero(t *testing.T) {
	for lang, none := range map[string]string{"vi": "không có số liệu", "en": "no record"} {
		html := page(t, lang, bare(t))
		_, body, _ := strings.Cut(html, "</style>")
		if n := strings.Count(body, none); n < 10 {
			t.Errorf("%s: %d sections say %q", lang, n, none)
		}
		if zero := regexp.MustCompile(`[>\s]0([.,]0)?( %)?[<.]`).FindString(body); zero != "" {
			t.Errorf("%s: a zero is told: %q", lang, zero)
		}
		if open := openHole.FindString(body); open != "" {
			t.Errorf("%s: a text or hole is open: %s", lang, open)
		}
		if strings.Contains(body, "<svg") {
			t.Errorf("%s: a chart of nothing", lang)
		}
	}
}

// A fire report in an area nobody watched stays a dash.
func TestFiresThatNobodyLookedFor(t *testing.T) {
	r := whole(t)
	r.Fires = season.Fires{}
	if html := page(t, "vi", r); !strings.Contains(html, "Điểm cháy từ vệ tinh trong các khu vực: không có số liệu") || !strings.Contains(html, `<td class="r">–</td></tr>`) {
		t.Error("fires that nobody looked for are told as a number")
	}
}

func TestNamesLeftToBeWrittenIn(t *testing.T) {
	p := province(t)
	p.Report, p.Offices = forecast.Addressees{}, nil
	html, err := report.New(p, "vi", bare(t)).HTML()
	if err != nil || !strings.Contains(string(html), "Kính gửi: Ủy ban nhân dân ……………… (qua Công an ………………)") {
		t.Errorf("%v: the names are not left open", err)
	}
}

// The same figures give the same bytes.
func TestSameBytes(t *testing.T) {
	for name, r := range map[string]*season.Report{"whole": whole(t), "bare": bare(t)} {
		for form, write := range map[string]func(*report.Paper) ([]byte, error){"pdf": (*report.Paper).PDF, "html": (*report.Paper).HTML, "xlsx": (*report.Paper).XLSX} {
			one, err := write(report.New(province(t), "vi", r))
			if err != nil {
				t.Fatal(err)
			}
			two, err := write(report.New(province(t), "vi", r))
			if err != nil || !bytes.Equal(one, two) {
				t.Errorf("%s %s: other bytes, %v", name, form, err)
			}
		}
	}
}

// A workbook holds numbers as numbers, missing cells empty, and no formula.
func TestWorkbook(t *testing.T) {
	data, err := report.New(province(t), "vi", whole(t)).XLSX()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Theo khu vực")
	if err != nil || len(rows) < 38 || rows[2][0] != "Xã Aa" {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if kind, err := f.GetCellType("Theo khu vực", "B3"); err != nil || kind == excelize.CellTypeSharedString {
		t.Errorf("a count is kept as %v, %v", kind, err)
	}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k := range row {
				at, _ := excelize.CoordinatesToCellName(k+1, i+1)
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s %s: formula %s", sheet, at, formula)
				}
			}
		}
	}
}

func BenchmarkPDF(b *testing.B) {
	p, r := province(b), whole(b)
	for b.Loop() {
		if _, err := report.New(p, "vi", r).PDF(); err != nil {
			b.Fatal(err)
		}
	}
}
