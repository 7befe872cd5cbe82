package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// newDesk is a service at the evening with a key of each role; its drafts are
// made by adding a run to the store.
func newDesk(t *testing.T) (http.Handler, *fakeStore) {
	t.Helper()
	return newDeskIn(t, province(t))
}

// newDeskIn is the desk of a province.
func newDeskIn(t *testing.T, p *forecast.Province) (http.Handler, *fakeStore) {
	t.Helper()
	store := season()
	store.tokens = map[string]forecast.Token{}
	for _, role := range forecast.Roles {
		hash := api.HashOf(string(role))
		store.tokens[hash] = forecast.Token{ID: "id-" + string(role), Role: role, Hash: hash, Expires: evening.Add(time.Hour)}
	}
	s, err := api.New(api.Config{
		Province: p, Store: store, Clock: func() time.Time { return evening }, Version: "test",
		Outlook: func(context.Context, forecast.Date, int) (forecast.Run, error) { return forecast.Run{}, nil },
		Predict: func(ctx context.Context, day forecast.Date, by forecast.AuditEntry) (forecast.Run, error) {
			run := store.runs[len(store.runs)-1]
			run.ID, run.Date, run.To, run.Issued = "made-"+day.String(), day, day.AddDays(1), evening.Add(-time.Minute)
			run.published, run.withdrawn = time.Time{}, time.Time{}
			return run.Run, store.makeDraft(ctx, run, by)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler(), store
}

// as sends a request with the key of a role, none when empty.
func as(t *testing.T, h http.Handler, role, method, path, body string) (int, string) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if role != "" {
		req.Header.Set("Authorization", "Bearer "+role)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	if cache := rec.Header().Get("Cache-Control"); role != "" && cache != "no-store" {
		t.Errorf("%s %s: Cache-Control %q", method, path, cache)
	}
	return rec.Code, rec.Body.String()
}

// TestWhoMayWorkAtTheDesk asks every route of the desk with every role.
func TestWhoMayWorkAtTheDesk(t *testing.T) {
	const reason = `{"reason":"sai trạm"}`
	for _, route := range []struct {
		method, path, body string
		may                map[string]int
	}{
		{http.MethodGet, "/api/v1/drafts", "", map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200}},
		{http.MethodGet, "/api/v1/drafts/draft-plain", "", map[string]int{"": 401, "officer": 200, "publisher": 200}},
		{http.MethodPost, "/api/v1/runs", "{}", map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200}},
		{http.MethodPost, "/api/v1/runs/draft-plain/override", overrideZ1, map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200}},
		{http.MethodPost, "/api/v1/runs/draft-plain/comments", `{"text":"trạm Núi Cậu chưa gửi"}`, map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200}},
		{http.MethodGet, "/api/v1/audit/chain", "", map[string]int{"": 401, "stranger": 401, "officer": 403, "publisher": 200, "admin": 200}},
		{http.MethodGet, "/api/v1/audit", "", map[string]int{"": 401, "stranger": 401, "officer": 403, "publisher": 200, "admin": 200}},
		{http.MethodPost, "/api/v1/runs/draft-plain/publish", "", map[string]int{"": 401, "stranger": 401, "officer": 403, "publisher": 200, "admin": 200}},
		{http.MethodPost, "/api/v1/runs/run-evening/withdraw", reason, map[string]int{"": 401, "stranger": 401, "officer": 403, "publisher": 200, "admin": 200}},
	} {
		for role, want := range route.may {
			h, store := newDesk(t)
			status, body := as(t, h, role, route.method, route.path, route.body)
			if status != want {
				t.Errorf("%q, %s %s: %d, not %d: %s", role, route.method, route.path, status, want, body)
			}
			if want != 200 && len(store.steps) > 0 {
				t.Errorf("%q, %s %s was refused and done", role, route.method, route.path)
			}
		}
	}
}

// TestDayAtTheDesk: a draft is made, seen beside what is public, published,
// withdrawn; what comes in the wrong order is told with both states.
func TestDayAtTheDesk(t *testing.T) {
	h, store := newDesk(t)
	_, body := as(t, h, "officer", http.MethodPost, "/api/v1/runs", "{}")
	var made forecast.Run
	if err := json.Unmarshal([]byte(body), &made); err != nil || made.Status != forecast.Draft || made.ID != "made-2016-03-05" {
		t.Fatalf("%v: %s", err, body)
	}
	if status, _ := as(t, h, "", http.MethodGet, "/api/v1/runs/"+made.ID, ""); status != http.StatusNotFound {
		t.Errorf("the public sees a draft: %d", status)
	}
	if _, list := as(t, h, "officer", http.MethodGet, "/api/v1/drafts", ""); !strings.Contains(list, made.ID) {
		t.Errorf("the draft is not listed: %s", list)
	}
	_, body = as(t, h, "officer", http.MethodGet, "/api/v1/drafts/"+made.ID, "")
	var draft struct {
		Days []struct {
			Zone, Date    string
			Level, Public *int
			Differs       bool
		}
		Differing int
	}
	if err := json.Unmarshal([]byte(body), &draft); err != nil || len(draft.Days) == 0 {
		t.Fatalf("%v: %s", err, body)
	}
	path := "/api/v1/runs/" + made.ID
	for i, step := range []struct {
		path, body string
		status     int
		says       string
	}{
		{path + "/publish", "", 200, `"status":"published"`},
		{path + "/publish", "", 409, "published"},
		{path + "/withdraw", `{"reason":"  "}`, 422, "reason"},
		{path + "/withdraw", `{}`, 422, "reason"},
		{path + "/withdraw", `{"reason":"số liệu sai"}`, 200, `"status":"withdrawn"`},
		{path + "/withdraw", `{"reason":"số liệu sai"}`, 409, "withdrawn"},
		{path + "/publish", "", 409, "withdrawn"},
		{"/api/v1/runs/nothing/publish", "", 404, "nothing"},
		{"/api/v1/runs", `{"date":"2016-03-06"}`, 422, "2016-03-05"},
		{"/api/v1/runs", `{"date":"hôm nay"}`, 422, "hôm nay"},
	} {
		status, body := as(t, h, "publisher", http.MethodPost, step.path, step.body)
		if status != step.status || !strings.Contains(body, step.says) {
			t.Errorf("step %d, %s: %d, want %d and %q: %s", i, step.path, status, step.status, step.says, body)
		}
	}
	if len(store.steps) != 2 || store.steps[0].By != "key id-publisher" || store.steps[0].Role != "publisher" || store.steps[1].Reason != "số liệu sai" {
		t.Errorf("kept: %+v", store.steps)
	}
	if status, _ := as(t, h, "officer", http.MethodGet, "/api/v1/drafts/"+made.ID, ""); status != http.StatusNotFound {
		t.Errorf("a withdrawn run is still a draft: %d", status)
	}
}

// TestPublicationsNameNobody: the log tells role and reason, never a person.
func TestPublicationsNameNobody(t *testing.T) {
	h, _ := newDesk(t)
	resp, body := get(t, h, "/api/v1/publications")
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, `"role":"publisher"`) || strings.Contains(body, "secret person") {
		t.Errorf("%s %s", resp.Status, body)
	}
}
