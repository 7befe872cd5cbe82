package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// TestDayAheadSaysHowSure: the chance of IV or above is a value of its own in
// levels, features and series; the rule of the headline and the run's remarks
// stand beside the levels; the run's own day says how sure the change is.
func TestDayAheadSaysHowSure(t *testing.T) {
	store := season()
	run := &store.runs[len(store.runs)-5] // the evening's
	run.Notes = []forecast.Note{{Code: "rebuilt", Args: map[string]string{"mm": "7"}}}
	for i := range run.Days {
		if d := &run.Days[i]; d.Date.After(today) && d.Zone == "z1" {
			d.Outlook = &forecast.Outlook{Source: forecast.FromClimatology, Members: 20, Counts: []int{0, 0, 5, 10, 5}, Changed: forecast.Some(float64(2 * d.Date.DaysSince(today)))}
		}
	}
	p := province(t)
	p.Rules.Headline, p.Rules.HeadlineProbability = forecast.HeadlineProbable, 0.3
	p.Words["rebuilt"] = forecast.Text{Vi: "Tính lại theo ngưỡng {mm} mm.", En: "Computed again for {mm} mm."}
	s, err := api.New(api.Config{Province: p, Store: store, Clock: func() time.Time { return evening }})
	if err != nil {
		t.Fatal(err)
	}
	type zone struct {
		Zone   string   `json:"zone"`
		Danger *float64 `json:"probability_iv_up"`
		Spread *struct {
			Chance float64 `json:"chance"`
			Early  string  `json:"early"`
			Median string  `json:"median"`
			Late   *string `json:"late"`
		} `json:"change_spread"`
	}
	var levels struct {
		Zones    []zone `json:"zones"`
		Headline struct {
			Rule        string  `json:"rule"`
			Probability float64 `json:"probability"`
		} `json:"headline"`
		Notes []forecast.Text `json:"notes"`
	}
	read := func(path string, to any) {
		t.Helper()
		resp, body := get(t, s.Handler(), path)
		if err := json.Unmarshal([]byte(body), to); err != nil || resp.StatusCode != 200 {
			t.Fatalf("%s: %d %v %s", path, resp.StatusCode, err, body)
		}
	}
	read("/api/v1/levels?lang=en", &levels)
	own := levels.Zones[0]
	if own.Danger != nil || own.Spread == nil || own.Spread.Chance != 1 || own.Spread.Early != today.AddDays(1).String() ||
		own.Spread.Median != today.AddDays(5).String() || *own.Spread.Late != today.AddDays(9).String() || levels.Zones[1].Spread != nil {
		t.Errorf("today: %+v, %+v", own, own.Spread)
	}
	if levels.Headline.Rule != "probable" || levels.Headline.Probability != 0.3 || len(levels.Notes) != 1 || levels.Notes[0].En != "Computed again for 7 mm." || levels.Notes[0].Vi != "Tính lại theo ngưỡng 7 mm." {
		t.Errorf("%+v %v", levels.Headline, levels.Notes)
	}
	read("/api/v1/levels?date="+today.AddDays(2).String(), &levels)
	if levels.Zones[0].Danger == nil || *levels.Zones[0].Danger != 0.75 || levels.Zones[0].Spread != nil || levels.Zones[1].Danger != nil {
		t.Errorf("the day after tomorrow: %+v", levels.Zones)
	}
	var series struct {
		Days []zone `json:"days"`
	}
	read("/api/v1/zones/z1/series?from="+today.String()+"&to="+today.AddDays(1).String(), &series)
	if series.Days[0].Danger != nil || series.Days[1].Danger == nil || *series.Days[1].Danger != 0.75 {
		t.Errorf("series: %+v", series.Days)
	}
	var why struct {
		Text struct{ En []string } `json:"text"`
	}
	run.Reasons[0].Days[len(run.Reasons[0].Days)-1].Outlook = run.Days[10].Outlook
	read("/api/v1/zones/z1/explain", &why)
	for _, want := range []string{"Computed again for 7 mm.", "Chance that the level changes by 15 March 2016: 100 %. Nine cases in ten have changed by 15 March 2016."} {
		if !strings.Contains(strings.Join(why.Text.En, "\n"), want) {
			t.Errorf("explain lacks %q: %q", want, why.Text.En)
		}
	}
}

// TestHeadlineOfAnotherProfile: a run made under other rules says its own.
func TestHeadlineOfAnotherProfile(t *testing.T) {
	store := season()
	run := &store.runs[len(store.runs)-5]
	run.Profile, run.Input = "thu@0123456789ab", json.RawMessage(`{"rules":{"headline":"median"}}`)
	p := province(t)
	p.Hash, p.Rules.Headline = strings.Repeat("f", 64), forecast.HeadlineProbable
	s, err := api.New(api.Config{Province: p, Store: store, Clock: func() time.Time { return evening }})
	if err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, s.Handler(), "/api/v1/levels"); !strings.Contains(body, `"headline":{"rule":"median","probability":null}`) {
		t.Error(body)
	}
}

// TestExplainTellsFlags: what a check held back is told in words, once.
func TestExplainTellsFlags(t *testing.T) {
	store := season()
	run := &store.runs[len(store.runs)-5]
	for i := range run.Reasons[0].Days {
		if d := &run.Reasons[0].Days[i]; d.Date == today {
			flag := forecast.Flag{Variable: forecast.TempC, Test: "range", Value: forecast.Some(58)}
			d.Weather.Flags = []forecast.Flag{flag, flag, {Variable: forecast.RainMM, Test: "a new test"}}
		}
	}
	_, body := get(t, serve(t, store, evening), "/api/v1/zones/z1/explain")
	for _, want := range []string{
		"Temperature of 58 °C at a station was not used: the value cannot be.", "Rain at a station was not used: it failed a check.",
		"Nhiệt độ 58 °C của trạm không được dùng: giá trị không thể có.",
		"Values at 13:00 (observed): temperature 34.5 °C, dew point 20.5 °C, relative humidity missing, wind speed 9 km/h.",
	} {
		if strings.Count(body, want) != 1 {
			t.Errorf("explain has %q %d times: %s", want, strings.Count(body, want), body)
		}
	}
}
