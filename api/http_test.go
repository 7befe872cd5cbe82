package api_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

var mapLike = []string{"/api/v1/levels", "/api/v1/levels.geojson", "/api/v1/zones.geojson", "/api/v1/zones/z1/series", "/api/v1/zones/z1/explain",
	"/api/v1/levels.geojson?date=1990-01-01", "/ogc/collections/danger/items", "/ogc/collections/zones/items"}

func TestETagAndEncodings(t *testing.T) {
	h := serve(t, season(), evening)
	for _, path := range mapLike {
		plain, want := get(t, h, path)
		for _, coding := range []string{"gzip", "zstd"} {
			resp, body := get(t, h, path, "Accept-Encoding", coding)
			if got := resp.Header.Get("Content-Encoding"); got != coding {
				t.Fatalf("%s: asked for %s, got %q", path, coding, got)
			}
			if got := decoded(t, coding, body); got != want {
				t.Errorf("%s: %s says something else", path, coding)
			}
			tag := resp.Header.Get("ETag")
			if tag == "" || tag == plain.Header.Get("ETag") || strings.HasPrefix(tag, "W/") {
				t.Errorf("%s: %s has the tag %s", path, coding, tag)
			}
			again, empty := get(t, h, path, "If-None-Match", `"other", W/`+tag)
			if again.StatusCode != http.StatusNotModified || empty != "" || again.Header.Get("ETag") != tag {
				t.Errorf("%s: If-None-Match answers %s, tag %s, %d bytes", path, again.Status, again.Header.Get("ETag"), len(empty))
			}
		}
		if since, err := http.ParseTime(plain.Header.Get("Last-Modified")); err != nil || since.After(evening) {
			t.Errorf("%s: Last-Modified %q", path, plain.Header.Get("Last-Modified"))
		}
		if cc := plain.Header.Get("Cache-Control"); cc != "public, max-age=60, must-revalidate" {
			t.Errorf("%s: Cache-Control %q", path, cc)
		}
		other, _ := get(t, h, path, "If-None-Match", `"other"`)
		if other.StatusCode != http.StatusOK {
			t.Errorf("%s: a foreign tag answers %s", path, other.Status)
		}
	}
}

func decoded(t *testing.T, coding, body string) string {
	t.Helper()
	var r io.Reader
	var err error
	switch coding {
	case "gzip":
		r, err = gzip.NewReader(strings.NewReader(body))
	case "zstd":
		r, err = zstd.NewReader(strings.NewReader(body))
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestEncodingIsNegotiated(t *testing.T) {
	h := serve(t, season(), evening)
	tests := []struct{ accept, want string }{
		{"", ""}, {"identity", ""}, {"br", ""}, {"gzip, deflate, br, zstd", "zstd"}, {"gzip;q=1.0, zstd;q=0.5", "gzip"},
		{"zstd;q=0, gzip", "gzip"}, {"*", "zstd"}, {"*;q=0", ""}, {"zstd;q=x", ""}, {"GZIP", "gzip"},
	}
	for _, tt := range tests {
		resp, _ := get(t, h, "/api/v1/levels", "Accept-Encoding", tt.accept)
		if got := resp.Header.Get("Content-Encoding"); got != tt.want {
			t.Errorf("%q gives %q, not %q", tt.accept, got, tt.want)
		}
	}
}

func TestLastModifiedIsThePublication(t *testing.T) {
	resp, _ := get(t, serve(t, season(), evening), "/api/v1/levels.geojson")
	want := today.At(17, 0, local).Format(http.TimeFormat)
	if got := resp.Header.Get("Last-Modified"); got != want {
		t.Errorf("Last-Modified %q, not %q", got, want)
	}
}

func TestHeadAndOtherMethods(t *testing.T) {
	h := serve(t, season(), evening)
	for _, path := range append(paths(t, h, "z1", "run-evening"), "/", "/api/docs", "/api/openapi.json") {
		full, body := get(t, h, path)
		head, empty := ask(t, h, http.MethodHead, path)
		if head.StatusCode != full.StatusCode || empty != "" {
			t.Errorf("HEAD %s: %s, %d bytes; GET: %s", path, head.Status, len(empty), full.Status)
		}
		if path != "/metrics" && head.ContentLength != int64(len(body)) {
			t.Errorf("HEAD %s: length %d of %d", path, head.ContentLength, len(body))
		}
	}
	resp, _ := ask(t, h, http.MethodDelete, "/api/v1/levels")
	if resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Content-Type") != "application/problem+json" ||
		resp.Header.Get("Allow") == "" {
		t.Errorf("DELETE: %s %v", resp.Status, resp.Header)
	}
}

func TestSecurityHeaders(t *testing.T) {
	tests := []struct {
		name, baseMap, images string
		refused               bool
	}{
		{"no base map", "", "img-src 'self' data:;", false},
		{"our own tiles", "/tiles/{z}/{x}/{y}.png", "img-src 'self' data:;", false},
		{"one host", "https://tile.example.org/{z}/{x}/{y}.png", "img-src 'self' data: https://tile.example.org;", false},
		{"many hosts", "https://{a-c}.tile.example.org:8443/{z}/{x}/{y}.png", "img-src 'self' data: https://*.tile.example.org:8443;", false},
		{"another directive", "https://x; script-src */{z}", "", true},
		{"no address", "tiles", "", true},
		{"without scheme", "//tile.example.org/{z}", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := province(t)
			p.BaseMap = tt.baseMap
			s, err := api.New(api.Config{Province: p, Store: season(), Clock: func() time.Time { return evening }})
			if tt.refused {
				var invalid *forecast.Invalid
				if !errors.As(err, &invalid) {
					t.Fatalf("taken: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{"/", "/api/v1/levels", "/nothing", "/api/docs"} {
				resp, _ := get(t, s.Handler(), path)
				csp := resp.Header.Get("Content-Security-Policy")
				if !strings.Contains(csp, tt.images) || !strings.Contains(csp, "default-src 'self';") ||
					!strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
					t.Errorf("%s: policy %q", path, csp)
				}
				if resp.Header.Get("X-Content-Type-Options") != "nosniff" || resp.Header.Get("Referrer-Policy") == "" {
					t.Errorf("%s: %v", path, resp.Header)
				}
			}
		})
	}
}

func TestPanicsBecomeProblems(t *testing.T) {
	var log bytes.Buffer
	s, err := api.New(api.Config{
		Province: province(t), Store: panicking{season()}, Clock: func() time.Time { return evening },
		Log: slog.New(slog.NewJSONHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	resp, body := get(t, s.Handler(), "/api/v1/stations", "X-Request-Id", "abc-1")
	if resp.StatusCode != http.StatusInternalServerError || !strings.Contains(body, "urn:request:abc-1") || strings.Contains(body, "boom") {
		t.Errorf("%s %s", resp.Status, body)
	}
	if !strings.Contains(log.String(), `"panic":"boom"`) || !strings.Contains(log.String(), `"route":"/api/v1/stations"`) {
		t.Errorf("log: %s", log.String())
	}
}

type panicking struct{ *fakeStore }

func (panicking) Stations(context.Context, time.Time) ([]forecast.Freshness, error) { panic("boom") }

func TestLogKeepsSecretsOut(t *testing.T) {
	var log bytes.Buffer
	s, err := api.New(api.Config{
		Province: province(t), Store: season(), Clock: func() time.Time { return evening },
		Log: slog.New(slog.NewJSONHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/api/v1/levels?token=hunter2", "/api/v1/hunter2", "/hunter2", "/api/v1/runs/hunter2"} {
		resp, _ := get(t, s.Handler(), path, "X-Request-Id", "hunter2\"}{")
		if id := resp.Header.Get("X-Request-Id"); len(id) != 16 {
			t.Errorf("request ID %q", id)
		}
	}
	_, metrics := get(t, s.Handler(), "/metrics")
	if strings.Contains(log.String(), "hunter2") || strings.Contains(metrics, "hunter2") {
		t.Errorf("a secret shows:\n%s", log.String())
	}
	for _, line := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		if !strings.Contains(line, `"msg":"request"`) || !strings.Contains(line, `"status":`) {
			t.Errorf("line %s", line)
		}
	}
}

func TestMetricsAndReady(t *testing.T) {
	h := serve(t, season(), evening)
	get(t, h, "/api/v1/levels?date=2016-03-01")
	get(t, h, "/api/v1/nothing")
	_, body := get(t, h, "/metrics")
	for _, want := range []string{
		`canhlua_http_requests_total{method="GET",route="/api/v1/levels",status="200"} 1`,
		`canhlua_http_requests_total{method="GET",route="none",status="404"} 1`,
		`canhlua_http_request_duration_seconds_count{route="/api/v1/levels"} 1`,
		`canhlua_zones{level="4"} 2`, `canhlua_zones{level="unknown"} 1`, `canhlua_zones{level="1"} 0`,
		`canhlua_observation_age_seconds 7200`, `canhlua_run_issued_timestamp_seconds 1.4571708e+09`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
	s, err := api.New(api.Config{
		Province: province(t), Store: season(), Clock: func() time.Time { return evening },
		Ready: func(context.Context) error { return errors.New("jobs stand still, key=hunter2") },
	})
	if err != nil {
		t.Fatal(err)
	}
	if resp, body := get(t, s.Handler(), "/readyz"); resp.StatusCode != http.StatusServiceUnavailable || strings.Contains(body, "hunter2") {
		t.Errorf("readyz: %s %s", resp.Status, body)
	}
	if resp, _ := get(t, serve(t, season(), begin.At(1, 0, local)), "/readyz"); resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("readyz without a run: %s", resp.Status)
	}
}
