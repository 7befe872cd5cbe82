package job_test

import (
	"testing"
)

// TestRunComesOutAgain: a kept run comes out bit for bit from its input, also
// after a reading was corrected; and what the correction would change is told.
func TestRunComesOutAgain(t *testing.T) {
	d := newDesk(t)
	for i := range 6 {
		day := day1.AddDays(i)
		d.at(day, 14, 0)
		rain := 0.0
		if i == 0 {
			rain = 12
		}
		d.ingest(t, d.noon(day, 34.1+0.3*float64(i%3), 21.7-0.1*float64(i), rain))
	}
	last := day1.AddDays(5)
	d.at(last, 16, 30)
	r, err := d.Predict(t.Context(), last, "16:30", false)
	if err != nil {
		t.Fatal(err)
	}
	before, err := d.Again(t.Context(), r.ID)
	if err != nil || len(before.Broken) > 0 || len(before.Changed) > 0 {
		t.Fatalf("%v, %v, %v", err, before.Broken, before.Changed)
	}
	fixed := d.noon(last, 29, 24, 0)
	fixed.Correction = "CCA"
	d.at(last, 18, 0)
	d.ingest(t, fixed)
	after, err := d.Again(t.Context(), r.ID)
	if err != nil || len(after.Broken) > 0 {
		t.Fatalf("%v, %v", err, after.Broken)
	}
	if len(after.Changed) == 0 || after.Changed[0].Date != last || !(after.Changed[0].NowP.V < after.Changed[0].BeforeP.V) {
		t.Errorf("the correction changes nothing: %+v", after.Changed)
	}
	if _, err := d.Again(t.Context(), "nothing"); err == nil {
		t.Error("a run that is none comes out again")
	}
}
