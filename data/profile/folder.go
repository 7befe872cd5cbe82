package profile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/canhlua/canhlua/forecast"
)

// maxFileBytes is far above any file of a profile; a larger one is a mistake.
const maxFileBytes = 256 << 20

// folder is a profile's files while they are read, and the mistakes found.
type folder struct {
	name     string
	files    map[string][]byte
	names    []string // sorted
	used     map[string]bool
	mistakes []error
}

func openFolder(from fs.FS, name string) (*folder, error) {
	f := &folder{name: name, files: map[string][]byte{}, used: map[string]bool{}}
	err := fs.WalkDir(from, ".", func(file string, entry fs.DirEntry, err error) error {
		switch base := path.Base(file); {
		case err != nil:
			return err
		case file == ".":
			return nil
		case strings.HasPrefix(base, "."), strings.HasSuffix(base, "~"):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		if info, err := entry.Info(); err == nil && info.Size() > maxFileBytes {
			return &forecast.Invalid{File: f.label(file), Reason: "larger than 256 MB", Remedy: "it does not belong into a profile"}
		}
		data, err := fs.ReadFile(from, file)
		f.files[file] = data
		f.names = append(f.names, file)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", name, err)
	}
	slices.Sort(f.names)
	return f, nil
}

// label is a file's name as it stands in messages.
func (f *folder) label(file string) string { return strings.TrimRight(f.name, `/\`) + "/" + file }

// hash is the SHA-256 over the names and contents, in order of the names.
func (f *folder) hash() string {
	h := sha256.New()
	for _, name := range f.names {
		// a hash never fails to be written to
		_, _ = fmt.Fprintf(h, "%d %s %d\n", len(name), name, len(f.files[name]))
		_, _ = h.Write(f.files[name])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// text gives a text file without its byte order mark; false when it is missing
// or no UTF-8, which is then reported.
func (f *folder) text(file string) ([]byte, bool) {
	data, ok := f.files[file]
	f.used[file] = true
	if !ok {
		f.add(&forecast.Invalid{File: f.label(file), Reason: "the file is missing",
			Remedy: "a profile needs profile.yaml, levels.yaml, words/ and the files they name"})
		return nil, false
	}
	if !utf8.Valid(data) {
		f.add(&forecast.Invalid{File: f.label(file), Reason: "not UTF-8 text", Remedy: "save it in UTF-8"})
		return nil, false
	}
	return []byte(strings.TrimPrefix(string(data), "\ufeff")), true
}

func (f *folder) has(file string) bool { _, ok := f.files[file]; return ok }

// in lists the files of a sub-folder with one of the endings.
func (f *folder) in(sub string, endings ...string) []string {
	var found []string
	for _, name := range f.names {
		if path.Dir(name) == sub && slices.Contains(endings, strings.ToLower(path.Ext(name))) {
			found = append(found, name)
		}
	}
	return found
}

func (f *folder) add(mistake error) { f.mistakes = append(f.mistakes, mistake) }

// checkUnused reports files that look like parts of a profile and are not read,
// mostly misspelt names. Sub-folders may hold anything else.
func (f *folder) checkUnused() {
	for _, name := range slices.Concat(f.in(".", ".yaml", ".yml", ".csv", ".geojson"),
		f.in("words", ".yml", ".json"), f.in("tables", ".yaml", ".yml")) {
		if !f.used[name] {
			f.add(&forecast.Invalid{File: f.label(name), Reason: "no part of a profile has this name",
				Remedy: "rename it, or take it out of the folder"})
		}
	}
}
