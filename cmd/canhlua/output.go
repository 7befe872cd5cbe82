package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// write writes a file whole or not at all; "-" and "" are the standard output.
func (a *App) write(path string, write func(io.Writer) error) error {
	if path == "-" || path == "" {
		return write(a.out)
	}
	return writeWhole(path, write)
}

// writeBytes is write for what is ready.
func (a *App) writeBytes(path string, body []byte) error {
	return a.write(path, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
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
