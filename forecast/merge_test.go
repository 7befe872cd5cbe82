package forecast_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

var mergeNoon = time.Date(2016, 3, 5, 6, 0, 0, 0, time.UTC)

// report is one of station a at noon, received after some minutes.
func report(minutes int, change func(*forecast.Observation)) forecast.Observation {
	o := forecast.Observation{Station: "a", Time: mergeNoon, Received: mergeNoon.Add(time.Duration(minutes) * time.Minute), Source: "csv"}
	change(&o)
	return o
}

func temp(c float64) func(*forecast.Observation) {
	return func(o *forecast.Observation) { o.TempC = forecast.Some(c) }
}

func both(changes ...func(*forecast.Observation)) func(*forecast.Observation) {
	return func(o *forecast.Observation) {
		for _, c := range changes {
			c(o)
		}
	}
}

func correction(code string) func(*forecast.Observation) {
	return func(o *forecast.Observation) { o.Correction = code }
}

func flagged(v forecast.Variable) func(*forecast.Observation) {
	return func(o *forecast.Observation) {
		o.Flags = append(o.Flags, forecast.Flag{Variable: v, Test: "range", Reason: "…"})
	}
}

func rain(amounts ...forecast.Rain) func(*forecast.Observation) {
	return func(o *forecast.Observation) { o.Rain = amounts }
}

func estimated(o *forecast.Observation) { o.Estimated = true }

func humid(dew, rh float64, derived forecast.Variable) func(*forecast.Observation) {
	return func(o *forecast.Observation) {
		o.DewPointC, o.RHPct, o.Derived = forecast.Some(dew), forecast.Some(rh), []forecast.Variable{derived}
	}
}

func TestMergeTemperature(t *testing.T) {
	for name, test := range map[string]struct {
		reports []forecast.Observation
		temp    float64
		flagged bool
	}{
		"one":                               {[]forecast.Observation{report(0, temp(30))}, 30, false},
		"the newest receipt":                {[]forecast.Observation{report(5, temp(31)), report(0, temp(30))}, 31, false},
		"the newest that has one":           {[]forecast.Observation{report(0, temp(30)), report(5, func(*forecast.Observation) {})}, 30, false},
		"a correction, though older":        {[]forecast.Observation{report(0, both(temp(31), correction("CCA"))), report(5, temp(30))}, 31, false},
		"the higher correction":             {[]forecast.Observation{report(5, both(temp(31), correction("CCA"))), report(0, both(temp(32), correction("CCB")))}, 32, false},
		"not a newer METAR":                 {[]forecast.Observation{report(0, temp(30.4)), report(5, both(temp(30), func(o *forecast.Observation) { o.Source = "metar" }))}, 30.4, false},
		"COR is as high as CCA":             {[]forecast.Observation{report(0, both(temp(31), correction("CCA"))), report(5, both(temp(32), correction("COR")))}, 32, false},
		"a correction without one":          {[]forecast.Observation{report(0, temp(30)), report(5, correction("CCA"))}, 30, false},
		"a flagged correction":              {[]forecast.Observation{report(0, temp(30)), report(5, both(temp(99), correction("COR"), flagged(forecast.TempC)))}, 99, true},
		"not a newer one that is flagged":   {[]forecast.Observation{report(0, temp(30)), report(5, both(temp(99), flagged(forecast.TempC)))}, 30, false},
		"a newer one with another flag":     {[]forecast.Observation{report(0, temp(30)), report(5, both(temp(31), flagged(forecast.RHPct)))}, 31, false},
		"not a newer estimate":              {[]forecast.Observation{report(0, temp(30)), report(5, both(temp(35), estimated))}, 30, false},
		"an estimate rather than a flagged": {[]forecast.Observation{report(5, both(temp(99), flagged(forecast.TempC))), report(0, both(temp(35), estimated))}, 35, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := forecast.Merge(test.reports)
			if len(got) != 1 || got[0].TempC != forecast.Some(test.temp) || got[0].Flagged(forecast.TempC) != test.flagged {
				t.Errorf("got %+v, want %v, flagged %t", got, test.temp, test.flagged)
			}
		})
	}
}

func TestMergeRain(t *testing.T) {
	r := func(mm, hours float64) forecast.Rain { return forecast.Rain{MM: mm, Hours: hours} }
	for name, test := range map[string]struct {
		reports []forecast.Observation
		want    []forecast.Rain
	}{
		"by hours": {[]forecast.Observation{report(0, rain(r(1, 6), r(5, 24))), report(5, rain(r(2, 6), r(0, 3)))},
			[]forecast.Rain{r(0, 3), r(2, 6), r(5, 24)}},
		"corrected": {[]forecast.Observation{report(0, both(rain(r(2, 6)), correction("CCA"))), report(5, rain(r(1, 6)))},
			[]forecast.Rain{r(2, 6)}},
		"flagged ones are not mixed in": {[]forecast.Observation{report(0, both(rain(r(-1, 3)), flagged(forecast.RainMM))), report(5, rain(r(1, 6)))},
			[]forecast.Rain{r(1, 6)}},
		"none": {[]forecast.Observation{report(0, temp(1)), report(5, temp(2))}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := forecast.Merge(test.reports)
			if d := cmp.Diff(test.want, got[0].Rain); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestMergeBringsAlong(t *testing.T) {
	first := report(0, both(temp(30), humid(20, 55, forecast.RHPct), func(o *forecast.Observation) {
		o.WIGOS, o.Raw, o.RawHash, o.QNH, o.MSLPressureHPa = "0-1", "first", "h1", true, forecast.Some(1010)
	}))
	t.Run("what belongs to the values that count", func(t *testing.T) {
		fix := report(-5, both(correction("CCA"), func(o *forecast.Observation) {
			o.Raw, o.RawHash, o.Source, o.WindMS = "fix", "h2", "synop", forecast.Some(2)
		}))
		want := first
		want.Correction, want.Raw, want.RawHash, want.Source, want.Received, want.WindMS = "CCA", "fix", "h2", "synop", fix.Received, forecast.Some(2)
		if d := cmp.Diff([]forecast.Observation{want}, forecast.Merge([]forecast.Observation{first, fix})); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
	t.Run("not a humidity derived from a temperature that no longer counts", func(t *testing.T) {
		got := forecast.Merge([]forecast.Observation{first, report(5, temp(33))})[0]
		if got.RHPct.OK || got.DewPointC != forecast.Some(20) || len(got.Derived) != 0 {
			t.Errorf("got humidity %v derived %v, dew point %v; want the dew point alone", got.RHPct, got.Derived, got.DewPointC)
		}
	})
	t.Run("estimated when one of the values is", func(t *testing.T) {
		got := forecast.Merge([]forecast.Observation{report(0, temp(30)), report(5, both(estimated, humid(20, 55, forecast.RHPct)))})[0]
		if !got.Estimated || got.TempC != forecast.Some(30) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestMergeKeepsMomentsApart(t *testing.T) {
	b := report(0, temp(1))
	b.Station = "b"
	later := report(0, temp(2))
	later.Time = later.Time.Add(time.Hour)
	simulated := report(0, temp(3))
	simulated.Simulated = true
	first := report(0, temp(4))
	in := []forecast.Observation{b, later, simulated, first}
	given := slices.Clone(in)
	if d := cmp.Diff([]forecast.Observation{first, simulated, later, b}, forecast.Merge(in)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff(given, in); d != "" {
		t.Errorf("the input was changed:\n%s", d)
	}
	if got := forecast.Merge(nil); len(got) != 0 {
		t.Errorf("of nothing: got %v", got)
	}
}

// TestMergeProperties: the order of the reports does not matter while their
// times of receipt differ, and merging again changes nothing.
func TestMergeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var reports []forecast.Observation
		for i := range rapid.IntRange(1, 6).Draw(t, "reports") {
			reports = append(reports, report(i, func(o *forecast.Observation) {
				o.Correction = rapid.SampledFrom([]string{"", "COR", "CCA", "CCB"}).Draw(t, "correction")
				o.Estimated = rapid.Bool().Draw(t, "estimated")
				for _, v := range forecast.Scalars {
					if rapid.Bool().Draw(t, "has") {
						o.Set(v, forecast.Some(float64(i)))
					}
					if rapid.IntRange(0, 3).Draw(t, "flag") == 0 {
						flagged(v)(o)
					}
				}
				if rapid.Bool().Draw(t, "rain") {
					o.Rain = []forecast.Rain{{MM: float64(i), Hours: float64(rapid.SampledFrom([]int{3, 6}).Draw(t, "hours"))}}
				}
			}))
		}
		once := forecast.Merge(reports)
		rand.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		if d := cmp.Diff(once, forecast.Merge(reports)); d != "" {
			t.Fatalf("another order (-once +shuffled):\n%s", d)
		}
		if d := cmp.Diff(once, forecast.Merge(once)); d != "" {
			t.Fatalf("again (-once +twice):\n%s", d)
		}
	})
}
