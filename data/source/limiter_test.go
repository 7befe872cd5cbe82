package source_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/data/source"
)

// watch is a clock that only sleep moves.
type watch struct{ now time.Time }

func (w *watch) clock() time.Time { return w.now }

func (w *watch) sleep(ctx context.Context, d time.Duration) error {
	w.now = w.now.Add(d)
	return ctx.Err()
}

func TestLimiter(t *testing.T) {
	for name, c := range map[string]struct {
		limiter *source.Limiter
		calls   []float64
		after   []time.Duration // since the first, of each
	}{
		"no limit":           {&source.Limiter{}, []float64{1e6, 1e6}, []time.Duration{0, 0}},
		"a minute":           {&source.Limiter{PerMinute: 3}, []float64{1, 2, 1, 2}, []time.Duration{0, 0, time.Minute, time.Minute}},
		"fractions":          {&source.Limiter{PerMinute: 1}, []float64{0.5, 0.5, 0.5}, []time.Duration{0, 0, time.Minute}},
		"more than all":      {&source.Limiter{PerMinute: 10}, []float64{25, 1}, []time.Duration{0, time.Minute}},
		"an hour":            {&source.Limiter{PerMinute: 3, PerHour: 3, Longest: 2 * time.Hour}, []float64{3, 1}, []time.Duration{0, time.Hour}},
		"a day":              {&source.Limiter{PerHour: 2, PerDay: 4, Longest: 48 * time.Hour}, []float64{2, 2, 2}, []time.Duration{0, time.Hour, 24 * time.Hour}},
		"nothing is counted": {&source.Limiter{PerMinute: 1}, []float64{1, 0, 0}, []time.Duration{0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			w := &watch{now: modelNow}
			l := c.limiter
			l.Clock, l.Sleep = w.clock, w.sleep
			for i, calls := range c.calls {
				if err := l.Wait(t.Context(), calls); err != nil || w.now.Sub(modelNow) != c.after[i] {
					t.Errorf("call %d after %s, %v; want %s", i+1, w.now.Sub(modelNow), err, c.after[i])
				}
			}
		})
	}
}

// A wait that is too long, or longer than the context lasts, is an error at once.
func TestLimiterGivesUp(t *testing.T) {
	w := &watch{now: time.Now()}
	l := &source.Limiter{PerMinute: 10, PerDay: 20, Clock: w.clock, Sleep: w.sleep}
	short, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	began := w.now
	var limited *source.Limited
	if err := l.Wait(short, 10); err != nil {
		t.Fatal(err)
	}
	if err := l.Wait(short, 10); !errors.As(err, &limited) || !limited.Until.Equal(began.Add(time.Minute)) {
		t.Errorf("%v", err)
	}
	if err := l.Wait(t.Context(), 10); err != nil || w.now.Sub(began) != time.Minute {
		t.Error(err)
	}
	if err := l.Wait(t.Context(), 1); !errors.As(err, &limited) || !limited.Until.Equal(began.Add(24*time.Hour)) {
		t.Errorf("%v", err)
	}
	w.now = began.Add(25 * time.Hour)
	l.Hold(w.now.Add(90 * time.Second))
	if err := l.Wait(t.Context(), 1); err != nil || w.now.Sub(began) != 25*time.Hour+90*time.Second {
		t.Error(w.now.Sub(began), err)
	}
	var none *source.Limiter
	none.Hold(w.now)
	if err := none.Wait(t.Context(), 1); err != nil {
		t.Error(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := l.Wait(stopped, 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// However many calls come when, no window ever holds more than its limit.
func TestLimiterHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &watch{now: modelNow}
		l := &source.Limiter{PerMinute: 5, PerHour: 40, Longest: 24 * time.Hour, Clock: w.clock, Sleep: w.sleep}
		type made struct {
			at    time.Time
			calls float64
		}
		var all []made
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "pause")) * time.Second)
			calls := float64(rapid.IntRange(0, 5).Draw(t, "calls"))
			if err := l.Wait(context.Background(), calls); err != nil {
				t.Fatal(err)
			}
			all = append(all, made{w.now, calls})
			for over, most := range map[time.Duration]float64{time.Minute: 5, time.Hour: 40} {
				sum := 0.0
				for _, m := range all {
					if m.at.After(w.now.Add(-over)) {
						sum += m.calls
					}
				}
				if sum > most {
					t.Fatalf("%v calls within %s", sum, over)
				}
			}
		}
	})
}
