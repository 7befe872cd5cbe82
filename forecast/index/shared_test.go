package index_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedDir is the folder of the shared test data, which are no part of the project.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir, own := os.Getenv("CANHLUA_SHARED"), filepath.Join("..", "..", "..", "shared")
	if dir == "" {
		dir = own
	}
	dir = filepath.Join(dir, "data")
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	if strings.Contains(os.Getenv("CANHLUA_TEST_REQUIRE"), "shared") {
		t.Fatalf("shared test data are required, and are not at %s", dir)
	}
	t.Skip("the shared test data are not beside this checkout: this test did not run")
	return ""
}
