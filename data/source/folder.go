package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Folder is a drop folder: each file put into it is read once and then moved to
// its subfolder done/, or failed/ when nothing could be taken from it. A file is
// moved only after take has accepted it, so that a crash in between reads it
// again; the store knows what it already has.
type Folder struct {
	Path   string
	Reader Reader
	Clock  forecast.Clock
	Settle time.Duration // a file changed within this time is left for the next visit; default 2 s
}

// Name is "folder".
func (f *Folder) Name() string { return "folder" }

// Fetch reads the files that lie there now: lists of stations first, then by
// name. A file that cannot be moved does not stop the others.
func (f *Folder) Fetch(ctx context.Context, take func(forecast.Bulletin) error) error {
	files, err := f.files()
	if err != nil {
		return err
	}
	var stuck []error
	for _, in := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := f.Reader.read(in, f.Clock())
		if err := take(b); err != nil {
			return err
		}
		sub := "done"
		if len(b.Observations) == 0 && len(b.Stations) == 0 && len(b.Rejects) > 0 {
			sub = "failed"
		}
		if err := f.move(in.path, sub); err != nil {
			stuck = append(stuck, err)
		}
	}
	return errors.Join(stuck...)
}

// files are those that are ready to be read.
func (f *Folder) files() ([]file, error) {
	entries, err := os.ReadDir(f.Path)
	if err != nil {
		return nil, fmt.Errorf("drop folder %s: %w; create it, or correct the profile", f.Path, err)
	}
	var files []file
	for _, e := range entries {
		if !e.Type().IsRegular() || hidden(e.Name()) {
			continue
		}
		in := newFile(filepath.Join(f.Path, e.Name()), e.Name())
		if !errors.Is(in.err, fs.ErrNotExist) && !f.unsettled(in.modified) {
			files = append(files, in)
		}
	}
	arrange(files)
	return files, nil
}

// unsettled reports whether the file may still be being written. A time far
// ahead of the clock says nothing about that.
func (f *Folder) unsettled(modified time.Time) bool {
	settle := orDefault(f.Settle, 2*time.Second)
	age := f.Clock().Sub(modified)
	return age < settle && age > -settle
}

// move puts a file into a subfolder, under a name of its own where there is one
// of the same name already.
func (f *Folder) move(path, sub string) error {
	dir := filepath.Join(f.Path, sub)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("drop folder: %w", err)
	}
	err := os.Rename(path, free(dir, filepath.Base(path)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // gone: another process has moved it
		return fmt.Errorf("drop folder: %w", err)
	}
	return nil
}

// free finds a path in dir that nothing has yet: name.csv, name-2.csv, …
func free(dir, name string) string {
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	path := filepath.Join(dir, name)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s-%d%s", stem, n, ext))
	}
}
