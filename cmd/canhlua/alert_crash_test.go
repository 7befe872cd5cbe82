package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

const (
	crashMails = 150
	crashHooks = 40
	crashLease = 8 * time.Second // of the child; the dead one's claims run out so soon
)

// TestServiceKilled kills the real service at moments between publication and last
// delivery; the next one sends what is missing. A mail comes twice on at most as many
// connections as were open, and nothing comes under two IDs. CANHLUA_TEST_KILLS says
// how many moments on each engine, CANHLUA_TEST_SEED which.
func TestServiceKilled(t *testing.T) {
	kills, err := strconv.Atoi(os.Getenv("CANHLUA_TEST_KILLS"))
	if err != nil {
		kills = 1
	}
	seed, err := strconv.ParseUint(os.Getenv("CANHLUA_TEST_SEED"), 10, 64)
	if err != nil {
		seed = 1
	}
	moments := rand.New(rand.NewPCG(seed, 11)) //nolint:gosec // chosen again by its seed
	for _, engine := range []string{"sqlite", "postgres"} {
		for n := range kills {
			m := moment{came: moments.IntN(crashMails + crashHooks), later: time.Duration(moments.Int64N(int64(10 * time.Millisecond)))}
			if m.came == 0 || moments.IntN(5) == 0 { // before the first: while it is weighed, or not even that
				m = moment{later: time.Duration(moments.Int64N(int64(time.Second)))}
			}
			t.Run(fmt.Sprintf("%s %d", engine, n), func(t *testing.T) {
				dsn := filepath.Join(t.TempDir(), "t.db")
				if engine == "postgres" {
					dsn = pgtest.Start(t)
				}
				killService(t, dsn, m)
			})
		}
	}
}

// moment is when to kill: a while after so many messages have come.
type moment struct {
	came  int
	later time.Duration
}

func killService(t *testing.T, dsn string, m moment) {
	d, args := newCrowd(t, dsn)
	t.Setenv("CANHLUA_TEST_LEASE", crashLease.String())
	first := serve(t, t.TempDir(), args...)
	d.warn()
	d.await("a message", func() bool { return d.office.came() >= m.came })
	time.Sleep(m.later)
	d.must(first.cmd.Process.Kill())
	_ = first.cmd.Wait() // it was killed
	came := d.office.came()
	serve(t, t.TempDir(), args...)
	d.untilSent()
	mails, doubled, hooks := d.judge()
	t.Logf("killed when %d had come: %d mails, %d of them twice, %d webhooks", came, mails, doubled, hooks)
}

// TestOtherServiceGoesOn: of two services on one PostgreSQL the one is killed that has
// claimed all messages and handed over a few; the other goes on within 30 s.
func TestOtherServiceGoesOn(t *testing.T) {
	d, args := newCrowd(t, pgtest.Start(t))
	d.office.hold = make(chan struct{})
	first := serve(t, t.TempDir(), args...)
	d.warn()
	d.await("a message", func() bool { return d.office.waits() > 0 })
	serve(t, t.TempDir(), args...)
	d.must(first.cmd.Process.Kill())
	_ = first.cmd.Wait() // it was killed
	killed, held := time.Now(), d.office.waits()
	close(d.office.hold)
	d.await("the other service", func() bool { return d.office.came() > held })
	took := time.Since(killed)
	d.untilSent()
	mails, doubled, hooks := d.judge()
	if took > 30*time.Second {
		t.Errorf("it took %v", took)
	}
	t.Logf("the other went on after %v: %d mails, %d of them twice, %d webhooks", took.Round(100*time.Millisecond), mails, doubled, hooks)
}

// newCrowd is a desk with subscribers, at level II so far, and how to start services
// on its store.
func newCrowd(t *testing.T, dsn string) (d *alertDesk, args []string) {
	t.Helper()
	d = newAlertDesk(t, dsn)
	d.now, d.office.slow = time.Now(), 2*time.Millisecond
	d.crowd()
	d.must(d.st.Publish(t.Context(), forecast.Publication{Run: d.draft(forecast.II), At: d.now})) // the store is no new one
	return d, []string{"--db", dsn, "--profile", quietProfile(t)}
}

// warn publishes level V by the command.
func (d *alertDesk) warn() {
	d.t.Helper()
	d.now = time.Now()
	d.must((&PublishCmd{Run_: d.draft(forecast.V)}).Run(d.t.Context(), d.App))
}

// await waits for a minute at most.
func (d *alertDesk) await(what string, is func() bool) {
	d.t.Helper()
	for began := time.Now(); !is(); time.Sleep(time.Millisecond) {
		if time.Since(began) > time.Minute {
			d.t.Fatalf("waited a minute for %s", what)
		}
	}
}

// judge holds what arrived against what had to: everyone was reached, under one ID, and
// no more mails came twice than connections were open.
func (d *alertDesk) judge() (mails, doubled, hooks int) {
	d.t.Helper()
	letters, calls := d.office.emptied()
	ids := map[string]string{}
	for _, m := range letters {
		if ids[m.to] == m.id {
			doubled++
		} else if ids[m.to] != "" {
			d.t.Errorf("%s got it under two IDs", m.to)
		}
		ids[m.to] = m.id
	}
	for _, h := range calls {
		if known := ids[h.path]; known != "" && known != h.id {
			d.t.Errorf("%s got it under two IDs", h.path)
		}
		ids[h.path] = h.id
	}
	if len(ids) != crashMails+crashHooks {
		d.t.Errorf("%d of %d were reached", len(ids), crashMails+crashHooks)
	}
	if doubled > d.courier.Carry.Workers {
		d.t.Errorf("%d mails came twice, of %d connections", doubled, d.courier.Carry.Workers)
	}
	return len(letters), doubled, len(calls)
}

// crowd are subscribers by mail and webhook.
func (d *alertDesk) crowd() {
	d.t.Helper()
	var all []forecast.Subscription
	for i := range crashMails + crashHooks {
		s := forecast.Subscription{ID: fmt.Sprintf("s%03d", i), Channel: forecast.ChannelEmail, Address: fmt.Sprintf("s%03d@example.vn", i), Language: "vi",
			Area: forecast.Area{Zones: []string{d.set.Zones[0].ID}, ZoneSet: d.set.ID}, Least: forecast.IV, Wants: forecast.Wants{Rises: true}, State: forecast.SubscriptionActive}
		if i >= crashMails {
			s.Channel, s.Address, s.Secret = forecast.ChannelWebhook, fmt.Sprintf("%s/s%03d", d.office.url, i), hookSecret
		}
		all = append(all, s)
	}
	_, err := d.st.AddSubscriptions(d.t.Context(), all, nil)
	d.must(err)
}

// untilSent waits until everything was weighed and sent: long enough for the third try
// of a message that a busy machine could not hand over in time.
func (d *alertDesk) untilSent() {
	d.t.Helper()
	for began := time.Now(); time.Since(began) < 6*time.Minute; time.Sleep(100 * time.Millisecond) {
		counts, err := d.st.CountDeliveries(d.t.Context())
		d.must(err)
		sent := int64(0)
		for _, c := range counts {
			if c.State == forecast.DeliverySent {
				sent += c.Count
			}
		}
		if sent == crashMails+crashHooks {
			return
		}
	}
	counts, err := d.st.CountDeliveries(d.t.Context())
	d.t.Fatalf("not all was sent in time: %+v %v", counts, err)
}

// quietProfile is the embedded one without sources and standing rule, and with
// webhooks to this machine.
func quietProfile(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "data", "profile", "binhduong"))); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "profile.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	quiet := strings.NewReplacer("    enabled: true", "    enabled: false", "standing: true ", "standing: false", "allow_private: false", "allow_private: true ").Replace(string(text))
	write(t, path, quiet)
	return dir
}
