package job_test

import (
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// TestPurge: a raw reading goes after the days of the retention, and a run made
// from it still comes out again.
func TestPurge(t *testing.T) {
	d := newDesk(t)
	d.Province.Retention = forecast.Retention{RawDays: 30}
	d.at(day1, 14, 0)
	if _, err := d.Receive(t.Context(), forecast.Raw{Source: "csv", Name: "own", Received: d.now, Data: []byte("own")},
		[]forecast.Observation{d.noon(day1, 33, 22, 20)}, forecast.AuditEntry{Actor: "user lan"}); err != nil {
		t.Fatal(err)
	}
	r, err := d.Predict(t.Context(), day1, "13:40", false)
	if err != nil {
		t.Fatal(err)
	}
	for days, want := range map[int]int64{30: 0, 31: 1} {
		d.at(day1.AddDays(days), 14, 0)
		if got, err := d.Purge(t.Context()); err != nil || got.Raw > want {
			t.Errorf("after %d days: %+v, %v", days, got, err)
		}
	}
	if again, err := d.Again(t.Context(), r.ID); err != nil || len(again.Broken) > 0 {
		t.Errorf("%+v, %v", again.Broken, err)
	}
}

// TestReportersAreForgotten: a telephone goes after the days of the profile, not
// before.
func TestReportersAreForgotten(t *testing.T) {
	d := newDesk(t)
	d.Province.Fires.PhoneDays = 90
	d.at(day1, 14, 0)
	f := forecast.FireRecord{ID: "f", Key: "k", Status: forecast.FireReported, Time: d.now, Received: d.now, Phone: "0900 000 000", Text: "khói"}
	if _, _, err := d.Store.SaveReport(t.Context(), f, nil, forecast.AuditEntry{At: d.now}); err != nil {
		t.Fatal(err)
	}
	for _, days := range []int{90, 91} {
		d.at(day1.AddDays(days), 14, 0)
		done, err := d.Purge(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		kept, err := d.Store.FireRecord(t.Context(), "f")
		if forgotten := days > 90; err != nil || (kept.Phone == "") != forgotten || (done.Reporters == 1) != forgotten {
			t.Errorf("after %d days: %+v, %v, %+v", days, done, err, kept)
		}
	}
}
