package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"unicode/utf8"

	"golang.org/x/term"
)

// standardStream stands for standard input or output in place of a file.
const standardStream = "-"

// write writes a file whole or not at all; "-" and "" are the standard output.
func (a *App) write(path string, write func(io.Writer) error) error {
	if path == standardStream || path == "" {
		return write(a.out)
	}
	return writeWhole(path, write)
}

// writeBody writes what is complete. A person's screen is spared what is no text.
func (a *App) writeBody(path string, body []byte) error {
	if path == standardStream && isTerminal(a.out) && !utf8.Valid(body) {
		return usage{fmt.Errorf("--out: %d bytes that are no text are nothing for a screen; give --out FILE", len(body))}
	}
	return a.write(path, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// isTerminal reports whether a stream is a person's screen.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// writeWhole writes a file beside its place and moves it there when it is
// complete.
func writeWhole(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeInto(path, write)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".canhlua-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if err := write(tmp); err != nil {
		_ = tmp.Close() // the first error is the one to tell
		return err
	}
	if err := tmp.Chmod(0o644); err != nil {
		_ = tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// writeInto writes to what is no plain file: a pipe, a device. To rename a file
// over it would do away with it.
func writeInto(path string, write func(io.Writer) error) error {
	to, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(to), to.Close())
}
