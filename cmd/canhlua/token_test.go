package main

import (
	"net/http"
	"strings"
	"testing"
)

// TestReadingsOverHTTP: a logger's key is made, its readings go in over HTTP
// row by row, and the key is worth nothing once revoked.
func TestReadingsOverHTTP(t *testing.T) {
	dir, now := t.TempDir(), "2026-03-02T14:00:00+07:00"
	run := func(args ...string) string {
		t.Helper()
		return strings.TrimSpace(mustRun(t, dir, append(args, "--db", "t.db", "--now", now)...).out)
	}
	secret := run("token", "add", "--name", "logger of Minh Hòa")
	s := serveUntil(t, "/healthz", dir, "--db", "t.db", "--now", now)
	body := `{"observations":[
		{"station":"48900","time":"2026-03-02T13:00:00+07:00","temp_c":34,"rh_pct":45,"wind_ms":2},
		{"station":"48900","time":"2026-03-02T12:00:00+07:00","temp_c":88,"rh_pct":45},
		{"station":"nowhere","time":"2026-03-02T13:00:00+07:00","temp_c":34}]}`
	post := func() (int, map[string]any) {
		t.Helper()
		return asked(t, s, secret, http.MethodPost, "/api/v1/observations", body)
	}
	status, a := post()
	if status != http.StatusMultiStatus || a["accepted"] != 2.0 || a["flagged"] != 1.0 || a["rejected"] != 1.0 {
		t.Errorf("%d %v", status, a)
	}
	if status, a := post(); status != http.StatusMultiStatus || a["accepted"] != 0.0 || a["duplicate"] != 2.0 {
		t.Errorf("the same again: %d %v", status, a)
	}
	id, _, _ := strings.Cut(run("token", "list"), " ")
	run("token", "revoke", id)
	if status, a := post(); status != http.StatusUnauthorized {
		t.Errorf("with a revoked key: %d %v", status, a)
	}
	if strings.Contains(s.err.String(), secret) {
		t.Error("the secret stands in the log")
	}
}
