package main

import (
	"bytes"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
)

const testPassword = "rừng tràm U Minh"

// withPassword runs a command that reads a password.
func withPassword(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := command(t, dir, args...)
	cmd.Stdin = strings.NewReader(testPassword + "\n")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("canhlua %s: %v\n%s", strings.Join(args, " "), err, &said)
	}
}

// TestPersonOverHTTP: a person signs in, works, is taken a right, and is out the
// moment the account is removed from the command line.
func TestPersonOverHTTP(t *testing.T) {
	dir, now := t.TempDir(), "2026-03-02T14:00:00+07:00"
	at := []string{"--db", "t.db", "--now", now}
	withPassword(t, dir, append([]string{"user", "add", "chu", "--role", "admin"}, at...)...)
	withPassword(t, dir, append([]string{"user", "add", "lan", "--role", "publisher"}, at...)...)
	s := serveUntil(t, "/healthz", dir, at...)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	ask := func(method, path, body string) (int, string) {
		t.Helper()
		return askBy(t, browser, s, "", method, path, body)
	}
	for i, step := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{http.MethodGet, "/api/v1/drafts", "", 401, "sign in"},
		{http.MethodPost, "/api/v1/session", `{"name":"lan","password":"sai mật khẩu"}`, 401, "name or the password"},
		{http.MethodPost, "/api/v1/session", `{"name":"lan","password":"` + testPassword + `"}`, 200, `"role":"publisher"`},
		{http.MethodGet, "/api/v1/audit", "", 200, `"actor":"user lan"`},
		{http.MethodGet, "/api/v1/users", "", 403, "needs the role admin"},
	} {
		if status, body := ask(step.method, step.path, step.body); status != step.status || !strings.Contains(body, step.says) {
			t.Errorf("step %d, %s: %d %s", i, step.path, status, body)
		}
	}
	mustRun(t, dir, append([]string{"user", "role", "lan", "officer"}, at...)...)
	if status, body := ask(http.MethodGet, "/api/v1/drafts", ""); status != http.StatusUnauthorized {
		t.Errorf("after another role the session goes on: %d %s", status, body)
	}
	ask(http.MethodPost, "/api/v1/session", `{"name":"lan","password":"`+testPassword+`"}`)
	if status, body := ask(http.MethodGet, "/api/v1/audit", ""); status != http.StatusForbidden {
		t.Errorf("an officer: %d %s", status, body)
	}
	mustRun(t, dir, append([]string{"user", "remove", "lan"}, at...)...)
	if status, body := ask(http.MethodGet, "/api/v1/drafts", ""); status != http.StatusUnauthorized {
		t.Errorf("a removed person: %d %s", status, body)
	}
	for _, said := range []string{s.err.String(), mustRun(t, dir, append([]string{"check"}, at...)...).out} {
		if strings.Contains(said, "tràm") {
			t.Error("the password is told")
		}
	}
	if !strings.Contains(mustRun(t, dir, append([]string{"check"}, at...)...).out, "1 active, of which 1 administrators") {
		t.Error("check does not tell of the accounts")
	}
}
