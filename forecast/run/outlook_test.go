package run

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
)

// ahead is an input of one zone, observed until today with P at 1,000 or so.
func ahead(members ...Member) Input {
	in := one(day1, reading(day1.AddDays(-2), 33, 50, 20), reading(day1.AddDays(-1), 33, 50, 0), reading(day1, 33, 50, 0))
	in.Rules.AheadDays, in.Rules.MinMembers, in.Rules.Headline = 4, 2, forecast.HeadlineMedian
	in.Members, in.MembersFrom = members, forecast.FromClimatology
	return in
}

// member has the same weather on each of four days, with its rain on one of them.
func member(i int, temp float64, wet int, rain float64) Member {
	m := Member{Name: fmt.Sprint(i)}
	for k := 1; k <= 4; k++ {
		d := reading(day1.AddDays(k), temp, 50, 0)
		if k == wet {
			d.RainMM = forecast.Some(rain)
		}
		m.Days = append(m.Days, d)
	}
	return m
}

// TestOutlook: three members, one of them wet on the second day; the level is
// the middle one, and the counts add up.
func TestOutlook(t *testing.T) {
	in := ahead(member(1, 33, 0, 0), member(2, 36, 0, 0), member(3, 33, 2, 12))
	r := compute(t, in, bookOf(t, genericP))
	second := on(t, r, day1.AddDays(2))
	o := second.Outlook
	if o == nil || o.Members != 3 || o.Broken != 0 || o.Counts[0] != 1 || second.Level != forecast.III || second.Status != forecast.StatusForecast || second.P.OK {
		t.Fatalf("%+v, %+v", second, o)
	}
	if o.AtLeast(forecast.III) != 2.0/3 || !(o.Low.V < o.Median.V && o.Median.V < o.High.V) {
		t.Errorf("%+v", o)
	}
	today := on(t, r, day1)
	if today.Outlook != nil || today.Status == forecast.StatusForecast {
		t.Errorf("today is observed: %+v", today)
	}
	if next := today.NextChange; next == nil || next.Date != day1.AddDays(2) {
		t.Errorf("next change %+v", next)
	}
	// today is II: the hot member leaves it on the first day, the others on the second
	for k, want := range []float64{1: 1, 2: 3, 3: 3, 4: 3} {
		if o := on(t, r, day1.AddDays(k)).Outlook; k > 0 && o.Changed != forecast.Some(want) {
			t.Errorf("day %d: %v have changed, want %v; %+v", k, o.Changed, want, o)
		}
	}
	reason, _ := r.Reasons[0].On(day1.AddDays(2))
	if reason.Outlook == nil || len(reason.Notes) == 0 || reason.Notes[len(reason.Notes)-1].Code != "outlook_climatology" {
		t.Errorf("reason %+v", reason)
	}
	var kept Input
	if err := json.Unmarshal(r.Input, &kept); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, compute(t, kept, bookOf(t, genericP))); diff != "" {
		t.Error(diff)
	}
}

// TestOutlookHoles: a member that meets a hole stays out, even when rain would
// let it in again; too few members give no level; an unknown state gives none.
func TestOutlookHoles(t *testing.T) {
	holed := member(3, 33, 3, 12)
	holed.Days[0].RainMM = forecast.Float{}
	short := member(4, 33, 0, 0)
	short.Days = short.Days[:2]
	r := compute(t, ahead(member(1, 33, 0, 0), member(2, 33, 0, 0), holed, short), bookOf(t, genericP))
	for k, want := range []int{1: 3, 2: 3, 3: 2, 4: 2} {
		if k > 0 {
			if o := on(t, r, day1.AddDays(k)).Outlook; o == nil || o.Members != want || o.Broken != 4-want || o.Counts[0] != 0 {
				t.Errorf("day %d: %+v, want %d members", k, o, want)
			}
		}
	}
	r = compute(t, ahead(member(1, 33, 0, 0), holed), bookOf(t, genericP))
	if d := on(t, r, day1.AddDays(2)); d.Outlook != nil || d.Level.Known() {
		t.Errorf("one member: %+v", d)
	}
	if why, _ := r.Reasons[0].On(day1.AddDays(2)); !hasNote(why.Notes, "outlook_too_few") {
		t.Errorf("one member is too few, and nobody says so: %v", why.Notes)
	}
	unknown := ahead(member(1, 33, 0, 0), member(2, 33, 2, 12))
	unknown.Observed = nil
	if d := on(t, compute(t, unknown, bookOf(t, genericP)), day1.AddDays(3)); d.Outlook != nil || d.Level.Known() {
		t.Errorf("from nothing: %+v", d)
	}
}

// TestOutlookOverAnotherReset: members live on over the day on which an edition
// with another resetting rain comes into force, P and H counted by it; one that
// loses its weather before that day stays out behind it, whatever falls then.
func TestOutlookOverAnotherReset(t *testing.T) {
	change := day1.AddDays(3)
	seven := strings.Replace(strings.Replace(genericP, "rain_reset_mm: 5", "rain_reset_mm: 7", 1), "# basis",
		"# valid_from: "+change.String()+"\n# basis", 1)
	holed := member(4, 33, 4, 12)
	holed.Days[1].TempC = forecast.Float{}
	in := ahead(member(1, 33, 0, 0), member(2, 33, 2, 6), member(3, 33, 0, 0), holed)
	in.Rules.LookbackDays = 10
	r := compute(t, in, bookOf(t, genericP, seven))
	for k, want := range []struct {
		members, low int
		changed      float64
	}{1: {4, 0, 0}, 2: {3, 1, 3}, 3: {3, 0, 3}, 4: {3, 0, 3}} {
		if k == 0 {
			continue
		}
		d := on(t, r, day1.AddDays(k))
		if o := d.Outlook; o == nil || o.Members != want.members || o.Counts[0] != want.low || !d.Level.Known() || o.Changed != forecast.Some(want.changed) {
			t.Errorf("day %d: %+v, %+v", k, d, o)
		}
	}
	if len(r.Notes) != 1 || r.Notes[0].Code != "reset_changes" {
		t.Errorf("the run remarks %v", r.Notes)
	}
}

// TestMemberLivesLikeTheChain: one member that is the model itself gives the
// chain's own levels and numbers.
func TestMemberLivesLikeTheChain(t *testing.T) {
	for _, method := range []string{"p", "h", "p_wind"} {
		in := ahead()
		m := member(1, 35, 3, 7)
		for i := range m.Days {
			m.Days[i].Place, m.Days[i].Origin = "z", forecast.Model
		}
		in.Model, in.Members, in.Rules.MinMembers = m.Days, []Member{m}, 1
		in.MembersFrom = forecast.FromEnsemble
		text := genericP
		switch method {
		case "h":
			text = "# title: H\n# method: h\n# rain_reset_mm: 5\n# status: provisional\n# basis: test\nforest_group,months,h_over,h_to,level\nall,1-12,,1,1\nall,1-12,1,2,2\nall,1-12,2,,3\n"
		case "p_wind":
			text = "# title: P\n# method: p_wind\n# rain_reset_mm: 5\n# status: provisional\n# basis: test\nforest_group,months,p_over,p_to,level\nall,1-12,,1000,1\nall,1-12,1000,2500,2\nall,1-12,2500,,3\n"
		}
		r := compute(t, in, bookOf(t, text))
		for _, d := range r.Days {
			reason, _ := r.Reasons[0].On(d.Date)
			if d.Date == day1 {
				continue
			}
			if d.Outlook == nil || d.Outlook.Counts[d.Level-1] != 1 || d.Outlook.Median.V-reason.Step.Key.V > 0.051 || reason.Step.Key.V-d.Outlook.Median.V > 0.051 {
				t.Errorf("%s, %s: level %s, key %s, %+v", method, d.Date, d.Level, reason.Step.Key, d.Outlook)
			}
		}
	}
}
