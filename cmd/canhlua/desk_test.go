package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestDeskOverHTTP: the day's level is made, published and taken back over HTTP,
// and the public sees of each step what it should.
func TestDeskOverHTTP(t *testing.T) {
	dir, now := t.TempDir(), "2026-03-02T14:00:00+07:00"
	run := func(args ...string) string {
		t.Helper()
		return strings.TrimSpace(mustRun(t, dir, append(args, "--db", "t.db", "--now", now)...).out)
	}
	officer, publisher := run("token", "add", "--name", "o"), run("token", "add", "--name", "p", "--role", "publisher")
	run("ingest", write(t, dir+"/noon.csv", "station,date,temp13_c,rh13_pct,rain24_mm,wind13_kmh\n48900,2026-03-01,33,48,12.4,9\n48900,2026-03-02,34,45,0,9\n"))
	s := serveUntil(t, "/healthz", dir, "--db", "t.db", "--now", now)
	status, made := asked(t, s, officer, http.MethodPost, "/api/v1/runs", "{}")
	if status != http.StatusOK || made["status"] != "draft" {
		t.Fatalf("%d %v", status, made)
	}
	path := "/api/v1/runs/" + made["id"].(string)
	if status, _ := asked(t, s, "", http.MethodGet, "/api/v1/levels", ""); status != http.StatusServiceUnavailable {
		t.Errorf("before anything is published the public gets %d", status)
	}
	if status, a := asked(t, s, officer, http.MethodPost, path+"/publish", ""); status != http.StatusForbidden {
		t.Errorf("an officer publishes: %d %v", status, a)
	}
	_, draft := asked(t, s, officer, http.MethodGet, strings.Replace(path, "/runs/", "/drafts/", 1), "")
	if n, _ := draft["differing"].(float64); n < 30 {
		t.Errorf("%v zone-days differ from nothing at all", draft["differing"])
	}
	if status, a := asked(t, s, publisher, http.MethodPost, path+"/publish", ""); status != http.StatusOK || a["status"] != "published" {
		t.Fatalf("%d %v", status, a)
	}
	_, levels := asked(t, s, "", http.MethodGet, "/api/v1/levels", "")
	if levels["run"] != made["id"] {
		t.Errorf("the map shows the run %v, not %v", levels["run"], made["id"])
	}
	asked(t, s, publisher, http.MethodPost, path+"/withdraw", `{"reason":"số liệu sai"}`)
	_, levels = asked(t, s, "", http.MethodGet, "/api/v1/levels", "")
	if levels["run"] != nil {
		t.Errorf("a withdrawn run is still shown: %v", levels["run"])
	}
	_, log := asked(t, s, "", http.MethodGet, "/api/v1/publications", "")
	text, err := json.Marshal(log)
	if err != nil || strings.Count(string(text), `"role":"publisher"`) != 2 || !strings.Contains(string(text), "số liệu sai") || strings.Contains(string(text), "key ") {
		t.Errorf("the log: %s", text)
	}
}

// TestTwoPublishersAtOnce: of many who press at the same time one publishes, the
// others are told so; the bulletin has one number; what was withdrawn is not
// published again; the audit log tells of all of it.
func TestTwoPublishersAtOnce(t *testing.T) {
	dir, now := t.TempDir(), "2026-03-02T14:00:00+07:00"
	run := func(args ...string) string {
		t.Helper()
		return strings.TrimSpace(mustRun(t, dir, append(args, "--db", "t.db", "--now", now)...).out)
	}
	keys := []string{run("token", "add", "--name", "p", "--role", "publisher"), run("token", "add", "--name", "q", "--role", "admin")}
	run("ingest", write(t, dir+"/noon.csv", "station,date,temp13_c,rh13_pct,rain24_mm,wind13_kmh\n48900,2026-03-01,33,48,12.4,9\n48900,2026-03-02,34,45,0,9\n"))
	s := serveUntil(t, "/healthz", dir, "--db", "t.db", "--now", now)
	_, made := asked(t, s, keys[0], http.MethodPost, "/api/v1/runs", "{}")
	path := "/api/v1/runs/" + made["id"].(string)
	statuses := make([]int, 6)
	var all sync.WaitGroup
	for i := range statuses {
		all.Go(func() { statuses[i], _ = asked(t, s, keys[i%2], http.MethodPost, path+"/publish", "") })
	}
	all.Wait()
	slices.Sort(statuses)
	if !slices.Equal(statuses, []int{200, 409, 409, 409, 409, 409}) {
		t.Errorf("six who publish at once are answered %v", statuses)
	}
	if _, published := asked(t, s, "", http.MethodGet, path, ""); published["number"] != 1.0 {
		t.Errorf("the bulletin's number is %v", published["number"])
	}
	asked(t, s, keys[0], http.MethodPost, path+"/withdraw", `{"reason":"số liệu sai"}`)
	if status, a := asked(t, s, keys[1], http.MethodPost, path+"/publish", ""); status != http.StatusConflict || !strings.Contains(a["detail"].(string), "withdrawn") {
		t.Errorf("a withdrawn run is published again: %d %v", status, a)
	}
	_, log := asked(t, s, keys[0], http.MethodGet, "/api/v1/audit?refused=true", "")
	if entries := log["entries"].([]any); len(entries) != 6 {
		t.Errorf("the audit log tells of %d refusals, not 6", len(entries))
	}
	if _, chain := asked(t, s, keys[0], http.MethodGet, "/api/v1/audit/chain", ""); chain["whole"] != true {
		t.Errorf("the chain: %v", chain)
	}
}
