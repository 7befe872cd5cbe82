package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/api/feed"
	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/forecast"
)

var update = flag.Bool("update", false, "write the golden files anew")

var sent = time.Date(2026, 3, 2, 10, 0, 0, 123456789, time.UTC)

func source(t *testing.T) *feed.Source {
	t.Helper()
	p, err := profile.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return &feed.Source{Province: p.Province, Base: "https://canhlua.example.vn", Sender: "canhlua@example.vn"}
}

func alert(change func(*feed.Item)) feed.Item {
	day := forecast.Date{Year: 2026, Month: 3, Day: 2}
	i := feed.Item{
		Alert: forecast.Alert{ID: "a-1", Run: "run-1", Kind: forecast.AlertRise, Zone: "25747", Date: day, Before: forecast.III, Level: forecast.IV,
			Sent: sent, Expires: time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC),
			Facts: forecast.Facts{Until: day.AddDays(3), P: forecast.Some(5501.7), DaysSinceRain: forecast.Some(6), TempC: forecast.Some(34.6),
				RHPct: forecast.Some(41), Status: forecast.StatusObserved, Provisional: true}},
		Zone: forecast.Zone{ID: "25747", Name: "Minh Thạnh & <bên>", Shape: orb.MultiPolygon{
			{{{106.5, 11.4}, {106.6, 11.4}, {106.6, 11.5}, {106.5, 11.4}}, {{106.55, 11.42}, {106.56, 11.42}, {106.56, 11.43}, {106.55, 11.42}}},
			{{{106.7, 11.4}, {106.8, 11.4}, {106.8, 11.5}, {106.7, 11.4}}},
		}},
	}
	if change != nil {
		change(&i)
	}
	return i
}

// alerts are one of every kind.
func alerts() map[string]feed.Item {
	earlier := []feed.Reference{{ID: "a-0", Sent: sent.Add(-24 * time.Hour)}, {ID: "a-00", Sent: sent.Add(-48 * time.Hour)}}
	return map[string]feed.Item{
		"rise": alert(nil),
		"tomorrow": alert(func(i *feed.Item) {
			i.Date, i.Level, i.Facts.Status = i.Date.AddDays(1), forecast.V, forecast.StatusForecast
		}),
		"eased": alert(func(i *feed.Item) { i.Kind, i.Replaced = forecast.AlertEased, earlier }),
		"fall":  alert(func(i *feed.Item) { i.Kind, i.Level, i.Replaced = forecast.AlertFall, forecast.II, earlier }),
		"withdrawn": alert(func(i *feed.Item) {
			i.Kind, i.Level, i.Replaced, i.Facts = forecast.AlertCorrection, forecast.Unknown, earlier, forecast.Facts{}
		}),
		"simulated": alert(func(i *feed.Item) { i.Facts.Simulated = true }),
	}
}

// TestCAPIsValid holds every kind against the schema of OASIS.
func TestCAPIsValid(t *testing.T) {
	schema := filepath.Join("..", "..", "..", "shared", "data", "schemas", "cap12.xsd")
	_, missing := os.Stat(schema)
	_, noTool := exec.LookPath("xmllint")
	if missing != nil || noTool != nil {
		if slices.Contains(strings.Split(os.Getenv("CANHLUA_TEST_REQUIRE"), ","), "shared") {
			t.Fatalf("the CAP schema and xmllint are required: %v %v", missing, noTool)
		}
		t.Skip("the CAP schema or xmllint is not here")
	}
	s := source(t)
	for name, item := range alerts() {
		message, err := s.CAP(&item)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("xmllint", "--nonet", "--noout", "--schema", schema, "-")
		cmd.Stdin = strings.NewReader(string(message))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s\n%s", name, err, out, message)
		}
	}
}

func TestCAPSaysWhatItIs(t *testing.T) {
	s := source(t)
	for name, want := range map[string][]string{
		"rise": {"<msgType>Alert<", "<status>Actual<", "<severity>Severe<", "<urgency>Immediate<", "<certainty>Observed<", "<sent>2026-03-02T17:00:00+07:00<",
			"<language>vi-VN<", "<language>en<", "11.40000,106.50000 11.40000,106.60000 11.50000,106.60000 11.40000,106.50000", "Minh Thạnh &amp; &lt;bên&gt;",
			"TẠM THỜI", "<valueName>canhlua:zone</valueName>", "156/2018"},
		"tomorrow":  {"<severity>Extreme<", "<urgency>Expected<", "<certainty>Likely<", "<onset>2026-03-03T00:00:00+07:00<"},
		"eased":     {"<msgType>Update<", "<references>canhlua@example.vn,a-0,2026-03-01T17:00:00+07:00 canhlua@example.vn,a-00,2026-02-28T17:00:00+07:00<"},
		"fall":      {"<msgType>Update<", "<responseType>AllClear<", "<urgency>Past<"},
		"withdrawn": {"<msgType>Cancel<", "<severity>Unknown<", "<certainty>Unknown<", "<value>unknown<", "không có nghĩa là an toàn"},
		"simulated": {"<status>Test<", "MÔ PHỎNG"},
	} {
		item := alerts()[name]
		message, err := s.CAP(&item)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range want {
			if !strings.Contains(string(message), text) {
				t.Errorf("%s lacks %s:\n%s", name, text, message)
			}
		}
		if strings.Count(string(message), "<polygon>") != 4 { // two outer rings, in two languages
			t.Errorf("%s: %d polygons", name, strings.Count(string(message), "<polygon>"))
		}
	}
}

func TestFeeds(t *testing.T) {
	s := source(t)
	items := []feed.Item{alerts()["fall"], alerts()["rise"]}
	for name, write := range map[string]func([]feed.Item) ([]byte, error){
		"alerts.atom": func(i []feed.Item) ([]byte, error) { return s.Atom(i, "vi", sent) },
		"alerts.rss":  func(i []feed.Item) ([]byte, error) { return s.RSS(i, "en", sent) },
		"alerts.json": func(i []feed.Item) ([]byte, error) { return s.JSON(i, "vi") },
	} {
		got, err := write(items)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
		empty, err := write(nil)
		if strings.HasSuffix(name, ".json") {
			if !json.Valid(empty) || !strings.Contains(string(empty), `"items": []`) {
				t.Errorf("%v: %s", err, empty)
			}
		} else if err := xml.Unmarshal(empty, new(struct{ XMLName xml.Name })); err != nil {
			t.Errorf("%s, empty: %v: %s", name, err, empty)
		}
	}
}
