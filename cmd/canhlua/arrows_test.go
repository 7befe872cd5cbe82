package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/canhlua/canhlua/"

// arrows says which of our packages each package may import. A package that is
// not named may import nothing of ours; cmd/canhlua may import all.
var arrows = map[string][]string{
	"forecast/table":    {"forecast", "geo"},
	"forecast/quality":  {"forecast", "geo"},
	"forecast/bias":     {"forecast"},
	"forecast/alert":    {"forecast"},
	"forecast/run":      {"forecast", "forecast/index", "forecast/table", "forecast/bias", "geo"},
	"forecast/verify":   {"forecast", "forecast/index", "forecast/table", "geo"},
	"forecast/workshop": {"forecast", "forecast/index", "forecast/table", "forecast/run", "forecast/alert", "forecast/verify"},
	"forecast/climate":  {"forecast"},
	"forecast/season":   {"forecast", "forecast/verify"},
	"forecast/job":      {"forecast", "forecast/climate", "forecast/quality", "forecast/run", "forecast/bias", "forecast/alert"},
	"data/synop":        {"forecast"},
	"data/metar":        {"forecast"},
	"data/bufr":         {"forecast"},
	"data/store":        {"forecast"},
	"data/profile":      {"forecast", "geo"},
	"data/layer":        {"geo"},
	"data/source":       {"forecast", "data/synop", "data/metar", "data/bufr"},
	"api/notify":        {"forecast"},
	"api/bulletin":      {"forecast", "geo"},
	"api/feed":          {"forecast"},
	"api/report":        {"forecast", "forecast/season", "forecast/verify", "api/bulletin"},
	"api": {"forecast", "forecast/table", "forecast/run", "forecast/verify", "forecast/workshop", "forecast/season", "geo",
		"api/notify", "api/feed", "api/bulletin", "api/report", "api/web"},
}

// TestArrows holds every import of the shipped code against the plan. Imports
// are parsed here, not asked of the build, so that the test cache cannot hide a
// change. A helper of tests or of generation (…/internal, …/pgtest) belongs to
// its parent.
func TestArrows(t *testing.T) {
	root := filepath.Join("..", "..")
	for _, top := range []string{"cmd", "forecast", "geo", "api", "data"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata"):
				return filepath.SkipDir
			case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			checkFile(t, root, path)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func checkFile(t *testing.T, root, path string) {
	t.Helper()
	rel, err := filepath.Rel(root, filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	home := filepath.ToSlash(rel)
	if home == "cmd/canhlua" {
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		target, ours := strings.CutPrefix(name, module)
		if ours && !strings.HasPrefix(target, home+"/") && !slices.Contains(arrows[room(home)], target) {
			t.Errorf("%s imports %s: no such arrow; see the table of arrows", path, target)
		}
	}
}

// room is the package that a helper package belongs to.
func room(home string) string {
	for name := range arrows {
		if strings.HasPrefix(home, name+"/internal") || strings.HasPrefix(home, name+"/pgtest") {
			return name
		}
	}
	return home
}

// TestTopLevel holds the top level to what the plan fixes.
func TestTopLevel(t *testing.T) {
	fixed := []string{"cmd", "forecast", "geo", "api", "data", "go.mod", "go.sum", "Makefile", "README.md", "var"}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(fixed, e.Name()) {
			t.Errorf("%s: nothing but %v and dot-files stands at the top level", e.Name(), fixed)
		}
	}
}
