package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/data/store/pgtest"
)

func TestMain(m *testing.M) {
	if path := os.Getenv("CANHLUA_TEST_WRITE_LOOP"); path != "" {
		writeLoop(path) // the child of TestKilledWriter
		return
	}
	os.Exit(pgtest.Main(m.Run))
}

func TestSQLite(t *testing.T) {
	contract(t, func(t testing.TB) string { return filepath.Join(t.TempDir(), "folder", "canhlua.db") })
}

func TestPostgres(t *testing.T) {
	contract(t, pgtest.Start)
}

// noon is the present of the tests.
var noon = time.Date(2016, 3, 5, 6, 0, 0, 0, time.UTC)

func open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dsn, store.Options{Clock: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
