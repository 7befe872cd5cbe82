package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// refused opens a store that must not open and checks the words of the error.
func refused(t testing.TB, dsn string, opt store.Options, words ...string) {
	t.Helper()
	s, err := store.Open(ctx, dsn, opt)
	if err == nil {
		_ = s.Close()
		t.Fatalf("opened %s, want an error with %q", dsn, words)
	}
	t.Log(err)
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q lacks %q", err, word)
		}
	}
}

// testOpenedAgain migrates from several sides at once and again.
func testOpenedAgain(t *testing.T, dsn string) {
	first := open(t, dsn) // on SQLite the file is one process's: at once only on PostgreSQL
	if first.Engine() == "postgres" {
		dsn = freshSchema(t, first, dsn)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s, err := store.Open(ctx, dsn, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			if err := errors.Join(s.Ping(ctx), s.SetMeta(ctx, "k", "v"), s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// freshSchema gives an address of the same database in which nothing is there.
func freshSchema(t testing.TB, s *store.Store, dsn string) string {
	t.Helper()
	if _, err := s.DB().ExecContext(ctx, "CREATE SCHEMA another"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(dsn, "?") {
		return dsn + "&search_path=another"
	}
	return dsn + "?search_path=another"
}

func testNewer(t *testing.T, dsn string) {
	s := open(t, dsn)
	_, err := s.DB().ExecContext(ctx, "INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, $2)", 99999, true)
	ok(t, err)
	refused(t, dsn, store.Options{}, s.Name(), "newer canhlua", "99999", "--db")
	refused(t, dsn, store.Options{ReadOnly: true}, s.Name(), "newer canhlua", "--db")
}

func testReadOnly(t *testing.T, dsn string) {
	refused(t, dsn, store.Options{ReadOnly: true}, "--db")
	w := open(t, dsn)
	ok(t, w.SetMeta(ctx, "k", "v"))
	r, err := store.Open(ctx, dsn, store.Options{ReadOnly: true})
	ok(t, err)
	defer func() { ok(t, r.Close()) }()
	same(t, "reads", must[string](t)(r.Meta(ctx, "k")), "v")
	if err := r.SetMeta(ctx, "k", "w"); err == nil || !strings.Contains(err.Error(), "can only be read") {
		t.Errorf("write: got %v", err)
	}
}

// testCancelledSave ends the context while a run is being saved, at moments from
// the first instant to past the end: the run is whole or not there.
func testCancelledSave(t *testing.T, s *store.Store) {
	begun := time.Now()
	ok(t, s.SaveRun(ctx, makeRun(today.AddDays(-1), noon, 36, 10, 10)))
	whole := time.Since(begun)
	there := 0
	for i := range 24 {
		run := makeRun(today, at(float64(i)), 36, 10, 10)
		short, cancel := context.WithTimeout(ctx, whole*time.Duration(i)/16)
		saved := s.SaveRun(short, run)
		cancel()
		_, err := s.Run(ctx, run.ID, at(99))
		var missing *forecast.NotFound
		switch {
		case err == nil:
			there++
			same(t, "days", len(must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, forecast.Date{}))), len(run.Days))
			must[forecast.Reason](t)(s.Reason(ctx, run.ID, run.Reasons[35].Zone))
			must[json.RawMessage](t)(s.RunInput(ctx, run.ID))
		case !errors.As(err, &missing):
			t.Fatal(err)
		case saved == nil:
			t.Error("saved without error and not there")
		}
	}
	var orphans int
	ok(t, s.DB().QueryRowContext(ctx, `SELECT COUNT(*) FROM run_day WHERE run NOT IN (SELECT num FROM run)`).Scan(&orphans))
	same(t, "days without run", orphans, 0)
	t.Logf("%d of 24 were saved", there)
}

type pingArgs struct{}

func (pingArgs) Kind() string { return "ping" }

type pingWorker struct {
	river.WorkerDefaults[pingArgs]
	done chan struct{}
}

func (w *pingWorker) Work(context.Context, *river.Job[pingArgs]) error {
	close(w.done)
	return nil
}

// testRiver works one job, entered in a transaction of the store.
func testRiver(t *testing.T, s *store.Store) {
	worker := &pingWorker{done: make(chan struct{})}
	workers := river.NewWorkers()
	river.AddWorker(workers, worker)
	client, err := river.NewClient(s.River(), &river.Config{
		Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}},
		FetchPollInterval: 100 * time.Millisecond,
	})
	ok(t, err)
	ok(t, client.Start(ctx))
	defer func() { ok(t, client.Stop(ctx)) }()
	ok(t, s.SaveRun(ctx, makeRun(today, noon, 1, 0, 0)))
	tx, err := s.DB().BeginTx(ctx, nil)
	ok(t, err)
	_, err = client.InsertTx(ctx, tx, pingArgs{}, nil)
	ok(t, errors.Join(err, tx.Commit()))
	select {
	case <-worker.done:
	case <-time.After(20 * time.Second):
		t.Error("the job was not worked")
	}
}
