package verify_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gonum.org/v1/gonum/integrate"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

// anyPairs draws forecasts of a few zones, days and leads, some of them unknown.
func anyPairs(t *rapid.T) []verify.Pair {
	level := rapid.Custom(func(t *rapid.T) forecast.Level { return forecast.Level(rapid.IntRange(0, 5).Draw(t, "level")) })
	var pairs []verify.Pair
	days := rapid.IntRange(1, 12).Draw(t, "days")
	for i := range days {
		for _, z := range []string{"a", "b"} {
			for lead := range 2 {
				d := start.AddDays(i)
				pairs = append(pairs, verify.Pair{Zone: z, Date: d, Issued: d.AddDays(-lead), Probability: anyDistribution(t),
					Level: level.Draw(t, "said"), Observed: level.Draw(t, "came")})
			}
		}
	}
	return pairs
}

func anyDistribution(t *rapid.T) verify.Distribution {
	members := rapid.SliceOfN(rapid.IntRange(0, 4), 0, 10).Draw(t, "members")
	d := verify.Distribution{OK: len(members) > 0}
	for _, m := range members {
		d.P[m] += 1 / float64(len(members))
	}
	return d
}

func observedOf(pairs []verify.Pair) []verify.Observed {
	var all []verify.Observed
	for _, p := range pairs {
		if p.Issued == p.Date {
			all = append(all, verify.Observed{Zone: p.Zone, Date: p.Date, Level: p.Observed})
		}
	}
	return all
}

func firesOf(t *rapid.T) []verify.Fire {
	var fires []verify.Fire
	for _, n := range rapid.SliceOfN(rapid.IntRange(0, 14), 0, 8).Draw(t, "fires") {
		fires = append(fires, verify.Fire{Zone: "a", Date: start.AddDays(n)})
	}
	return fires
}

func everyScore(s *verify.Scores) []verify.Score {
	all := []verify.Score{s.PercentCorrect, s.Heidke, s.HitRate, s.FalseAlarmRatio, s.FalseAlarmRate, s.CSI, s.Brier, s.Reliability,
		s.Resolution, s.Uncertainty, s.WithinBins, s.RPS, s.ROCArea, s.FireArea}
	for _, k := range []verify.Skill{s.Persistence, s.Climatology} {
		all = append(all, k.Brier, k.RPS, k.BSS, k.RPSS)
	}
	return append(all, s.Bias[:]...)
}

// Whatever comes in, a figure is a number within its range or missing with its
// reason; counts add up; the decomposition holds; the order does not matter.
func TestAnyPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs, fires, o := anyPairs(t), firesOf(t), bare()
		o.Resamples, o.BlockDays = 20, 2
		record, _ := verify.NewRecord(slices.Values(observedOf(pairs)))
		r, err := verify.Verify(slices.Values(pairs), record, fires, o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
		checkReport(t, &r.All, 2*len(fires))
		for i := range r.Leads {
			checkReport(t, &r.Leads[i].Report, len(fires))
		}
		shuffled := slices.Clone(pairs)
		rand.New(rand.NewPCG(uint64(len(pairs)), 3)).Shuffle(len(pairs), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, err := verify.Verify(slices.Values(shuffled), record, fires, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func checkReport(t *rapid.T, r *verify.Report, fires int) {
	for i, s := range everyScore(&r.Scores) {
		if s.Value.OK == (s.Reason != "" && s.Reason != verify.TooFewDays && s.Reason != verify.Unstable) {
			t.Fatalf("score %d: %+v", i, s)
		}
		for _, f := range []forecast.Float{s.Value, s.Low, s.High} {
			if math.IsNaN(f.V) || math.IsInf(f.V, 0) {
				t.Fatalf("score %d: %+v", i, s)
			}
		}
		if s.Low.OK != s.High.OK || s.Low.OK && (s.Low.V > s.High.V || !s.Value.OK) {
			t.Fatalf("score %d: %+v", i, s)
		}
	}
	c, s := r.Counts, r.Scores
	left := c.Given - c.UnknownObservation - c.UnknownForecast
	inTable := 0
	for _, row := range r.Table {
		for _, n := range row {
			inTable += n
		}
	}
	if s.PercentCorrect.N != left-c.NoLevel || inTable != left-c.NoLevel || s.Brier.N != left-c.NoProbability {
		t.Fatalf("%+v: %d in the table, %d in the score, %d probabilities", c, inTable, s.PercentCorrect.N, s.Brier.N)
	}
	if s.Brier.Value.OK {
		if d := s.Brier.Value.V - (s.Reliability.Value.V - s.Resolution.Value.V + s.Uncertainty.Value.V + s.WithinBins.Value.V); math.Abs(d) > 1e-12 {
			t.Fatalf("the parts miss the Brier score by %v", d)
		}
	}
	burnt := r.ByFires.LeftOut
	for _, l := range r.ByFires.Levels {
		burnt += l.Fires
	}
	if burnt != fires {
		t.Fatalf("%d fires of %d", burnt, fires)
	}
	for _, bounded := range []verify.Score{s.HitRate, s.FalseAlarmRatio, s.FalseAlarmRate, s.CSI, s.Brier, s.ROCArea, s.FireArea} {
		if bounded.Value.V < 0 || bounded.Value.V > 1+1e-12 {
			t.Fatalf("%+v", bounded)
		}
	}
	if s.RPS.Value.V < 0 || s.RPS.Value.V > 4 || s.Heidke.Value.V > 1 || s.PercentCorrect.Value.V > 100 {
		t.Fatalf("%+v", s)
	}
}

func TestAPerfectForecast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := anyPairs(t)
		pairs[0].Observed, pairs[2].Observed = forecast.I, forecast.V // zone a, then b
		for i := range pairs {
			pairs[i].Level, pairs[i].Probability = pairs[i].Observed, verify.Certain(pairs[i].Observed)
		}
		r, err := verify.Verify(slices.Values(pairs), nil, nil, bare())
		if err != nil {
			t.Fatal(err)
		}
		s := r.All.Scores
		for name, got := range map[string][2]float64{
			"percent correct": {s.PercentCorrect.Value.V, 100}, "Heidke": {s.Heidke.Value.V, 1}, "Brier": {s.Brier.Value.V, 0}, "RPS": {s.RPS.Value.V, 0},
			"ROC": {s.ROCArea.Value.V, 1}, "hit rate": {s.HitRate.Value.V, 1}, "false alarms": {s.FalseAlarmRatio.Value.V, 0}, "CSI": {s.CSI.Value.V, 1},
			"reliability": {s.Reliability.Value.V, 0}, "resolution": {s.Resolution.Value.V, s.Uncertainty.Value.V},
		} {
			if math.Abs(got[0]-got[1]) > 1e-12 {
				t.Fatalf("%s: %v, want %v", name, got[0], got[1])
			}
		}
		for i, b := range s.Bias {
			if b.Value.OK && b.Value.V != 1 {
				t.Fatalf("bias of level %d: %+v", i+1, b)
			}
		}
	})
}

// With probabilities in tenths each class holds one value: Murphy's parts make
// up the Brier score, and the ROC area is gonum's.
func TestTenths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pairs []verify.Pair
		var p []float64
		var came []bool
		for i, tenths := range rapid.SliceOfN(rapid.IntRange(0, 10), 1, 60).Draw(t, "tenths") {
			yes, level := rapid.Bool().Draw(t, "came"), forecast.II
			if yes {
				level = forecast.IV
			}
			if tenths == 10 {
				tenths = 9 // 1 shares a class with 0.9
			}
			pairs = append(pairs, probabilityPair(i, dangerous(float64(tenths)/10), level))
			p, came = append(p, float64(tenths)/10), append(came, yes)
		}
		r, err := verify.Verify(slices.Values(pairs), nil, nil, bare())
		if err != nil {
			t.Fatal(err)
		}
		s := r.All.Scores
		if math.Abs(s.WithinBins.Value.V) > 1e-12 {
			t.Fatalf("%+v", s.WithinBins)
		}
		if !s.ROCArea.Value.OK {
			return
		}
		stat.SortWeightedLabeled(p, came, nil)
		hits, alarms, _ := stat.ROC(nil, p, came, nil)
		if want := integrate.Trapezoidal(alarms, hits); math.Abs(s.ROCArea.Value.V-want) > 1e-12 {
			t.Fatalf("area %v, gonum's %v", s.ROCArea.Value.V, want)
		}
	})
}

// The RPS of five levels is the sum of the Brier scores of "above each level";
// a forecast moved towards what came is better.
func TestRPSProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDistribution(t)
		if !d.OK {
			return
		}
		came := rapid.SampledFrom(forecast.Levels[:]).Draw(t, "came")
		want := 0.0
		for k := range 4 {
			above, event := 0.0, 0.0
			for _, p := range d.P[k+1:] {
				above += p
			}
			if came > forecast.Levels[k] {
				event = 1
			}
			want += (above - event) * (above - event)
		}
		before := rps(t, d, came)
		if math.Abs(before-want) > 1e-12 {
			t.Fatalf("%v: %v, want %v", d, before, want)
		}
		for i := range d.P {
			d.P[i] /= 2
		}
		d.P[came-forecast.I] += 0.5
		if after := rps(t, d, came); after > before+1e-12 {
			t.Fatalf("%v after, %v before", after, before)
		}
	})
}

func rps(t *rapid.T, d verify.Distribution, came forecast.Level) float64 {
	r, err := verify.Verify(slices.Values([]verify.Pair{probabilityPair(0, d.P, came)}), nil, nil, bare())
	if err != nil || r.Refused > 0 {
		t.Fatal(err, r.Faults)
	}
	return r.All.Scores.RPS.Value.V
}
