package main

import (
	"bytes"
	"encoding/json"
	"io"
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
		cmd := command(t, dir, append(args, "--db", "t.db", "--now", now)...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil {
			t.Fatalf("%v: %v\n%s%s", args, err, &out, &errs)
		}
		return strings.TrimSpace(out.String())
	}
	secret := run("token", "add", "--name", "logger of Minh Hòa")
	s := serveUntil(t, "/healthz", dir, "--db", "t.db", "--now", now)
	body := `{"observations":[
		{"station":"48900","time":"2026-03-02T13:00:00+07:00","temp_c":34,"rh_pct":45,"wind_ms":2},
		{"station":"48900","time":"2026-03-02T12:00:00+07:00","temp_c":88,"rh_pct":45},
		{"station":"nowhere","time":"2026-03-02T13:00:00+07:00","temp_c":34}]}`
	post := func() (int, map[string]any) {
		t.Helper()
		req, err := http.NewRequest(http.MethodPost, s.url+"/api/v1/observations", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+secret)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		var answer map[string]any
		if err := json.Unmarshal(text, &answer); err != nil {
			t.Fatalf("%s: %s", resp.Status, text)
		}
		return resp.StatusCode, answer
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
