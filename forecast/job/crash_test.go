package job_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

const crashSubscribers = 250

// file is a receiver that keeps a line for each message, as a mail server does.
type file struct{ *os.File }

func (f file) Send(_ context.Context, m forecast.Message) (bool, error) {
	text := m.ID
	for _, i := range m.Items {
		text += " " + i.Subscription + "/" + i.Zone + "/" + i.Date.String()
	}
	time.Sleep(time.Millisecond) // a receiver takes its time
	_, err := f.WriteString(text + "\n")
	return true, err
}

// tell is a process of its own: it publishes the draft of day1 if that is still to be
// done, then works alert jobs and deliveries until nothing waits.
func tell(dsn string) {
	if err := tellAll(context.Background(), dsn); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

func tellAll(ctx context.Context, dsn string) error {
	d := &desk{now: day1.At(13, 0, time.FixedZone("+07", 7*3600))}
	began := time.Now()
	clock := func() time.Time { return d.now.Add(time.Since(began)) }
	if shift, err := time.ParseDuration(os.Getenv("CANHLUA_TEST_SHIFT")); err == nil {
		d.now = d.now.Add(shift)
	}
	st, err := store.Open(ctx, dsn, store.Options{Clock: clock, Announce: announce(&d.st)})
	if err != nil {
		return err
	}
	d.st = st
	defer func() { _ = st.Close() }()
	d.Service = &job.Service{Province: d.province(), Store: st, Clock: clock, Log: slog.New(slog.DiscardHandler)}
	out, err := os.OpenFile(os.Getenv("CANHLUA_TEST_OUT"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	carry := job.DefaultCarry
	carry.Batch, carry.Workers, carry.Poll = 40, 4, 50*time.Millisecond
	if carry.Lease, err = time.ParseDuration(os.Getenv("CANHLUA_TEST_LEASE")); err != nil {
		return err
	}
	courier := &job.Courier{Store: st, Composer: plain{}, Clock: clock, Log: d.Log, Carry: carry,
		Notifiers: map[forecast.Channel]forecast.Notifier{forecast.ChannelEmail: file{out}}}
	d.Weighed = courier.Wake
	client, err := river.NewClient(st.River(), &river.Config{Workers: d.Workers(nil), Logger: d.Log, FetchPollInterval: 50 * time.Millisecond,
		FetchCooldown: 20 * time.Millisecond, Queues: map[string]river.QueueConfig{job.AlertQueue: {MaxWorkers: 1}}})
	if err != nil {
		return err
	}
	if err := client.Start(ctx); err != nil {
		return err
	}
	run, cancel := context.WithCancel(ctx)
	defer cancel()
	go courier.Run(run)
	go d.Watchman(run)
	fmt.Println("go")
	if err := st.Publish(ctx, forecast.Publication{Run: crashRun, At: clock()}); err != nil {
		if wrong := new(forecast.WrongState); !errors.As(err, &wrong) {
			return err
		}
	}
	return d.untilTold(ctx)
}

// untilTold waits until everything was weighed and sent.
func (d *desk) untilTold(ctx context.Context) error {
	for range 6000 {
		counts, err := d.st.CountDeliveries(ctx)
		if err != nil {
			return err
		}
		if len(counts) == 1 && counts[0].State == forecast.DeliverySent {
			fmt.Println("done")
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.New("not all was sent in a minute")
}

func announce(st **store.Store) store.Announce {
	return func(ctx context.Context, tx *sql.Tx, e forecast.PublicEvent) error {
		client, err := river.NewClient((*st).River(), &river.Config{})
		if err != nil {
			return err
		}
		_, err = client.InsertTx(ctx, tx, job.AlertArgs{Event: e.Num}, nil)
		return err
	}
}

const crashRun = "crash"

// crashStore is a store with subscribers and a draft at level V.
func crashStore(t *testing.T, dsn string) {
	t.Helper()
	d := newDeskOn(t, dsn)
	d.at(day1, 12, 0)
	for i := range crashSubscribers {
		d.subscribe(t, fmt.Sprintf("s%03d", i))
	}
	run := forecast.Run{ID: crashRun, Date: day1, To: day1, Issued: d.now, Slot: "manual", ZoneSet: "set", Profile: "test@0", InputHash: "x",
		Status: forecast.Draft, Input: []byte("{}"), Days: []forecast.ZoneDay{{Zone: "z", Date: day1, Level: forecast.V, Status: forecast.StatusForecast}}}
	if err := d.st.SaveRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
}

// teller is a child process.
type teller struct {
	cmd  *exec.Cmd
	says *bufio.Scanner
}

func startTeller(t *testing.T, dsn, out string, lease, shift time.Duration) *teller {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &teller{cmd: exec.Command(self)}
	p.cmd.Env = append(os.Environ(), "CANHLUA_TEST_TELL="+dsn, "CANHLUA_TEST_OUT="+out, "CANHLUA_TEST_LEASE="+lease.String(), "CANHLUA_TEST_SHIFT="+shift.String())
	p.cmd.Stderr = os.Stderr
	pipe, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.kill() })
	p.says = bufio.NewScanner(pipe)
	return p
}

// until waits for a line and says how long it took.
func (p *teller) until(t *testing.T, line string) time.Duration {
	t.Helper()
	began := time.Now()
	for p.says.Scan() {
		if p.says.Text() == line {
			return time.Since(began)
		}
		if strings.HasPrefix(p.says.Text(), "error") {
			t.Fatal(p.says.Text())
		}
	}
	t.Fatalf("the child ended before it said %q", line)
	return 0
}

func (p *teller) kill() {
	_ = p.cmd.Process.Kill() // kill -9; it may have ended
	_ = p.cmd.Wait()
}

// received holds what came against what had to: each subscriber's message, under
// one ID however often it came.
func received(t *testing.T, out string) (lines, doubled int) {
	t.Helper()
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	text := map[string]string{}
	reached := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		id, items, _ := strings.Cut(line, " ")
		lines++
		if _, again := text[id]; again {
			doubled++
		}
		text[id] = items
		if other, ok := reached[items]; ok && other != id {
			t.Errorf("%s came under two IDs", items)
		}
		reached[items] = id
	}
	for i := range crashSubscribers {
		if want := fmt.Sprintf("s%03d/z/%s", i, day1); reached[want] == "" {
			t.Errorf("missing: %s", want)
		}
	}
	if len(reached) != crashSubscribers {
		t.Errorf("%d messages, want %d", len(reached), crashSubscribers)
	}
	return lines, doubled
}

// TestKilled kills the process at moments between publication and last delivery;
// the next one sends what is missing, and nothing twice under another ID.
// CANHLUA_TEST_KILLS says how many moments; CANHLUA_TEST_SEED which.
func TestKilled(t *testing.T) {
	kills, err := strconv.Atoi(os.Getenv("CANHLUA_TEST_KILLS"))
	if err != nil {
		kills = 3
	}
	seed, err := strconv.ParseUint(os.Getenv("CANHLUA_TEST_SEED"), 10, 64)
	if err != nil {
		seed = 1
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			fresh := func() string {
				if engine == "postgres" {
					return pgtest.Start(t)
				}
				return filepath.Join(t.TempDir(), "t.db")
			}
			whole := undisturbed(t, fresh())
			moments := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // chosen again by its seed
			for range kills {
				killedAt(t, fresh(), time.Duration(moments.Int64N(int64(whole))))
			}
		})
	}
}

// undisturbed says how long it takes when nobody is killed.
func undisturbed(t *testing.T, dsn string) time.Duration {
	out := filepath.Join(t.TempDir(), "out")
	crashStore(t, dsn)
	p := startTeller(t, dsn, out, time.Minute, 0)
	p.until(t, "go")
	whole := p.until(t, "done")
	if lines, doubled := received(t, out); lines != crashSubscribers || doubled != 0 {
		t.Fatalf("undisturbed: %d lines, %d doubled", lines, doubled)
	}
	return whole
}

func killedAt(t *testing.T, dsn string, moment time.Duration) {
	out := filepath.Join(t.TempDir(), "out")
	crashStore(t, dsn)
	p := startTeller(t, dsn, out, time.Minute, 0)
	p.until(t, "go")
	time.Sleep(moment)
	p.kill()
	// The leases of the dead run out: the next one lives two minutes later.
	next := startTeller(t, dsn, out, time.Minute, 2*time.Minute)
	next.until(t, "done")
	lines, doubled := received(t, out)
	t.Logf("killed after %v: %d lines, %d doubled under their ID", moment.Round(time.Millisecond), lines, doubled)
	if doubled > 4 { // one for each message that was on its way
		t.Errorf("%d doubled: more than were on their way", doubled)
	}
	next.kill()
}
