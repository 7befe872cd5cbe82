package api_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

var (
	local   = time.FixedZone("+07", 7*3600)
	today   = forecast.Date{Year: 2016, Month: time.March, Day: 5}
	evening = today.At(18, 0, local)
	rained  = today.AddDays(-6) // the last rain that reset, in every zone but one
	begin   = today.AddDays(-12)
)

// edition names the season's table: the hash of its text.
var edition = func() string {
	t, err := table.Parse("season", []byte(tableText))
	if err != nil {
		panic(err)
	}
	return t.ID()
}()

const tableText = `# title: Bảng tra thử
# method: p
# rain_reset_mm: 5
# status: provisional
# basis: các bậc chung của chỉ tiêu P
forest_group,months,p_over,p_to,level
all,1-12,,1000,1
all,1-12,1000,2500,2
all,1-12,2500,5000,3
all,1-12,5000,10000,4
all,1-12,10000,,5
`

// province is a small one with the shipped sentences.
func province(t testing.TB) *forecast.Province {
	t.Helper()
	p := &forecast.Province{
		ID: "thu", Name: forecast.Text{Vi: "Tỉnh Thử", En: "Trial Province"}, Location: local, TimeZone: "Asia/Ho_Chi_Minh",
		Offices:   []forecast.Office{{Name: forecast.Text{Vi: "Chi cục Kiểm lâm", En: "Forest rangers"}}},
		Words:     words(t),
		Public:    []string{"code"},
		KeyAreas:  &forecast.KeyRules{Years: 1, LeastDays: 1, Parts: map[string]forecast.KeyPartRule{forecast.KeyDanger: {Weight: 1, Full: 1}}},
		Readiness: []forecast.ReadinessKind{{ID: "tower", Name: forecast.Text{Vi: "Chòi", En: "Tower"}}},
		Rules:     forecast.Rules{NoonHour: 13, NoonWithinMinutes: 60, AheadDays: 10, GapDays: 3, LookbackDays: 3, StaleHours: 26},
	}
	labels := []forecast.Text{
		{Vi: "không xác định", En: "unknown"}, {Vi: "cấp thấp", En: "low"}, {Vi: "cấp trung bình", En: "moderate"},
		{Vi: "cấp cao", En: "high"}, {Vi: "cấp nguy hiểm", En: "dangerous"}, {Vi: "cấp cực kỳ nguy hiểm", En: "extremely dangerous"},
	}
	for i, label := range labels {
		p.Styles[i] = forecast.LevelStyle{Level: forecast.Level(i), Label: label, Short: forecast.Text{Vi: strings.TrimPrefix(label.Vi, "cấp "), En: label.En}, Meaning: label, Color: fmt.Sprintf("#%06x", 0x111111*i)}
	}
	p.Styles[4].Duties = []forecast.Duty{{
		Text: forecast.Text{Vi: "Không đốt", En: "No burning"}, Basis: forecast.Text{Vi: "Điều 47", En: "Article 47"},
	}}
	return p
}

func words(t testing.TB) map[string]forecast.Text {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "data", "profile", "binhduong", "words", "explain.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]forecast.Text{}
	if err := yaml.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func square(lon, lat float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{lon, lat}, {lon + .1, lat}, {lon + .1, lat + .1}, {lon, lat + .1}, {lon, lat}}}}
}

func zoneSet() forecast.ZoneSet {
	zone := func(id, name string, lon float64, forest forecast.Tri) forecast.Zone {
		return forecast.Zone{
			ID: id, Name: name, Kind: "xã", Shape: square(lon, 11.2), Point: orb.Point{lon + .05, 11.25},
			ElevationM: forecast.Some(40), AreaHa: 12063.27, HasForest: forest,
		}
	}
	set := forecast.ZoneSet{ID: "thu-1", Name: "Ba xã thử", Indicative: true, Zones: []forecast.Zone{
		zone("z1", "Minh Thạnh", 106.4, forecast.Yes), zone("z2", "Dầu Tiếng", 106.5, forecast.No), zone("z3", "Phú Giáo", 106.6, forecast.NotKnown),
	}}
	set.Zones[0].Forest = []forecast.ForestPart{{Group: "all", AreaHa: forecast.Some(3652), Note: "Núi Cậu"}}
	set.Zones[0].Attributes = map[string]string{"code": "25747"}
	return set
}

// dailyP is t13·d13 of the season's every day.
const dailyP = 34.5 * 30

func levelOf(p float64) forecast.Level {
	for i, to := range []float64{1000, 2500, 5000, 10000} {
		if p <= to {
			return forecast.Level(i + 1)
		}
	}
	return forecast.V
}

// reasonOf is the season: dry since the last rain; in z3 nobody knows.
func reasonOf(zone string, d, runDay forecast.Date) forecast.DayReason {
	r := forecast.DayReason{Date: d, Edition: edition, Status: forecast.StatusObserved}
	dry := float64(max(d.DaysSince(rained), d.DaysSince(begin)-1000))
	if d.Before(rained) {
		dry = float64(d.DaysSince(begin))
	}
	r.Weather.Day = forecast.Day{
		Place: zone, Date: d, TempC: forecast.Some(34.5), DewPointC: forecast.Some(20.53), WindKmh: forecast.Some(9),
		RainMM: forecast.Some(0), Origin: forecast.Observed, At: d.At(13, 0, local),
	}
	r.Weather.Parts = map[string][]forecast.Part{"temp13_c": {
		{Station: "48900", Weight: .75, Value: 34.6, Adjusted: 34.5}, {Station: "kl1", Weight: .25, Value: 34.2, Adjusted: 34.5},
	}}
	r.Step = forecast.Step{
		Before:     forecast.State{Zone: zone, Date: d.AddDays(-1), ResetMM: 5, P: forecast.Some((dry - 1) * dailyP), H: forecast.Some(dry - 1), Status: forecast.StatusObserved},
		DeficitHPa: forecast.Some(30), DailyP: forecast.Some(dailyP), K: forecast.Some(1),
		After: forecast.State{Zone: zone, Date: d, ResetMM: 5, P: forecast.Some(dry * dailyP), H: forecast.Some(dry), Status: forecast.StatusObserved},
	}
	if d == rained || d == begin {
		r.Weather.RainMM, r.Step.K = forecast.Some(12.4), forecast.Some(0)
		r.Step.Before.P, r.Step.Before.H = forecast.Some(4140), forecast.Some(4)
	}
	if d.After(runDay) {
		r.Status, r.Weather.Origin, r.Weather.Parts = forecast.StatusForecast, forecast.Model, nil
		r.Weather.Issued = runDay.At(7, 0, local)
	}
	if zone == "z3" {
		return lost(r)
	}
	r.Step.Key = r.Step.After.P
	r.Level = levelOf(r.Step.Key.V)
	r.Groups = []forecast.GroupLevel{{Group: "all", Level: r.Level, Row: int(r.Level)}}
	return r
}

func lost(r forecast.DayReason) forecast.DayReason {
	r.Weather.Day = forecast.Day{Place: r.Weather.Place, Date: r.Date}
	r.Weather.Parts = nil
	r.Step = forecast.Step{After: forecast.State{Zone: r.Weather.Place, Date: r.Date, ResetMM: 5, Status: forecast.StatusUnknown, GapDays: 4}}
	r.Status = forecast.StatusUnknown
	r.Notes = []forecast.Note{{Code: "no_weather"}}
	return r
}

func zoneDay(zone string, r forecast.DayReason) forecast.ZoneDay {
	d := forecast.ZoneDay{
		Zone: zone, Date: r.Date, Level: r.Level, Status: r.Status, P: r.Step.After.P, H: r.Step.After.H,
		DaysSinceRain: r.Step.After.H, Groups: r.Groups, Edition: r.Edition,
		TempC: r.Weather.TempC, DewPointC: r.Weather.DewPointC, DeficitHPa: r.Step.DeficitHPa,
		RainMM: r.Weather.RainMM, WindKmh: r.Weather.WindKmh,
	}
	if r.Level.Known() && r.Level < forecast.V {
		d.NextLevel, d.ToNext = r.Level+1, forecast.Some(10000-d.P.V)
		d.NextChange = &forecast.Change{Date: r.Date.AddDays(4), Level: r.Level + 1}
	}
	return d
}

// runOf is the run of a day with an ID, issued at an hour.
func runOf(id string, day forecast.Date, hour int) fakeRun {
	r := fakeRun{Run: forecast.Run{
		ID: id, Date: day, To: day.AddDays(10), Issued: day.At(hour, 40, local), Slot: fmt.Sprintf("%02d:40", hour),
		ZoneSet: "thu-1", Editions: []string{edition}, Profile: "thu", InputHash: "abc", Provisional: true,
	}}
	for _, z := range zoneSet().Zones {
		reason := forecast.Reason{Zone: z.ID}
		for d := day.AddDays(-3); !d.After(r.To); d = d.AddDays(1) {
			why := reasonOf(z.ID, d, day)
			reason.Days = append(reason.Days, why)
			if !d.Before(day) {
				r.Days = append(r.Days, zoneDay(z.ID, why))
			}
		}
		r.Reasons = append(r.Reasons, reason)
	}
	return r
}

// The runs nobody outside may ever hear of, at evening.
var hidden = []string{"draft-plain", "draft-withdrawn", "draft-until-tomorrow", "run-of-tomorrow"}

// season is a store at the evening of a dry week: a run published every day,
// one superseded, one withdrawn, and drafts.
func season() *fakeStore {
	f := &fakeStore{
		sets:     []forecast.ZoneSet{zoneSet()},
		editions: []forecast.Edition{{ID: edition, Title: "Bảng tra thử", Method: "p", RainResetMM: 5, Status: forecast.Provisional, Basis: "các bậc chung của chỉ tiêu P", Text: tableText}},
		stations: []forecast.Freshness{
			{Station: forecast.Station{ID: "48900", Name: "Tân Sơn Nhất", Lat: 10.8167, Lon: 106.6667, ElevationM: forecast.Some(19)}, Newest: today.At(16, 0, local)},
			{Station: forecast.Station{ID: "kl1", Name: "Trạm kiểm lâm Núi Cậu", Lat: 11.3, Lon: 106.35}, Newest: today.AddDays(-3).At(13, 0, local)},
			{Station: forecast.Station{ID: "kl2", Name: "Trạm mới", Lat: 11.4, Lon: 106.8}},
		},
	}
	add := func(r fakeRun, published, withdrawn time.Time) {
		r.published, r.withdrawn = published, withdrawn
		f.runs = append(f.runs, r)
	}
	never := time.Time{}
	for day := begin; day.Before(today); day = day.AddDays(1) {
		add(runOf("run-"+day.String(), day, 16), day.At(17, 0, local), never)
	}
	add(runOf("run-morning", today, 6), today.At(7, 0, local), never)
	add(runOf("run-noon", today, 13), today.At(14, 0, local), today.At(15, 0, local))
	add(runOf("run-evening", today, 16), today.At(17, 0, local), never)
	add(runOf("draft-plain", today, 17), never, never)
	add(runOf("draft-withdrawn", today, 17), never, today.At(17, 50, local))
	add(runOf("draft-until-tomorrow", today, 17), today.AddDays(1).At(7, 0, local), never)
	add(runOf("run-of-tomorrow", today.AddDays(1), 6), today.AddDays(1).At(7, 0, local), never)
	return f
}

// serve starts the service on a store at a moment.
func serve(t testing.TB, store api.Store, now time.Time) http.Handler {
	t.Helper()
	s, err := api.New(api.Config{Province: province(t), Store: store, Clock: func() time.Time { return now }, Version: "test",
		Outlook: func(context.Context, forecast.Date, int) (forecast.Run, error) { return forecast.Run{}, nil }})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

// get asks over a real connection; headers are name, value pairs.
func get(t testing.TB, h http.Handler, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return ask(t, h, http.MethodGet, path, headers...)
}

func ask(t testing.TB, h http.Handler, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	srv := httptest.NewServer(h)
	defer srv.Close()
	req, err := http.NewRequestWithContext(t.Context(), method, srv.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}
