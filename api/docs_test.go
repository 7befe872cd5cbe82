package api_test

import (
	"encoding/json"
	"io/fs"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"github.com/canhlua/canhlua/api/web"
)

func TestOpenAPI(t *testing.T) {
	h := serve(t, season(), evening)
	resp, body := get(t, h, "/api/openapi.json")
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s %s", resp.Status, body)
	}
	var spec struct {
		OpenAPI    string                               `json:"openapi"`
		Info       struct{ Title, Version string }      `json:"info"`
		Paths      map[string]map[string]map[string]any `json:"paths"`
		Components struct {
			Schemas map[string]struct {
				Properties map[string]any `json:"properties"`
			} `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal([]byte(body), &spec); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(spec.OpenAPI, "3.1.") || spec.Info.Title == "" || spec.Info.Version == "" {
		t.Errorf("openapi %q, info %+v", spec.OpenAPI, spec.Info)
	}
	ids := map[any]bool{}
	for path, methods := range spec.Paths {
		for method, op := range methods {
			if op["responses"] == nil || op["operationId"] == nil || ids[op["operationId"]] || op["summary"] == "" {
				t.Errorf("%s %s: %v", method, path, op)
			}
			ids[op["operationId"]] = true
		}
	}
	for _, ref := range regexp.MustCompile(`"#/components/schemas/([^"]+)"`).FindAllStringSubmatch(body, -1) {
		if _, ok := spec.Components.Schemas[ref[1]]; !ok {
			t.Errorf("reference to %s, which is not there", ref[1])
		}
	}
	for _, field := range []string{"zone", "level", "temp13_c", "vpd13_hpa", "next_change"} {
		if spec.Components.Schemas["ZoneLevel"].Properties[field] == nil {
			t.Errorf("ZoneLevel does not tell of %s", field)
		}
	}
	everyRouteIsDescribed(t, h, spec.Paths)
}

// Only the web app's files and the description itself go undescribed.
func everyRouteIsDescribed(t *testing.T, h http.Handler, described map[string]map[string]map[string]any) {
	t.Helper()
	err := chi.Walk(h.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		files := route == "/" || strings.HasPrefix(route, "/api/docs") || route == "/api/openapi.json" || isFile(route)
		if !files && described[route][strings.ToLower(method)] == nil {
			t.Errorf("%s %s is not in the OpenAPI", method, route)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isFile(route string) bool {
	files, _ := web.Files()
	_, err := fs.Stat(files, strings.TrimPrefix(route, "/"))
	return err == nil
}

// notJSON are parts of the addresses that answer something else, or nobody.
var notJSON = []string{"/keyareas.",
	"/metrics",
	"/template.",
	"/bulletins/",
	"/reports/season/{name}",
	"/oidc",
	"/annex/",
	"/subscriptions/",
	"/alerts.json", // JSON Feed 1.1, whose schema is its own
	"/register.csv",
	"/ogc/collections/fires/items/{id}", // there are none here
}

// Every answer has exactly the fields its schema tells of.
func TestAnswersFitTheirSchemas(t *testing.T) {
	h, _ := newDesk(t)
	withAlerts := alerted(t)
	_, body := get(t, h, "/api/openapi.json")
	var spec map[string]any
	if err := json.Unmarshal([]byte(body), &spec); err != nil {
		t.Fatal(err)
	}
	for path, methods := range spec["paths"].(map[string]any) {
		read, ok := methods.(map[string]any)["get"].(map[string]any)
		if !ok || slices.ContainsFunc(notJSON, func(part string) bool { return strings.Contains(path, part) }) {
			continue
		}
		var schema any
		content := read["responses"].(map[string]any)["200"].(map[string]any)["content"].(map[string]any)
		for kind, media := range content {
			if strings.Contains(kind, "json") {
				schema = media.(map[string]any)["schema"]
			}
		}
		if schema == nil { // no JSON
			continue
		}
		for _, zone := range []string{"z1", "z3"} {
			asked, h := fill(path, zone), h
			if strings.HasSuffix(path, "/alerts") || strings.HasSuffix(path, "/deliveries") {
				h = withAlerts
			}
			_, answer := get(t, h, asked, "Authorization", "Bearer admin")
			var v any
			if err := json.Unmarshal([]byte(answer), &v); err != nil {
				t.Fatal(err)
			}
			fits(t, spec, asked, schema.(map[string]any), v)
		}
	}
}

func fill(path, zone string) string {
	path = strings.NewReplacer("{date}", today.String(), "{z}", "8", "{x}", "203", "{y}", "119").Replace(path)
	switch {
	case strings.Contains(path, "/danger/items/"):
		return strings.ReplaceAll(path, "{id}", today.String()+"_"+zone)
	case strings.Contains(path, "/runs/"):
		return strings.ReplaceAll(path, "{id}", "run-evening")
	case strings.Contains(path, "/drafts/"):
		return strings.ReplaceAll(path, "{id}", "draft-plain")
	case strings.Contains(path, "/stations/"):
		return strings.ReplaceAll(path, "{id}", "48900")
	case strings.Contains(path, "/tables/"):
		return strings.ReplaceAll(path, "{id}", edition)
	case strings.Contains(path, "/reports/"):
		return strings.ReplaceAll(path, "{year}", "2016")
	case strings.HasSuffix(path, "/point"):
		return path + "?lat=11.25&lon=106.45"
	}
	return strings.ReplaceAll(path, "{id}", zone)
}

// fits is as much of JSON Schema as our description uses.
func fits(t *testing.T, spec map[string]any, at string, schema map[string]any, v any) {
	t.Helper()
	if ref, ok := schema["$ref"].(string); ok {
		name := ref[strings.LastIndex(ref, "/")+1:]
		schema = spec["components"].(map[string]any)["schemas"].(map[string]any)[name].(map[string]any)
	}
	if one, ok := schema["oneOf"].([]any); ok {
		if v != nil {
			fits(t, spec, at, one[0].(map[string]any), v)
		}
		return
	}
	types := []any{schema["type"]}
	if many, ok := schema["type"].([]any); ok {
		types = many
	}
	got := map[bool]string{true: "null"}[v == nil]
	switch v := v.(type) {
	case map[string]any:
		got = "object"
		fitsObject(t, spec, at, schema, v)
	case []any:
		got = "array"
		for _, item := range v {
			fits(t, spec, at+"[]", schema["items"].(map[string]any), item)
		}
	case string:
		got = "string"
	case bool:
		got = "boolean"
	case float64:
		got = "number"
	}
	for _, want := range types {
		if want == nil || want == got || want == "integer" && got == "number" {
			return
		}
	}
	t.Errorf("%s: is %s, the schema says %v", at, got, types)
}

func fitsObject(t *testing.T, spec map[string]any, at string, schema, v map[string]any) {
	t.Helper()
	props, _ := schema["properties"].(map[string]any)
	for name, value := range v {
		if p, ok := props[name].(map[string]any); ok {
			fits(t, spec, at+"."+name, p, value)
		} else if more, ok := schema["additionalProperties"].(map[string]any); ok {
			fits(t, spec, at+"."+name, more, value)
		} else if props != nil {
			t.Errorf("%s.%s: the schema does not tell of it", at, name)
		}
	}
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := v[name.(string)]; !ok {
			t.Errorf("%s.%s: required, not there", at, name)
		}
	}
}

var external = regexp.MustCompile(`(?i)(src|href|action|url)\s*[=(]\s*["']?(https?:)?//|<script|<style|\sstyle=|\son[a-z]+=|@import`)

func TestDocsLoadNothingFromOutside(t *testing.T) {
	h := serve(t, season(), evening)
	for _, path := range []string{"/api/docs", "/api/docs/page.css", "/nothing"} {
		resp, body := get(t, h, path)
		if found := external.FindString(body); found != "" {
			t.Errorf("%s: %q", path, found)
		}
		if path == "/api/docs" && (!strings.Contains(body, "/api/v1/levels.geojson") || resp.StatusCode != http.StatusOK) {
			t.Errorf("%s: %s, levels are not described", path, resp.Status)
		}
	}
}

var named = regexp.MustCompile(`(?:src|href)="(/[^"#]*|\./[^"#]*)"`)

func TestWebApp(t *testing.T) {
	h := alerted(t)
	resp, index := get(t, h, "/")
	if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		t.Fatalf("/: %s %s", resp.Status, resp.Header.Get("Content-Type"))
	}
	for _, m := range named.FindAllStringSubmatch(index, -1) {
		path := "/" + strings.TrimLeft(m[1], "./")
		got, body := get(t, h, path)
		kind, _, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
		if got.StatusCode != http.StatusOK || err != nil || body == "" {
			t.Errorf("index names %s: %s %s", path, got.Status, kind)
		}
		hashed := strings.HasPrefix(path, "/assets/")
		if immutable := strings.Contains(got.Header.Get("Cache-Control"), "immutable"); immutable != hashed {
			t.Errorf("%s: Cache-Control %q", path, got.Header.Get("Cache-Control"))
		}
	}
	for _, path := range []string{"/nothing", "/assets/nothing.js", "/.gitkeep", "/../go.mod"} {
		if got, body := get(t, h, path); got.StatusCode != http.StatusNotFound || !strings.Contains(body, "No such page") {
			t.Errorf("%s: %s", path, got.Status)
		}
	}
	if _, built := web.Files(); !built {
		if !strings.Contains(index, "make run") || !strings.Contains(index, "Chưa có giao diện web") {
			t.Errorf("without a build / does not say how to make one:\n%s", index)
		}
		t.Skip("the web app is not built: its assets were not fetched")
	}
}
