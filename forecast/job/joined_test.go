package job_test

import (
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

// TestAFirstReadingMakesNoHoles: an officer types in the first reading of a post that
// lies at the very place of the zone, where a far station spoke so far. The day's level stays known.
func TestAFirstReadingMakesNoHoles(t *testing.T) {
	d := newDesk(t)
	if err := d.st.SaveStations(t.Context(), []forecast.Station{{ID: "far", Name: "Far", Lat: 11.6, Lon: 106.4}}); err != nil {
		t.Fatal(err)
	}
	day := forecast.Date{Year: 2026, Month: 3, Day: 1}
	for n := range 13 {
		today := day.AddDays(n)
		rain := map[bool]float64{true: 12, false: 0}[n == 0]
		far := d.noon(today, 33+float64(n%3), 20+float64(n%2), rain)
		far.Station = "far"
		d.at(today, 16, 30)
		d.ingest(t, far)
		if n == 12 {
			d.ingest(t, d.noon(today, 35, 20, 0))
		}
		run, err := d.Predict(t.Context(), today, "16:30", false)
		if err != nil {
			t.Fatal(err)
		}
		days, err := d.st.ZoneDays(t.Context(), run.ID, today)
		if err != nil || len(days) != 1 || !days[0].Level.Known() || !days[0].P.OK {
			t.Fatalf("%s: %+v, %v", today, days, err)
		}
	}
}
