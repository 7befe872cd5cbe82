package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
)

// filled puts something of most kinds into a store.
func filled(t *testing.T, s *store.Store) forecast.Run {
	t.Helper()
	run := makeRun(day("2026-03-02"), at(1), 3, 10, 3)
	ok(t, s.SaveRun(ctx, run))
	zone := must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, run.Date))[0].Zone
	must[forecast.Override](t)(s.SaveOverride(ctx, forecast.Override{ZoneChange: forecast.ZoneChange{Zone: zone, Date: run.Date, Level: forecast.II},
		Publication: forecast.Publication{Run: run.ID, At: at(2), Role: "officer", By: "key k", Reason: "mưa \"rào\"\n<b>"}}))
	must[forecast.Remark](t)(s.SaveRemark(ctx, forecast.Remark{Run: run.ID, At: at(2), Role: "officer", By: "key k", Text: "đã gọi trạm"}))
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(3), Role: "publisher"}))
	ok(t, s.SaveStart(ctx, forecast.Start{Zone: "*", Date: run.Date, P: forecast.Some(0.1 + 0.2), By: "o", Reason: "r", Given: at(1)}))
	ok(t, s.SaveVerdicts(ctx, at(0), at(5), at(5), []forecast.Verdict{{Station: "a", Time: at(1), Simulated: true, Flags: []forecast.Flag{{Test: "buddy"}}}}))
	ok(t, s.AddUser(ctx, forecast.User{ID: "u1", Name: "lan", Title: "Lan", Role: forecast.RoleAdmin, Hash: "$argon2id$x", Created: at(1)}, forecast.AuditEntry{Actor: "command line"}))
	ok(t, s.SaveSession(ctx, forecast.Session{ID: "s1", User: "u1", Began: at(1), Ends: at(9)}, at(1)))
	num := must[int64](t)(s.BeginClimatology(ctx, forecast.Climatology{ZoneSet: "set", From: run.Date, To: run.Date}))
	ok(t, s.SaveNormals(ctx, num, []forecast.Normal{{Zone: zone, Day: 60, Index: make([]forecast.Distribution, 16)}}))
	ok(t, s.FinishClimatology(ctx, num, at(4)))
	_, _, err := s.SaveReport(ctx, report("kept", 1), picture("kept"), forecast.AuditEntry{At: at(4), Actor: "public"})
	ok(t, err)
	sign := forecast.Sign{ID: "s", Name: "Biển", Zone: zone, Lat: 11, Lon: 106}
	must[int](t)(s.SaveSigns(ctx, []forecast.Sign{sign}, forecast.AuditEntry{At: at(4)}))
	ok(t, s.TurnSign(ctx, forecast.SignTurn{Sign: "s", Level: forecast.IV, At: at(4)}, nil, forecast.AuditEntry{At: at(4)}))
	return run
}

// testBackup: what is restored is what was backed up, and goes on from there.
func testBackup(t *testing.T, s *store.Store, into *store.Store) {
	run := filled(t, s)
	var file, again bytes.Buffer
	tables := 0
	ok(t, s.Backup(ctx, &file, func(string) { tables++ }))
	if tables != store.BackupTables() {
		t.Errorf("%d of %d tables", tables, store.BackupTables())
	}
	whole := bytes.Clone(file.Bytes())

	var invalid *forecast.Invalid
	for name, broken := range map[string][]byte{"cut short": whole[:len(whole)/2], "no backup": []byte("PK..."), "empty": nil} {
		if err := into.Restore(ctx, bytes.NewReader(broken), func(string) {}); err == nil {
			t.Errorf("%s: restored", name)
		}
	}
	ok(t, into.Restore(ctx, bytes.NewReader(whole), func(string) {}))
	if err := into.Restore(ctx, bytes.NewReader(whole), func(string) {}); !errors.As(err, &invalid) || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("restored twice: %v", err)
	}
	ok(t, into.Backup(ctx, &again, func(string) {}))
	if into.Engine() == s.Engine() && !bytes.Equal(whole, again.Bytes()) {
		t.Error("a backup of what was restored is another file")
	}
	same(t, "account", must[forecast.User](t)(into.User(ctx, "u1")), must[forecast.User](t)(s.User(ctx, "u1")))
	_, gone := into.Session(ctx, "s1")
	notFound(t, gone)
	same(t, "days", must[[]forecast.ZoneDay](t)(into.ZoneDays(ctx, run.ID, forecast.Date{})), must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, forecast.Date{})))
	same(t, "reason", must[forecast.Reason](t)(into.Reason(ctx, run.ID, run.Reasons[0].Zone)), must[forecast.Reason](t)(s.Reason(ctx, run.ID, run.Reasons[0].Zone)))
	same(t, "states", must[[]forecast.State](t)(into.States(ctx, run.Date.AddDays(-20), run.Date, false, at(9))), must[[]forecast.State](t)(s.States(ctx, run.Date.AddDays(-20), run.Date, false, at(9))))
	same(t, "starts", must[[]forecast.Start](t)(into.Starts(ctx, run.Date, run.Date, at(9))), must[[]forecast.Start](t)(s.Starts(ctx, run.Date, run.Date, at(9))))
	if n := must[int64](t)(into.CheckAudit(ctx)); n != 8 {
		t.Errorf("%d entries of the audit log", n)
	}
	same(t, "fires", must[[]forecast.FireRecord](t)(into.FireRecords(ctx, forecast.FireQuery{})), must[[]forecast.FireRecord](t)(s.FireRecords(ctx, forecast.FireQuery{})))
	same(t, "photo", must[forecast.Photo](t)(into.Photo(ctx, "hash-kept")), must[forecast.Photo](t)(s.Photo(ctx, "hash-kept")))
	ok(t, into.TurnSign(ctx, forecast.SignTurn{Sign: "s", Level: forecast.V, At: at(5)}, nil, forecast.AuditEntry{At: at(5)}))
	next := makeRun(day("2026-03-03"), at(25), 1, 0, 1)
	ok(t, into.SaveRun(ctx, next)) // numbers go on behind those that came back
	ok(t, into.Publish(ctx, forecast.Publication{Run: next.ID, At: at(26), Role: "publisher"}))
}

// From each engine to each.
func TestBackup(t *testing.T) {
	sqlite := func(t testing.TB) string { return filepath.Join(t.TempDir(), "canhlua.db") }
	for name, engines := range map[string][2]func(testing.TB) string{
		"sqlite to sqlite": {sqlite, sqlite}, "sqlite to postgres": {sqlite, pgtest.Start},
		"postgres to sqlite": {pgtest.Start, sqlite}, "postgres to postgres": {pgtest.Start, pgtest.Start},
	} {
		t.Run(name, func(t *testing.T) { testBackup(t, open(t, engines[0](t)), open(t, engines[1](t))) })
	}
}

// Every table is in a backup but the queue's, goose's, and those of signing in,
// which is done anew after a restore.
func TestBackupHasEveryTable(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "canhlua.db"))
	n := 0
	ok(t, s.InTx(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'
			AND name NOT LIKE 'river%' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'
			AND name NOT IN ('session', 'attempt')`).Scan(&n)
	}))
	if n != store.BackupTables() {
		t.Errorf("the store has %d tables, a backup %d", n, store.BackupTables())
	}
}
