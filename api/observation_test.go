package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// writer is a service that takes readings in, with a key for every case.
type writer struct {
	handler  http.Handler
	received int // requests that reached the intake
	by       []string
	log      *bytes.Buffer
}

// outcomes are what the intake answers by the body it gets.
var outcomes = map[string][]forecast.Outcome{
	"all":  {{Status: forecast.OutcomeAccepted}, {Status: forecast.OutcomeDuplicate}},
	"some": {{Status: forecast.OutcomeAccepted, Flags: []forecast.Flag{{Variable: forecast.TempC, Test: "range", Reason: "r"}}}, {Status: forecast.OutcomeRejected, Reason: "r"}},
	"none": {{Status: forecast.OutcomeRejected, Reason: "r"}},
}

func newWriter(t *testing.T) *writer {
	t.Helper()
	store := season()
	store.answers = map[string][2]string{}
	store.tokens = map[string]forecast.Token{}
	add := func(secret string, role forecast.Role, expires, revoked time.Time) {
		hash := api.HashOf(secret)
		store.tokens[hash] = forecast.Token{ID: "id-" + secret, Role: role, Hash: hash, Expires: expires, Revoked: revoked}
	}
	later, never := evening.Add(time.Hour), time.Time{}
	for _, role := range forecast.Roles {
		add(string(role), role, later, never)
	}
	add("expired", forecast.RoleAdmin, evening, never)
	add("revoked", forecast.RoleAdmin, later, evening.Add(-time.Minute))
	add("strange", "visitor", later, never)
	w := &writer{log: &bytes.Buffer{}}
	s, err := api.New(api.Config{
		Province: province(t), Store: store, Clock: func() time.Time { return evening }, Version: "test",
		Log: slog.New(slog.NewTextHandler(w.log, nil)),
		Receive: func(_ context.Context, by forecast.AuditEntry, body []byte, _ int) ([]forecast.Outcome, error) {
			w.received++
			w.by = append(w.by, by.Actor)
			if rows, ok := outcomes[string(body)]; ok {
				return rows, nil
			}
			return nil, &forecast.Invalid{File: "request", Reason: "no JSON", Remedy: "send JSON"}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.handler = s.Handler()
	return w
}

func (w *writer) post(t *testing.T, secret, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/observations", strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	if secret != "" {
		req.Header.Set("Authorization", "Bearer "+secret)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, req)
	resp := rec.Result()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(answer)
}

func TestWhoMaySendReadings(t *testing.T) {
	w := newWriter(t)
	for secret, want := range map[string]int{
		"": 401, "unknown": 401, "expired": 401, "revoked": 401, strings.Repeat("x", 5000): 401,
		"strange": 403, "officer": 200, "publisher": 200, "admin": 200,
	} {
		before := w.received
		resp, body := w.post(t, secret, "all")
		if resp.StatusCode != want {
			t.Errorf("key %.20q answers %s, not %d: %s", secret, resp.Status, want, body)
		}
		if reached := w.received > before; reached != (want == 200) {
			t.Errorf("key %.20q: the readings reached the intake: %v", secret, reached)
		}
		if want == 401 && resp.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("key %.20q: 401 without WWW-Authenticate", secret)
		}
	}
	for _, secret := range []string{"expired", "revoked", "strange"} {
		if strings.Contains(w.log.String(), "Bearer "+secret) {
			t.Error("a secret stands in the log")
		}
	}
	resp, _ := w.post(t, "", "all", "Authorization", "Basic b2ZmaWNlcjpvZmZpY2Vy")
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("basic authorization answers %s", resp.Status)
	}
}

func TestOutcomesRowByRow(t *testing.T) {
	w := newWriter(t)
	for body, want := range map[string]struct {
		status                                 int
		accepted, flagged, duplicate, rejected int
	}{
		"all": {200, 1, 0, 1, 0}, "some": {207, 1, 1, 0, 1}, "none": {422, 0, 0, 0, 1},
	} {
		resp, answer := w.post(t, "officer", body)
		if problem := resp.Header.Get("Content-Type") == "application/problem+json"; problem != (want.status == 422) ||
			problem && !strings.Contains(answer, `"title":"Unprocessable Entity","status":422,"detail":"`) {
			t.Errorf("%s: %s %s", body, resp.Header.Get("Content-Type"), answer)
		}
		var got struct {
			Accepted, Flagged, Duplicate, Rejected int
			Rows                                   []forecast.Outcome
		}
		if err := json.Unmarshal([]byte(answer), &got); err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != want.status || got.Accepted != want.accepted || got.Flagged != want.flagged ||
			got.Duplicate != want.duplicate || got.Rejected != want.rejected || len(got.Rows) != len(outcomes[body]) {
			t.Errorf("%s: %s %s", body, resp.Status, answer)
		}
	}
	resp, answer := w.post(t, "officer", "rubbish")
	if resp.StatusCode != 422 || resp.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(answer, "send JSON") {
		t.Errorf("rubbish: %s %s", resp.Status, answer)
	}
	if resp, _ := w.post(t, "officer", strings.Repeat(" ", 3<<20)); resp.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("3 MiB: %s", resp.Status)
	}
}

func TestRequestSentTwice(t *testing.T) {
	w := newWriter(t)
	first, answer := w.post(t, "officer", "some", "Idempotency-Key", "k1")
	again, same := w.post(t, "officer", "some", "Idempotency-Key", "k1")
	if w.received != 1 || first.StatusCode != again.StatusCode || answer != same || again.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("%d times received; %s %s, then %s %s", w.received, first.Status, answer, again.Status, same)
	}
	if resp, _ := w.post(t, "officer", "all", "Idempotency-Key", "k1"); resp.StatusCode != http.StatusConflict {
		t.Errorf("another body under the same name: %s", resp.Status)
	}
	if resp, _ := w.post(t, "admin", "all", "Idempotency-Key", "k1"); resp.StatusCode != http.StatusOK {
		t.Errorf("another key with a name used before: %s", resp.Status)
	}
}
