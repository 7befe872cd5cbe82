package workshop

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
	"github.com/canhlua/canhlua/forecast/table"
)

var first = forecast.Date{Year: 2000, Month: time.January, Day: 1}

// past is the weather of years at zones that share a station: wet from May to
// November, else a rain now and then.
func past(t testing.TB, years, zones int) *Source {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	in := run.Input{Rules: forecast.Rules{NoonHour: 13, MinWeight: 0.5, MaxKm: 100, MaxStations: 3, Power: 2, GapDays: 3, AnnualRainMM: 1900},
		Stations: []forecast.Station{{ID: "s", Lat: 11, Lon: 106}}, ZoneSet: "z", Issued: first.At(0, 0, time.UTC)}
	for i := range zones {
		groups := []string{"all"}
		if i%2 == 1 {
			groups = []string{"pine"}
		}
		in.Places = append(in.Places, run.Place{Zone: fmt.Sprintf("z%02d", i), Lat: 11 + float64(i)/100, Lon: 106, Groups: groups})
	}
	last := forecast.Date{Year: first.Year + years - 1, Month: time.December, Day: 31}
	for d := first; !d.After(last); d = d.AddDays(1) {
		rain := 0.0
		if wet := d.Month >= 5 && d.Month <= 11; wet && random.Float64() < 0.4 || random.Float64() < 0.02 || d == first {
			rain = 5 + 20*random.Float64()
		}
		in.Observed = append(in.Observed, forecast.Day{Place: "s", Date: d, Origin: forecast.Observed, RainMM: forecast.Some(rain),
			TempC: forecast.Some(31 + 4*random.Float64()), DewPointC: forecast.Some(20 + 3*random.Float64()), WindKmh: forecast.Some(12)})
	}
	in.Today = last
	weather, err := run.NewPast(in, run.Book{})
	if err != nil {
		t.Fatal(err)
	}
	return &Source{From: first, To: last, Places: in.Places, Weather: weather, Stations: 1}
}

func tableOf(t testing.TB, limits ...int) table.Table {
	t.Helper()
	text := "# title: T\n# method: p\n# rain_reset_mm: 5\n# status: draft\n# basis: test\nforest_group,months,p_over,p_to,level\n"
	over := ""
	for i, to := range limits {
		text += fmt.Sprintf("all,1-12,%s,%d,%d\n", over, to, i+1)
		over = fmt.Sprint(to)
	}
	tab, err := table.Parse("t", []byte(text+fmt.Sprintf("all,1-12,%s,,%d\n", over, len(limits)+1)))
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func compare(t *testing.T, s *Source, a, b table.Table) Impact {
	t.Helper()
	m, err := Compare(context.Background(), s, a, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The parts of a comparison add up to the whole, and a table beside itself changes
// nothing.
func TestCompareAddsUp(t *testing.T) {
	s := past(t, 3, 4)
	generic, higher := tableOf(t, 1000, 2500, 5000, 10000), tableOf(t, 1000, 5000, 20000, 40000)
	if m := compare(t, s, generic, generic); m.Changed != 0 || m.Compared != 4*1096 || m.Before.Days != m.After.Days {
		t.Errorf("beside itself: %d of %d changed", m.Changed, m.Compared)
	}
	m := compare(t, s, generic, higher)
	var off int
	for before, row := range m.Matrix {
		for after, n := range row {
			if before != after && before > 0 && after > 0 {
				off += n
			}
			if after > before && n > 0 {
				t.Errorf("%d days rose from %d to %d under higher limits", n, before, after)
			}
		}
	}
	if off != m.Changed || m.Changed == 0 {
		t.Errorf("%d changed, the matrix says %d", m.Changed, off)
	}
	for name, parts := range map[string][]Part{"zones": m.ByZone, "months": m.ByMonth, "years": m.ByYear} {
		var whole Part
		for i := range parts {
			whole.add(&parts[i])
		}
		if whole.Before != m.Before.Days || whole.After != m.After.Days || whole.Changed != m.Changed ||
			whole.LettersBefore != m.Before.Letters || whole.LettersAfter != m.After.Letters {
			t.Errorf("%s add up to %+v", name, whole)
		}
	}
	if !(m.After.DryAtV.V < m.Before.DryAtV.V) || m.From != first {
		t.Errorf("January–April at V: %s, then %s; from %s", m.Before.DryAtV, m.After.DryAtV, m.From)
	}
	if harsh := compare(t, s, generic, tableOf(t, 20000, 40000, 60000, 80000)); !strings.Contains(fmt.Sprint(harsh.Notes), "workshop_lowered") {
		t.Errorf("dangerous days called safe without a word: %v", harsh.Notes)
	}
	if told := fmt.Sprint(m.Notes); strings.Contains(told, "workshop_lowered") != (m.lowered() > 0) || !strings.Contains(told, "workshop_few_fires") || !strings.Contains(told, "workshop_few_seasons") || !strings.Contains(told, "workshop_one_station") {
		t.Errorf("it does not say how weak it is: %s", told)
	}
	if m.Before.HotspotRate[5].OK {
		t.Error("a rate of hotspots where none is recorded")
	}
}

// Fires stand at the level of their zone and day.
func TestCompareCountsFires(t *testing.T) {
	s := past(t, 1, 2)
	dry := forecast.Date{Year: 2000, Month: time.April, Day: 20}
	s.Fires = []Fire{{"z00", dry, false}, {"z00", dry, false}, {"z01", dry, true}, {"z01", dry.AddDays(5000), true}}
	m := compare(t, s, tableOf(t, 1, 2, 3, 4), tableOf(t, 1, 2, 3, 1000000))
	if m.Before.Fires[5] != 2 || m.Before.Hotspots[5] != 1 || m.After.Fires[4] != 2 || m.After.Hotspots[4] != 1 {
		t.Errorf("before %v %v, after %v %v", m.Before.Fires, m.Before.Hotspots, m.After.Fires, m.After.Hotspots)
	}
}

// An owner is warned a day ahead, once, and told when it is over; what the table of
// the other side says makes no difference.
func TestLetters(t *testing.T) {
	s := &Source{From: first, To: first.AddDays(400)}
	z := newZoneTally("z")
	var days []pair
	for i, level := range []forecast.Level{1, 1, 4, 4, 5, 4, 3, 0, 0, 4} {
		days = append(days, pair{first.AddDays(i), [2]forecast.Level{level, 1}})
	}
	z.live(s, days, map[day]seen{{"z", first.AddDays(4)}: {fires: 1, hotspots: 2}})
	if want := (Letters{Warnings: 3, AllClears: 1, Easings: 1}); z.whole.LettersBefore != want || z.whole.LettersAfter != (Letters{}) {
		t.Errorf("got %+v and %+v, want %+v", z.whole.LettersBefore, z.whole.LettersAfter, want)
	}
	if z.loweredFires != 3 {
		t.Errorf("%d fires on days that are no longer warned of", z.loweredFires)
	}
}

func TestCompareStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := past(t, 1, 30)
	done := 0
	_, err := Compare(ctx, s, tableOf(t, 1), tableOf(t, 2), func(n, of int) { done = n; cancel() })
	if !errors.Is(err, context.Canceled) || done == 30 {
		t.Errorf("%v after %d zones", err, done)
	}
}

func calibrate(t *testing.T, s *Source, q Request) (Proposal, table.Table) {
	t.Helper()
	p, err := Calibrate(context.Background(), s, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := p.Table("T", "test", nil)
	if c.Err != nil {
		t.Fatal(c.Err)
	}
	return p, c.Table
}

// A calibrated table, tried on the past it comes from, has the shares it was made
// for and says of itself; and the same seed gives the same table.
func TestCalibrateShares(t *testing.T) {
	s := past(t, 12, 3)
	goal := [5]float64{40, 25, 20, 10, 5}
	q := Request{Goal: GoalShares, Method: "p", RainResetMM: 5, Shares: goal, Resamples: 100, Seed: 1, Months: []string{"12-4", "5-11"}, Groups: []string{"pine"}}
	p, tab := calibrate(t, s, q)
	if len(p.Ladders) != 4 || len(tab.Rows()) != 20 {
		t.Fatalf("%d ladders, %d rows", len(p.Ladders), len(tab.Rows()))
	}
	for _, l := range p.Ladders {
		for i, share := range l.Shares {
			if math.Abs(100*share-goal[i]) > 12 {
				t.Errorf("%s %s: level %d on %.1f %% of the days", l.Group, l.Months, i+1, 100*share)
			}
		}
		for _, limit := range l.Limits {
			if !limit.Low.OK || limit.Low.V > limit.Value || limit.High.V < limit.Value || math.Mod(limit.Value, 100) != 0 {
				t.Errorf("%s %s: limit %+v", l.Group, l.Months, limit)
			}
		}
	}
	m := compare(t, s, tab, tab)
	want := 0.0
	for _, l := range p.Ladders {
		if l.Group == "all" {
			want += l.Shares[4] * float64(l.Days)
		}
	}
	if got := m.Before.Days[5]; math.Abs(float64(got)/want-1) > 0.05 {
		t.Errorf("%d days at V, the proposal says %.0f", got, want)
	}
	if _, again := calibrate(t, s, q); again.ID() != tab.ID() {
		t.Error("the same request gives another table")
	}
}

// TestCalibrateEveryIndex: every single index gives a table that is good, the
// falling one too.
func TestCalibrateEveryIndex(t *testing.T) {
	s := past(t, 3, 1)
	for _, method := range table.Methods() {
		if method == table.Factors {
			continue
		}
		q := Request{Goal: GoalShares, Method: method, Shares: [5]float64{1, 1, 1, 1, 1}}
		if method == "p" || method == "p_wind" || method == "h" {
			q.RainResetMM = 7
		}
		_, tab := calibrate(t, s, q)
		if m := compare(t, s, tab, tab); m.Before.Days[1] == 0 || m.Before.Days[5] == 0 {
			t.Errorf("%s: %v", method, m.Before.Days)
		}
	}
}

// burn sets fires by a rate that is known, in steps of P.
func burn(t *testing.T, s *Source, rate func(p float64) float64) {
	t.Helper()
	random := rand.New(rand.NewPCG(9, 9))
	for _, place := range s.Places {
		s.Weather.See(place).Try(tableOf(t, 1000), func(d run.Tried) {
			if random.Float64() < rate(d.Key.V) {
				s.Fires = append(s.Fires, Fire{Zone: place.Zone, Date: d.Date, Hotspot: true})
			}
		})
	}
}

// Steps that were put into the fires are found again.
func TestSeparationFindsTheSteps(t *testing.T) {
	s := past(t, 20, 6)
	steps := []float64{4000, 9000, 15000, 22000}
	burn(t, s, func(p float64) float64 {
		rate := 0.005
		for _, at := range steps {
			if p > at {
				rate *= 3
			}
		}
		return rate
	})
	p, _ := calibrate(t, s, Request{Goal: GoalSeparate, Method: "p", RainResetMM: 5, Step: 500, Resamples: 50, Seed: 2})
	for i, limit := range p.Ladders[0].Limits {
		if math.Abs(limit.Value-steps[i]) > 1500 {
			t.Errorf("limit %d at %g, it was put at %g", i+1, limit.Value, steps[i])
		}
	}
	for i := 1; i < 5; i++ {
		if p.Ladders[0].FireRate[i].V < p.Ladders[0].FireRate[i-1].V {
			t.Errorf("rates fall: %v", p.Ladders[0].FireRate)
		}
	}
	if strings.Contains(fmt.Sprint(p.Notes), "few_fires") {
		t.Errorf("a warning of too few fires with %d", p.Ladders[0].FireDays)
	}
}

// With a rate that rises as a logistic curve, the limits stand where it takes equal
// steps.
func TestRateTakesEqualSteps(t *testing.T) {
	s := past(t, 20, 6)
	curve := func(p float64) float64 { return 1 / (1 + math.Exp(4-p/10000)) }
	burn(t, s, curve)
	p, _ := calibrate(t, s, Request{Goal: GoalRate, Method: "p", RainResetMM: 5})
	l := p.Ladders[0].Limits
	step := curve(l[1].Value) - curve(l[0].Value)
	for i := 2; i < 4; i++ {
		if now := curve(l[i].Value) - curve(l[i-1].Value); math.Abs(now/step-1) > 0.25 {
			t.Errorf("step %d is %.4f, the first %.4f", i, now, step)
		}
	}
}

func TestCalibrateRefuses(t *testing.T) {
	s := past(t, 2, 2)
	shares := [5]float64{1, 1, 1, 1, 1}
	for name, c := range map[string]struct {
		q    Request
		want string
	}{
		"no goal":           {Request{Method: "p", RainResetMM: 5}, "unknown goal"},
		"no index":          {Request{Goal: GoalShares, Shares: shares}, "method: is missing"},
		"no such index":     {Request{Goal: GoalShares, Method: "q", Shares: shares}, "unknown method"},
		"several keys":      {Request{Goal: GoalShares, Method: "factors", Shares: shares}, "several keys"},
		"no reset":          {Request{Goal: GoalShares, Method: "p", Shares: shares}, "rain_reset_mm: is missing"},
		"a share of none":   {Request{Goal: GoalShares, Method: "p", RainResetMM: 5, Shares: [5]float64{1, 1, 0, 1, 1}}, "no share for level III"},
		"a month left out":  {Request{Goal: GoalShares, Method: "p", RainResetMM: 5, Shares: shares, Months: []string{"5-3"}}, "no row covers"},
		"a month twice":     {Request{Goal: GoalShares, Method: "p", RainResetMM: 5, Shares: shares, Months: []string{"1-12", "4"}}, "overlaps"},
		"no step":           {Request{Goal: GoalShares, Method: "p", RainResetMM: 5, Shares: shares, Step: -1}, "no step to round to"},
		"separate unburnt":  {Request{Goal: GoalSeparate, Method: "p", RainResetMM: 5}, "0 zone-days with a fire"},
		"rate unburnt":      {Request{Goal: GoalRate, Method: "p", RainResetMM: 5}, "0 zone-days with a fire"},
		"a group not there": {Request{Goal: GoalShares, Method: "p", RainResetMM: 5, Shares: shares, Groups: []string{"mangrove"}}, "mangrove"},
	} {
		if _, err := Calibrate(context.Background(), s, c.q, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v; want %q", name, err, c.want)
		}
	}
	burn(t, s, func(p float64) float64 { return 0.3 - min(p/1e5, 0.29) })
	if _, err := Calibrate(context.Background(), s, Request{Goal: GoalRate, Method: "p", RainResetMM: 5}, nil); err == nil || !strings.Contains(err.Error(), "does not burn more often") {
		t.Errorf("fires that grow fewer: %v", err)
	}
}

// The figure: two tables on twenty years of 36 zones.
func BenchmarkImpact(b *testing.B) {
	s := past(b, 20, 36)
	one, other := tableOf(b, 1000, 2500, 5000, 10000), tableOf(b, 1000, 5000, 20000, 40000)
	for b.Loop() {
		if _, err := Compare(context.Background(), s, one, other, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// And with an index that needs the fuel's history.
func BenchmarkImpactFWI(b *testing.B) {
	s := past(b, 20, 36)
	c := table.CheckSheet("t", (&Request{Method: "fwi", Months: []string{"1-12"}}).sheet(nil, false, "T", "test", nil))
	if c.Err != nil {
		b.Fatal(c.Err)
	}
	for b.Loop() {
		if _, err := Compare(context.Background(), s, c.Table, tableOf(b, 1000), nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCalibrate(b *testing.B) {
	s := past(b, 20, 36)
	for b.Loop() {
		if _, err := Calibrate(context.Background(), s, Request{Goal: GoalShares, Method: "p", RainResetMM: 5, Shares: [5]float64{40, 25, 20, 10, 5}, Resamples: 500}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
