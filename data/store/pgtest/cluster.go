package pgtest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// cluster is the throw-away cluster of this process, nil when none runs.
var cluster *throwAway

// throwAway is a cluster in a temporary folder.
type throwAway struct{ bin, dir string }

// startCluster makes a cluster and starts it on a free port of the loopback.
func startCluster() (server string, err error) {
	bin, ok := findBin()
	if !ok {
		return "", errAbsent
	}
	dir, err := os.MkdirTemp("", "canhlua-pg-")
	if err != nil {
		return "", err
	}
	c := &throwAway{bin: bin, dir: dir}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir)
		}
	}()
	if err := giveAway(dir); err != nil {
		return "", err
	}
	if err := c.command("initdb", "-D", c.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"); err != nil {
		return "", err
	}
	port, err := freePort()
	if err != nil {
		return "", err
	}
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "+
		"-c synchronous_commit=off -c full_page_writes=off -c max_connections=200", port)
	if err := c.command("pg_ctl", "-D", c.data(), "-l", filepath.Join(dir, "log"), "-o", options, "-w", "-t", "60", "start"); err != nil {
		return "", err
	}
	cluster = c
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", port), nil
}

func stopCluster() {
	if cluster == nil {
		return
	}
	if err := cluster.command("pg_ctl", "-D", cluster.data(), "-m", "immediate", "-w", "stop"); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	_ = os.RemoveAll(cluster.dir) // in the system's folder for temporary files
}

func (c *throwAway) data() string { return filepath.Join(c.dir, "data") }

// command runs a program of PostgreSQL, which refuses to run as root.
func (c *throwAway) command(name string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	// The server outlives pg_ctl and would hold a pipe open: write to a file.
	out, err := os.OpenFile(filepath.Join(c.dir, "out"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }()
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, out, out
	asOther(cmd)
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w\n%s", name, err, said)
	}
	return nil
}

// findBin is the folder of initdb and pg_ctl: that of initdb on PATH, or the
// newest where Debian puts them.
func findBin() (string, bool) {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is right
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			folders = append(folders, filepath.Dir(real))
		}
	}
	for i := len(folders) - 1; i >= 0; i-- {
		_, initdb := os.Stat(filepath.Join(folders[i], "initdb"))
		_, ctl := os.Stat(filepath.Join(folders[i], "pg_ctl"))
		if initdb == nil && ctl == nil {
			return folders[i], true
		}
	}
	return "", false
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}
