package job_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// plain is a composer that says what it was given.
type plain struct{}

func (plain) Compose(_ context.Context, c forecast.Claim) (forecast.Message, error) {
	text := ""
	for _, i := range c.Items {
		text += fmt.Sprintf("%s %s %s %s;", i.Zone, i.Date, i.Kind, i.Level)
	}
	return forecast.Message{ID: c.ID, Purpose: c.Purpose, To: c.To.Address, Language: c.To.Language, Text: text, Items: c.Items}, nil
}

// receiver is a channel that answers as the test says.
type receiver struct {
	mu     sync.Mutex
	got    []forecast.Message
	answer func(n int, m forecast.Message) (bool, error)
}

func (r *receiver) Send(_ context.Context, m forecast.Message) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, m)
	if r.answer == nil {
		return false, nil
	}
	return r.answer(len(r.got), m)
}

func (r *receiver) texts() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, m := range r.got {
		out = append(out, m.To+": "+m.Text)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func (d *desk) courier(r *receiver) *job.Courier {
	carry := job.DefaultCarry
	carry.Workers = 2
	return &job.Courier{Store: d.st, Composer: plain{}, Clock: d.clock, Log: slog.New(slog.DiscardHandler), Carry: carry,
		Notifiers: map[forecast.Channel]forecast.Notifier{forecast.ChannelEmail: r}}
}

func (d *desk) subscribe(t *testing.T, id string) {
	t.Helper()
	err := d.st.SaveSubscription(t.Context(), forecast.Subscription{ID: id, Channel: forecast.ChannelEmail, Address: id + "@example.vn", Language: "vi",
		Area: forecast.Area{Zones: []string{"z"}, ZoneSet: "set"}, Least: forecast.IV, Wants: forecast.Wants{Rises: true, Falls: true},
		State: forecast.SubscriptionActive, Created: d.now}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

// public makes levels of today and the next days the province's word.
func (d *desk) public(t testing.TB, levels ...forecast.Level) forecast.Run {
	t.Helper()
	today := d.Province.Today(d.now)
	run := forecast.Run{ID: fmt.Sprintf("%s-%d", today, d.now.UnixNano()), Date: today, To: today.AddDays(len(levels) - 1), Issued: d.now, Slot: "manual",
		ZoneSet: "set", Profile: "test@0", InputHash: "x", Status: forecast.Draft, Input: []byte("{}")}
	for i, l := range levels {
		status := forecast.StatusForecast
		if !l.Known() {
			status = forecast.StatusUnknown
		}
		run.Days = append(run.Days, forecast.ZoneDay{Zone: "z", Date: today.AddDays(i), Level: l, Status: status})
	}
	if err := d.st.SaveRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if err := d.st.Publish(t.Context(), forecast.Publication{Run: run.ID, At: d.now}); err != nil {
		t.Fatal(err)
	}
	return run
}

func (d *desk) weigh(t testing.TB) bool {
	t.Helper()
	done, err := d.Weigh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func deliver(t *testing.T, c *job.Courier) int {
	t.Helper()
	n, err := c.Deliver(t.Context(), forecast.ChannelEmail)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (d *desk) state(t *testing.T) string {
	t.Helper()
	counts, err := d.st.CountDeliveries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range counts {
		out = append(out, fmt.Sprintf("%s %d", c.State, c.Count))
	}
	return strings.Join(out, ", ")
}

// TestAlertsFromPublicationToReceiver lives through a rise, a withdrawal, a fall.
func TestAlertsFromPublicationToReceiver(t *testing.T) {
	d, r := newDesk(t), &receiver{}
	c := d.courier(r)
	d.at(day1, 18, 30)
	d.subscribe(t, "a")
	d.public(t, forecast.III, forecast.IV)
	if !d.weigh(t) || d.weigh(t) || deliver(t, c) != 1 || deliver(t, c) != 0 {
		t.Fatal("not weighed once, or not sent once")
	}
	d.at(day1, 19, 0)
	wrong := d.public(t, forecast.III, forecast.V)
	d.weigh(t)
	deliver(t, c)
	d.at(day1, 19, 30)
	if err := d.st.Withdraw(t.Context(), forecast.Publication{Run: wrong.ID, At: d.now, Reason: "wrong"}); err != nil {
		t.Fatal(err)
	}
	d.weigh(t)
	deliver(t, c)
	d.at(day1.AddDays(1), 18, 30)
	d.public(t, forecast.IV, forecast.II)
	d.weigh(t)
	deliver(t, c)
	want := `a@example.vn: z 2026-03-02 correction IV;
a@example.vn: z 2026-03-02 rise IV;
a@example.vn: z 2026-03-02 rise V;
a@example.vn: z 2026-03-03 fall II;`
	if got := r.texts(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	alerts, err := d.st.Alerts(t.Context(), forecast.AlertQuery{AsOf: d.now, Standing: true})
	if err != nil || len(alerts) != 1 || alerts[0].Date != day1.AddDays(1) || len(alerts[0].Replaces) != 2 {
		t.Errorf("standing alerts %+v, %v", alerts, err)
	}
}

// TestTakenBackBeforeItWentOut: a warning that never left is not followed by an
// all-clear.
func TestTakenBackBeforeItWentOut(t *testing.T) {
	d, r := newDesk(t), &receiver{}
	d.at(day1, 18, 30)
	d.subscribe(t, "a")
	d.public(t, forecast.III, forecast.V)
	d.weigh(t)
	d.at(day1, 18, 40)
	d.public(t, forecast.III, forecast.III)
	d.weigh(t)
	if deliver(t, d.courier(r)); len(r.got) != 0 {
		t.Errorf("sent %s", r.texts())
	}
}

func TestMute(t *testing.T) {
	d := newDesk(t)
	d.Mute = true
	d.at(day1, 18, 30)
	d.subscribe(t, "a")
	d.public(t, forecast.V)
	if !d.weigh(t) || d.state(t) != "" {
		t.Errorf("deliveries: %s", d.state(t))
	}
	if alerts, err := d.st.Alerts(t.Context(), forecast.AlertQuery{AsOf: d.now}); err != nil || len(alerts) != 1 {
		t.Errorf("%d public alerts, %v", len(alerts), err)
	}
}

func TestCourierTriesAgain(t *testing.T) {
	busy := func(int, forecast.Message) (bool, error) { return true, errors.New("busy") }
	refused := func(int, forecast.Message) (bool, error) { return false, errors.New("refused") }
	for _, test := range []struct {
		name   string
		answer func(int, forecast.Message) (bool, error)
		hours  []float64 // after publication at 13:00 at which the courier looks
		sends  int
		state  string
	}{
		{"a passing failure, later sent", func(n int, _ forecast.Message) (bool, error) {
			return true, map[bool]error{true: errors.New("busy")}[n < 3]
		}, []float64{0, 0.001, 0.02, 0.06}, 3, "sent 1"},
		{"a permanent failure", refused, []float64{0, 1, 2}, 1, "dead 1"},
		{"a receiver that names its hour", func(n int, _ forecast.Message) (bool, error) {
			return true, map[bool]error{true: &forecast.RetryAfter{Wait: time.Hour, Reason: "full"}}[n < 2]
		}, []float64{0, 0.5, 1.3}, 2, "sent 1"},
		{"busy until the day is over", busy, []float64{0, 0.1, 0.3, 1, 2, 4, 6, 8, 10, 11.5}, 8, "expired 1"},
		{"the address is gone", func(int, forecast.Message) (bool, error) { return false, &forecast.Gone{Reason: "no such mailbox"} }, []float64{0, 1}, 1, "dead 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, r := newDesk(t), &receiver{answer: test.answer}
			c := d.courier(r)
			d.at(day1, 13, 0)
			d.subscribe(t, "a")
			d.public(t, forecast.V)
			d.weigh(t)
			for _, h := range test.hours {
				d.now = day1.At(13, 0, d.Province.Location).Add(time.Duration(h * float64(time.Hour)))
				if _, err := d.st.ExpireDeliveries(t.Context(), d.now); err != nil {
					t.Fatal(err)
				}
				deliver(t, c)
			}
			if len(r.got) != test.sends || d.state(t) != test.state {
				t.Errorf("%d sends, %s; want %d, %s", len(r.got), d.state(t), test.sends, test.state)
			}
			for _, m := range r.got {
				if m.ID != r.got[0].ID {
					t.Error("the ID changed between tries")
				}
			}
		})
	}
}

// TestBreaker: a receiver that is down is left alone, and the messages keep their tries.
func TestBreaker(t *testing.T) {
	down := true
	d, r := newDesk(t), &receiver{answer: func(int, forecast.Message) (bool, error) {
		return true, map[bool]error{true: errors.New("connection refused")}[down]
	}}
	c := d.courier(r)
	c.Carry.Workers = 1
	d.at(day1, 13, 0)
	for i := range 20 {
		d.subscribe(t, fmt.Sprint("s", i))
	}
	d.public(t, forecast.V)
	d.weigh(t)
	deliver(t, c)
	if len(r.got) != 5 {
		t.Errorf("%d tries before it is left alone", len(r.got))
	}
	down = false
	d.now = d.now.Add(2 * time.Minute)
	if deliver(t, c); d.state(t) != "sent 20" {
		t.Errorf("after it is back: %s", d.state(t))
	}
}

func TestSandbox(t *testing.T) {
	d, r := newDesk(t), &receiver{}
	c := d.courier(r)
	c.Sandbox = map[forecast.Channel]string{forecast.ChannelEmail: "sandbox@example.vn"}
	d.at(day1, 13, 0)
	d.subscribe(t, "a")
	d.public(t, forecast.V)
	d.weigh(t)
	if deliver(t, c); len(r.got) != 1 || r.got[0].To != "sandbox@example.vn" || !r.got[0].Test {
		t.Errorf("sent %+v", r.got)
	}
}

// TestErasedGetsNothing: nor does who had unsubscribed.
func TestErasedGetsNothing(t *testing.T) {
	d, r := newDesk(t), &receiver{}
	d.at(day1, 13, 0)
	d.subscribe(t, "a")
	d.public(t, forecast.V)
	d.weigh(t)
	if err := d.st.EraseSubscription(t.Context(), "a", "mark", d.now); err != nil {
		t.Fatal(err)
	}
	if deliver(t, d.courier(r)); len(r.got) != 0 || d.state(t) != "revoked 1" {
		t.Errorf("%d sent, %s", len(r.got), d.state(t))
	}
}

func TestHeartbeat(t *testing.T) {
	d := newDesk(t)
	kinds := func(hour, minute int) string {
		d.at(day1, hour, minute)
		standing, err := d.Heartbeat(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, w := range standing {
			out = append(out, w.Kind)
		}
		return strings.Join(out, " ")
	}
	d.at(day1.AddDays(-1), 17, 0)
	d.public(t, forecast.II)
	for _, step := range []struct {
		hour, minute int
		want         string
	}{{6, 20, ""}, {6, 40, "no_run"}, {7, 40, "no_run no_publication"}} {
		if got := kinds(step.hour, step.minute); got != step.want {
			t.Errorf("%d:%d: %q, want %q", step.hour, step.minute, got, step.want)
		}
	}
	d.at(day1, 7, 50)
	d.public(t, forecast.II)
	if got := kinds(8, 0); got != "" {
		t.Errorf("after the publication: %q", got)
	}
}

// TestReplayDecides: a replay decides the alerts of its days and sends none, unless
// it is asked to.
func TestReplayDecides(t *testing.T) {
	for _, asked := range []bool{false, true} {
		d, r := newDesk(t), &receiver{}
		d.at(day1, 0, 0)
		d.subscribe(t, "a")
		var obs []forecast.Observation
		for n := range 50 { // dry and hot from the first day on
			obs = append(obs, d.noon(day1.AddDays(n-30), 34+float64(n%5)/2, 18+float64(n%7)/3, map[bool]float64{true: 20}[n == 29]))
		}
		replay := job.Replay{From: day1, To: day1.AddDays(19), Observations: obs, Raw: forecast.Raw{Name: "t.csv"}, Day: func(forecast.Run) error { return nil }}
		if c := d.courier(r); asked {
			replay.Deliver = func(ctx context.Context, now time.Time) error {
				d.now = now
				_, err := c.Deliver(ctx, forecast.ChannelEmail)
				return err
			}
		}
		if _, err := d.Replay(t.Context(), replay); err != nil {
			t.Fatal(err)
		}
		d.now = day1.AddDays(20).At(0, 0, d.Province.Location)
		alerts, err := d.st.Alerts(t.Context(), forecast.AlertQuery{AsOf: d.now, Limit: 1000})
		if err != nil || len(alerts) == 0 {
			t.Fatalf("%d public alerts, %v", len(alerts), err)
		}
		if sent := len(r.got); asked != (sent > 0) || asked != (d.state(t) == fmt.Sprint("sent ", sent)) {
			t.Errorf("asked %v: %d sent, %s", asked, sent, d.state(t))
		}
		if asked && !strings.Contains(r.texts(), "rise IV") {
			t.Error(r.texts())
		}
	}
}
