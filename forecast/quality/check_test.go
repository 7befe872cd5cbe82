package quality_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/quality"
)

var noon = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

func some(v float64) forecast.Float { return forecast.Some(v) }

func good() forecast.Observation {
	return forecast.Observation{Station: "48900", Time: noon, Received: noon.Add(10 * time.Minute), Source: "synop",
		TempC: some(34), DewPointC: some(21), RHPct: some(46), WindMS: some(3), WindDirDeg: some(90),
		PressureHPa: some(1008), MSLPressureHPa: some(1010), Rain: []forecast.Rain{{MM: 0, Hours: 6}}}
}

func checker() quality.Checker { return quality.Checker{Limits: quality.DefaultLimits()} }

// told is what the flags say: "variable test".
func told(flags []forecast.Flag) string {
	var parts []string
	for _, f := range flags {
		parts = append(parts, string(f.Variable)+" "+f.Test)
	}
	return strings.Join(parts, ", ")
}

func TestOneReport(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(o *forecast.Observation)
		want   string
		reason string
	}{
		{"sound", func(*forecast.Observation) {}, "", ""},
		{"a missing value of NASA", func(o *forecast.Observation) { o.TempC = some(-999) }, "temp_c range", "temperature -999 °C: below -40 °C"},
		{"humidity 134", func(o *forecast.Observation) { o.RHPct = some(134) }, "rh_pct range", "relative humidity 134 %: above 100 %"},
		{"humidity at its limits", func(o *forecast.Observation) { o.RHPct = some(100) }, "", ""},
		{"NaN", func(o *forecast.Observation) { o.WindMS = some(math.NaN()) }, "wind_ms range", "NaN m/s"},
		{"rain below 0", func(o *forecast.Observation) { o.Rain[0].MM = -0.1 }, "rain range", "rain -0.1 mm: below 0 mm"},
		{"a missing value of NASA in rain", func(o *forecast.Observation) { o.Rain[0].MM = -999 }, "rain range", "-999 mm"},
		{"rain too hard", func(o *forecast.Observation) { o.Rain[0] = forecast.Rain{MM: 300, Hours: 1} }, "rain range", "rain 300 mm in 1 h: above 250 mm"},
		{"interval of 0 h", func(o *forecast.Observation) { o.Rain[0].Hours = 0 }, "rain range", "rain interval 0 h"},
		{"a trace in a longer dry interval", func(o *forecast.Observation) { o.Rain = append(o.Rain, forecast.Rain{MM: 0.05, Hours: 3}) }, "", ""},
		{"a part above the whole", func(o *forecast.Observation) { o.Rain = append(o.Rain, forecast.Rain{MM: 12, Hours: 3}) }, "rain consistency", "rain 12 mm in 3 h: above the 0 mm of the 6 h"},
		{"dew point within tolerance", func(o *forecast.Observation) { o.DewPointC = some(34.1) }, "", ""},
		{"dew point above", func(o *forecast.Observation) { o.DewPointC = some(34.2) }, "temp_c consistency, dewpoint_c consistency", "dew point 34.2 °C: above temperature 34 °C"},
		{"a flagged temperature accuses no dew point", func(o *forecast.Observation) { o.TempC = some(-999) }, "temp_c range", ""},
		{"derived humidity follows", func(o *forecast.Observation) { o.TempC, o.Derived = some(70), []forecast.Variable{forecast.RHPct} },
			"temp_c range, rh_pct consistency", ""},
		{"derived dew point follows the humidity", func(o *forecast.Observation) { o.RHPct, o.Derived = some(-1), []forecast.Variable{forecast.DewPointC} },
			"dewpoint_c consistency, rh_pct range", "relative humidity -1 %: below 0 %"},
		{"derived sea-level pressure follows", func(o *forecast.Observation) {
			o.PressureHPa, o.Derived = some(1), []forecast.Variable{forecast.MSLPressureHPa}
		}, "pressure_hpa range, msl_pressure_hpa consistency", ""},
		{"9 min ahead", func(o *forecast.Observation) { o.Received = o.Time.Add(-9 * time.Minute) }, "", ""},
		{"a time to come", func(o *forecast.Observation) {
			o.Received = o.Time.Add(-24 * time.Hour)
			o.DewPointC, o.RHPct, o.WindDirDeg, o.PressureHPa, o.MSLPressureHPa = forecast.Float{}, forecast.Float{}, forecast.Float{}, forecast.Float{}, forecast.Float{}
		}, "temp_c time, wind_ms time, rain time", "valid time 2026-03-02 06:00Z is 1440 min after receipt: more than 10 min"},
		{"a model may look ahead", func(o *forecast.Observation) {
			o.Received = o.Time.Add(-24 * time.Hour)
			o.Issued = o.Received
		}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := good()
			c.change(&o)
			flags := checker().Check(&o, nil)
			if got := told(flags); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if text, err := json.Marshal(flags); err != nil || !strings.Contains(string(text), c.reason) {
				t.Errorf("%s (%v) lacks %q", text, err, c.reason)
			}
		})
	}
}

// earlier is a report some hours before noon with a temperature.
func earlier(h, tempC float64) forecast.Observation {
	o := good()
	o.Time = noon.Add(-time.Duration(h * float64(time.Hour)))
	o.Received, o.TempC = o.Time, some(tempC)
	return o
}

func TestStep(t *testing.T) {
	flagged := earlier(1, 20)
	flagged.Flags = []forecast.Flag{{Variable: forecast.TempC, Test: "step"}}
	other := earlier(1, 10)
	other.Station = "VVTS"
	simulated := earlier(1, 10)
	simulated.Simulated = true
	corrected := earlier(1, 33)
	corrected.Correction = "CCA"
	for _, c := range []struct {
		name    string
		history []forecast.Observation
		want    string
	}{
		{"slow enough", []forecast.Observation{earlier(1, 22)}, ""},
		{"too fast", []forecast.Observation{earlier(1, 21.9)}, "temp_c step"},
		{"allowed for the time between", []forecast.Observation{earlier(3, 0)}, ""},
		{"minutes apart it may change as in an hour", []forecast.Observation{earlier(0.2, 22)}, ""},
		{"more than 3 h ago", []forecast.Observation{earlier(3.1, -30)}, ""},
		{"a flagged value is no measure, the one before is", []forecast.Observation{flagged, earlier(2, 33)}, ""},
		{"later, same time, other station, simulated: no measure", []forecast.Observation{earlier(-1, 10), earlier(0, 10), other, simulated}, ""},
		{"the correction counts", []forecast.Observation{corrected, earlier(1, 3)}, ""},
		{"the newest counts, in any order", []forecast.Observation{earlier(2, 33), earlier(1, 3), earlier(3, 33)}, "temp_c step"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := good()
			if got := told(checker().Check(&o, c.history)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestStuck(t *testing.T) {
	// past repeats a report every few hours; every value but those changed by mix drifts.
	past := func(every float64, n int, mix func(o *forecast.Observation, i int)) []forecast.Observation {
		var list []forecast.Observation
		for i := range n {
			o := earlier(every*float64(i+1), 34-0.1*float64(i+1))
			o.DewPointC, o.RHPct = some(21-0.1*float64(i+1)), some(46-0.1*float64(i+1))
			o.WindMS, o.PressureHPa = some(3-0.01*float64(i+1)), some(1008+0.1*float64(i+1))
			mix(&o, i)
			list = append(list, o)
		}
		return list
	}
	same := func(o *forecast.Observation, _ int) { o.TempC = some(34) }
	for _, c := range []struct {
		name    string
		now     func(o *forecast.Observation)
		history []forecast.Observation
		want    string
	}{
		{"all moves", nil, past(1, 48, func(*forecast.Observation, int) {}), ""},
		{"24 h hourly", nil, past(1, 24, same), "temp_c stuck"},
		{"23 h hourly", nil, past(1, 23, same), ""},
		{"too few reports", nil, past(6, 8, same), ""},
		{"daily for ten days", nil, past(24, 10, same), "temp_c stuck"},
		{"moved once", nil, past(1, 40, func(o *forecast.Observation, i int) {
			if i != 12 {
				o.TempC = some(34)
			}
		}), ""},
		{"missing ones between do not free it", nil, past(1, 40, func(o *forecast.Observation, i int) {
			o.TempC = some(34)
			if i%3 == 0 {
				o.TempC = forecast.Float{}
			}
		}), "temp_c stuck"},
		{"wind of 3 m/s", nil, past(1, 30, func(o *forecast.Observation, _ int) { o.WindMS = some(3) }), "wind_ms stuck"},
		{"calm", func(o *forecast.Observation) { o.WindMS = some(0) }, past(1, 60, func(o *forecast.Observation, _ int) { o.WindMS = some(0) }), ""},
		{"saturated air", func(o *forecast.Observation) { o.RHPct = some(100) }, past(1, 60, func(o *forecast.Observation, _ int) { o.RHPct = some(100) }), ""},
		{"no rain for long", nil, past(1, 200, func(o *forecast.Observation, _ int) { o.Rain[0].MM = 0 }), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := good()
			if c.now != nil {
				c.now(&o)
			}
			flags := checker().Check(&o, c.history)
			if got := told(flags); got != c.want {
				t.Errorf("got %q, want %q: %+v", got, c.want, flags)
			}
		})
	}
}

func TestLimitsAreData(t *testing.T) {
	limits := quality.DefaultLimits()
	if err := yaml.Unmarshal([]byte("range: {temp_c: {low: 5, high: 30}}\nfuture_minutes: 5\n"), &limits); err != nil {
		t.Fatal(err)
	}
	o := good()
	if got := told(quality.Checker{Limits: limits}.Check(&o, nil)); got != "temp_c range" {
		t.Errorf("got %q", got)
	}
	text, err := yaml.Marshal(quality.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var back quality.Limits
	if err := yaml.UnmarshalWithOptions(text, &back, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(quality.DefaultLimits(), back); diff != "" {
		t.Error(diff)
	}
}
