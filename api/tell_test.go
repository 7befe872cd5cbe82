package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

const factorText = `# title: Ba yếu tố
# method: factors
# rain_reset_mm: 5
# status: provisional
# basis: thử
forest_group,months,temp13_c_over,temp13_c_to,rh13_pct_over,rh13_pct_to,h_over,h_to,level
all,1-12,,30,,,,,1
all,1-12,30,,60,,,,2
all,1-12,30,,,60,,5,3
all,1-4,30,,,60,5,,5
all,5-12,30,,,60,5,,4
`

// byFactors puts the table of several keys in force on the evening's run.
func byFactors(t *testing.T) (*fakeStore, *fakeRun) {
	t.Helper()
	tab, err := table.Parse("factors", []byte(factorText))
	if err != nil {
		t.Fatal(err)
	}
	store := season()
	e := tab.Edition()
	store.editions = append(store.editions, e)
	run := &store.runs[len(store.runs)-5]
	for i := range run.Days {
		if d := &run.Days[i]; d.Date == today && d.Zone == "z1" {
			d.Edition, d.Level, d.Groups = e.ID, forecast.V, []forecast.GroupLevel{{Group: "all", Level: forecast.V, Row: 4}}
		}
	}
	for i := range run.Reasons[0].Days {
		if d := &run.Reasons[0].Days[i]; d.Date == today {
			d.Edition, d.Level = e.ID, forecast.V
			d.Step.Key, d.Step.Others = forecast.Some(34.5), []forecast.Float{forecast.Some(44), forecast.Some(6)}
		}
	}
	return store, run
}

type whyAnswer struct {
	Summary forecast.Text `json:"summary"`
	Text    struct{ Vi, En []string }
}

func (w *whyAnswer) all() string {
	text := strings.Join(append(append([]string{w.Summary.Vi, w.Summary.En}, w.Text.Vi...), w.Text.En...), "\n")
	return strings.ReplaceAll(text, "\u00a0", " ") // what no line may break at
}

func why(t *testing.T, store api.Store, p *forecast.Province, path string) string {
	t.Helper()
	s, err := api.New(api.Config{Province: p, Store: store, Clock: func() time.Time { return evening }})
	if err != nil {
		t.Fatal(err)
	}
	_, body := get(t, s.Handler(), path)
	var w whyAnswer
	if err := json.Unmarshal([]byte(body), &w); err != nil {
		t.Fatal(err, body)
	}
	return w.all()
}

// saysOnce fails where a sentence does not stand exactly once.
func saysOnce(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q stands there %d times:\n%s", want, strings.Count(text, want), text)
		}
	}
}

// TestSeveralKeysMakeOneLevel: no key has a level of its own; the row is told with
// the range of every key and its months, and the dry days with their step.
func TestSeveralKeysMakeOneLevel(t *testing.T) {
	store, _ := byFactors(t)
	text := why(t, store, province(t), "/api/v1/zones/z1/explain")
	saysOnce(t, text,
		"Nhiệt độ lúc 13 giờ (°C) = 34,5 (trên 30), độ ẩm lúc 13 giờ (%) = 44 (không quá 60), số ngày khô hạn liên tục H = 6 (trên 5): cùng thuộc cấp V.",
		"The temperature at 13:00 (°C) = 34.5 (above 30), the relative humidity at 13:00 (%) = 44 (up to 60), consecutive dry days H = 6 (above 5): together level V.",
		"Ba yếu tố, dòng 4: các tháng 1–4, nhiệt độ lúc 13 giờ (°C) trên 30, độ ẩm lúc 13 giờ (%) không quá 60, số ngày khô hạn liên tục H trên 5 là cấp V.",
		"Lookup table “Ba yếu tố”, row 4: months 1–4, the temperature at 13:00 (°C) above 30,",
		"H hôm trước là 5 và k = 1, nên H = 1 × (5 + 1) = 6.")
}

// TestOverriddenDayKeepsItsRow: the row that gave the computed level is told even
// where an officer's level stands in its place.
func TestOverriddenDayKeepsItsRow(t *testing.T) {
	store, run := byFactors(t)
	for i := range run.Days {
		if d := &run.Days[i]; d.Date == today && d.Zone == "z1" {
			d.Apply(forecast.Override{ZoneChange: forecast.ZoneChange{Zone: "z1", Date: today, Level: forecast.IV, Before: forecast.V},
				Publication: forecast.Publication{Reason: "mưa đêm qua"}})
		}
	}
	saysOnce(t, why(t, store, province(t), "/api/v1/zones/z1/explain"),
		"Theo Ba yếu tố, dòng 4, cấp tính được là cấp V: các tháng 1–4, nhiệt độ",
		"By the lookup table “Ba yếu tố”, row 4, the computed level is V: months 1–4,")
}

// TestDayAheadTellsItsChances: the probability of each level, the rule that gives
// the one level, and what the percentiles are of.
func TestDayAheadTellsItsChances(t *testing.T) {
	store := season()
	run := &store.runs[len(store.runs)-5]
	ahead := today.AddDays(2)
	o := &forecast.Outlook{Source: forecast.FromClimatology, Members: 20, Counts: []int{0, 0, 5, 10, 5},
		Low: forecast.Some(4000), Median: forecast.Some(8000), High: forecast.Some(12000)}
	for i := range run.Days {
		if d := &run.Days[i]; d.Date == ahead && d.Zone == "z1" {
			d.Outlook, d.Status, d.Level, d.Groups = o, forecast.StatusForecast, forecast.IV, nil
		}
	}
	for i := range run.Reasons[0].Days {
		if d := &run.Reasons[0].Days[i]; d.Date == ahead {
			d.Step.Key, d.Outlook = forecast.Float{}, o
		}
	}
	p := province(t)
	p.Rules.Headline = forecast.HeadlineMedian
	path := "/api/v1/zones/z1/explain?date=" + ahead.String()
	saysOnce(t, why(t, store, p, path),
		"chỉ tiêu P từ 4.000 đến 12.000 trong tám phần mười số trường hợp, trung vị 8.000",
		"index P lies from 4,000 to 12,000 in eight cases of ten, median 8,000",
		"Xác suất từng cấp: cấp I 0 %, cấp II 0 %, cấp III 25 %, cấp IV 50 %, cấp V 25 %.",
		"Chance of each level: level I 0 %, level II 0 %, level III 25 %, level IV 50 %, level V 25 %.",
		"(trung vị)", "(the median)")
	p = province(t)
	p.Rules.Headline, p.Rules.HeadlineProbability = forecast.HeadlineProbable, 0.3
	saysOnce(t, why(t, store, p, path), "xác suất đạt tới từ 30 % trở lên", "with a probability of 30 % or more")
}
