package api_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestBulletinOfAPublishedDay(t *testing.T) {
	h := serve(t, season(), evening)
	for form, kind := range map[string]string{"pdf": "application/pdf", "png": "image/png", "html": "text/html", "txt": "text/plain",
		"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"} {
		path := "/bulletins/" + today.String() + "." + form
		resp, body := get(t, h, path)
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), kind) || len(body) < 100 {
			t.Errorf("%s: %s %s", path, resp.Status, resp.Header.Get("Content-Type"))
		}
		if resp.Header.Get("ETag") == "" || resp.Header.Get("Last-Modified") == "" || resp.Header.Get("Cache-Control") == "" {
			t.Errorf("%s: %v", path, resp.Header)
		}
		if again, _ := get(t, h, path, "If-None-Match", resp.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %s", path, again.Status)
		}
	}
	for path, want := range map[string]int{
		"/bulletins/2015-01-01.pdf": 404, "/bulletins/" + today.String() + ".docx": 404, "/bulletins/5-3-2016.pdf": 404,
		"/bulletins/" + today.String() + ".txt?lang=fr": 422,
	} {
		if resp, body := get(t, h, path); resp.StatusCode != want || resp.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s %s", path, resp.Status, body)
		}
	}
	if _, body := get(t, serve(t, withNormals(), evening), "/bulletins/"+today.String()+".txt"); !strings.Contains(body, "radio_season") {
		t.Errorf("the season is not told of: %s", body)
	}
	// A draft has no bulletin.
	f := season()
	f.runs = f.runs[len(f.runs)-4:]
	if resp, body := get(t, serve(t, f, evening), "/bulletins/"+today.String()+".txt"); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("with drafts only: %s %s", resp.Status, body)
	}
}
