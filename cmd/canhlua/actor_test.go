package main

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever is done at the command line stands in the audit log under one name and
// one role, which the page has words for.
func TestAuditLogKnowsTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "fires.csv"), "time,lat,lon\n2015-03-05T14:30,11.29,106.36\n")
	write(t, filepath.Join(dir, "signs.csv"), "id,name,lat,lon\ns-1,Biển Minh Hòa,11.29,106.36\n")
	write(t, filepath.Join(dir, "assets.csv"), "id,kind,name\nt-1,tower,Chòi Núi Cậu\n")
	run := func(args ...string) string {
		t.Helper()
		return strings.TrimSpace(mustRun(t, dir, append(args, "--db", "t.db", "--now", "2026-03-02T14:00:00+07:00")...).out)
	}
	key := run("token", "add", "--name", "a", "--role", "admin")
	run("fires", "import", "fires.csv")
	run("signs", "import", "signs.csv")
	run("readiness", "import", "assets.csv")
	s := serveUntil(t, "/healthz", dir, "--db", "t.db", "--now", "2026-03-02T14:00:00+07:00")
	_, answer := asked(t, s, key, http.MethodGet, "/api/v1/audit", "")
	seen := map[any]bool{}
	for _, each := range answer["entries"].([]any) {
		entry := each.(map[string]any)
		seen[entry["action"]] = true
		if entry["actor"] == "command line" && entry["role"] != "command_line" {
			t.Errorf("%v: %v %v", entry["action"], entry["actor"], entry["role"])
		}
	}
	for _, action := range []string{"add table", "import fires", "import signs"} {
		if !seen[action] {
			t.Errorf("%s is not in the log: %v", action, seen)
		}
	}
}
