package web_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api/web"
)

var attribute = regexp.MustCompile(`(?:src|href)="(/[^"]*)"`)

func page(t *testing.T) (fs.FS, string) {
	t.Helper()
	files, built := web.Files()
	if !built {
		t.Skip("the web app is not built; run npm ci && npm run build in api/web")
	}
	text, err := fs.ReadFile(files, "index.html")
	if err != nil {
		t.Fatal(err)
	}
	return files, string(text)
}

func TestFilesWithoutBuild(t *testing.T) {
	files, built := web.Files()
	if _, err := fs.Stat(files, "index.html"); (err == nil) != built {
		t.Errorf("built = %v, but index.html: %v", built, err)
	}
}

func TestEveryAssetOfTheIndexExists(t *testing.T) {
	files, html := page(t)
	assets := 0
	for _, match := range attribute.FindAllStringSubmatch(html, -1) {
		name := strings.TrimPrefix(match[1], "/")
		if strings.HasPrefix(name, "api/") {
			continue // answered by the service, not a file
		}
		assets++
		info, err := fs.Stat(files, name)
		if err != nil {
			t.Errorf("index.html names %s: %v", match[1], err)
			continue
		}
		if info.Size() == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	if assets < 3 {
		t.Errorf("index.html names %d assets; want at least an icon, a script and a style sheet", assets)
	}
}

func TestIndexKeepsTheContentSecurityPolicy(t *testing.T) {
	_, html := page(t)
	for name, pattern := range map[string]string{
		"inline script":   `<script(?:\s+type="[^"]*")?\s*>`,
		"inline style":    `<style|\sstyle=`,
		"event attribute": `\son[a-z]+=`,
		"foreign address": `(?:src|href)="(?:https?:)?//`,
	} {
		if found := regexp.MustCompile(pattern).FindString(html); found != "" {
			t.Errorf("index.html has an %s: %s", name, found)
		}
	}
}
