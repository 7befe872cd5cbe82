package job_test

import (
	"slices"
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

// TestArchiveWithHoles: a past year that lacks a day gives a member as far as the
// hole, one without any day gives none, one with absurd readings none of its
// flagged values; with too few left the day is unknown, and the run says why.
func TestArchiveWithHoles(t *testing.T) {
	for least, wantLevel := range map[int]bool{2: true, 4: false} {
		d := newDesk(t)
		d.Province.Rules.Members, d.Province.Rules.MinMembers, d.Province.Rules.ArchiveYears = 1, least, 30
		d.at(day1, 14, 0)
		for year := day1.Year - 6; year < day1.Year; year++ {
			for k := range 12 {
				day := forecast.Date{Year: year, Month: day1.Month, Day: day1.Day}.AddDays(k - 2)
				temp := 31 + 0.6*float64((k+year)%5)
				switch hole := k == 4; { // the second day ahead
				case year == day1.Year-2 && hole, year == day1.Year-4:
					continue // a day is missing; a year is
				case year == day1.Year-3 && hole:
					temp = 990 // kept, flagged, not used
				}
				d.ingest(t, d.noon(day, temp, 20+0.5*float64((k*year)%4), 0))
			}
		}
		d.ingest(t, d.noon(day1.AddDays(-1), 33, 22, 20), d.noon(day1, 32, 21, 0))
		r, err := d.Predict(t.Context(), day1, "16:30", false)
		if err != nil {
			t.Fatal(err)
		}
		first, second := r.Days[1], r.Days[2]
		if o := first.Outlook; o == nil || o.Members != 5 || o.Broken != 0 {
			t.Errorf("tomorrow: %+v", o)
		}
		if o := second.Outlook; wantLevel && (o == nil || o.Members != 3 || o.Broken != 2) || second.Level.Known() != wantLevel {
			t.Errorf("at least %d: %+v, %+v", least, second, o)
		}
		why, _ := r.Reasons[0].On(second.Date)
		told := slices.ContainsFunc(why.Notes, func(n forecast.Note) bool { return n.Code == "outlook_too_few" && n.Args["members"] == "3" })
		if told == wantLevel {
			t.Errorf("at least %d: the reason remarks %v", least, why.Notes)
		}
	}
}
