package alert_test

import (
	"testing"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/alert"
)

// TestFactsOfMembers: a level that comes of many cases of weather says so, in messages
// and to the public.
func TestFactsOfMembers(t *testing.T) {
	w := newWorld(1, sub("a"))
	w.event++
	b := alert.NewBoard(w.set.ID, ids(w.set), first, 10)
	b.Put(forecast.Run{}, forecast.ZoneDay{Zone: "z00", Date: first, Level: forecast.V, Status: forecast.StatusForecast,
		Outlook: &forecast.Outlook{Source: forecast.FromClimatology, Members: 16, Counts: []int{1, 0, 0, 3, 12}}})
	out := w.weigh(b, first.At(18, 0, here), forecast.DecidedPublished)
	want := forecast.Facts{Members: 16, Likely: 15, Climatology: true}
	for name, got := range map[string]forecast.Facts{"message": out.Deliveries[0].Items[0].Facts, "public": out.Alerts[0].Facts} {
		if got.Members != want.Members || got.Likely != want.Likely || got.Climatology != want.Climatology {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
