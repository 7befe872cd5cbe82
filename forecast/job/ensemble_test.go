package job_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
)

// TestOutlookFromEnsemble: members of the newest model run give the
// probabilities of the days ahead; those of an older run do not count, one that
// ends early counts as far as it goes, and a stale ensemble says nothing.
func TestOutlookFromEnsemble(t *testing.T) {
	for _, hours := range []int{6, 48} {
		d := newDesk(t)
		d.Province.Rules.MinMembers, d.Province.Rules.StaleHours = 3, 30
		d.at(day1, 14, 0)
		d.ingest(t, d.noon(day1, 33, 22, 20))
		var days []forecast.Day
		for n := range 6 {
			for k := range 8 {
				if n == 5 && k > 2 {
					continue
				}
				date, rain := day1.AddDays(k), 0.0
				if n < 2 && k == 2 {
					rain = 30
				}
				for _, age := range []int{hours, hours + 24} {
					days = append(days, forecast.Day{
						Place: forecast.MemberPlace("z", n), Date: date, Origin: forecast.Model, TempC: forecast.Some(34), DewPointC: forecast.Some(22),
						RainMM: forecast.Some(rain + float64(age-hours)), At: date.At(13, 0, d.Province.Location).UTC(), Issued: d.now.Add(-hour(age)).UTC(),
					})
				}
			}
		}
		if err := d.st.SaveModelDays(t.Context(), d.now, days); err != nil {
			t.Fatal(err)
		}
		r, err := d.Predict(t.Context(), day1, "14:00", false)
		if err != nil {
			t.Fatal(err)
		}
		o := r.Days[2].Outlook
		if hours == 48 {
			if o != nil || r.Days[2].Level.Known() {
				t.Errorf("a stale ensemble spoke: %+v", r.Days[2])
			}
			continue
		}
		if o == nil || o.Source != forecast.FromEnsemble || o.Members != 6 || o.Counts[0] != 2 || r.Days[2].Level != forecast.II {
			t.Fatalf("%+v, %+v", r.Days[2], o)
		}
		if later := r.Days[3].Outlook; later == nil || later.Members != 5 || later.Broken != 1 {
			t.Errorf("%+v", later)
		}
		if len(r.Ensemble.Members) != 6 || r.Ensemble.Days != 4 || len(r.Ensemble.Places) != 1 {
			t.Errorf("kept of the ensemble: %d members, %d days, places %v", len(r.Ensemble.Members), r.Ensemble.Days, r.Ensemble.Places)
		}
		d.comesOutAgain(t, r.ID)
		old := d.asBefore(t, r)
		if err := d.st.SaveRun(t.Context(), old); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Days, old.Days); diff != "" {
			t.Error(diff)
		}
		d.comesOutAgain(t, old.ID)
	}
}

func (d *desk) comesOutAgain(t *testing.T, id string) {
	t.Helper()
	if again, err := d.Again(t.Context(), id); err != nil || len(again.Broken) > 0 {
		t.Error(again.Broken, err)
	}
}

// asBefore is the run as earlier versions kept it: its members as lists of days.
func (d *desk) asBefore(t *testing.T, r forecast.Run) forecast.Run {
	t.Helper()
	var in run.Input
	if err := json.Unmarshal(r.Input, &in); err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Ensemble.Members {
		old := run.Member{Name: m.Name}
		for k := range r.Ensemble.Days {
			if v := r.Ensemble.At(m, 0, k); v.TempC.OK {
				old.Days = append(old.Days, forecast.Day{Place: "z", Date: day1.AddDays(k), Origin: forecast.Model, Issued: r.Ensemble.Issued,
					TempC: v.TempC, DewPointC: v.DewPointC, RainMM: v.RainMM, WindKmh: v.WindKmh})
			}
		}
		in.Members = append(in.Members, old)
	}
	editions, err := d.st.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	book, err := run.ReadBook(editions)
	if err != nil {
		t.Fatal(err)
	}
	before, err := run.Compute(in, book)
	if err != nil {
		t.Fatal(err)
	}
	return before
}

func hour(n int) time.Duration { return time.Duration(n) * time.Hour }
