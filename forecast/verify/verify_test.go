package verify_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

var start = forecast.Date{Year: 2020, Month: time.January, Day: 1}

// bare are options without intervals or minima, for examples by hand.
func bare() verify.Options {
	o := verify.Defaults()
	o.Resamples, o.MinPairs, o.MinFires, o.MinYears = 0, 1, 1, 1
	return o
}

func mustVerify(t testing.TB, pairs []verify.Pair, record *verify.Record, fires []verify.Fire, o verify.Options) *verify.Result {
	t.Helper()
	r, err := verify.Verify(slices.Values(pairs), record, fires, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ofTable makes pairs of headlines from counts of (forecast, observed), a zone a
// day, all with a lead of one day.
func ofTable(counts map[[2]forecast.Level]int) []verify.Pair {
	var pairs []verify.Pair
	for _, f := range forecast.Levels {
		for _, o := range forecast.Levels {
			for range counts[[2]forecast.Level{f, o}] {
				d := start.AddDays(len(pairs))
				pairs = append(pairs, verify.Pair{Zone: "z", Date: d, Issued: d.AddDays(-1), Level: f, Observed: o})
			}
		}
	}
	return pairs
}

func near(t testing.TB, name string, got verify.Score, want, within float64) {
	t.Helper()
	if !got.Value.OK || math.Abs(got.Value.V-want) > within {
		t.Errorf("%s: %+v, want %v", name, got, want)
	}
}

// Finley's tornado forecasts of 1884: 28 hits, 72 false alarms, 23 misses, 2680
// correct rejections; PC 0.966, HSS 0.355, H 0.549, F 0.026, FAR 0.720, CSI 0.228,
// bias 1.961 (as Wilks and Murphy 1996 give them, from memory; by hand below).
func TestFinley(t *testing.T) {
	const yes, no = forecast.V, forecast.I
	r := mustVerify(t, ofTable(map[[2]forecast.Level]int{{yes, yes}: 28, {yes, no}: 72, {no, yes}: 23, {no, no}: 2680}), nil, nil, bare())
	s := r.All.Scores
	near(t, "percent correct", s.PercentCorrect, 100*2708/2803.0, 1e-9)
	near(t, "Heidke", s.Heidke, 2*(28*2680-72*23)/(51*2703.0+100*2752), 1e-12)
	near(t, "Heidke as printed", s.Heidke, 0.355, 0.0005)
	near(t, "hit rate", s.HitRate, 28/51.0, 1e-12)
	near(t, "false alarm ratio", s.FalseAlarmRatio, 0.72, 1e-12)
	near(t, "false alarm rate", s.FalseAlarmRate, 72/2752.0, 1e-12)
	near(t, "CSI", s.CSI, 28/123.0, 1e-12)
	near(t, "bias of V", s.Bias[4], 100/51.0, 1e-12)
	near(t, "bias of I", s.Bias[0], 2703/2752.0, 1e-12)
	if s.Bias[2].Value.OK || s.Bias[2].Reason != verify.NeverObserved {
		t.Errorf("bias of a level that never came: %+v", s.Bias[2])
	}
	if s.HitRate.N != 51 || s.FalseAlarmRatio.N != 100 || s.FalseAlarmRate.N != 2752 || s.PercentCorrect.N != 2803 || s.Brier.Reason != verify.NoPairs {
		t.Errorf("%+v", s)
	}
	if got := r.All.Table[4]; got != [5]int{72, 0, 0, 0, 28} {
		t.Errorf("row of V: %v", got)
	}
}

// Goldsmith's freezing rain, snow and rain (in Wilks, three classes): 6340
// forecasts, PC 0.90, bias 1.40, 0.97, 1.01; Heidke by hand (0.8994 − 0.4830)/(1 − 0.4830).
func TestHeidkeOfThreeClasses(t *testing.T) {
	counts := map[[2]forecast.Level]int{}
	for f, row := range [][]int{{50, 91, 71}, {47, 2364, 170}, {54, 205, 3288}} {
		for o, n := range row {
			counts[[2]forecast.Level{forecast.Levels[f], forecast.Levels[o]}] = n
		}
	}
	s := mustVerify(t, ofTable(counts), nil, nil, bare()).All.Scores
	near(t, "percent correct", s.PercentCorrect, 100*5702/6340.0, 1e-9)
	chance := (212*151 + 2581*2660 + 3547*3529) / (6340.0 * 6340)
	near(t, "Heidke", s.Heidke, (5702/6340.0-chance)/(1-chance), 1e-12)
	for i, want := range []float64{1.404, 0.970, 1.005} {
		near(t, fmt.Sprint("bias ", i+1), s.Bias[i], want, 0.0005)
	}
	if s.HitRate.Reason != verify.NeverObserved || s.FalseAlarmRatio.Reason != verify.NeverForecast {
		t.Errorf("%+v", s)
	}
}

func probabilityPair(i int, p [5]float64, came forecast.Level) verify.Pair {
	d := start.AddDays(i)
	return verify.Pair{Zone: "z", Date: d, Issued: d.AddDays(-1), Probability: verify.DistributionOf(p), Observed: came}
}

// Two forecasts of three classes, the third came: 0.2² + 0.7² = 0.53 and
// 0.2² + 0.5² = 0.29 (an example of this kind is in Wilks).
func TestRankedProbabilityScore(t *testing.T) {
	cases := []struct {
		name string
		p    [5]float64
		came forecast.Level
		want float64
	}{
		{"half on the middle", [5]float64{0.2, 0.5, 0.3}, forecast.III, 0.53},
		{"half on what came", [5]float64{0.2, 0.3, 0.5}, forecast.III, 0.29},
		{"perfect", [5]float64{0, 0, 0, 1}, forecast.IV, 0},
		{"as wrong as can be", [5]float64{1}, forecast.V, 4},
		{"nothing known", [5]float64{0.2, 0.2, 0.2, 0.2, 0.2}, forecast.I, 0.64 + 0.36 + 0.16 + 0.04},
		{"near counts for more than far", [5]float64{0, 1}, forecast.III, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			near(t, "RPS", mustVerify(t, []verify.Pair{probabilityPair(0, c.p, c.came)}, nil, nil, bare()).All.Scores.RPS, c.want, 1e-12)
		})
	}
}

// dangerous puts a probability on V and the rest on I.
func dangerous(p float64) [5]float64 { return [5]float64{1 - p, 0, 0, 0, p} }

// Ten forecasts: 0.1 five times of which one came, 0.8 five times of which three
// came. Brier (4·0.01 + 0.81 + 3·0.04 + 2·0.64)/10 = 0.225; reliability
// (5·0.01 + 5·0.04)/10 = 0.025; resolution 2·5·0.04/10 = 0.04; uncertainty 0.24.
func TestBrierByHand(t *testing.T) {
	var pairs []verify.Pair
	for i, came := range []bool{true, false, false, false, false, true, true, true, false, false} {
		p, level := 0.1, forecast.I
		if i >= 5 {
			p = 0.8
		}
		if came {
			level = forecast.IV
		}
		pairs = append(pairs, probabilityPair(i, dangerous(p), level))
	}
	r := mustVerify(t, pairs, nil, nil, bare()).All
	near(t, "Brier", r.Scores.Brier, 0.225, 1e-12)
	near(t, "reliability", r.Scores.Reliability, 0.025, 1e-12)
	near(t, "resolution", r.Scores.Resolution, 0.04, 1e-12)
	near(t, "uncertainty", r.Scores.Uncertainty, 0.24, 1e-12)
	near(t, "within bins", r.Scores.WithinBins, 0, 1e-12)
	near(t, "ROC area", r.Scores.ROCArea, 0.5*0.75*(1.0/3)+0.5*(0.75+1)*(2.0/3), 1e-12)
	if b := r.Bins[1]; b.N != 5 || math.Abs(b.Forecast.V-0.1) > 1e-12 || math.Abs(b.Observed.V-0.2) > 1e-12 || b.From != 0.1 || b.To != 0.2 {
		t.Errorf("%+v", b)
	}
	if b := r.Bins[8]; b.N != 5 || math.Abs(b.Observed.V-0.6) > 1e-12 {
		t.Errorf("%+v", b)
	}
	if b := r.Bins[0]; b.N != 0 || b.Forecast.OK || b.Observed.OK {
		t.Errorf("an empty class: %+v", b)
	}
}

func TestFewDataGiveReasons(t *testing.T) {
	o := verify.Defaults()
	r := mustVerify(t, nil, nil, nil, o)
	if s := r.All.Scores; s.PercentCorrect.Reason != verify.NoPairs || s.Brier.Reason != verify.NoPairs ||
		s.Persistence.BSS.Reason != verify.NoReference || s.FireArea.Reason != verify.NoPairs || s.PercentCorrect.Value.OK {
		t.Errorf("%+v", s)
	}
	var quiet []verify.Pair
	for i := range 29 {
		p := probabilityPair(i, dangerous(0), forecast.I)
		p.Level = forecast.I
		quiet = append(quiet, p)
	}
	if s := mustVerify(t, quiet, nil, nil, o).All.Scores; s.PercentCorrect.Reason != verify.TooFewPairs || s.RPS.Reason != verify.TooFewPairs || s.RPS.N != 29 {
		t.Errorf("%+v", s)
	}
	o.MinPairs = 29
	s := mustVerify(t, quiet, nil, []verify.Fire{{Zone: "z", Date: start}}, o).All.Scores
	for _, c := range []struct {
		name  string
		score verify.Score
		want  verify.Reason
		value bool
	}{
		{"Heidke", s.Heidke, verify.OneLevel, false},
		{"hit rate", s.HitRate, verify.NeverObserved, false},
		{"false alarm ratio", s.FalseAlarmRatio, verify.NeverForecast, false},
		{"ROC", s.ROCArea, verify.NeverObserved, false},
		{"fires", s.FireArea, verify.TooFewFires, false},
		{"skill", s.Climatology.RPSS, verify.NoReference, false},
		{"percent correct, without an interval", s.PercentCorrect, verify.TooFewDays, true},
	} {
		if c.score.Reason != c.want || c.score.Value.OK != c.value || c.score.Low.OK || c.score.High.OK {
			t.Errorf("%s: %+v, want %s", c.name, c.score, c.want)
		}
	}
}
