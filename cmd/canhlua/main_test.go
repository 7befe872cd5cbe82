package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast/job"
)

// TestMain lets the test binary stand for canhlua, so that tests run the real
// command line in a process of its own, and can kill it.
func TestMain(m *testing.M) {
	if os.Getenv("CANHLUA_TEST_AS_MAIN") == "1" {
		if lease, err := time.ParseDuration(os.Getenv("CANHLUA_TEST_LEASE")); err == nil {
			job.DefaultCarry.Lease = lease // so that a test need not wait for the one used in earnest
		}
		main()
	}
	testscript.Main(withPostgres{m}, map[string]func(){"canhlua": main})
}

// withPostgres stops what the tests started of PostgreSQL.
type withPostgres struct{ *testing.M }

// Run runs the tests.
func (w withPostgres) Run() int { return pgtest.Main(w.M.Run) }

// TestScripts runs the command lines of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", "script"), RequireExplicitExec: true})
}

// command is the binary with arguments, in a folder of its own.
func command(t testing.TB, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CANHLUA_TEST_AS_MAIN=1")
	return cmd
}

// result is what a finished command left.
type result struct {
	out, err string
	status   int
}

// canhlua runs a command to its end.
func canhlua(t *testing.T, dir string, args ...string) result {
	t.Helper()
	var out, stderr bytes.Buffer
	cmd := command(t, dir, args...)
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err := cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return result{out.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// mustRun runs a command that has to succeed.
func mustRun(t *testing.T, dir string, args ...string) result {
	t.Helper()
	r := canhlua(t, dir, args...)
	if r.status != 0 {
		t.Fatalf("canhlua %s: exit %d\n%s%s", strings.Join(args, " "), r.status, r.out, r.err)
	}
	return r
}

// served is a running service.
type served struct {
	url string
	cmd *exec.Cmd
	err *bytes.Buffer
}

// serve starts the service on a free port and waits until it is ready. When the
// test ends it is asked to stop and has to do so in time.
func serve(t testing.TB, dir string, args ...string) *served {
	t.Helper()
	return serveUntil(t, "/readyz", dir, args...)
}

// serveUntil starts the service and waits until a path is answered with 200.
func serveUntil(t testing.TB, path, dir string, args ...string) *served {
	t.Helper()
	s := &served{cmd: command(t, dir, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...), err: &bytes.Buffer{}}
	s.cmd.Stderr = s.err
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.stop(t) })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("serve said nothing: %v\n%s", err, s.err)
	}
	_, s.url, _ = strings.Cut(strings.TrimSpace(line), "Canh Lửa: ")
	s.await(t, path, http.StatusOK)
	return s
}

func (s *served) stop(t testing.TB) {
	if s.cmd.ProcessState != nil {
		return
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- s.cmd.Wait() }()
	select {
	case err := <-gone:
		if err != nil {
			t.Errorf("serve ended with %v\n%s", err, s.err)
		}
	case <-time.After(10 * time.Second):
		_ = s.cmd.Process.Kill()
		t.Errorf("serve did not stop within 10 s\n%s", s.err)
	}
}

// await asks until the answer has the status.
func (s *served) await(t testing.TB, path string, status int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if r, err := http.Get(s.url + path); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == status {
				return
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s did not answer %d in time\n%s", path, status, s.err)
}

// get reads JSON from the service.
func get[T any](t *testing.T, s *served, path string) T {
	t.Helper()
	r, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s\n%s", path, r.Status, body)
	}
	var v T
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("GET %s: %v\n%s", path, err, body)
	}
	return v
}

// shared finds real data for tests, which lies beside the checkout and is never
// part of it.
func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("CANHLUA_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path, err := filepath.Abs(filepath.Join(root, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		if required("shared") {
			t.Fatalf("the shared data are required, but %v", err)
		}
		t.Skip("the shared data are not here")
	}
	return path
}

// required reports whether CANHLUA_TEST_REQUIRE asks for a part.
func required(part string) bool {
	for _, name := range strings.Split(os.Getenv("CANHLUA_TEST_REQUIRE"), ",") {
		if strings.TrimSpace(name) == part {
			return true
		}
	}
	return false
}

func write(t testing.TB, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
