package run

import (
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// TestTriedLikeTheRun: what a trial says of a day is what the run of that day said,
// for P, H, another reset and an index of the fuel, across a hole in the readings.
func TestTriedLikeTheRun(t *testing.T) {
	for name, text := range map[string]string{
		"p":            genericP,
		"another rain": strings.Replace(genericP, "rain_reset_mm: 5", "rain_reset_mm: 7", 1),
		"h":            "# title: H\n# method: h\n# rain_reset_mm: 5\n# status: provisional\n# basis: test\nforest_group,months,h_over,h_to,level\nall,1-12,,3,1\nall,1-12,3,,5\n",
		"fwi":          "# title: F\n# method: fwi\n# status: provisional\n# basis: test\nforest_group,months,fwi_over,fwi_to,level\nall,1-12,,20,1\nall,1-12,20,,4\n",
	} {
		t.Run(name, func(t *testing.T) {
			days := dryAndWet(300)
			tab, err := table.Parse("t", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			book := bookOf(t, text)
			last := days[len(days)-1].Date
			in := one(last, days...)
			past, err := NewPast(in, book)
			if err != nil {
				t.Fatal(err)
			}
			said, known := map[forecast.Date]Tried{}, 0
			past.See(in.Places[0]).Try(tab, func(d Tried) { said[d.Date] = d })
			for i := 20; i < len(days); i += 7 {
				d := days[i].Date
				want := on(t, compute(t, one(d, days[:i+1]...), book), d)
				if said[d].Level != want.Level {
					t.Errorf("%s: tried %s, the run said %s", d, said[d].Level, want.Level)
				}
				if want.Level.Known() {
					known++
				}
			}
			if known < 15 {
				t.Errorf("%d known days only: nothing was compared", known)
			}
		})
	}
}

// dryAndWet is a wet start, dry spells that rains of 6 and 20 mm end, and a hole.
func dryAndWet(n int) []forecast.Day {
	var days []forecast.Day
	for i := range n {
		rain := 0.0
		switch {
		case i < 60 || i%41 == 0:
			rain = 20
		case i%17 == 0:
			rain = 6
		}
		if i >= 150 && i < 156 {
			continue
		}
		days = append(days, reading(forecast.Date{Year: 2015, Month: time.January, Day: 1}.AddDays(i), 33+float64(i%4), 45, rain))
	}
	return days
}
