package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// What was refused stands in the audit log under the name and about the thing that
// it would have been done to, with the remedy that the asker was told.
func TestRefusalsAreFoundByDeedAndThing(t *testing.T) {
	const reason = `{"reason":"sai trạm"}`
	for name, c := range map[string]struct {
		role, method, path, body string
		status                   int
		action, subject, remedy  string
	}{
		"role":              {"officer", http.MethodPost, "/api/v1/runs/draft-plain/publish", "", 403, "publish", "run draft-plain", "needs the role publisher"},
		"published again":   {"publisher", http.MethodPost, "/api/v1/runs/run-evening/publish", "", 409, "publish", "run run-evening", "it is public already"},
		"withdrawn":         {"publisher", http.MethodPost, "/api/v1/runs/run-noon/publish", "", 409, "publish", "run run-noon", "make a new draft"},
		"withdrawn twice":   {"publisher", http.MethodPost, "/api/v1/runs/run-noon/withdraw", reason, 409, "withdraw", "run run-noon", "nothing is left to withdraw"},
		"override too late": {"officer", http.MethodPost, "/api/v1/runs/run-evening/override", overrideZ1, 409, "override", "run run-evening", "make a new draft"},
		"no such run":       {"publisher", http.MethodPost, "/api/v1/runs/none/publish", "", 404, "publish", "run none", "there is none"},
		"no account":        {"admin", http.MethodDelete, "/api/v1/users/nobody", "", 404, "remove account", "account nobody", "there is none"},
		"long":              {"publisher", http.MethodPost, "/api/v1/runs/" + strings.Repeat("x", 300) + "/publish", "", 404, "publish", "run " + strings.Repeat("x", 100) + "…", "there is none"},
	} {
		t.Run(name, func(t *testing.T) {
			h, store := newDesk(t)
			status, answer := as(t, h, c.role, c.method, c.path, c.body)
			last := store.audit[len(store.audit)-1]
			if status != c.status || !strings.Contains(answer, c.remedy) {
				t.Errorf("%d %s", status, answer)
			}
			if last.Action != c.action || last.Subject != c.subject || !strings.Contains(last.Refused, c.remedy) {
				t.Errorf("the audit log ends with %+v", last)
			}
		})
	}
}

// Readings sent again under the same name are taken once; that somebody sent them
// again is kept, and so is a name used for something else, and a body that is none.
func TestReadingsSentAgainAreNoted(t *testing.T) {
	o := newOffice(t)
	b := o.in(t, "officer")
	want(t, "first", b.send(t, http.MethodPost, "/api/v1/observations", "all", "Idempotency-Key", "a"), 200)
	want(t, "again", b.send(t, http.MethodPost, "/api/v1/observations", "all", "Idempotency-Key", "a"), 200)
	if last := o.last(); last.Action != "send readings" || !strings.Contains(last.Refused, "was sent before") || last.From == "" {
		t.Errorf("sent again: %+v", last)
	}
	want(t, "another body", b.send(t, http.MethodPost, "/api/v1/observations", "none", "Idempotency-Key", "a"), 409, "name of its own")
	if last := o.last(); last.Action != "send readings" || !strings.Contains(last.Refused, "name of its own") {
		t.Errorf("another body: %+v", last)
	}
}

// What another site's page makes a signed-in browser ask for is found by deed and thing.
func TestForeignPagesAreFoundByDeed(t *testing.T) {
	o := newOffice(t)
	b := o.in(t, "publisher")
	want(t, "foreign", b.send(t, http.MethodPost, "/api/v1/runs/run-evening/withdraw", `{"reason":"xxx"}`, "Origin", "https://evil.example"), 403, "another site")
	if last := o.last(); last.Action != "withdraw" || last.Subject != "run run-evening" || last.Actor != "user publisher" || last.Refused == "" {
		t.Errorf("%+v", last)
	}
}
