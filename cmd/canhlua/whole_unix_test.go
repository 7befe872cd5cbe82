//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWriteWholeKeepsDevices: what is no plain file, such as /dev/null or a pipe,
// is written to and never replaced by a file.
func TestWriteWholeKeepsDevices(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	hold, err := os.OpenFile(pipe, os.O_RDWR, 0) // a reader, so that nobody waits
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	err = writeWhole(pipe, func(to io.Writer) error {
		_, err := io.WriteString(to, "read me")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Fatalf("the pipe was replaced: %v %v", info, err)
	}
	got := make([]byte, 7)
	if _, err := io.ReadFull(hold, got); err != nil || string(got) != "read me" {
		t.Errorf("%q, %v", got, err)
	}
}
