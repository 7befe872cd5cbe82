// Package pgtest gives tests a PostgreSQL database of their own: on the server
// that CANHLUA_TEST_DATABASE_URL names, or on a throw-away cluster made with
// initdb and pg_ctl, one for each test process. Call Main from TestMain, so
// that the cluster stops at the end.
package pgtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

var errAbsent = errors.New("no PostgreSQL: neither CANHLUA_TEST_DATABASE_URL is set nor are initdb and pg_ctl found")

// theServer is the address of the maintenance database, found or started once.
var theServer = sync.OnceValues(func() (string, error) {
	if dsn := os.Getenv("CANHLUA_TEST_DATABASE_URL"); dsn != "" {
		return dsn, nil
	}
	return startCluster()
})

// Main runs the tests and stops the cluster when one was started.
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Main(m.Run)) }
func Main(run func() int) int {
	defer stopCluster()
	return run()
}

// Start gives the address of a fresh, empty database, which is dropped at the
// end of the test. Without PostgreSQL the test is skipped, or fails when
// CANHLUA_TEST_REQUIRE contains "postgres".
func Start(t testing.TB) (dsn string) {
	t.Helper()
	server, err := theServer()
	switch {
	case errors.Is(err, errAbsent) && !strings.Contains(os.Getenv("CANHLUA_TEST_REQUIRE"), "postgres"):
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	name := "canhlua_test_" + strings.ToLower(rand.Text())
	do(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { do(t, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	return withDatabase(t, server, name)
}

func do(t testing.TB, server, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

func withDatabase(t testing.TB, server, name string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal("CANHLUA_TEST_DATABASE_URL: not a URL; write it as postgres://user:password@host:5432/database")
	}
	u.Path = "/" + name
	return u.String()
}
