package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// askBy sends JSON by a client of its own and gives what came back.
func askBy(t *testing.T, by *http.Client, s *served, key, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	resp, err := by.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// asked is a request with a key and its answer.
func asked(t *testing.T, s *served, key, method, path, body string) (int, map[string]any) {
	t.Helper()
	status, text := askBy(t, http.DefaultClient, s, key, method, path, body)
	var answer map[string]any
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%d: %s", status, text)
	}
	return status, answer
}
