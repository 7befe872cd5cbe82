package run

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/index"
)

const genericP = `# title: Generic P
# method: p
# rain_reset_mm: 5
# status: provisional
# basis: test
forest_group,months,p_over,p_to,level
all,1-12,,1000,1
all,1-12,1000,2500,2
all,1-12,2500,5000,3
all,1-12,5000,10000,4
all,1-12,10000,,5
`

var (
	day1  = forecast.Date{Year: 2026, Month: time.March, Day: 1}
	rules = forecast.Rules{
		NoonHour: 13, NoonWithinMinutes: 60, AheadDays: 10, LookbackDays: 10, WarmupDays: 366, StartDryDays: 60,
		GapDays: 3, MinWeight: 0.5, NetworkDays: 30, MaxKm: 150, MaxStations: 8, Power: 2, TempLapseKPerKm: 6.5, DewLapseKPerKm: 2,
	}
)

func bookOf(t *testing.T, texts ...string) Book {
	t.Helper()
	var editions []forecast.Edition
	for _, text := range texts {
		editions = append(editions, forecast.Edition{Title: "test", Text: text})
	}
	b, err := ReadBook(editions)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// one is an input of one zone and one station at the same place, for a day.
func one(today forecast.Date, days ...forecast.Day) Input {
	return Input{
		Today: today, Issued: today.At(16, 30, time.UTC), Slot: "16:30", Rules: rules, ZoneSet: "test",
		Places:   []Place{{Zone: "z", Lat: 11.3, Lon: 106.4, Groups: []string{"all"}}},
		Stations: []forecast.Station{{ID: "s", Name: "S", Lat: 11.3, Lon: 106.4}},
		Observed: days,
	}
}

// reading is an observed day with a relative humidity.
func reading(d forecast.Date, temp, rh, rain float64) forecast.Day {
	dew, err := index.DewPointC(temp, rh)
	if err != nil {
		panic(err)
	}
	return forecast.Day{
		Place: "s", Date: d, Origin: forecast.Observed,
		TempC: forecast.Some(temp), DewPointC: forecast.Some(dew), RainMM: forecast.Some(rain), WindKmh: forecast.Some(10),
	}
}

// modelDay is the same of model weather at the zone.
func modelDay(d forecast.Date, temp, rh, rain float64) forecast.Day {
	day := reading(d, temp, rh, rain)
	day.Place, day.Origin, day.Issued = "z", forecast.Model, d.At(0, 0, time.UTC)
	return day
}

func compute(t *testing.T, in Input, book Book) forecast.Run {
	t.Helper()
	r, err := Compute(in, book)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func on(t *testing.T, r forecast.Run, d forecast.Date) forecast.ZoneDay {
	t.Helper()
	for _, day := range r.Days {
		if day.Date == d {
			return day
		}
	}
	t.Fatalf("the run of %s has no %s", r.Date, d)
	return forecast.ZoneDay{}
}

// golden is the day-by-day table of the method's description. It rounds the
// deficit to two decimals, which the product does not.
var golden = []struct {
	temp, rh, rain, p float64
	level             forecast.Level
	h                 float64
}{
	{33.0, 48, 12.4, 0, forecast.I, 0},
	{32.5, 55, 0, 715.3, forecast.I, 1},
	{33.8, 47, 0, 1657.7, forecast.II, 2},
	{34.2, 44, 0, 2687.8, forecast.III, 3},
	{34.0, 45, 4.9, 3682.3, forecast.III, 4},
	{33.0, 58, 0, 4379.2, forecast.III, 5},
	{34.6, 41, 0, 5501.7, forecast.IV, 6},
	{35.1, 38, 0, 0, 0, 7},
	{34.9, 40, 0, 0, 0, 8},
	{35.4, 37, 0, 0, 0, 9},
	{35.0, 39, 0, 10384.8, forecast.V, 10},
	{35.6, 36, 0, 0, 0, 11},
	{35.2, 38, 0, 12949.2, forecast.V, 12},
	{32.1, 60, 5.0, 0, forecast.I, 0},
	{33.4, 50, 0.3, 859.0, forecast.I, 1},
	{34.0, 46, 0, 1835.5, forecast.II, 2},
}

// TestGoldenDays lives through the golden table, each day from the states that
// the day before left.
func TestGoldenDays(t *testing.T) {
	book := bookOf(t, genericP)
	var begin []forecast.State
	for i, want := range golden {
		d := day1.AddDays(i)
		in := one(d, reading(d, want.temp, want.rh, want.rain))
		in.Begin = begin
		r := compute(t, in, book)
		got := on(t, r, d)
		begin = r.States
		if got.H.V != want.h || !got.H.OK {
			t.Errorf("day %d: H %s, want %g", i+1, got.H, want.h)
		}
		if want.level == forecast.Unknown {
			continue // the printed table leaves the day out
		}
		if math.Abs(got.P.V-want.p) > 1.5 || got.Level != want.level || got.Status != forecast.StatusObserved {
			t.Errorf("day %d: P %s level %s %s, want %g %s observed", i+1, got.P, got.Level, got.Status, want.p, want.level)
		}
	}
}

func TestGaps(t *testing.T) {
	wet := func(n int) forecast.Day { return reading(day1.AddDays(n), 30, 80, 12) }
	dry := func(n int) forecast.Day { return reading(day1.AddDays(n), 34, 45, 0) }
	model := func(n int, rain float64) forecast.Day { return modelDay(day1.AddDays(n), 34, 45, rain) }
	cases := []struct {
		name     string
		observed []forecast.Day
		model    []forecast.Day
		today    int
		status   forecast.Status
		known    bool
	}{
		{"nothing before the first reset is known", []forecast.Day{dry(0), dry(1)}, nil, 1, forecast.StatusUnknown, false},
		{"after a reset it is", []forecast.Day{wet(0), dry(1)}, nil, 1, forecast.StatusObserved, true},
		{"a day without any weather ends it", []forecast.Day{wet(0), dry(2)}, nil, 2, forecast.StatusUnknown, false},
		{"three days of model weather bridge", []forecast.Day{wet(0), dry(4)}, []forecast.Day{model(1, 0), model(2, 0), model(3, 0)}, 4, forecast.StatusEstimated, true},
		{"four do not", []forecast.Day{wet(0), dry(5)}, []forecast.Day{model(1, 0), model(2, 0), model(3, 0), model(4, 0)}, 5, forecast.StatusUnknown, false},
		{"until it rains", []forecast.Day{wet(0), dry(5), wet(6), dry(7)}, []forecast.Day{model(1, 0), model(2, 0), model(3, 0), model(4, 0)}, 7, forecast.StatusObserved, true},
		{"a chain that never had a reading rests on model weather", nil, []forecast.Day{model(0, 9), model(1, 0), model(2, 0), model(3, 0), model(4, 0), model(5, 0)}, 5, forecast.StatusForecast, true},
		{"today without readings is a forecast", []forecast.Day{wet(0), dry(1)}, []forecast.Day{model(2, 0)}, 2, forecast.StatusForecast, true},
		{"today without anything is unknown", []forecast.Day{wet(0), dry(1)}, nil, 2, forecast.StatusUnknown, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := one(day1.AddDays(c.today), c.observed...)
			in.Model = c.model
			got := on(t, compute(t, in, bookOf(t, genericP)), in.Today)
			if got.Status != c.status || got.Level.Known() != c.known || got.P.OK != c.known {
				t.Errorf("status %s, level %s, P %s; want %s, known %t", got.Status, got.Level, got.P, c.status, c.known)
			}
		})
	}
}

// TestReadingsBelowWhatIsKnown: rain that is not complete but says enough resets.
func TestRainAtLeastResets(t *testing.T) {
	wet := reading(day1, 30, 80, 0)
	wet.RainMM, wet.RainAtLeastMM = forecast.Float{}, forecast.Some(6)
	got := on(t, compute(t, one(day1, wet), bookOf(t, genericP)), day1)
	if got.P != forecast.Some(0) || got.Level != forecast.I || got.RainMM.OK {
		t.Errorf("P %s, level %s, rain %s; want 0, I, missing", got.P, got.Level, got.RainMM)
	}
}

func TestStartValue(t *testing.T) {
	in := one(day1.AddDays(1), reading(day1, 34, 45, 0), reading(day1.AddDays(1), 34, 45, 0))
	in.Starts = []forecast.Start{{Zone: "*", Date: day1, P: forecast.Some(6000), H: forecast.Some(8), Reason: "nhật ký trạm"}}
	r := compute(t, in, bookOf(t, genericP))
	got := on(t, r, in.Today)
	if got.Level != forecast.IV || got.H != forecast.Some(9) || got.Status != forecast.StatusEstimated {
		t.Errorf("level %s, H %s, %s; want IV, 9, estimated", got.Level, got.H, got.Status)
	}
	why, _ := r.Reasons[0].On(day1)
	if !hasNote(why.Notes, "start_value") {
		t.Errorf("notes of the start day: %v", why.Notes)
	}
}

func hasNote(notes []forecast.Note, code string) bool {
	for _, n := range notes {
		if n.Code == code {
			return true
		}
	}
	return false
}

// TestColdStartInADrySeason: a known past of two months without a reset begins
// at 0 and says that the truth is higher.
func TestColdStartInADrySeason(t *testing.T) {
	var days []forecast.Day
	for i := range 70 {
		days = append(days, modelDay(day1.AddDays(i), 34, 45, 0.5))
	}
	in := one(day1.AddDays(69))
	in.Model = days
	r := compute(t, in, bookOf(t, genericP))
	if got := on(t, r, in.Today); got.Level != forecast.V || got.Status != forecast.StatusForecast {
		t.Errorf("level %s, %s; want V, forecast", got.Level, got.Status)
	}
	if last := r.States[len(r.States)-1]; !last.Lower || last.Status != forecast.StatusEstimated {
		t.Errorf("state %+v: want estimated and a lower bound", last)
	}
}

func TestAhead(t *testing.T) {
	in := one(day1.AddDays(1), reading(day1, 30, 80, 12), reading(day1.AddDays(1), 34, 45, 0))
	for i := 2; i < 9; i++ {
		in.Model = append(in.Model, modelDay(day1.AddDays(i), 34, 45, 0))
	}
	r := compute(t, in, bookOf(t, genericP))
	today := on(t, r, in.Today)
	daily := today.P.V
	if today.NextChange == nil || *today.NextChange != (forecast.Change{Date: day1.AddDays(2), Level: forecast.II}) {
		t.Errorf("next change %+v, want II on the next day", today.NextChange)
	}
	if today.NextLevel != forecast.II || math.Abs(today.ToNext.V-(1000-daily)) > 1e-9 {
		t.Errorf("to next %s %s, want II, %g", today.NextLevel, today.ToNext, 1000-daily)
	}
	if last := on(t, r, day1.AddDays(8)); last.Status != forecast.StatusForecast || math.Abs(last.P.V-8*daily) > 1e-6 {
		t.Errorf("last forecast day: %s P %s, want forecast %g", last.Status, last.P, 8*daily)
	}
	if beyond := on(t, r, day1.AddDays(9)); beyond.Level.Known() || beyond.Status != forecast.StatusUnknown {
		t.Errorf("behind the model: level %s, %s; want unknown", beyond.Level, beyond.Status)
	}
}

// TestSameInputSameRun: bit for bit, and again from the input that was kept.
func TestSameInputSameRun(t *testing.T) {
	in := one(day1.AddDays(2), reading(day1, 30, 80, 12), reading(day1.AddDays(1), 34, 45, 0), reading(day1.AddDays(2), 35, 41, 0))
	book := bookOf(t, genericP)
	first := compute(t, in, book)
	var kept Input
	if err := json.Unmarshal(first.Input, &kept); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, compute(t, kept, book)); diff != "" {
		t.Errorf("recomputed from the kept input:\n%s", diff)
	}
}

// TestGroups: the zone takes the highest level of its groups, and none when one
// of them cannot be looked up.
func TestGroups(t *testing.T) {
	text := `# title: Groups
# method: h
# rain_reset_mm: 5
# status: provisional
# basis: test
forest_group,months,h_over,h_to,level
acacia,1-12,,2,1
acacia,1-12,2,,2
pine,1-12,,1,3
pine,1-12,1,,5
`
	cases := []struct {
		groups []string
		level  forecast.Level
	}{{[]string{"acacia"}, forecast.I}, {[]string{"acacia", "pine"}, forecast.V}, {[]string{"acacia", "bamboo"}, forecast.Unknown}}
	for _, c := range cases {
		in := one(day1.AddDays(2), reading(day1, 30, 80, 12), reading(day1.AddDays(1), 34, 45, 0), reading(day1.AddDays(2), 34, 45, 0))
		in.Places[0].Groups = c.groups
		if got := on(t, compute(t, in, bookOf(t, text)), in.Today); got.Level != c.level || len(got.Groups) != len(c.groups) {
			t.Errorf("%v: level %s of %v, want %s", c.groups, got.Level, got.Groups, c.level)
		}
	}
}

// TestHeight: temperature and dew point are brought to the zone's height each by
// its own lapse, and never cross.
func TestHeight(t *testing.T) {
	in := one(day1, reading(day1, 30, 99, 12))
	in.Stations[0].ElevationM, in.Places[0].ElevationM = forecast.Some(0), forecast.Some(1000)
	got := on(t, compute(t, in, bookOf(t, genericP)), day1)
	if math.Abs(got.TempC.V-23.5) > 1e-9 || got.DewPointC.V > got.TempC.V {
		t.Errorf("temperature %s, dew point %s; want 23.5 and no higher dew point", got.TempC, got.DewPointC)
	}
}
