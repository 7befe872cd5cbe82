package verify_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/verify"
)

var update = flag.Bool("update", false, "write the golden file anew")

// hindcast is a made-up province: levels of several years and forecasts of them
// for leads 1…leads, worse with the lead, one in fifty unknown.
type hindcast struct {
	levels []verify.Observed
	pairs  iter.Seq[verify.Pair]
	fires  []verify.Fire
	zones  []string
}

func newHindcast(zones, years, leads int) hindcast {
	h := hindcast{}
	for z := range zones {
		h.zones = append(h.zones, fmt.Sprintf("zone %02d", z))
	}
	h.levels = weather(h.zones, day(2000, 1, 1), day(2000+years-1, 12, 31), 7)
	random := rand.New(rand.NewPCG(8, 8))
	for _, l := range h.levels {
		if random.IntN(100) < int(l.Level) {
			h.fires = append(h.fires, verify.Fire{Zone: l.Zone, Date: l.Date})
		}
	}
	h.pairs = func(yield func(verify.Pair) bool) {
		random := rand.New(rand.NewPCG(9, 9))
		for _, l := range h.levels {
			for lead := 1; lead <= leads; lead++ {
				p := verify.Pair{Zone: l.Zone, Date: l.Date, Issued: l.Date.AddDays(-lead), Observed: l.Level}
				if random.IntN(50) > 0 {
					p.Probability, p.Level = guess(random, l.Level, lead)
				}
				if !yield(p) {
					return
				}
			}
		}
	}
	return h
}

// guess is ten members of which each errs the likelier the longer the lead; the
// headline is the first one's.
func guess(random *rand.Rand, came forecast.Level, lead int) (verify.Distribution, forecast.Level) {
	d, first := verify.Distribution{OK: true}, forecast.Unknown
	for m := range 10 {
		level := came
		if random.IntN(20) < lead+5 {
			level = forecast.Levels[random.IntN(5)]
		}
		if m == 0 {
			first = level
		}
		d.P[level-forecast.I] += 0.1
	}
	return d, first
}

func (h *hindcast) verify(t testing.TB, o verify.Options) *verify.Result {
	t.Helper()
	r, err := verify.Verify(h.pairs, mustRecord(t, h.levels), h.fires, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The JSON of the API, whole.
func TestResultJSON(t *testing.T) {
	h := newHindcast(2, 4, 3)
	o := verify.Defaults()
	o.MinYears, o.Resamples = 3, 50
	got, err := json.MarshalIndent(h.verify(t, o), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "result.json")
	if *update {
		if err := os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// The last digits are the processor's: some multiply and add in one step.
	if diff := cmp.Diff(decoded(t, want), decoded(t, got), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Error(diff)
	}
	var back verify.Result
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	if again, err := json.MarshalIndent(back, "", " "); err != nil || !bytes.Equal(got, again) {
		t.Errorf("read and written again it differs: %v", err)
	}
}

func decoded(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// A forecast that worsens with the lead is seen to: the scores fall, and the
// interval holds the score.
func TestScoresFallWithTheLead(t *testing.T) {
	h := newHindcast(4, 6, 10)
	r := h.verify(t, verify.Defaults())
	if len(r.Leads) != 10 || r.Zones != 4 || r.Days != 2192 || r.From != day(2000, 1, 1) || r.To != day(2005, 12, 31) || r.Refused != 0 {
		t.Fatalf("%d leads, %d zones, %d days, %s–%s, %d refused: %q", len(r.Leads), r.Zones, r.Days, r.From, r.To, r.Refused, r.Faults)
	}
	for i, l := range r.Leads {
		s := l.Scores
		for _, k := range []verify.Score{s.Heidke, s.RPS, s.Climatology.RPSS, s.Persistence.RPSS, s.ROCArea, s.FireArea} {
			if !k.Low.OK || k.Low.V > k.Value.V || k.High.V < k.Value.V {
				t.Errorf("lead %d: %+v", l.LeadDays, k)
			}
		}
		if i == 0 {
			continue
		}
		if before := r.Leads[i-1].Scores; s.Heidke.Value.V >= before.Heidke.Value.V || s.RPS.Value.V <= before.RPS.Value.V {
			t.Errorf("lead %d is better than lead %d", l.LeadDays, l.LeadDays-1)
		}
	}
}

// Twenty years, 36 zones, ten leads: 2.6 million pairs, 500 resamples.
func BenchmarkVerify20Years(b *testing.B) {
	h := newHindcast(36, 20, 10)
	record := mustRecord(b, h.levels)
	var pairs []verify.Pair
	for p := range h.pairs {
		pairs = append(pairs, p)
	}
	b.ReportAllocs()
	for b.Loop() {
		r := mustVerify(b, pairs, record, h.fires, verify.Defaults())
		if r.All.Counts.Given != len(pairs) {
			b.Fatal(r.All.Counts)
		}
	}
	b.ReportMetric(float64(len(pairs))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mpairs/s")
}

func BenchmarkRecord20Years(b *testing.B) {
	h := newHindcast(36, 20, 1)
	for b.Loop() {
		mustRecord(b, h.levels)
	}
}
