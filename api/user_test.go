package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// A removed person's browser is out at once, and the audit log says who tried.
func TestRemovedPersonIsOut(t *testing.T) {
	for name, end := range map[string][2]string{
		"removed":      {http.MethodDelete, ""},
		"disabled":     {http.MethodPatch, `{"disabled":true}`},
		"demoted":      {http.MethodPatch, `{"role":"officer"}`},
		"new password": {http.MethodPatch, `{"password":"một mật khẩu khác"}`},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			live, admin := o.in(t, "publisher"), o.in(t, "admin")
			o.now = o.now.Add(time.Minute)
			want(t, "live", live.send(t, http.MethodGet, "/api/v1/audit", ""), 200)
			want(t, name, admin.send(t, end[0], "/api/v1/users/u-publisher", end[1]), 200)
			if o.last().Actor != "user admin" || o.last().Subject != "user publisher" {
				t.Errorf("the audit log: %+v", o.last())
			}
			want(t, "the live session", live.send(t, http.MethodGet, "/api/v1/audit", ""), 401, "sign in")
			gone := name == "removed" || name == "disabled"
			if told := o.last().Actor == "user publisher" && strings.Contains(o.last().Refused, "disabled or removed"); told != gone {
				t.Errorf("the audit log: %+v", o.last())
			}
			entries := len(o.store.audit)
			want(t, "again", live.send(t, http.MethodGet, "/api/v1/audit", ""), 401)
			if len(o.store.audit) != entries {
				t.Error("a removed person fills the audit log")
			}
		})
	}
}

// A person's key is worth what the person may, and nothing without the person.
func TestOwnedKey(t *testing.T) {
	o := newOffice(t)
	admin := o.in(t, "admin")
	w := admin.send(t, http.MethodPost, "/api/v1/tokens", `{"name":"của publisher","role":"publisher","owner":"u-publisher","days":9}`)
	var made struct{ Secret, Owner string }
	if err := json.Unmarshal(w.Body.Bytes(), &made); err != nil || made.Owner != "publisher" {
		t.Fatalf("%v: %d %s", err, w.Code, w.Body)
	}
	key := func(path string) int {
		return (&browser{office: o}).send(t, http.MethodGet, path, "", "Authorization", "Bearer "+made.Secret).Code
	}
	if key("/api/v1/audit") != 200 {
		t.Error("the key is refused")
	}
	want(t, "demoted", admin.send(t, http.MethodPatch, "/api/v1/users/u-publisher", `{"role":"officer"}`), 200)
	if key("/api/v1/audit") != 403 || key("/api/v1/drafts") != 200 {
		t.Error("the key may more than its owner")
	}
	want(t, "more than its owner", admin.send(t, http.MethodPost, "/api/v1/tokens", `{"name":"x","role":"admin","owner":"u-officer"}`), 422, "owner")
	want(t, "nobody's", admin.send(t, http.MethodPost, "/api/v1/tokens", `{"name":"x","role":"admin","owner":"nobody"}`), 404)
	want(t, "removed", admin.send(t, http.MethodDelete, "/api/v1/users/u-publisher", ""), 200)
	if key("/api/v1/drafts") != 401 || !strings.Contains(o.last().Refused, "owner is disabled or removed") {
		t.Errorf("the key of a removed person: %+v", o.last())
	}
}

func TestScopedKey(t *testing.T) {
	o := newOffice(t)
	admin := o.in(t, "admin")
	var offered struct{ Scopes []string }
	if err := json.Unmarshal(admin.send(t, http.MethodGet, "/api/v1/tokens", "").Body.Bytes(), &offered); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(offered.Scopes, "") || !slices.Contains(offered.Scopes, "reports") {
		t.Errorf("scopes on offer: %q", offered.Scopes)
	}
	want(t, "nonsense", admin.send(t, http.MethodPost, "/api/v1/tokens", `{"name":"x","role":"officer","scope":["everything"]}`), 422, "observations")
	w := admin.send(t, http.MethodPost, "/api/v1/tokens", `{"name":"trạm","role":"officer","scope":["observations"]}`)
	var made struct{ ID, Secret string }
	if err := json.Unmarshal(w.Body.Bytes(), &made); err != nil {
		t.Fatal(err)
	}
	b := &browser{office: o}
	want(t, "its own", b.send(t, http.MethodPost, "/api/v1/observations", "all", "Authorization", "Bearer "+made.Secret), 200)
	want(t, "another", b.send(t, http.MethodGet, "/api/v1/drafts", "", "Authorization", "Bearer "+made.Secret), 403, "for observations only")
	if o.last().Actor != "key "+made.ID || o.last().Refused == "" {
		t.Errorf("the audit log: %+v", o.last())
	}
	want(t, "revoked", admin.send(t, http.MethodDelete, "/api/v1/tokens/"+made.ID, ""), 200)
	want(t, "a stolen key", b.send(t, http.MethodPost, "/api/v1/observations", "all", "Authorization", "Bearer "+made.Secret), 401)
	if o.last().Actor != "key "+made.ID || !strings.Contains(o.last().Refused, "revoked") {
		t.Errorf("the audit log: %+v", o.last())
	}
	want(t, "revoked again", admin.send(t, http.MethodDelete, "/api/v1/tokens/"+made.ID, ""), 404)
}

// A person's key and session are one person.
func TestTwoPersonsAreNoKeyAndSession(t *testing.T) {
	o := newOffice(t, func(c *api.Config) { c.TwoPersons = true })
	secret := api.HashOf("own")
	o.store.tokens[secret] = forecast.Token{ID: "own", Role: forecast.RolePublisher, Hash: secret, Expires: evening.Add(time.Hour), Owner: "u-publisher"}
	body := strings.Replace(overrideZ1, `"level"`, `"date":"`+draftDayOf(o.store, "draft-plain")+`","level"`, 1)
	b := o.in(t, "publisher")
	want(t, "override by key", (&browser{office: o}).send(t, http.MethodPost, "/api/v1/runs/draft-plain/override", body, "Authorization", "Bearer own"), 200)
	want(t, "publish by session", b.send(t, http.MethodPost, "/api/v1/runs/draft-plain/publish", ""), 409, "another publisher")
	if o.last().Actor != "user publisher" || o.last().Refused == "" {
		t.Errorf("the audit log: %+v", o.last())
	}
	want(t, "another", o.in(t, "admin").send(t, http.MethodPost, "/api/v1/runs/draft-plain/publish", ""), 200)
	if o.store.steps[0].By != "user admin" {
		t.Errorf("%+v", o.store.steps)
	}
}

// A name is locked for who guesses, for a while; the answer tells when to come
// back, and the right password does not help until then.
func TestLockOut(t *testing.T) {
	o := newOffice(t)
	stranger, officer := &browser{office: o, from: "198.51.100.7"}, &browser{office: o, from: "203.0.113.5"}
	for _, name := range []string{"officer", "nobody"} {
		for range forecast.SignInFromOne.Free {
			want(t, "guess", stranger.signIn(t, name, "sai mật khẩu"), 401)
		}
		w := stranger.signIn(t, name, password)
		want(t, "locked", w, 429, "try again in 30 seconds")
		if w.Header().Get("Retry-After") != "30" {
			t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
		}
	}
	want(t, "the officer elsewhere", officer.signIn(t, "officer", password), 200)
	o.now = o.now.Add(30 * time.Second)
	want(t, "after the lock-out", stranger.signIn(t, "officer", password), 200)
}

func TestRateLimits(t *testing.T) {
	o := newOffice(t, func(c *api.Config) { c.Accounts.SignInsPerMinute, c.Accounts.WritesPerMinute = 2, 5 })
	b := &browser{office: o}
	for range 2 {
		want(t, "in", b.signIn(t, "officer", password), 200)
	}
	w := b.signIn(t, "officer", password)
	want(t, "too many sign-ins", w, 429, "wait a minute")
	if w.Header().Get("Retry-After") != "60" {
		t.Errorf("%v", w.Header())
	}
	for range 2 {
		want(t, "a write", b.send(t, http.MethodPost, "/api/v1/observations", "all"), 200)
	}
	want(t, "too many writes", b.send(t, http.MethodPost, "/api/v1/observations", "all"), 429)
	want(t, "a read", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 200)
	other := &browser{office: o, from: "198.51.100.7"}
	want(t, "another address", other.signIn(t, "officer", password), 200)
}

func TestOwnPassword(t *testing.T) {
	o := newOffice(t)
	here, there := o.in(t, "officer"), o.in(t, "officer")
	before := here.cookie
	change := func(b *browser, old, new string, headers ...string) int {
		return b.send(t, http.MethodPost, "/api/v1/session/password", `{"old":"`+old+`","new":"`+new+`"}`, headers...).Code
	}
	const another = "chòi canh lửa Minh Hòa"
	for what, got := range map[string][2]int{
		"wrong": {change(here, "sai mật khẩu", another), 403}, "easy": {change(here, password, "12345"), 422},
		"by key": {change(&browser{office: o}, password, another, "Authorization", "Bearer officer"), 403},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %d", what, got[0])
		}
	}
	o.now = o.now.Add(time.Second)
	if status := change(here, password, another); status != 200 {
		t.Fatalf("changed: %d", status)
	}
	want(t, "here", here.send(t, http.MethodGet, "/api/v1/drafts", ""), 200)
	want(t, "there", there.send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
	want(t, "the cookie before", (&browser{office: o, cookie: before}).send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
	want(t, "the old password", (&browser{office: o}).signIn(t, "officer", password), 401)
	want(t, "the new password", (&browser{office: o}).signIn(t, "officer", another), 200)
}

func TestAccountsAreKept(t *testing.T) {
	o := newOffice(t)
	b := o.in(t, "admin")
	post := func(body string) (int, string) {
		w := b.send(t, http.MethodPost, "/api/v1/users", body)
		return w.Code, w.Body.String()
	}
	const good = `{"name":"Lan","title":"Bà Lan","email":"lan@coquan.vn","role":"publisher","password":"chòi canh lửa số 7"}`
	status, body := post(good)
	var made struct{ ID, Name, Status string }
	if err := json.Unmarshal([]byte(body), &made); err != nil || status != 200 || made.Name != "lan" || made.Status != "active" {
		t.Fatalf("%d %s", status, body)
	}
	for what, c := range map[string]struct {
		body, says string
	}{
		"twice": {good, "taken"}, "role": {strings.Replace(good, `"publisher"`, `"king"`, 1), "no such role"},
		"name": {strings.Replace(good, "Lan", "l@n", 1), "not a login name"}, "e-mail": {strings.Replace(good, "coquan.vn", "", 1), "e-mail"},
		"nothing": {"[]", "send name"},
	} {
		if status, body := post(c.body); status != 422 || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %s", what, status, body)
		}
	}
	want(t, "title", b.send(t, http.MethodPatch, "/api/v1/users/"+made.ID, `{"title":"Chị Lan"}`), 200, "Chị Lan")
	want(t, "no change", b.send(t, http.MethodPatch, "/api/v1/users/"+made.ID, `{}`), 422, "changes nothing")
	want(t, "bad role", b.send(t, http.MethodPatch, "/api/v1/users/"+made.ID, `{"role":"king"}`), 422, "no such role")
	want(t, "nobody", b.send(t, http.MethodPatch, "/api/v1/users/nobody", `{"disabled":true}`), 404)
	want(t, "list", b.send(t, http.MethodGet, "/api/v1/users", ""), 200, `"Chị Lan"`, `"status":"active"`, `"last_sign_in":null`)
	want(t, "sign in", (&browser{office: o}).signIn(t, "lan", "chòi canh lửa số 7"), 200)
}

// What another site's page sends with someone's cookie is refused and told; a key
// is no browser's doing.
func TestOtherSites(t *testing.T) {
	o := newOffice(t)
	b := o.in(t, "officer")
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		want(t, headers[1], b.send(t, http.MethodPost, "/api/v1/observations", "all", headers...), 403, "another site")
		if o.last().Actor != "user officer" || o.last().Action != "send readings" || o.last().Refused == "" {
			t.Errorf("the audit log: %+v", o.last())
		}
	}
	want(t, "signing in", (&browser{office: o}).send(t, http.MethodPost, "/api/v1/session", `{"name":"officer","password":"`+password+`"}`, "Origin", "https://evil.example"), 403)
	for _, headers := range [][]string{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "http://example.com"}, {"Origin", "https://evil.example", "Authorization", "Bearer officer"}} {
		want(t, headers[1], b.send(t, http.MethodPost, "/api/v1/observations", "all", headers...), 200)
	}
}

// The figure of the README: what a sign-in costs.
func BenchmarkHashPassword(b *testing.B) {
	for b.Loop() {
		if _, err := api.HashPassword(password); err != nil {
			b.Fatal(err)
		}
	}
}

// What a key may be confined to has a name, wherever the route lies: a key for
// reports fetches the paper of the season report, too.
func TestEveryScopeHasAName(t *testing.T) {
	admin := newOffice(t).in(t, "admin")
	var answer struct{ Scopes []string }
	if err := json.Unmarshal(admin.send(t, http.MethodGet, "/api/v1/tokens", "").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(answer.Scopes, "") || !slices.Contains(answer.Scopes, "reports") {
		t.Errorf("scopes: %q", answer.Scopes)
	}
}
