package main

import (
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/term"
)

// standardStream stands for standard input or output in place of a file.
const standardStream = "-"

// write writes a file whole or not at all; "-" is the standard output.
func (a *App) write(path string, write func(io.Writer) error) error {
	if path == standardStream {
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
