package source_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

var local = time.FixedZone("+07", 7*3600)

// shared finds a file of the real data, or skips the test.
func shared(t *testing.T, parts ...string) string {
	t.Helper()
	dir := os.Getenv("CANHLUA_SHARED")
	for root := "."; dir == "" && len(root) < 60; root = filepath.Join("..", root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			dir = filepath.Join(root, "..", "shared")
		}
	}
	path := filepath.Join(append([]string{dir, "data"}, parts...)...)
	if _, err := os.Stat(path); err == nil {
		return path
	}
	if strings.Contains(os.Getenv("CANHLUA_TEST_REQUIRE"), "shared") {
		t.Fatal("the shared data are required and not there; set CANHLUA_SHARED")
	}
	t.Skip("the shared data are not there: real files are not tried")
	return ""
}

func line(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// columns reads a mapping that must be good.
func columns(t testing.TB, yaml string) *source.Columns {
	t.Helper()
	c, err := source.ReadColumns("columns.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// decodeCSV reads all rows of a text.
func decodeCSV(text string, c *source.Columns) (obs []forecast.Observation, rejects []forecast.Reject, err error) {
	opt := source.CSVOptions{Name: "in.csv", Columns: c, Location: local, NoonHour: 13}
	err = source.DecodeCSV(strings.NewReader(text), opt,
		func(o forecast.Observation) error { obs = append(obs, o); return nil },
		func(r forecast.Reject) { rejects = append(rejects, r) })
	return obs, rejects, err
}

// want compares an error's text with the parts it must have.
func want(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error; want one with %q", parts)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v: want %q in it", err, part)
		}
	}
}
