package geo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// shared reads a file of the shared test data, which are no part of the project.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sharedFolder(), filepath.FromSlash(name)))
	if err == nil {
		return data
	}
	if strings.Contains(os.Getenv("CANHLUA_TEST_REQUIRE"), "shared") {
		t.Fatalf("shared test data are required: %v", err)
	}
	t.Skip("the shared test data are not beside this checkout: this test did not run")
	return nil
}

func sharedFolder() string {
	if dir := os.Getenv("CANHLUA_SHARED"); dir != "" {
		return filepath.Join(dir, "data")
	}
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return filepath.Join(dir, "..", "shared", "data")
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

func sharedShapes(t testing.TB, name string) []orb.MultiPolygon {
	t.Helper()
	features, problems := ReadFeatures(name, shared(t, name))
	if len(problems) > 0 {
		t.Fatalf("%d problems, first: %v", len(problems), problems[0])
	}
	shapes := make([]orb.MultiPolygon, len(features))
	for i, f := range features {
		shapes[i] = f.Shape
	}
	return shapes
}

func square(x, y, size float64) orb.Ring {
	return orb.Ring{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}}
}

func shape(rings ...orb.Ring) orb.MultiPolygon { return orb.MultiPolygon{orb.Polygon(rings)} }
