package job_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// TestEditionWithAnotherReset: rain of 6 mm reset P by the edition of 5 mm. On
// the day on which one of 7 mm comes into force the level rests on P counted by
// it from the archive, and every run that looks over that day says so, not the
// first alone.
func TestEditionWithAnotherReset(t *testing.T) {
	d := newDesk(t)
	d.at(day1.AddDays(-20), 14, 0)
	d.ingest(t, d.noon(day1.AddDays(-20), 33, 22, 20))
	for k := -19; k <= 0; k++ {
		d.at(day1.AddDays(k), 14, 0)
		rain := 0.0
		if k == -4 {
			rain = 6
		}
		d.ingest(t, d.noon(day1.AddDays(k), 33+0.4*float64((k+20)%4), 22+0.3*float64((k+20)%5), rain)) // the same for long would be a stuck sensor
		if _, err := d.Predict(t.Context(), day1.AddDays(k), "13:40", false); err != nil {
			t.Fatal(err)
		}
	}
	text := strings.Replace(strings.Replace(genericP, "rain_reset_mm: 5", "rain_reset_mm: 7", 1), "# basis",
		"# valid_from: "+day1.AddDays(1).String()+"\n# decision: 1\n# issuer: x\n# date: 2026-01-01\n# basis", 1)
	edition, err := table.Parse("seven.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.st.AddEdition(t.Context(), edition.Edition(), forecast.AuditEntry{}); err != nil {
		t.Fatal(err)
	}
	d.at(day1.AddDays(1), 14, 0)
	d.ingest(t, d.noon(day1.AddDays(1), 33, 22, 0))
	for _, hour := range []int{15, 16, 17} {
		d.at(day1.AddDays(1), hour, 0)
		r, err := d.Predict(t.Context(), day1.AddDays(1), "manual", false)
		if err != nil {
			t.Fatal(err)
		}
		today := r.Days[0]
		if today.H != forecast.Some(21) || today.Edition != edition.Edition().ID || today.Level != forecast.V {
			t.Errorf("%d h: %+v", hour, today)
		}
		told := slices.IndexFunc(r.Notes, func(n forecast.Note) bool { return n.Code == "reset_changes" })
		if told < 0 || r.Notes[told].Args["mm"] != "7.0" || r.Notes[told].Args["before"] != "5.0" || r.Notes[told].Args["date"] != day1.AddDays(1).String() {
			t.Errorf("%d h: the run remarks %v", hour, r.Notes)
		}
	}
}
