package job_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
	"github.com/canhlua/canhlua/forecast/quality"
	"github.com/canhlua/canhlua/forecast/table"
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

var day1 = forecast.Date{Year: 2026, Month: time.March, Day: 1}

// desk is a service on a store of its own, with one zone and one station, and a
// clock that the test sets.
type desk struct {
	*job.Service
	st  *store.Store
	now time.Time
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return newDeskOn(t, filepath.Join(t.TempDir(), "t.db"))
}

func newDeskOn(t testing.TB, dsn string) *desk {
	t.Helper()
	d := &desk{}
	st, err := store.Open(t.Context(), dsn, store.Options{Clock: d.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	d.st = st
	d.Service = &job.Service{
		Province: d.province(),
		Profile:  "test@0", Store: st, Checks: quality.Checker{Limits: quality.DefaultLimits()}, Standing: true, Clock: d.clock, Log: slog.New(slog.DiscardHandler),
	}
	d.furnish(t)
	return d
}

func (d *desk) province() *forecast.Province {
	loc := time.FixedZone("+07", 7*3600)
	return &forecast.Province{
		ID: "test", Location: loc, TimeZone: "Asia/Ho_Chi_Minh",
		Rules: forecast.Rules{
			NoonHour: 13, NoonWithinMinutes: 60, AheadDays: 3, LookbackDays: 10, WarmupDays: 60, StartDryDays: 30,
			GapDays: 3, MinWeight: 0.5, NetworkDays: 30, MaxKm: 150, MaxStations: 8, Power: 2,
		},
		Schedules: forecast.Schedules{Runs: []string{"0 6 * * *", "30 16 * * *"}, Publications: []string{"0 7 * * *", "0 17 * * *"}},
	}
}

func (d *desk) clock() time.Time { return d.now }

func (d *desk) furnish(t testing.TB) {
	t.Helper()
	ctx := t.Context()
	edition, err := table.Parse("p.csv", []byte(genericP))
	if err != nil {
		t.Fatal(err)
	}
	square := orb.MultiPolygon{{{{106.3, 11.2}, {106.5, 11.2}, {106.5, 11.4}, {106.3, 11.4}, {106.3, 11.2}}}}
	for _, err := range []error{
		d.st.AddEdition(ctx, edition.Edition(), forecast.AuditEntry{}),
		d.st.SaveZoneSet(ctx, forecast.ZoneSet{ID: "set", Name: "set", Zones: []forecast.Zone{
			{ID: "z", Name: "Z", Shape: square, Point: orb.Point{106.4, 11.3}, AreaHa: 1},
		}}),
		d.st.SaveStations(ctx, []forecast.Station{{ID: "s", Name: "S", Lat: 11.3, Lon: 106.4}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// at sets the clock to a local time of a day.
func (d *desk) at(day forecast.Date, hour, minute int) {
	d.now = day.At(hour, minute, d.Province.Location)
}

// noon is a daily reading of the station.
func (d *desk) noon(day forecast.Date, temp, dew, rain float64) forecast.Observation {
	return forecast.Observation{
		Station: "s", Time: day.At(13, 0, d.Province.Location), TempC: forecast.Some(temp), DewPointC: forecast.Some(dew),
		Rain: []forecast.Rain{{MM: rain, Hours: 24}}, Source: "csv",
	}
}

// give is a source with one bulletin.
type give struct {
	name string
	forecast.Bulletin
}

func (g give) Name() string { return g.name }
func (g give) Fetch(_ context.Context, take func(forecast.Bulletin) error) error {
	return take(g.Bulletin)
}

func (d *desk) ingest(t *testing.T, obs ...forecast.Observation) job.Tally {
	t.Helper()
	tally, err := d.Ingest(t.Context(), give{"test", forecast.Bulletin{Raw: forecast.Raw{Received: d.now}, Observations: obs}})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// level is what the public sees of the zone on a day.
func (d *desk) level(t *testing.T, day forecast.Date) (forecast.ZoneDay, forecast.Run) {
	t.Helper()
	r, err := d.st.Covering(t.Context(), day, d.now)
	if err != nil {
		t.Fatal(err)
	}
	days, err := d.st.ZoneDays(t.Context(), r.ID, day)
	if err != nil || len(days) != 1 {
		t.Fatalf("%d zones on %s, %v", len(days), day, err)
	}
	return days[0], r
}

func TestIngestRefusesUnknownStations(t *testing.T) {
	d := newDesk(t)
	d.at(day1, 14, 0)
	stray := d.noon(day1, 33, 22, 0)
	stray.Station = "15015"
	tally := d.ingest(t, d.noon(day1, 33, 22, 0), stray)
	if tally.Accepted != 1 || len(tally.Rejects) != 1 {
		t.Errorf("accepted %d, rejected %v; want 1 and the stray one", tally.Accepted, tally.Rejects)
	}
	if again := d.ingest(t, d.noon(day1, 33, 22, 0)); again.Accepted != 0 || again.Duplicate != 1 {
		t.Errorf("the same again: %+v", again)
	}
}

// TestFlaggedIsNotUsed: a value that fails a check is kept and leaves the level
// unknown rather than wrong.
func TestFlaggedIsNotUsed(t *testing.T) {
	d := newDesk(t)
	d.at(day1, 16, 30)
	d.ingest(t, d.noon(day1.AddDays(-1), 30, 25, 12), d.noon(day1, 71, 22, 0))
	r, err := d.Predict(t.Context(), day1, "16:30", false)
	if err != nil {
		t.Fatal(err)
	}
	if r.Days[0].Level.Known() || r.Days[0].TempC.OK {
		t.Errorf("level %s from a temperature of 71 °C", r.Days[0].Level)
	}
}

// What an officer says is wrong, and that there is no right value of, is not used and
// is no zero: the level is unknown, as it is of a station that never sent.
func TestVoidIsNotUsed(t *testing.T) {
	d := newDesk(t)
	d.at(day1, 15, 0)
	d.ingest(t, d.noon(day1.AddDays(-1), 30, 25, 12), d.noon(day1, 34, 22, 0))
	predict := func() forecast.ZoneDay {
		t.Helper()
		d.now = d.now.Add(time.Minute)
		r, err := d.Predict(t.Context(), day1, "desk", false)
		if err != nil {
			t.Fatal(err)
		}
		return r.Days[0]
	}
	if before := predict(); !before.Level.Known() || before.TempC != forecast.Some(34) {
		t.Fatalf("before: %+v", before)
	}
	for name, what := range map[string]forecast.Variable{"rain": forecast.RainMM, "temperature": forecast.TempC} {
		gone := forecast.Observation{Station: "s", Time: d.noon(day1, 0, 0, 0).Time, Correction: "CCA", Void: []forecast.Variable{what}}
		out, err := d.Receive(t.Context(), forecast.Raw{Source: "json", Name: "sent by user lan", Received: d.now, Data: []byte(name)},
			[]forecast.Observation{gone}, forecast.AuditEntry{Actor: "user lan", Action: "send readings"})
		if err != nil || out[0].Status != forecast.OutcomeAccepted {
			t.Fatalf("%s: %+v %v", name, out, err)
		}
		if after := predict(); after.Level.Known() || after.P.OK {
			t.Errorf("without %s: %+v", name, after)
		}
	}
}

// TestReplaySeesNothingLater: a run of the replay is the run that somebody who
// only had the file up to that day would have made.
func TestReplaySeesNothingLater(t *testing.T) {
	full, cut := newDesk(t), newDesk(t)
	weather := func(d *desk, days int) []forecast.Observation {
		obs := []forecast.Observation{d.noon(day1, 30, 25, 12)}
		for i := 1; i < days; i++ {
			obs = append(obs, d.noon(day1.AddDays(i), 34, 20, 0))
		}
		return obs
	}
	replay := func(d *desk, obs []forecast.Observation) map[forecast.Date]string {
		d.at(day1.AddDays(30), 0, 0)
		runs := map[forecast.Date]string{}
		_, err := d.Replay(t.Context(), job.Replay{From: day1, To: day1.AddDays(5), Observations: obs, Day: func(r forecast.Run) error {
			runs[r.Date] = r.ID
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		return runs
	}
	a, b := replay(full, weather(full, 20)), replay(cut, weather(cut, 6))
	for day, id := range b {
		if a[day] != id {
			t.Errorf("%s: run %s with later rows in the file, %s without", day, a[day], id)
		}
	}
	if zone, _ := full.level(t, day1.AddDays(5)); zone.Level != forecast.III && zone.Level != forecast.IV {
		t.Errorf("level after five dry days: %s with P %s", zone.Level, zone.P)
	}
	if zone, _ := full.level(t, day1.AddDays(6)); zone.Level.Known() {
		t.Errorf("the day after the last is %s, want unknown", zone.Level)
	}
}

// TestDue: each slot is worked once, and what was missed is made up for.
func TestDue(t *testing.T) {
	d := newDesk(t)
	d.at(day1, 14, 0)
	d.ingest(t, d.noon(day1, 30, 25, 12))
	count := func() (drafts, public int) {
		runs, err := d.st.Runs(t.Context(), day1, day1.AddDays(9), d.now)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			if r.Status == forecast.Draft {
				drafts++
			} else {
				public++
			}
		}
		return drafts, public
	}
	for _, step := range []struct {
		hour, minute, drafts, public int
	}{{5, 0, 0, 0}, {6, 10, 1, 0}, {6, 20, 1, 0}, {7, 1, 0, 1}, {7, 2, 0, 1}, {16, 31, 1, 1}, {23, 0, 0, 2}} {
		d.at(day1.AddDays(1), step.hour, step.minute)
		if err := d.Due(t.Context()); err != nil {
			t.Fatal(err)
		}
		if drafts, public := count(); drafts != step.drafts || public != step.public {
			t.Errorf("at %02d:%02d: %d drafts, %d public; want %d, %d", step.hour, step.minute, drafts, public, step.drafts, step.public)
		}
	}
}

// TestCatchUp: after an outage every missed day has its run, and a run for an
// earlier day never stands in for a later one.
func TestCatchUp(t *testing.T) {
	d := newDesk(t)
	d.at(day1.AddDays(6), 18, 0)
	obs := []forecast.Observation{d.noon(day1, 30, 25, 12)}
	for i := 1; i <= 6; i++ {
		obs = append(obs, d.noon(day1.AddDays(i), 34, 20, 0))
	}
	d.ingest(t, obs...)
	if err := d.Due(t.Context()); err != nil {
		t.Fatal(err)
	}
	made, err := d.CatchUp(t.Context(), 6, func() {})
	if err != nil || made != 6 {
		t.Fatalf("caught up %d days, %v; want 6", made, err)
	}
	if made, err = d.CatchUp(t.Context(), 6, func() {}); err != nil || made != 0 {
		t.Errorf("caught up %d days again, %v", made, err)
	}
	for i := range 7 {
		zone, r := d.level(t, day1.AddDays(i))
		if zone.H != forecast.Some(float64(i)) || r.Date != day1.AddDays(i) {
			t.Errorf("day %d: H %s from the run of %s", i, zone.H, r.Date)
		}
	}
}

// TestRealEndsTheSample: once a real reading has come, nothing simulated enters a
// run, and the states start anew.
func TestRealEndsTheSample(t *testing.T) {
	d := newDesk(t)
	fake := func(day forecast.Date, rain float64) forecast.Observation {
		o := d.noon(day, 34, 20, rain)
		o.Station, o.Simulated, o.Source = "mophong-s", true, "sample"
		o.Place = &forecast.Station{ID: "mophong-s", Name: "S", Lat: 11.3, Lon: 106.4, Simulated: true}
		return o
	}
	d.at(day1.AddDays(2), 16, 30)
	ahead := fake(day1.AddDays(3), 0)
	ahead.Station, ahead.Place, ahead.Issued = "z", nil, d.now
	d.ingest(t, fake(day1, 12), fake(day1.AddDays(1), 0), fake(day1.AddDays(2), 0), ahead)
	r, err := d.Predict(t.Context(), day1.AddDays(2), "16:30", false)
	if err != nil || !r.Simulated || !r.Days[0].Level.Known() || !r.Days[1].Level.Known() {
		t.Fatalf("simulated %t, level %s, then %s, %v; want simulated levels", r.Simulated, r.Days[0].Level, r.Days[1].Level, err)
	}
	d.at(day1.AddDays(3), 9, 0)
	d.ingest(t, d.noon(day1.AddDays(2), 34, 20, 0))
	r, err = d.Predict(t.Context(), day1.AddDays(3), "09:00", false)
	if err != nil || r.Simulated || r.Days[0].Level.Known() || r.Days[0].TempC.OK {
		t.Fatalf("simulated %t, level %s, %v; want no simulated forecast in a real run", r.Simulated, r.Days[0].Level, err)
	}
	d.at(day1.AddDays(3), 16, 30)
	d.ingest(t, d.noon(day1.AddDays(3), 34, 20, 0))
	r, err = d.Predict(t.Context(), day1.AddDays(3), "16:30", false)
	if err != nil || r.Simulated || r.Days[0].Level.Known() {
		t.Errorf("simulated %t, level %s, %v; want a real run that knows no past", r.Simulated, r.Days[0].Level, err)
	}
}

// TestStandingRuleLeavesWithdrawnAlone: what a person took back is not published
// again by the rule; a newer run is.
func TestStandingRuleLeavesWithdrawnAlone(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	d.at(day1, 16, 30)
	first, err := d.Predict(ctx, day1, "16:30", false)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.PublishStanding(ctx, day1); err != nil || r.ID != first.ID {
		t.Fatalf("published %q, %v", r.ID, err)
	}
	d.now = d.now.Add(time.Minute)
	if err := d.st.Withdraw(ctx, forecast.Publication{Run: first.ID, At: d.now, Reason: "sai số liệu"}); err != nil {
		t.Fatal(err)
	}
	if r, err := d.PublishStanding(ctx, day1); err != nil || r.ID != "" {
		t.Errorf("published %q after the withdrawal, %v", r.ID, err)
	}
	d.now = d.now.Add(time.Minute)
	second, err := d.Predict(ctx, day1, "manual", false)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.PublishStanding(ctx, day1); err != nil || r.ID != second.ID {
		t.Errorf("published %q, %v; want the newer run", r.ID, err)
	}
}
