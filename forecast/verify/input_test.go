package verify_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

func TestBadPairsAreRefusedByName(t *testing.T) {
	good := verify.Pair{Zone: "25837", Date: start, Issued: start.AddDays(-3), Level: forecast.II, Observed: forecast.II,
		Probability: verify.DistributionOf([5]float64{0.2, 0.8})}
	cases := []struct {
		name   string
		change func(*verify.Pair)
		says   string
	}{
		{"sum too small", func(p *verify.Pair) { p.Probability.P[1] = 0.7 }, "they add up to 0.8999999999999999, not to 1"},
		{"sum too large", func(p *verify.Pair) { p.Probability.P[4] = 0.001 }, "not to 1"},
		{"all nothing", func(p *verify.Pair) { p.Probability.P = [5]float64{} }, "they add up to 0"},
		{"percent", func(p *verify.Pair) { p.Probability.P = [5]float64{20, 80} }, `lead 3, probability of level I: "20": above 1`},
		{"negative", func(p *verify.Pair) { p.Probability.P[2] = -0.1 }, `probability of level III: "-0.1": below 0`},
		{"NaN", func(p *verify.Pair) { p.Probability.P[3] = math.NaN() }, `probability of level IV: "NaN": not a number`},
		{"infinite", func(p *verify.Pair) { p.Probability.P[4] = math.Inf(1) }, `probability of level V: "+Inf": not a number`},
		{"no zone", func(p *verify.Pair) { p.Zone = "" }, "no zone"},
		{"no day", func(p *verify.Pair) { p.Date = forecast.Date{} }, "no calendar day"},
		{"30 February", func(p *verify.Pair) { p.Date.Month, p.Date.Day = 2, 30 }, `"2020-02-30": no calendar day`},
		{"no day of issue", func(p *verify.Pair) { p.Issued = forecast.Date{} }, "day of issue: no calendar day"},
		{"issued afterwards", func(p *verify.Pair) { p.Issued = start.AddDays(1) }, "a lead of -1 days: outside 0–60"},
		{"issued a year before", func(p *verify.Pair) { p.Issued = start.AddDays(-61) }, "a lead of 61 days"},
		{"level 6", func(p *verify.Pair) { p.Level = 6 }, `"6": no level`},
		{"level −1", func(p *verify.Pair) { p.Observed = -1 }, `"-1": no level`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			bad := good
			c.change(&bad)
			tally, err := verify.NewTally(nil, nil, bare())
			if err != nil {
				t.Fatal(err)
			}
			err = tally.Add(bad)
			var invalid *forecast.Invalid
			if !errors.As(err, &invalid) || !strings.Contains(err.Error(), c.says) || invalid.Remedy == "" {
				t.Fatalf("%v, want %q", err, c.says)
			}
			if bad.Zone != "" && !strings.HasPrefix(err.Error(), "zone 25837, "+bad.Date.String()) {
				t.Errorf("%v does not name the pair", err)
			}
			if err := tally.Add(good); err != nil {
				t.Fatal(err)
			}
			r := tally.Result()
			if r.Refused != 1 || !slices.Equal(r.Faults, []string{err.Error()}) || r.All.Counts != (verify.Counts{Given: 1}) {
				t.Errorf("refused %d, faults %q, counts %+v", r.Refused, r.Faults, r.All.Counts)
			}
		})
	}
}

func TestAPairGivenTwice(t *testing.T) {
	p := verify.Pair{Zone: "a", Date: start, Issued: start, Level: forecast.II, Observed: forecast.II}
	other, later := p, p
	other.Zone = "b"
	later.Issued = start.AddDays(-1)
	r := mustVerify(t, []verify.Pair{p, other, later, p}, nil, nil, bare())
	if r.Refused != 1 || r.Faults[0] != "zone a, 2020-01-01, lead 0: given twice; choose one run a day" || r.All.Counts.Given != 3 {
		t.Errorf("%+v", r)
	}
}

func TestFaultsAreNamedUpToALimit(t *testing.T) {
	r := mustVerify(t, make([]verify.Pair, 100), nil, []verify.Fire{{Zone: "", Date: start}}, bare())
	if r.Refused != 101 || len(r.Faults) != 20 || r.All.Counts.Given != 0 {
		t.Errorf("%d refused, %d named", r.Refused, len(r.Faults))
	}
}

func TestWhatIsLeftOutIsCounted(t *testing.T) {
	certain := verify.Certain(forecast.II)
	none := verify.Distribution{}
	var pairs []verify.Pair
	for i, c := range []struct {
		p           verify.Distribution
		level, came forecast.Level
	}{
		{certain, forecast.II, forecast.II},
		{certain, forecast.II, forecast.Unknown},
		{none, forecast.Unknown, forecast.Unknown},
		{none, forecast.Unknown, forecast.II},
		{none, forecast.II, forecast.II},
		{certain, forecast.Unknown, forecast.II},
	} {
		d := start.AddDays(i)
		pairs = append(pairs, verify.Pair{Zone: "z", Date: d, Issued: d, Probability: c.p, Level: c.level, Observed: c.came})
	}
	r := mustVerify(t, pairs, nil, nil, bare()).All
	if want := (verify.Counts{Given: 6, UnknownObservation: 2, UnknownForecast: 1, NoLevel: 1, NoProbability: 1}); r.Counts != want {
		t.Errorf("%+v", r.Counts)
	}
	if r.Scores.PercentCorrect.N != 2 || r.Scores.Brier.N != 2 || r.ByFires.Levels[1].ZoneDays != 3 {
		t.Errorf("%+v", r)
	}
	if r.Table[0] != [5]int{} {
		t.Errorf("an unknown level became I: %v", r.Table)
	}
}

func TestBadOptions(t *testing.T) {
	cases := []struct {
		name   string
		change func(*verify.Options)
		says   string
	}{
		{"block of no days", func(o *verify.Options) { o.BlockDays = 0 }, `block_days: "0": outside 1–366`},
		{"fewer than no resamples", func(o *verify.Options) { o.Resamples = -1 }, "resamples"},
		{"a million resamples", func(o *verify.Options) { o.Resamples = 1_000_000 }, "outside 0–10000"},
		{"window over a year", func(o *verify.Options) { o.WindowDays = 183 }, "window_days"},
		{"no year", func(o *verify.Options) { o.MinYears = 0 }, "min_years"},
		{"no pair", func(o *verify.Options) { o.MinPairs = 0 }, "min_pairs"},
		{"no fire", func(o *verify.Options) { o.MinFires = 0 }, "min_fires"},
		{"as a share", func(o *verify.Options) { o.ConfidencePct = 0.95 }, "confidence_pct"},
		{"sure", func(o *verify.Options) { o.ConfidencePct = 100 }, "confidence_pct"},
		{"NaN", func(o *verify.Options) { o.ConfidencePct = math.NaN() }, "confidence_pct"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := verify.Defaults()
			c.change(&o)
			if _, err := verify.Verify(slices.Values([]verify.Pair(nil)), nil, nil, o); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
}

func TestBadRecords(t *testing.T) {
	record, faults := verify.NewRecord(slices.Values([]verify.Observed{
		{Zone: "a", Date: start, Level: forecast.III},
		{Zone: "a", Date: start, Level: forecast.III},
		{Zone: "a", Date: start, Level: forecast.Unknown},
		{Zone: "a", Date: start, Level: forecast.IV},
		{Zone: "", Date: start, Level: forecast.I},
		{Zone: "a", Date: forecast.Date{Year: 9999, Month: 1, Day: 1}, Level: forecast.I},
		{Zone: "a", Date: start.AddDays(-2), Level: forecast.Level(7)},
		{Zone: "a", Date: start.AddDays(-3), Level: forecast.I},
	}))
	var says []string
	for _, err := range faults {
		says = append(says, err.Error())
	}
	want := []string{
		`zone a, 2020-01-01, observed level: "IV": level III was given before; give each zone one level a day`,
		`zone , 2020-01-01, observed level: no zone; name the zone`,
		`zone a, 9999-01-01, observed level: "9999-01-01": no calendar day; give a day of 1950–2100`,
		`zone a, 2019-12-30, observed level: "7": no level; give 1–5, or 0 for unknown`,
	}
	if !slices.Equal(says, want) {
		t.Errorf("%q", says)
	}
	for back, want := range []forecast.Level{forecast.III, forecast.Unknown, forecast.Unknown, forecast.I, forecast.Unknown} {
		if got := record.Level("a", start.AddDays(-back)); got != want {
			t.Errorf("%d days back: %s, want %s", back, got, want)
		}
	}
	if record.Level("b", start) != forecast.Unknown || record.Level("a", start.AddDays(1)) != forecast.Unknown {
		t.Error("a level out of nothing")
	}
}

func TestDistributionJSON(t *testing.T) {
	var d verify.Distribution
	if err := d.UnmarshalJSON([]byte("[0.5,0.5,0,0,0]")); err != nil || d != verify.DistributionOf([5]float64{0.5, 0.5}) {
		t.Errorf("%v %v", d, err)
	}
	if out, err := d.MarshalJSON(); err != nil || string(out) != "[0.5,0.5,0,0,0]" {
		t.Errorf("%s %v", out, err)
	}
	if err := d.UnmarshalJSON([]byte("[1,0,0,0]")); err == nil || d.OK {
		t.Errorf("four numbers: %v %v", d, err)
	}
	if err := d.UnmarshalJSON([]byte("null")); err != nil || !d.IsZero() {
		t.Errorf("%v %v", d, err)
	}
	if out, err := d.MarshalJSON(); err != nil || string(out) != "null" {
		t.Errorf("%s %v", out, err)
	}
	if !verify.Certain(forecast.Unknown).IsZero() || verify.Certain(forecast.V).P[4] != 1 {
		t.Error("certain")
	}
}
