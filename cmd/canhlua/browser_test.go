package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/canhlua/canhlua/api/web"
)

// browse lets a real browser use the web app of a running service, at the desk
// as an administrator and with the keys of an officer and a publisher.
func browse(t *testing.T, s *served, user, officer, key string) {
	t.Helper()
	t.Setenv("CANHLUA_OFFICER_KEY", officer)
	browseBy(t, s, user, key, "browser.test.mjs")
	browseBy(t, s, user, key, "desk.test.mjs")
	browseBy(t, s, user, key, "fires.test.mjs")
}

// browseBy does what a file of api/web/test says.
func browseBy(t *testing.T, s *served, user, key, script string) {
	t.Helper()
	home := filepath.Join("..", "..", "api", "web")
	missing := ""
	if _, err := os.Stat(filepath.Join(home, "node_modules", "playwright-core")); err != nil {
		missing = "the web app's packages are not installed (npm ci in api/web)"
	}
	if _, built := web.Files(); !built {
		missing = "the web app is not built (make web)"
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing = "there is no node"
	}
	if _, err := exec.LookPath("chromium"); err != nil && os.Getenv("CHROMIUM") == "" {
		missing = "there is no chromium"
	}
	switch {
	case missing != "" && required("chromium"):
		t.Fatal(missing)
	case missing != "":
		t.Skip(missing)
	}
	shots := os.Getenv("CANHLUA_SHOTS")
	if shots == "" {
		shots = t.TempDir()
	}
	cmd := exec.Command("node", "--test", "test/"+script) //nolint:gosec // a name of our own
	cmd.Dir = home
	cmd.Env = append(os.Environ(), "CANHLUA_URL="+s.url, "CANHLUA_SHOTS="+shots, "CANHLUA_USER="+user, "CANHLUA_PASSWORD="+testPassword, "CANHLUA_KEY="+key)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the browser test failed: %v\n%s", err, out)
	}
}
