package bulletin_test

import (
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
)

// TestTurnsAreTold: when zones leave their level and how likely that is, the rule
// of the level of a day ahead, and how far the season is from what is usual; all
// in both languages and on the page.
func TestTurnsAreTold(t *testing.T) {
	for lang, wants := range map[string][]string{
		"vi": {"Dự kiến đổi cấp: ngày 04/03 sang cấp V (2 khu vực); ngày 06/03 sang cấp I (1 khu vực).",
			"Khả năng một khu vực đổi cấp đến ngày 03/03: 25–50 %.", "mà xác suất đạt tới từ 30 % trở lên", "cao hơn 84–90 % số ngày. So với trung vị cùng kỳ: từ thấp hơn 100 đến cao hơn 2.000"},
		"en": {"Expected changes: on 4 Mar to level V (zones: 2); on 6 Mar to level I (zones: 1).",
			"Chance that a zone changes its level by 3 Mar: 25–50 %.", "with a probability of 30 % or more", "on 84–90 % of the days. By zone it lies between 100 below and 2,000 above"},
	} {
		src := source(t, lang, forecast.III)
		src.Headline, src.HeadlineProbability = forecast.HeadlineProbable, 0.3
		src.Season = &bulletin.Season{From: 2000, To: 2015, Low: 84, High: 90, Off: true, OffLow: -100, OffHigh: 2000}
		src.Ahead = [][]forecast.ZoneDay{nil}
		for i := range src.Today {
			d := &src.Today[i]
			d.NextChange = nil
			switch i {
			case 0, 1:
				d.NextChange = &forecast.Change{Date: day.AddDays(2), Level: forecast.V}
			case 2:
				d.NextChange = &forecast.Change{Date: day.AddDays(4), Level: forecast.I}
			}
			if i < 2 {
				o := &forecast.Outlook{Source: forecast.FromEnsemble, Members: 20, Counts: []int{0, 0, 20, 0, 0}, Changed: forecast.Some(float64(5 + 5*i))}
				src.Ahead[0] = append(src.Ahead[0], forecast.ZoneDay{Zone: d.Zone, Date: day.AddDays(1), Level: forecast.III, Status: forecast.StatusForecast, Outlook: o})
			}
		}
		html, err := bulletin.New(src).HTML()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(html), "\u00a0", " ")
		for _, want := range wants {
			if strings.Count(text, want) != 1 {
				t.Errorf("%s: %q stands there %d times", lang, want, strings.Count(text, want))
			}
		}
		for i := range src.Today {
			src.Today[i].NextChange = nil
		}
		html, _ = bulletin.New(src).HTML()
		if none := map[string]string{"vi": "Không khu vực nào dự kiến đổi cấp", "en": "No zone is expected to change"}[lang]; !strings.Contains(string(html), none) {
			t.Errorf("%s: nothing is said where nothing changes", lang)
		}
	}
}
