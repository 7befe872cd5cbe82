package run

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/index"
)

const byFWI = `# title: Theo FWI
# method: fwi
# status: provisional
# basis: test
forest_group,months,fwi_over,fwi_to,level
all,1-12,,5,1
all,1-12,5,12,2
all,1-12,12,25,3
all,1-12,25,40,4
all,1-12,40,,5
`

// monsoon is so many days of heavy rain, then so many dry and hot ones.
func monsoon(wet, dry int) []forecast.Day {
	var days []forecast.Day
	for i := range wet {
		days = append(days, reading(day1.AddDays(i-wet-dry+1), 29, 85, 40))
	}
	for i := range dry {
		days = append(days, reading(day1.AddDays(i-dry+1), 35, 45, 0))
	}
	return days
}

func wetRules() forecast.Rules {
	r := rules
	r.AnnualRainMM, r.RainResetMM = 1900, 5
	return r
}

// What the fuel was before the first reading does not matter once it has been
// soaked; until then nothing is told of it.
func TestIndicesAreKnownOnceBothHistoriesMeet(t *testing.T) {
	in := one(day1, monsoon(40, 20)...)
	in.Rules = wetRules()
	today := on(t, compute(t, in, bookOf(t, byFWI)), day1)
	for i, f := range today.Indices.List() {
		if !f.OK {
			t.Errorf("index %d is missing after a monsoon", i)
		}
	}
	if !today.Level.Known() || today.Status != forecast.StatusObserved {
		t.Errorf("level %v, status %v", today.Level, today.Status)
	}
	in = one(day1, monsoon(0, 20)...)
	in.Rules = wetRules()
	today = on(t, compute(t, in, bookOf(t, byFWI)), day1)
	x := today.Indices
	if x.DC.OK || x.DMC.OK || x.KBDI.OK || x.FWI.OK || x.FFDI.OK || x.Nesterov.OK || today.Level.Known() {
		t.Errorf("a dry start knows too much: %+v, level %v", x, today.Level)
	}
	if !x.FFMC.OK || !x.ISI.OK || !x.Angstrom.OK || !x.HDW.OK || !x.FFWI.OK {
		t.Errorf("what forgets quickly is missing: %+v", x)
	}
}

// The day's codes are those that the kernel gives from the day before.
func TestFuelFollowsTheKernels(t *testing.T) {
	days := monsoon(40, 20)
	in := one(day1, days...)
	in.Rules = wetRules()
	got := on(t, compute(t, in, bookOf(t, byFWI)), day1).Indices
	state, soil := index.FWIState{FFMC: 100, DMC: 400, DC: 1200}, index.KBDIState{DeficitMM: 203.2}
	var want index.FWIDay
	for _, d := range days {
		rh, err := index.RHPct(d.TempC.V, d.DewPointC.V)
		if err != nil {
			t.Fatal(err)
		}
		want, err = index.FWI(state, index.FWIInput{Month: int(d.Date.Month), Lat: 11.3, TempC: d.TempC.V, RHPct: rh, WindKmh: 10, RainMM: d.RainMM.V}, index.CFFDRS)
		if err != nil {
			t.Fatal(err)
		}
		state = want.FWIState
		if soil, err = index.KBDI(soil, index.KBDIInput{TempMaxC: d.TempC.V, RainMM: d.RainMM.V, AnnualRainMM: 1900}); err != nil {
			t.Fatal(err)
		}
	}
	for name, pair := range map[string][2]float64{"FWI": {got.FWI.V, want.FWI}, "DC": {got.DC.V, want.DC}, "DMC": {got.DMC.V, want.DMC},
		"DSR": {got.DSR.V, want.DSR}, "BUI": {got.BUI.V, want.BUI}, "KBDI": {got.KBDI.V, soil.DeficitMM}} {
		if math.Abs(pair[0]-pair[1]) > 0.005 {
			t.Errorf("%s: %v, the kernel gives %v", name, pair[0], pair[1])
		}
	}
}

// A run that begins from the states of an earlier one says the same to the last bit
// as one that begins from the archive.
func TestResumedFuelIsTheSame(t *testing.T) {
	book := bookOf(t, byFWI)
	whole := one(day1, monsoon(40, 20)...)
	whole.Rules = wetRules()
	before := whole
	before.Today = day1.AddDays(-1)
	var begin []forecast.State
	for _, st := range compute(t, before, book).States {
		if st.Date == day1.AddDays(-whole.Rules.LookbackDays) {
			begin = append(begin, st)
		}
	}
	if len(begin) != 1 || begin[0].Fuel == nil {
		t.Fatalf("states to begin from: %+v", begin)
	}
	resumed := whole
	resumed.Begin = begin
	if diff := cmp.Diff(compute(t, whole, book).Days, compute(t, resumed, book).Days); diff != "" {
		t.Error(diff)
	}
}

// A missing reading takes the drought codes away, never turns them into a guess.
func TestHoleTakesFuelAway(t *testing.T) {
	days := monsoon(40, 20)
	days = append(days[:50:50], days[51:]...)
	in := one(day1, days...)
	in.Rules = wetRules()
	r := on(t, compute(t, in, bookOf(t, byFWI)), day1)
	if r.Indices.DC.OK || r.Indices.Nesterov.OK || r.Indices.KBDI.OK || r.Level.Known() {
		t.Errorf("after a hole: %+v, level %v", r.Indices, r.Level)
	}
}

// A member that is the weather of the chain itself says what the chain says.
func TestMemberOfAnotherIndexLivesLikeTheChain(t *testing.T) {
	in := one(day1, monsoon(60, 15)...)
	in.Rules = wetRules()
	in.Rules.MinMembers, in.MembersFrom = 1, forecast.FromEnsemble
	for k := 1; k <= in.Rules.AheadDays; k++ {
		in.Model = append(in.Model, modelDay(day1.AddDays(k), 30+float64(k), 60-3*float64(k), float64(k%4)))
	}
	in.Members = []Member{{Name: "a", Days: in.Model}}
	for _, method := range []string{"fwi", "nesterov", "kbdi", "ffdi", "angstrom", "hdw", "ffwi"} {
		text := strings.NewReplacer("fwi_", method+"_", "method: fwi", "method: "+method).Replace(byFWI)
		if method == "angstrom" {
			text = text[:strings.Index(text, "all,")] + "all,1-12,2,,1\nall,1-12,,2,5\n"
		}
		r := compute(t, in, bookOf(t, text))
		for _, d := range r.Days {
			reason, _ := r.Reasons[0].On(d.Date)
			if d.Date == day1 {
				continue
			}
			if d.Outlook == nil || math.Abs(d.Outlook.Median.V-reason.Step.Key.V) > 0.051 {
				t.Errorf("%s, %s: key %s, %+v", method, d.Date, reason.Step.Key, d.Outlook)
			}
		}
	}
}

// Members are led by the index of the table.
func TestMembersOfAnotherIndex(t *testing.T) {
	in := one(day1, monsoon(40, 20)...)
	in.Rules = wetRules()
	in.Rules.MinMembers, in.MembersFrom = 2, forecast.FromClimatology
	for m, rain := range []float64{0, 30} {
		member := Member{Name: string(rune('a' + m))}
		for k := 1; k <= in.Rules.AheadDays; k++ {
			member.Days = append(member.Days, reading(day1.AddDays(k), 36, 35, rain))
		}
		in.Members = append(in.Members, member)
	}
	last := on(t, compute(t, in, bookOf(t, byFWI)), day1.AddDays(10))
	if last.Outlook == nil || last.Outlook.Members != 2 || last.Outlook.High.V < 20 || last.Outlook.Low.V > 10 {
		t.Errorf("outlook %+v", last.Outlook)
	}
}

// Humidity and dry days together decide; the reason keeps both.
func TestTableOfFactors(t *testing.T) {
	text := "# title: Hai yếu tố\n# method: factors\n# rain_reset_mm: 5\n# status: provisional\n# basis: test\n" +
		"forest_group,months,rh13_pct_over,rh13_pct_to,h_over,h_to,level\n" +
		"all,1-12,60,,,,1\nall,1-12,,60,,10,3\nall,1-12,,60,10,,5\n"
	r := compute(t, one(day1, monsoon(2, 11)...), bookOf(t, text))
	if got := on(t, r, day1); got.Level != forecast.V || got.Groups[0].Row != 3 {
		t.Errorf("11 dry days at 45 %%: %+v", got)
	}
	reason, _ := r.Reasons[0].On(day1)
	if math.Abs(reason.Step.Key.V-45) > 1e-6 || len(reason.Step.Others) != 1 || reason.Step.Others[0] != forecast.Some(11) {
		t.Errorf("looked up with %v, %v", reason.Step.Key, reason.Step.Others)
	}
	if got := on(t, compute(t, one(day1, monsoon(2, 10)...), bookOf(t, text)), day1); got.Level != forecast.III {
		t.Errorf("10 dry days: %v", got.Level)
	}
}

// From the day on which an edition with another resetting rain comes into force,
// P is that of its rain, counted from the archive.
func TestAnotherResetComesIntoForce(t *testing.T) {
	change := day1.AddDays(2)
	seven := strings.Replace(strings.Replace(genericP, "rain_reset_mm: 5", "rain_reset_mm: 7", 1), "# basis",
		"# valid_from: "+change.String()+"\n# basis", 1)
	days := monsoon(3, 20)
	days[len(days)-10].RainMM = forecast.Some(6) // resets by 5 mm, not by 7
	in := one(day1, days...)
	for k := 1; k <= 10; k++ {
		in.Model = append(in.Model, modelDay(day1.AddDays(k), 35, 45, 0))
	}
	r := compute(t, in, bookOf(t, genericP, seven))
	before, after := on(t, r, change.AddDays(-1)), on(t, r, change)
	if before.H.V != 10 || after.H.V != 22 {
		t.Errorf("dry days before the change %v, after %v; want 10 and 22", before.H, after.H)
	}
	if !before.Level.Known() || !after.Level.Known() || before.Edition == after.Edition {
		t.Errorf("levels %v by %s, %v by %s", before.Level, before.Edition, after.Level, after.Edition)
	}
	resets := map[float64]bool{}
	for _, st := range r.States {
		resets[st.ResetMM] = true
	}
	if !resets[5] || !resets[7] {
		t.Errorf("states by %v", resets)
	}
}
