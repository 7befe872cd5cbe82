package run

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/bias"
)

// TestEnsembleLivesLikeItsMembers: the members of an ensemble as bare numbers give
// what they give as days, holes and corrections included; as days they are what
// runs of before have kept.
func TestEnsembleLivesLikeItsMembers(t *testing.T) {
	for _, text := range []string{genericP, byFWI} {
		in := one(day1, monsoon(60, 15)...)
		in.Rules = wetRules()
		in.Rules.MinMembers, in.MembersFrom = 2, forecast.FromEnsemble
		in.Corrections = []StationCorrection{{Station: in.Stations[0].ID, By: map[string]bias.Correction{
			tempVar: {Variable: forecast.TempC, Slope: 0.9, Intercept: 2.5, N: 30}}}}
		whole := in
		in.Ensemble = &forecast.Ensemble{Issued: in.Issued, From: day1, Days: in.Rules.AheadDays + 1, Places: []string{"elsewhere", in.Places[0].Zone}}
		for i, name := range []string{"00", "01", "02"} {
			m, own := Member{Name: name}, in.Ensemble.Member(name)
			for k := range in.Ensemble.Days {
				d := modelDay(day1.AddDays(k), 30+float64(i+k), 60-3*float64(k), float64(i*k%4*3))
				if i == 1 && k == 5 {
					d.RainMM = forecast.Float{}
				}
				if i == 2 && k > 7 {
					continue
				}
				m.Days = append(m.Days, d)
				in.Ensemble.Set(own, 1, d.Date, d.Values())
			}
			whole.Members = append(whole.Members, m)
		}
		book := bookOf(t, text)
		got, want := compute(t, in, book), compute(t, whole, book)
		last := got.Days[len(got.Days)-1].Outlook
		if last != nil || got.Days[8].Outlook != nil || got.Days[7].Outlook == nil || got.Days[7].Outlook.Broken != 1 {
			t.Errorf("outlooks %+v, %+v", got.Days[7].Outlook, last)
		}
		if diff := cmp.Diff([]any{want.Days, want.Reasons, want.States, want.Notes}, []any{got.Days, got.Reasons, got.States, got.Notes}); diff != "" {
			t.Error(diff)
		}
		if got.InputHash == want.InputHash {
			t.Error("one hash for two inputs")
		}
		if diff := cmp.Diff(fromKept(t, got, book).InputHash, got.InputHash); diff != "" {
			t.Error(diff)
		}
	}
}

// fromKept computes a run again from what is kept of it.
func fromKept(t *testing.T, r forecast.Run, book Book) forecast.Run {
	t.Helper()
	var text bytes.Buffer
	if _, err := r.Ensemble.WriteTo(&text); err != nil {
		t.Fatal(err)
	}
	var kept Input
	if err := json.Unmarshal(r.Input, &kept); err != nil {
		t.Fatal(err)
	}
	var err error
	if kept.Ensemble, err = forecast.ReadEnsemble(json.NewDecoder(&text)); err != nil {
		t.Fatal(err)
	}
	again := compute(t, kept, book)
	if diff := cmp.Diff([]any{r.ID, r.Days, r.Reasons}, []any{again.ID, again.Days, again.Reasons}); diff != "" {
		t.Error(diff)
	}
	return again
}

// A value changed in the ensemble changes the hash of the input.
func TestEnsembleIsInTheHash(t *testing.T) {
	in := manyZones(3)
	in.Ensemble = manyMembers(in, 3)
	book := bookOf(t, genericP)
	before := compute(t, in, book).InputHash
	in.Ensemble = manyMembers(in, 3)
	if same := compute(t, in, book).InputHash; same != before {
		t.Error("the same input, another hash")
	}
	in.Ensemble.Set(in.Ensemble.Members[2], 2, day1.AddDays(10), forecast.NoonValues{})
	if compute(t, in, book).InputHash == before {
		t.Error("another ensemble, the same hash")
	}
}

// manyZones is an input of n zones that have lived before.
func manyZones(n int) Input {
	in := ahead()
	in.Rules.AheadDays, in.MembersFrom = 10, forecast.FromEnsemble
	in.Rules.AnnualRainMM, in.Rules.RainResetMM = 1900, 5
	in.Places, in.Observed = nil, in.Observed[:2]
	fuel := forecast.Moisture{DeficitMM: 100, FFMC: 90, DMC: 60, DC: 400}
	for z := range n {
		in.Places = append(in.Places, Place{Zone: fmt.Sprint(z), Lat: 11 + float64(z%60)*0.01, Lon: 106 + float64(z/60)*0.01, Groups: []string{"all"}})
		in.Begin = append(in.Begin, forecast.State{Zone: fmt.Sprint(z), Date: day1.AddDays(-2), ResetMM: 5, P: forecast.Some(900), H: forecast.Some(3),
			Fuel: &forecast.Fuel{Nesterov: forecast.Some(500), Wet: fuel, Dry: fuel, RainMM: make([]float64, rainDays)}})
	}
	return in
}

// manyMembers are n members' weather at all zones, today and on every day ahead.
func manyMembers(in Input, n int) *forecast.Ensemble {
	e := &forecast.Ensemble{Issued: in.Issued, From: in.Today, Days: in.Rules.AheadDays + 1}
	for _, p := range in.Places {
		e.Places = append(e.Places, p.Zone)
	}
	for i := range n {
		m := e.Member(fmt.Sprintf("%02d", i))
		for k := range e.Days {
			d := reading(in.Today.AddDays(k), 30+float64(i%7), 50, float64(i*k%13))
			for place := range e.Places {
				e.Set(m, place, d.Date, d.Values())
			}
		}
	}
	return e
}
