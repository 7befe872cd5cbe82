package verify_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

func day(year, month, day int) forecast.Date {
	return forecast.Date{Year: year, Month: time.Month(month), Day: day}
}

func mustRecord(t testing.TB, levels []verify.Observed) *verify.Record {
	t.Helper()
	r, faults := verify.NewRecord(slices.Values(levels))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return r
}

// everyDay gives a zone the same level on every day of from…to.
func everyDay(zone string, from, to forecast.Date, level func(forecast.Date) forecast.Level) []verify.Observed {
	var all []verify.Observed
	for d := from; !d.After(to); d = d.AddDays(1) {
		all = append(all, verify.Observed{Zone: zone, Date: d, Level: level(d)})
	}
	return all
}

func TestPersistence(t *testing.T) {
	r := mustRecord(t, []verify.Observed{{Zone: "a", Date: start, Level: forecast.II}, {Zone: "a", Date: start.AddDays(1), Level: forecast.V}})
	cases := []struct {
		name   string
		zone   string
		issued int // days after start
		lead   int
		want   forecast.Level
	}{
		{"tomorrow is as today", "a", 0, 1, forecast.II},
		{"so is the day after", "a", 0, 2, forecast.II},
		{"made a day later", "a", 1, 5, forecast.V},
		{"today itself is as yesterday", "a", 1, 0, forecast.II},
		{"yesterday unknown", "a", 0, 0, forecast.Unknown},
		{"day of issue unknown", "a", 2, 1, forecast.Unknown},
		{"unknown zone", "b", 0, 1, forecast.Unknown},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			issued := start.AddDays(c.issued)
			if got := r.Persistence(c.zone, issued, issued.AddDays(c.lead)); got != verify.Certain(c.want) {
				t.Errorf("%v, want level %s for certain", got, c.want)
			}
		})
	}
}

// Each year has its own level, so the distribution says which years counted.
func TestClimatologyLeavesTheForecastYearOut(t *testing.T) {
	byYear := func(d forecast.Date) forecast.Level { return forecast.Levels[d.Year-2001] }
	r := mustRecord(t, everyDay("a", day(2001, 1, 1), day(2005, 12, 31), byYear))
	cases := []struct {
		name  string
		valid forecast.Date
		years int
		want  verify.Distribution
	}{
		{"mid-year: a quarter for each other year", day(2003, 6, 15), 4, verify.DistributionOf([5]float64{0.25, 0.25, 0, 0.25, 0.25})},
		{"five other years are not there", day(2003, 6, 15), 5, verify.Distribution{}},
		{"a year without record leaves none out", day(2010, 6, 15), 5, verify.DistributionOf([5]float64{0.2, 0.2, 0.2, 0.2, 0.2})},
		// window 2 January ± 3 days: 30 December of the year before to 5 January,
		// 2001's begins on 1 January; of 2004's window the two days of 2003 are cut.
		{"turn of the year", day(2003, 1, 2), 4, share(5+2, 5, 0, 5+2, 5)},
		// 31 December ± 3 of a leap year is day 366: 29 December to 4 January
		// elsewhere; 2003's window keeps its three days of December only.
		{"day 366", day(2004, 12, 31), 4, share(3, 4+3, 4+3, 0, 3)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := r.Climatology("a", c.valid, 3, c.years)
			if got.OK && got.P[min(max(c.valid.Year-2001, 0), 4)] != 0 && c.valid.Year <= 2005 {
				t.Errorf("%v: days of the forecast's own year counted", got)
			}
			if got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
	if got := r.Climatology("b", day(2003, 6, 15), 3, 1); got.OK {
		t.Errorf("a zone without record: %v", got)
	}
}

func share(counts ...int) verify.Distribution {
	n := 0
	for _, c := range counts {
		n += c
	}
	d := verify.Distribution{OK: true}
	for i, c := range counts {
		d.P[i] = float64(c) / float64(n)
	}
	return d
}

// Unknown days make no level: what is left decides, and nothing when nothing is.
func TestClimatologyWithHoles(t *testing.T) {
	r := mustRecord(t, []verify.Observed{
		{Zone: "a", Date: day(2001, 3, 1), Level: forecast.IV},
		{Zone: "a", Date: day(2002, 3, 3), Level: forecast.Unknown},
		{Zone: "a", Date: day(2004, 3, 4), Level: forecast.II},
	})
	if got := r.Climatology("a", day(2003, 3, 2), 15, 2); got != share(0, 1, 0, 1, 0) {
		t.Errorf("%v", got)
	}
	if got := r.Climatology("a", day(2003, 3, 2), 15, 3); got.OK {
		t.Errorf("three years out of two: %v", got)
	}
	if got := r.Climatology("a", day(2004, 3, 2), 15, 1); got != share(0, 0, 0, 1, 0) {
		t.Errorf("%v", got)
	}
	if got := r.Climatology("a", day(2003, 7, 2), 15, 1); got.OK {
		t.Errorf("no day in the window: %v", got)
	}
}

// weather makes levels that stay and jump: a season of ten years.
func weather(zones []string, from, to forecast.Date, seed uint64) []verify.Observed {
	random := rand.New(rand.NewPCG(seed, 2))
	var all []verify.Observed
	for _, z := range zones {
		level := forecast.I
		all = append(all, everyDay(z, from, to, func(forecast.Date) forecast.Level {
			if random.IntN(5) == 0 {
				level = forecast.Levels[random.IntN(5)]
			}
			return level
		})...)
	}
	return all
}

// Whoever says the climatology, or what was yesterday, has no skill against it.
func TestAReferenceHasNoSkillAgainstItself(t *testing.T) {
	o := bare()
	levels := weather([]string{"a", "b"}, day(2001, 1, 1), day(2006, 12, 31), 1)
	r := mustRecord(t, levels)
	var byClimate, byPersistence []verify.Pair
	for _, l := range levels {
		p := verify.Pair{Zone: l.Zone, Date: l.Date, Issued: l.Date.AddDays(-2), Observed: l.Level}
		p.Probability = r.Climatology(l.Zone, l.Date, o.WindowDays, o.MinYears)
		byClimate = append(byClimate, p)
		p.Probability = r.Persistence(l.Zone, p.Issued, p.Date)
		byPersistence = append(byPersistence, p)
	}
	s := mustVerify(t, byClimate, r, nil, o).All.Scores
	near(t, "RPSS against climatology", s.Climatology.RPSS, 0, 1e-12)
	near(t, "BSS against climatology", s.Climatology.BSS, 0, 1e-12)
	s = mustVerify(t, byPersistence, r, nil, o).All.Scores
	near(t, "RPSS against persistence", s.Persistence.RPSS, 0, 1e-12)
	near(t, "BSS against persistence", s.Persistence.BSS, 0, 1e-12)
	if s.Persistence.BSS.N != 2*(2191-2) {
		t.Errorf("%d pairs have persistence", s.Persistence.BSS.N)
	}
}

// Skill by hand: persistence is wrong by one level on the second day, where ours
// said half and half; on the first day neither errs; on the third persistence is
// unknown and the pair does not count.
func TestSkillByHand(t *testing.T) {
	r := mustRecord(t, []verify.Observed{
		{Zone: "a", Date: start, Level: forecast.III}, {Zone: "a", Date: start.AddDays(1), Level: forecast.III},
	})
	half := verify.DistributionOf([5]float64{0, 0, 0.5, 0.5})
	pairs := []verify.Pair{
		{Zone: "a", Date: start.AddDays(1), Issued: start, Probability: verify.Certain(forecast.III), Observed: forecast.III},
		{Zone: "a", Date: start.AddDays(2), Issued: start.AddDays(1), Probability: half, Observed: forecast.IV},
		{Zone: "a", Date: start.AddDays(3), Issued: start.AddDays(2), Probability: verify.Certain(forecast.I), Observed: forecast.V},
	}
	s := mustVerify(t, pairs, r, nil, bare()).Leads[0].Scores
	near(t, "Brier of persistence", s.Persistence.Brier, 0.5, 1e-12)
	near(t, "RPS of persistence", s.Persistence.RPS, 0.5, 1e-12)
	near(t, "BSS", s.Persistence.BSS, 0.75, 1e-12)
	near(t, "RPSS", s.Persistence.RPSS, 0.75, 1e-12)
	if s.Persistence.BSS.N != 2 || s.Climatology.BSS.Reason != verify.NoReference {
		t.Errorf("%+v", s)
	}
	s = mustVerify(t, pairs[:1], r, nil, bare()).All.Scores
	if s.Persistence.BSS.Reason != verify.PerfectReference || s.Persistence.BSS.Value.OK || !s.Persistence.Brier.Value.OK {
		t.Errorf("%+v", s.Persistence)
	}
}
