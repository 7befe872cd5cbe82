package job_test

import (
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// TestOutlookFromThePast: without model weather the days ahead come from past
// years around the date; the run's own year is never among them, and a later
// year only in a hindcast.
func TestOutlookFromThePast(t *testing.T) {
	for name, want := range map[string]int{"as it was": 3, "hindcast": 6} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.Province.Rules.Members, d.Province.Rules.MinMembers, d.Province.Rules.ArchiveYears = 1, 1, 30
			d.at(day1, 14, 0)
			var all []forecast.Observation
			for year := day1.Year - 3; year <= day1.Year+3; year++ {
				for k := range 31 {
					day := forecast.Date{Year: year, Month: day1.Month, Day: day1.Day}.AddDays(k - 15)
					all = append(all, d.noon(day, 33+0.3*float64(k%5), 22+0.2*float64(k%7), 0))
				}
			}
			var past []forecast.Observation
			for _, o := range all {
				if !o.Time.After(d.now) {
					past = append(past, o)
				}
			}
			d.ingest(t, past...)
			if name == "hindcast" {
				d.Archive = job.NewArchive(all, day1.AddDays(-1500), day1.AddDays(1500), d.Province)
			}
			d.ingest(t, d.noon(day1.AddDays(-1), 33, 22, 20), d.noon(day1, 33, 22, 20))
			r, err := d.Predict(t.Context(), day1, "16:30", false)
			if err != nil {
				t.Fatal(err)
			}
			tomorrow := r.Days[1]
			if o := tomorrow.Outlook; o == nil || o.Members != want || tomorrow.Status != forecast.StatusForecast || o.Source != forecast.FromClimatology {
				t.Errorf("%+v, %+v", tomorrow, o)
			}
			if err := d.st.SaveRun(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			again, err := d.Again(t.Context(), r.ID)
			if err != nil || len(again.Broken) > 0 {
				t.Errorf("%v, %v", again.Broken, err)
			}
		})
	}
}
