package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

func TestNoStore(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		ok(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	another := filepath.Join(dir, "another.db")
	db, err := sql.Open("sqlite", another)
	ok(t, err)
	_, err = db.ExecContext(ctx, "CREATE TABLE photo (id INTEGER)")
	ok(t, err)
	ok(t, db.Close())
	for name, test := range map[string]struct {
		dsn   string
		words []string
	}{
		"garbage":           {file("garbage", strings.Repeat("garbage ", 900)), []string{"garbage", "no SQLite database", "--db"}},
		"a few bytes":       {file("short", "abc"), []string{"short", "no SQLite database", "--db"}},
		"damaged head":      {file("damaged", "SQLite format 3\x00"+strings.Repeat("x", 5000)), []string{"damaged", "backup"}},
		"another's":         {another, []string{"another.db", "another program's", "--db"}},
		"a folder":          {dir, []string{dir, "directory"}},
		"a file as folder":  {filepath.Join(file("plain", "x"), "canhlua.db"), []string{"folder cannot be made", "--db"}},
		"unknown kind":      {"mysql://root:geheim@h/d", []string{"unknown kind", "--db"}},
		"nothing":           {"", []string{"--db"}},
		"no server":         {"postgres://lan:geheim@127.0.0.1:1/d?connect_timeout=2", []string{"127.0.0.1:1/d", "host and port"}},
		"no address":        {"postgres://lan:geheim@[h/d", []string{"PostgreSQL", "postgres://user"}},
		"a letter for port": {"postgres://lan:geheim@h:x/d", []string{"PostgreSQL", "postgres://user"}},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, test.dsn, store.Options{}, test.words...)
			if _, err := store.Open(ctx, test.dsn, store.Options{}); strings.Contains(err.Error(), "geheim") {
				t.Errorf("the password is told: %v", err)
			}
		})
	}
	if now, err := os.ReadFile(filepath.Join(dir, "garbage")); err != nil || !strings.HasPrefix(string(now), "garbage") {
		t.Error("a file that is no store was written to")
	}
}

func TestStrangePath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cháy rừng %41?x=1#2", "kho dữ liệu.db")
	s := open(t, path)
	ok(t, s.SetMeta(ctx, "k", "v"))
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestFullDisk(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "full.db"))
	ok(t, s.SaveRun(ctx, makeRun(today, at(0), 3, 0, 0)))
	_, err := s.DB().ExecContext(ctx, "PRAGMA max_page_count = 90")
	ok(t, err)
	run := makeRun(today, at(1), 36, 10, 10)
	err = s.SaveRun(ctx, run)
	if err == nil || !strings.Contains(err.Error(), "full.db") || !strings.Contains(err.Error(), "make room") {
		t.Errorf("got %v, want the file and the remedy", err)
	}
	_, err = s.Run(ctx, run.ID, at(9))
	notFound(t, err)
	_, err = s.DB().ExecContext(ctx, "PRAGMA max_page_count = 100000")
	ok(t, err)
	ok(t, s.SaveRun(ctx, run)) // once there is room again
}

// TestServerGone ends all connections while runs are being saved.
func TestServerGone(t *testing.T) {
	dsn := pgtest.Start(t)
	s, other := open(t, dsn), open(t, dsn)
	failed := 0
	for i := range 20 {
		run := makeRun(today, at(float64(i)), 36, 10, 10)
		saved := make(chan error)
		go func() { saved <- s.SaveRun(ctx, run) }()
		time.Sleep(time.Duration(i) * 2 * time.Millisecond)
		_, err := other.DB().ExecContext(ctx, `
			SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		ok(t, err)
		if err := <-saved; err != nil {
			failed++
			t.Log(err)
		}
	}
	ok(t, s.SaveRun(ctx, makeRun(today, at(30), 36, 10, 10))) // it comes back by itself
	wholeRuns(t, other, 36, 11)
	t.Logf("%d of 20 failed", failed)
}

// wholeRuns checks that every run there is has all its rows, and that there are
// no others.
func wholeRuns(t testing.TB, s *store.Store, zones, days int) int {
	t.Helper()
	var runs, bad int
	ok(t, s.DB().QueryRowContext(ctx, `
		SELECT COUNT(*), COALESCE(SUM(CASE WHEN
			(SELECT COUNT(*) FROM run_day x WHERE x.run = r.num) <> $1 OR
			(SELECT COUNT(*) FROM run_state x WHERE x.run = r.num) <> $1 OR
			(SELECT COUNT(*) FROM run_reason x WHERE x.run = r.num) <> $2 OR
			(SELECT COUNT(*) FROM run_input x WHERE x.run = r.num) <> 1 THEN 1 ELSE 0 END), 0)
		FROM run r`, zones*days, zones).Scan(&runs, &bad))
	same(t, "half-written runs", bad, 0)
	var orphans int
	ok(t, s.DB().QueryRowContext(ctx, "SELECT COUNT(*) FROM run_day WHERE run NOT IN (SELECT num FROM run)").Scan(&orphans))
	same(t, "days without run", orphans, 0)
	return runs
}

// TestKilledWriter kills a process in a loop of writes with a signal that it
// cannot catch, and opens its file.
func TestKilledWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "killed.db")
	for round := range 3 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "CANHLUA_TEST_WRITE_LOOP="+path)
		child.Stderr = os.Stderr
		out, err := child.StdoutPipe()
		ok(t, err)
		ok(t, child.Start())
		lines := bufio.NewScanner(out)
		for range 4 {
			lines.Scan() // a run was saved
		}
		time.Sleep(time.Duration(round) * 3 * time.Millisecond)
		ok(t, child.Process.Kill())
		_ = child.Wait() // it was killed

		s, err := store.Open(ctx, path, store.Options{})
		ok(t, err)
		if runs := wholeRuns(t, s, 36, 11); runs < 4*(round+1) {
			t.Errorf("round %d: %d runs are there, want those that were told as saved", round, runs)
		}
		var said string
		ok(t, s.DB().QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&said))
		same(t, "integrity", said, "ok")
		ok(t, s.Close())
	}
}

// writeLoop saves runs until it is killed.
func writeLoop(path string) {
	s, err := store.Open(context.Background(), path, store.Options{})
	for i := 0; err == nil; i++ {
		err = s.SaveRun(context.Background(), makeRun(today, time.Now(), 36, 10, 10))
		if err == nil {
			_, err = s.SaveObservations(context.Background(), []forecast.Observation{{Station: "a", Time: time.Now(), Source: "csv"}})
		}
		fmt.Println(i)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
