package job_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

// onBoth runs a test with a desk on each engine.
func onBoth(t *testing.T, live func(*testing.T, *desk)) {
	t.Run("sqlite", func(t *testing.T) { live(t, newDeskOn(t, filepath.Join(t.TempDir(), "t.db"))) })
	t.Run("postgres", func(t *testing.T) { live(t, newDeskOn(t, pgtest.Start(t))) })
}

// TestNoStaleWarning: a warning that is still being tried when newer news comes is not
// sent behind it, neither by the next try nor by a press on the desk's button.
func TestNoStaleWarning(t *testing.T) {
	for _, test := range []struct {
		name          string
		before, after []forecast.Level // of today and tomorrow
		texts, states string
	}{
		{"tried again behind the all-clear", []forecast.Level{forecast.IV, forecast.IV}, []forecast.Level{forecast.II, forecast.II},
			"a@example.vn: z 2026-03-01 fall II;", "sent 1, superseded 1"},
		{"tried again behind what is worse", []forecast.Level{forecast.IV, forecast.IV}, []forecast.Level{forecast.V, forecast.V},
			"a@example.vn: z 2026-03-01 rise V;", "sent 1, superseded 1"},
		{"one day of two is overtaken", []forecast.Level{forecast.IV, forecast.V}, []forecast.Level{forecast.IV, forecast.IV},
			"a@example.vn: z 2026-03-01 rise IV;\na@example.vn: z 2026-03-02 eased IV;", "sent 2"},
		{"nothing new", []forecast.Level{forecast.IV, forecast.IV}, []forecast.Level{forecast.IV, forecast.IV},
			"a@example.vn: z 2026-03-01 rise IV;", "sent 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				down, r := true, &receiver{}
				r.answer = func(int, forecast.Message) (bool, error) {
					return true, map[bool]error{true: errors.New("busy")}[down]
				}
				c := d.courier(r)
				d.at(day1, 13, 0)
				d.subscribe(t, "a")
				d.public(t, test.before...)
				d.weigh(t)
				deliver(t, c)
				down, r.got = false, nil
				d.now = d.now.Add(10 * time.Second) // the second try is due later
				d.public(t, test.after...)
				d.weigh(t)
				deliver(t, c)
				d.now = d.now.Add(time.Hour)
				deliver(t, c)
				if r.texts() != test.texts || d.state(t) != test.states {
					t.Errorf("got\n%s\n%s\nwant\n%s\n%s", r.texts(), d.state(t), test.texts, test.states)
				}
			})
		})
	}
}

// TestNotReachedIsToldAnew: a warning that was refused, or whose day was over before the
// mail server came back, is not taken for told: the next publication tells it.
func TestNotReachedIsToldAnew(t *testing.T) {
	for _, test := range []struct {
		name  string
		retry bool
		dead  string
	}{{"refused for good", false, "dead 1"}, {"the day was over first", true, "expired 1"}} {
		t.Run(test.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				down, r := true, &receiver{}
				r.answer = func(int, forecast.Message) (bool, error) {
					return test.retry, map[bool]error{true: errors.New("no")}[down]
				}
				c := d.courier(r)
				d.at(day1, 23, 58)
				d.subscribe(t, "a")
				d.public(t, forecast.IV, forecast.IV, forecast.IV)
				d.weigh(t)
				deliver(t, c)
				d.at(day1.AddDays(1), 0, 1) // the wait for the next try ends behind the day
				if _, err := d.st.ExpireDeliveries(t.Context(), d.now); err != nil || d.state(t) != test.dead {
					t.Fatalf("%s, %v", d.state(t), err)
				}
				down, r.got = false, nil
				d.public(t, forecast.IV, forecast.IV)
				d.weigh(t)
				deliver(t, c)
				d.now = d.now.Add(time.Hour)
				d.public(t, forecast.IV, forecast.IV)
				d.weigh(t)
				deliver(t, c)
				if want := "a@example.vn: z 2026-03-02 rise IV;"; r.texts() != want {
					t.Errorf("got %q, want %q", r.texts(), want)
				}
			})
		})
	}
}

// TestDeadIsToldOnce: what the next publication tells anew is not sent a second time by
// the desk's button.
func TestDeadIsToldOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		down, r := true, &receiver{}
		r.answer = func(int, forecast.Message) (bool, error) {
			return false, map[bool]error{true: errors.New("refused")}[down]
		}
		c := d.courier(r)
		d.at(day1, 13, 0)
		d.subscribe(t, "a")
		d.public(t, forecast.IV)
		d.weigh(t)
		deliver(t, c)
		dead, err := d.st.Deliveries(t.Context(), forecast.DeliveryQuery{State: forecast.DeliveryDead})
		if err != nil || len(dead) != 1 {
			t.Fatal(dead, err)
		}
		down, r.got = false, nil
		d.now = d.now.Add(time.Minute)
		d.public(t, forecast.IV)
		d.weigh(t)
		var invalid *forecast.Invalid
		if err := d.st.RetryDelivery(t.Context(), dead[0].ID, d.now); !errors.As(err, &invalid) {
			t.Errorf("retried what was overtaken: %v", err)
		}
		deliver(t, c)
		if want := "a@example.vn: z 2026-03-01 rise IV;"; r.texts() != want {
			t.Errorf("got %q, want %q", r.texts(), want)
		}
	})
}
