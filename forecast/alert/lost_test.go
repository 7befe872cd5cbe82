package alert_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

// lose marks what an event told as never arrived, as the store does.
func (w *world) lose(event int64) {
	for i := range w.told {
		if t := &w.told[i]; t.Event == event && t.Sent {
			t.Sent, t.Warned, t.Lost = false, false, true
		}
	}
}

func TestLostIsToldAnew(t *testing.T) {
	for _, test := range []struct {
		name   string
		subs   forecast.Subscription
		levels []string // of one publication a day, of that day and the next
		lost   []int    // publications whose messages never arrive
		want   string   // of the last one
	}{
		{"a rise", sub("a"), []string{"44", "44"}, []int{0}, "a@02T18:00: z00/02/rise/IV"},
		{"a rise, days ago", sub("a"), []string{"44", "44", "44"}, []int{0, 1}, "a@03T18:00: z00/03/rise/IV"},
		{"what is worse", sub("a"), []string{"44", "55", "55"}, []int{1}, "a@03T18:00: z00/03/rise/V"},
		{"nothing", sub("a"), []string{"44", "44"}, nil, ""},
		{"the all-clear", sub("a"), []string{"44", "22", "22"}, []int{1}, "a@03T18:00: z00/03/fall/II"},
		{"a warning that is over", sub("a"), []string{"44", "22"}, []int{0}, ""},
		{"a daily", sub("a", daily), []string{"44", "44", "44"}, []int{1}, "a@03T18:00: z00/03/daily/IV"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, got := newWorld(1, test.subs), ""
			for day, levels := range test.levels {
				got = letters(w.publish(day, 18, forecast.DecidedPublished, levels))
				for _, lost := range test.lost {
					if lost == day {
						w.lose(w.event)
					}
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestWhoeverIsReachedKnows: whatever was lost before, who gets the messages of the last
// publication knows the level of today from there on, if it is one that was asked for.
func TestWhoeverIsReachedKnows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sub("a")
		s.Wants.Daily = rapid.Bool().Draw(t, "daily")
		w := newWorld(1, s)
		known := map[forecast.Date]forecast.Level{} // by valid day, as it arrived last
		day := 0
		for range rapid.IntRange(1, 10).Draw(t, "events") {
			day += rapid.IntRange(0, 2).Draw(t, "days")
			levels := rapid.StringMatching(`[1-5]{2}`).Draw(t, "levels")
			out := w.publish(day, 18, forecast.DecidedPublished, levels)
			if rapid.Bool().Draw(t, "lost") {
				w.lose(w.event)
				continue
			}
			for _, d := range out.Deliveries {
				for _, i := range d.Items {
					known[i.Date] = i.Level
				}
			}
			today := forecast.Level(levels[0] - '0')
			told := forecast.Unknown
			for back := 0; back <= day && !told.Known(); back++ {
				told = known[first.AddDays(day-back)]
			}
			if today >= s.Least && told != today {
				t.Fatalf("day %d: level %s is public, the person was told %s", day, today, told)
			}
		}
	})
}
