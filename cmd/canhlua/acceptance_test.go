package main

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// power maps the columns of NASA POWER's daily file. It has no value of 13:00:
// the daily maximum stands for it, and every level says that it is estimated.
const power = `
date: DATE
temp13_c: {column: T2M_MAX, estimated: true}
dewpoint13_c: {column: T2MDEW, estimated: true}
rain24_mm: PRECTOTCORR
wind13_kmh: {column: WS10M_MAX, unit: m/s}
station: {value: power-hcmc, name: NASA POWER 10.78 N 106.70 E, lat: 10.78, lon: 106.70, elevation_m: 5}
`

// replayed is a store with a real year lived through, shared by the tests below.
type replayed struct {
	dir    string
	levels map[string]csvLevel // by zone and date
}

type csvLevel struct{ p, h, level string }

func realYear(t *testing.T) replayed {
	t.Helper()
	zones, weather := shared(t, "zones/communes-36.geojson"), shared(t, "weather/nasa-power-hcmc-2000-2019.csv")
	dir := t.TempDir()
	columns := write(t, filepath.Join(dir, "power.yaml"), power)
	mustRun(t, dir, "zones", "import", zones, "--db", "real.db")
	mustRun(t, dir, "replay", "--db", "real.db", "--weather", weather, "--columns", columns,
		"--from", "2015-05-01", "--to", "2016-04-30", "--out", "levels.csv")
	r := replayed{dir: dir, levels: map[string]csvLevel{}}
	file, err := os.Open(filepath.Join(dir, "levels.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], ","); got != "zone,date,p,h,level" {
		t.Fatalf("levels.csv begins with %s", got)
	}
	for _, row := range rows[1:] {
		r.levels[row[0]+" "+row[1]] = csvLevel{row[2], row[3], row[4]}
	}
	return r
}

type levelsAnswer struct {
	Features []struct {
		ID         string `json:"id"`
		Properties struct {
			Level         *int      `json:"level"`
			Label         string    `json:"label"`
			P             *float64  `json:"p"`
			Probability   []float64 `json:"probability"`
			H             *float64  `json:"h"`
			DaysSinceRain *float64  `json:"days_since_rain"`
			Status        string    `json:"status"`
			Provisional   bool      `json:"provisional"`
			Simulated     bool      `json:"simulated"`
			Run           string    `json:"run"`
			Valid         string    `json:"valid"`
		} `json:"properties"`
	} `json:"features"`
}

// hotspots are made up: one sure, one not, and one outside the province.
const hotspots = `latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence,version,bright_t31,frp,daynight
11.3100,106.4300,331.2,1.1,1.1,2016-03-05,0625,A,86,6.1NRT,299.1,18.4,D
11.2900,106.7900,309.9,1.1,1.1,2016-03-04,1840,T,21,6.1NRT,289.9,5.6,N
12.9000,108.1000,320.0,1.1,1.1,2016-03-05,0625,A,70,6.1NRT,290.0,9.1,D
`

// TestRealYear is the main job on real input: a year of real weather over the
// real communes, and the map of a day on which the province stood at IV or above.
func TestRealYear(t *testing.T) {
	year := realYear(t)
	if len(year.levels) != 366*36 {
		t.Fatalf("levels.csv has %d rows, want %d", len(year.levels), 366*36)
	}
	t.Run("levels follow the formula", year.checkFormula)
	write(t, filepath.Join(year.dir, "hotspots.csv"), hotspots)
	mustRun(t, year.dir, "ingest", "hotspots.csv", "--db", "real.db", "--now", "2016-03-05T17:00:00+07:00")
	keyOf := func(role string) string {
		return strings.TrimSpace(mustRun(t, year.dir, "token", "add", "--name", role, "--role", role, "--db", "real.db", "--now", "2016-03-05T17:30:00+07:00").out)
	}
	officer, publisher := keyOf("officer"), keyOf("publisher")
	withPassword(t, year.dir, "user", "add", "lan", "--title", "Bà Lan", "--role", "admin", "--db", "real.db", "--now", "2016-03-05T17:30:00+07:00")
	s := serve(t, year.dir, "--db", "real.db", "--now", "2016-03-05T18:00:00+07:00")
	t.Run("map agrees with the file", func(t *testing.T) { year.checkMap(t, s) })
	t.Run("series agree with the file", func(t *testing.T) { year.checkSeries(t, s) })
	t.Run("explanation agrees with the file", func(t *testing.T) { year.checkExplain(t, s) })
	t.Run("what comes later is an outlook", func(t *testing.T) { year.checkTomorrow(t, s) })
	t.Run("browser", func(t *testing.T) { browse(t, s, "lan", officer, publisher) })
}

// checkFormula computes P by itself, straight from the file, and compares.
func (r replayed) checkFormula(t *testing.T) {
	file, err := os.Open(shared(t, "weather/nasa-power-hcmc-2000-2019.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	saturated := func(t float64) float64 { return 6.1078 * math.Pow(10, 7.5*t/(237.3+t)) }
	p, h, compared := math.NaN(), math.NaN(), 0
	for _, row := range rows[1:] {
		num := func(name string) float64 {
			v, err := strconv.ParseFloat(row[at[name]], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		p += num("T2M_MAX") * (saturated(num("T2M_MAX")) - saturated(num("T2MDEW")))
		h++
		if num("PRECTOTCORR") >= 5 {
			p, h = 0, 0
		}
		if got, ok := r.levels["25747 "+row[at["DATE"]]]; ok {
			compared++
			compareLevel(t, row[at["DATE"]], got, p, h)
		}
	}
	if compared != 366 {
		t.Errorf("compared %d days, want 366", compared)
	}
}

func compareLevel(t *testing.T, date string, got csvLevel, p, h float64) {
	t.Helper()
	gotP, err := strconv.ParseFloat(got.p, 64)
	if err != nil || math.Abs(gotP-p) > 1e-6*math.Max(1, p) {
		t.Errorf("%s: P %s, want %.6f", date, got.p, p)
	}
	if got.h != strconv.FormatFloat(h, 'f', -1, 64) {
		t.Errorf("%s: H %s, want %g", date, got.h, h)
	}
	want := 1
	for _, limit := range []float64{1000, 2500, 5000, 10000} {
		if p > limit {
			want++
		}
	}
	if got.level != strconv.Itoa(want) {
		t.Errorf("%s: level %s, want %d for P %.1f", date, got.level, want, p)
	}
}

func (r replayed) checkMap(t *testing.T, s *served) {
	answer := get[levelsAnswer](t, s, "/api/v1/levels.geojson")
	if len(answer.Features) != 36 {
		t.Fatalf("%d zones, want 36", len(answer.Features))
	}
	for _, f := range answer.Features {
		p, want := f.Properties, r.levels[f.ID+" 2016-03-05"]
		if p.Level == nil || strconv.Itoa(*p.Level) != want.level || *p.Level < 4 {
			t.Errorf("zone %s: level %v, want %s, and at least 4", f.ID, p.Level, want.level)
		}
		if p.P == nil || forecast.Some(*p.P).String() != want.p {
			t.Errorf("zone %s: P is not %s", f.ID, want.p)
		}
		if p.Status != "estimated" || !p.Provisional || p.Simulated {
			t.Errorf("zone %s: status %s, provisional %t, simulated %t; want estimated, provisional, not simulated",
				f.ID, p.Status, p.Provisional, p.Simulated)
		}
		if p.Valid != "2016-03-05T13:00:00+07:00" {
			t.Errorf("zone %s: valid %s", f.ID, p.Valid)
		}
	}
}

func (r replayed) checkSeries(t *testing.T, s *served) {
	type answer struct {
		Days []struct {
			Date  string   `json:"date"`
			Level *int     `json:"level"`
			P     *float64 `json:"p"`
		} `json:"days"`
	}
	series := get[answer](t, s, "/api/v1/zones/25747/series?from=2015-05-01&to=2016-03-05")
	if len(series.Days) != 310 {
		t.Fatalf("%d days, want 310", len(series.Days))
	}
	for _, d := range series.Days {
		want := r.levels["25747 "+d.Date]
		if d.Level == nil || strconv.Itoa(*d.Level) != want.level || d.P == nil || forecast.Some(*d.P).String() != want.p {
			t.Fatalf("%s: level and P are not %s, %s", d.Date, want.level, want.p)
		}
	}
}

func (r replayed) checkExplain(t *testing.T, s *served) {
	type answer struct {
		Level   *int              `json:"level"`
		Summary map[string]string `json:"summary"`
		Reason  struct {
			Step struct {
				Key   float64 `json:"key"`
				Daily float64 `json:"daily"`
				After struct {
					P float64 `json:"p"`
				} `json:"after"`
			} `json:"step"`
			Weather struct {
				Parts map[string][]forecast.Part `json:"parts"`
			} `json:"weather"`
		} `json:"reason"`
	}
	e := get[answer](t, s, "/api/v1/zones/25747/explain?date=2016-03-05")
	today, yesterday := r.levels["25747 2016-03-05"], r.levels["25747 2016-03-04"]
	p, _ := strconv.ParseFloat(today.p, 64)
	before, _ := strconv.ParseFloat(yesterday.p, 64)
	if e.Level == nil || strconv.Itoa(*e.Level) != today.level || e.Reason.Step.After.P != p || e.Reason.Step.Key != p {
		t.Errorf("explained level %v, P %v, key %v; want %s, %v", e.Level, e.Reason.Step.After.P, e.Reason.Step.Key, today.level, p)
	}
	if math.Abs(before+e.Reason.Step.Daily-p) > 1e-6 {
		t.Errorf("P yesterday %v + %v is not %v", before, e.Reason.Step.Daily, p)
	}
	parts := e.Reason.Weather.Parts["temp13_c"]
	if len(parts) != 1 || parts[0].Station != "power-hcmc" || parts[0].Weight != 1 {
		t.Errorf("stations of the temperature: %+v", parts)
	}
	if !strings.Contains(e.Summary["vi"], "cấp\u00a0"+[]string{"", "I", "II", "III", "IV", "V"}[*e.Level]) || e.Summary["en"] == "" {
		t.Errorf("summary: %v", e.Summary)
	}
}

func (r replayed) checkTomorrow(t *testing.T, s *served) {
	for _, f := range get[levelsAnswer](t, s, "/api/v1/levels.geojson?date=2016-03-06").Features {
		sum := 0.0
		for _, p := range f.Properties.Probability {
			sum += p
		}
		if f.Properties.Level == nil || f.Properties.Status != "forecast" || f.Properties.P != nil || math.Abs(sum-1) > 1e-9 {
			t.Fatalf("zone %s tomorrow: %+v, want an outlook from past years", f.ID, f.Properties)
		}
	}
}

// TestCorrectionsSupersede ingests exchanged bulletins: a corrected report stands
// in place of the first, whichever came first, and nothing is taken twice.
func TestCorrectionsSupersede(t *testing.T) {
	folder, dir := shared(t, "messages/synop"), t.TempDir()
	first := mustRun(t, dir, "ingest", folder, "--db", "synop.db")
	if !strings.Contains(first.out, "rejected 0") || strings.HasPrefix(first.out, "accepted 0") {
		t.Fatalf("first ingest: %s%s", first.out, first.err)
	}
	again := mustRun(t, dir, "ingest", folder, "--db", "synop.db")
	if !strings.HasPrefix(again.out, "accepted 0") {
		t.Errorf("second ingest: %s", again.out)
	}
	ctx := t.Context()
	st, err := store.Open(ctx, filepath.Join(dir, "synop.db"), store.Options{Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	at := time.Date(2023, 1, 17, 18, 0, 0, 0, time.UTC)
	for station, correction := range map[string]string{"15090": "CCA", "15280": "CCB", "15015": ""} {
		obs, err := st.Observations(ctx, forecast.ObservationQuery{From: at, To: at, AsOf: time.Now(), Stations: []string{station}})
		if err != nil || len(obs) != 1 {
			t.Fatalf("station %s: %d observations, %v", station, len(obs), err)
		}
		if obs[0].Correction != correction || !obs[0].TempC.OK {
			t.Errorf("station %s: correction %q, temperature %s; want %q", station, obs[0].Correction, obs[0].TempC, correction)
		}
	}
}
