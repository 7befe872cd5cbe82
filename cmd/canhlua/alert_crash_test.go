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
			t.Run(fmt.Sprintf("%s %d", engine, n), func(t *testing.T) {
				dsn := filepath.Join(t.TempDir(), "t.db")
				if engine == "postgres" {
					dsn = pgtest.Start(t)
				}
				killService(t, dsn, time.Duration(moments.Int64N(int64(1500*time.Millisecond))))
			})
		}
	}
}

func killService(t *testing.T, dsn string, moment time.Duration) {
	d := newAlertDesk(t, dsn)
	d.now = time.Now()
	d.crowd()
	d.must(d.st.Publish(t.Context(), forecast.Publication{Run: d.draft(forecast.II), At: d.now})) // the store is no new one
	run := d.draft(forecast.V)
	dir := t.TempDir()
	args := []string{"--db", dsn, "--profile", quietProfile(t)}
	t.Setenv("CANHLUA_TEST_LEASE", crashLease.String())
	first := serve(t, dir, args...)
	d.now = time.Now()
	d.must((&PublishCmd{Run_: run}).Run(t.Context(), d.App))
	time.Sleep(moment)
	d.must(first.cmd.Process.Kill())
	_ = first.cmd.Wait() // it was killed
	d.office.mu.Lock()
	came := len(d.office.mails) + len(d.office.hooks)
	d.office.mu.Unlock()
	serve(t, dir, args...)
	d.untilSent()
	mails, hooks := d.office.emptied()
	ids, doubled := map[string]string{}, 0
	for _, m := range mails {
		if ids[m.to] == m.id {
			doubled++
		} else if ids[m.to] != "" {
			t.Errorf("%s got it under two IDs", m.to)
		}
		ids[m.to] = m.id
	}
	for _, h := range hooks {
		if known := ids[h.path]; known != "" && known != h.id {
			t.Errorf("%s got it under two IDs", h.path)
		}
		ids[h.path] = h.id
	}
	if len(ids) != crashMails+crashHooks {
		t.Errorf("%d of %d were reached", len(ids), crashMails+crashHooks)
	}
	if doubled > d.courier.Carry.Workers {
		t.Errorf("%d mails came twice, of %d connections", doubled, d.courier.Carry.Workers)
	}
	t.Logf("killed after %v, when %d had come: %d mails, %d of them twice, %d webhooks", moment.Round(time.Millisecond), came, len(mails), doubled, len(hooks))
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

// untilSent waits until everything was weighed and sent.
func (d *alertDesk) untilSent() {
	d.t.Helper()
	for began := time.Now(); time.Since(began) < 90*time.Second; time.Sleep(100 * time.Millisecond) {
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
