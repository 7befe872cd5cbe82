package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckTellsAwayFromBroken: a source that nobody answers for is told, and
// leaves the check whole; one that answers wrongly is broken.
func TestCheckTellsAwayFromBroken(t *testing.T) {
	wrong := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "gone", http.StatusGone) }))
	defer wrong.Close()
	nobody := httptest.NewServer(http.NotFoundHandler())
	nobody.Close()
	for _, c := range []struct {
		name, url, want string
		code            int
	}{{"nobody answers", nobody.URL, "AWAY", 0}, {"a wrong answer", wrong.URL, "BROKEN", 1}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			profile := filepath.Join(dir, "profile")
			if err := os.CopyFS(profile, os.DirFS(filepath.Join("..", "..", "data", "profile", "binhduong"))); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(profile, "profile.yaml")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, host := range []string{"https://api.open-meteo.com", "https://ensemble-api.open-meteo.com", "https://archive-api.open-meteo.com"} {
				text = []byte(strings.ReplaceAll(string(text), host, c.url))
			}
			write(t, file, string(text))
			if err := os.MkdirAll(filepath.Join(dir, "var", "inbox"), 0o755); err != nil {
				t.Fatal(err)
			}
			got := canhlua(t, dir, "check", "--db", "c.db", "--profile", profile)
			if got.status != c.code || !strings.Contains(got.out, c.want) || strings.Contains(got.out, "BROKEN") != (c.code == 1) {
				t.Errorf("exit %d\n%s%s", got.status, got.out, got.err)
			}
		})
	}
}
