package job_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
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
		if again, err := d.Again(t.Context(), r.ID); err == nil && len(again.Broken) > 0 {
			t.Error(again.Broken)
		}
	}
}

func hour(n int) time.Duration { return time.Duration(n) * time.Hour }
