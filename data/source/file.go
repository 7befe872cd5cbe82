package source

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const largestFile = 64 << 20 // bytes, unless the Reader says otherwise

// file is a file to be read.
type file struct {
	path     string
	name     string // for the bulletin
	size     int64
	modified time.Time
	named    bool // the user gave its path, rather than its folder's
	stations bool // a list of stations
	err      error
}

// newFile looks at a file. What cannot be looked at bears its error.
func newFile(path, name string) file {
	f := file{path: path, name: name}
	info, err := os.Stat(path)
	if err != nil {
		f.err = err
		return f
	}
	f.size, f.modified = info.Size(), info.ModTime()
	if !info.Mode().IsRegular() { // a pipe would be waited for without end
		f.err = &forecast.Invalid{File: name, Reason: "no regular file", Remedy: "give a file or a folder"}
		return f
	}
	f.stations = isStations(path)
	return f
}

func isStations(path string) bool {
	head, err := readUpTo(path, headBytes)
	if err != nil {
		return false // reading it whole will say so
	}
	format, err := Detect(path, head)
	return err == nil && format == FormatStations
}

// readUpTo reads a file's first bytes.
func readUpTo(path string, limit int64) ([]byte, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, limit))
}

// arrange puts lists of stations first, so that the weather after them finds its
// stations; then by name.
func arrange(files []file) {
	slices.SortStableFunc(files, func(a, b file) int {
		switch {
		case a.stations != b.stations && a.stations:
			return -1
		case a.stations != b.stations:
			return 1
		}
		return strings.Compare(a.path, b.path)
	})
}

// read makes a file a bulletin.
func (r *Reader) read(f file, received time.Time) forecast.Bulletin {
	data, err := r.load(f)
	if err != nil {
		return forecast.Bulletin{
			Raw:     forecast.Raw{Source: FormatAuto, Name: f.name, Received: received.UTC()},
			Rejects: []forecast.Reject{{Name: f.name, Err: err}},
		}
	}
	return r.Bulletin(f.name, data, f.modified, received)
}

func (r *Reader) load(f file) ([]byte, error) {
	if f.err != nil {
		return nil, f.err
	}
	limit := orDefault(r.MaxBytes, largestFile)
	if f.size > limit {
		return nil, r.tooLarge(f, f.size, limit)
	}
	data, err := readUpTo(f.path, limit+1)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	if size := int64(len(data)); size > limit { // it has grown
		return nil, r.tooLarge(f, size, limit)
	}
	return data, nil
}

// tooLarge refuses a file by its size, unless it is not for the service at all.
func (r *Reader) tooLarge(f file, size, limit int64) error {
	if head, err := readUpTo(f.path, headBytes); err == nil {
		var skipped *Skipped
		if _, err := r.format(f.name, head); errors.As(err, &skipped) {
			return skipped
		}
	}
	return &forecast.Invalid{
		File:   f.name,
		Reason: fmt.Sprintf("%d bytes, more than the %d that are read at once", size, limit),
		Remedy: "cut the file into smaller ones",
	}
}

// hidden reports whether a name is not meant to be read: dot-files, and files
// another program is still writing.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.EqualFold(filepath.Ext(name), ".part")
}
