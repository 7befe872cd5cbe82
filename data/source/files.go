package source

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/canhlua/canhlua/forecast"
)

// Files reads files and folders where they lie, as `canhlua ingest` does:
// folders with all below them, lists of stations first, then by name. A file met
// in a folder that is of no known format is a reject with a *Skipped; one that
// was named is a *forecast.Invalid.
type Files struct {
	Paths  []string
	Reader Reader
	Clock  forecast.Clock
}

// Name is "files".
func (f *Files) Name() string { return "files" }

// Fetch hands over one bulletin a file. Only an error of take ends it.
func (f *Files) Fetch(ctx context.Context, take func(forecast.Bulletin) error) error {
	var all []file
	for _, path := range f.Paths {
		all = append(all, collect(path)...)
	}
	arrange(all)
	for _, in := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := f.Reader.read(in, f.Clock())
		if in.named {
			blame(b.Rejects)
		}
		if err := take(b); err != nil {
			return err
		}
	}
	return nil
}

// collect finds the files below a path.
func collect(path string) []file {
	var found []file
	err := filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			found = append(found, file{path: p, name: p, err: err, named: true})
			if e != nil && e.IsDir() {
				return fs.SkipDir
			}
		case p == path && !e.IsDir():
			found = append(found, named(p))
		case p != path && hidden(e.Name()):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.Type().IsRegular():
			found = append(found, newFile(p, p))
		}
		return nil
	})
	if err != nil {
		found = append(found, file{path: path, name: path, err: err, named: true})
	}
	return found
}

// named is a file the user gave by its path; a link is followed.
func named(path string) file {
	f := newFile(path, path)
	f.named = true
	return f
}

// blame turns "passed over" into a fault: the user meant this file.
func blame(rejects []forecast.Reject) {
	for i, r := range rejects {
		var skipped *Skipped
		if errors.As(r.Err, &skipped) {
			rejects[i].Err = &forecast.Invalid{
				File: skipped.Name, Reason: skipped.Reason,
				Remedy: "give weather CSV, stations, SYNOP, METAR, BUFR or Open-Meteo JSON, or say which with --format",
			}
		}
	}
}
