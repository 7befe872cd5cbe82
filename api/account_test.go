package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

const password = "rừng tràm U Minh"

// cheap hashes quickly; the cost stands in the hash.
func cheap(t testing.TB, password string) string {
	t.Helper()
	hash, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// office is a desk with an account and a key of each role, whose clock can be set.
type office struct {
	http.Handler
	store *fakeStore
	log   *bytes.Buffer
	now   time.Time
}

func newOffice(t testing.TB, change ...func(*api.Config)) *office {
	t.Helper()
	o := &office{store: season(), log: &bytes.Buffer{}, now: evening}
	o.store.tokens, o.store.answers = map[string]forecast.Token{}, map[string][2]string{}
	hash := cheap(t, password)
	for _, role := range forecast.Roles {
		name := string(role)
		o.store.users = append(o.store.users, forecast.User{ID: "u-" + name, Name: name, Title: "Bà " + name, Role: role, Hash: hash, Created: evening})
		o.store.tokens[api.HashOf(name)] = forecast.Token{ID: "id-" + name, Role: role, Hash: api.HashOf(name), Expires: evening.Add(time.Hour)}
	}
	config := api.Config{
		Province: province(t), Store: o.store, Clock: func() time.Time { return o.now }, Version: "test", Log: slog.New(slog.NewTextHandler(o.log, nil)),
		Outlook: func(context.Context, forecast.Date, int) (forecast.Run, error) { return forecast.Run{}, nil },
		Predict: func(context.Context, forecast.Date, forecast.AuditEntry) (forecast.Run, error) {
			return o.store.runs[0].Run, nil
		},
		Receive: func(context.Context, forecast.AuditEntry, []byte, int) ([]forecast.Outcome, error) {
			return outcomes["all"], nil
		},
	}
	for _, c := range change {
		c(&config)
	}
	s, err := api.New(config)
	if err != nil {
		t.Fatal(err)
	}
	o.Handler = s.Handler()
	return o
}

// browser keeps the cookie it is given.
type browser struct {
	*office
	cookie *http.Cookie
	from   string
}

// send asks; headers are name, value pairs.
func (b *browser) send(t testing.TB, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if b.from != "" {
		r.RemoteAddr = b.from + ":4711"
	}
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookie = c; c.MaxAge < 0 {
			b.cookie = nil
		}
	}
	return w
}

func (b *browser) signIn(t testing.TB, name, password string) *httptest.ResponseRecorder {
	t.Helper()
	body, err := json.Marshal(map[string]string{"name": name, "password": password})
	if err != nil {
		t.Fatal(err)
	}
	return b.send(t, http.MethodPost, "/api/v1/session", string(body))
}

// in is a browser with a session of a role.
func (o *office) in(t testing.TB, role string) *browser {
	t.Helper()
	b := &browser{office: o}
	if w := b.signIn(t, role, password); w.Code != http.StatusOK || b.cookie == nil {
		t.Fatalf("%s: %d %s", role, w.Code, w.Body)
	}
	return b
}

func (o *office) last() forecast.AuditEntry {
	if len(o.store.audit) == 0 {
		return forecast.AuditEntry{}
	}
	return o.store.audit[len(o.store.audit)-1]
}

func want(t testing.TB, what string, w *httptest.ResponseRecorder, status int, says ...string) {
	t.Helper()
	if w.Code != status {
		t.Errorf("%s: %d, not %d: %s", what, w.Code, status, w.Body)
	}
	for _, text := range says {
		if !strings.Contains(w.Body.String(), text) {
			t.Errorf("%s does not say %q: %s", what, text, w.Body)
		}
	}
}

func TestSignInAndOut(t *testing.T) {
	o := newOffice(t)
	b := &browser{office: o}
	want(t, "nobody", b.send(t, http.MethodGet, "/api/v1/session", ""), 200, `"user":null`, `"ends":null`)
	w := b.signIn(t, " Officer ", password)
	want(t, "in", w, 200, `"name":"officer"`, `"role":"officer"`, `"password":true`)
	c := b.cookie
	if c == nil || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("cookie %v, %v", c, w.Header())
	}
	for id := range o.store.sessions {
		if strings.Contains(id, c.Value) || strings.Contains(string(o.store.sessions[id].Data), c.Value) {
			t.Error("the cookie's secret is kept as it is")
		}
	}
	want(t, "who", b.send(t, http.MethodGet, "/api/v1/session", ""), 200, `"title":"Bà officer"`)
	want(t, "drafts", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 200)
	stolen := &browser{office: o, cookie: c}
	want(t, "out", b.send(t, http.MethodDelete, "/api/v1/session", ""), 200, `"user":null`)
	if o.last().Action != "sign out" || o.last().Actor != "user officer" {
		t.Errorf("%+v", o.last())
	}
	want(t, "the cookie after signing out", stolen.send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
	want(t, "out again", b.send(t, http.MethodDelete, "/api/v1/session", ""), 200)
	want(t, "the same form again", b.signIn(t, "officer", password), 200)
	want(t, "the old cookie after a new sign-in", stolen.send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
}

func TestSecureCookie(t *testing.T) {
	o := newOffice(t, func(c *api.Config) { c.Accounts.TrustedProxies = []string{"127.0.0.0/8"} })
	body := `{"name":"officer","password":"` + password + `"}`
	for _, c := range []struct {
		name, from, proto string
		secure            bool
	}{
		{"plain", "198.51.100.7", "", false}, {"a stranger's word", "198.51.100.7", "https", false},
		{"the proxy's word", "127.0.0.1", "https", true}, {"the proxy, plain", "127.0.0.1", "http", false},
	} {
		b := &browser{office: o, from: c.from}
		b.send(t, http.MethodPost, "/api/v1/session", body, "X-Forwarded-Proto", c.proto, "X-Forwarded-For", "203.0.113.9")
		if b.cookie == nil || b.cookie.Secure != c.secure || strings.HasPrefix(b.cookie.Name, "__Host-") != c.secure {
			t.Errorf("%s: %v", c.name, b.cookie)
			continue
		}
		want(t, c.name, b.send(t, http.MethodGet, "/api/v1/drafts", "", "X-Forwarded-Proto", c.proto), 200)
		told := map[bool]string{true: "203.0.113.9", false: "198.51.100.7"}[c.from == "127.0.0.1"]
		if o.last().From != told {
			t.Errorf("%s: the audit log says from %s", c.name, o.last().From)
		}
	}
}

// Over TLS of our own the cookie is secure too.
func TestSecureCookieOverTLS(t *testing.T) {
	s := httptest.NewTLSServer(newOffice(t))
	defer s.Close()
	resp, err := s.Client().Post(s.URL+"/api/v1/session", "application/json", strings.NewReader(`{"name":"officer","password":"`+password+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if c := resp.Cookies(); len(c) != 1 || !c[0].Secure || c[0].Name != "__Host-canhlua" || c[0].Path != "/" {
		t.Errorf("%s: %v", resp.Status, c)
	}
}

// A secret that somebody planted in the browser before the sign-in is worth
// nothing after it.
func TestFixation(t *testing.T) {
	o := newOffice(t)
	for _, planted := range []string{"planted-by-a-stranger", o.in(t, "officer").cookie.Value} {
		b := &browser{office: o, cookie: &http.Cookie{Name: "canhlua", Value: planted}}
		want(t, "in", b.signIn(t, "admin", password), 200)
		if b.cookie.Value == planted {
			t.Error("the planted secret was taken over")
		}
		thief := &browser{office: o, cookie: &http.Cookie{Name: "canhlua", Value: planted}}
		want(t, "the planted secret", thief.send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
	}
}

func TestSessionEnds(t *testing.T) {
	o := newOffice(t, func(c *api.Config) { c.Accounts.Idle, c.Accounts.Absolute = time.Hour, 3*time.Hour })
	b := o.in(t, "publisher")
	for i := range 3 { // in use
		o.now = o.now.Add(59 * time.Minute)
		if w := b.send(t, http.MethodGet, "/api/v1/drafts", ""); w.Code != 200 {
			t.Fatalf("in use, %d: %d %s", i, w.Code, w.Body)
		}
	}
	o.now = evening.Add(3 * time.Hour)
	want(t, "after the absolute limit", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 401, "sign in")
	b = o.in(t, "publisher")
	o.now = o.now.Add(time.Hour)
	want(t, "after the idle limit", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
	want(t, "nobody any more", b.send(t, http.MethodGet, "/api/v1/session", ""), 200, `"user":null`)
}

// An unknown name, a wrong password and a disabled account are answered alike.
func TestWrongSignIn(t *testing.T) {
	o := newOffice(t)
	o.store.users = append(o.store.users, forecast.User{ID: "off", Name: "off", Role: forecast.RoleAdmin, Hash: cheap(t, password), Disabled: evening},
		forecast.User{ID: "sso", Name: "sso", Role: forecast.RoleAdmin, Subject: "elsewhere|1"},
		forecast.User{ID: "gone", Name: "gone", Role: forecast.RoleAdmin, Removed: evening})
	answers := map[string]bool{}
	for _, try := range [][2]string{{"officer", "sai mật khẩu"}, {"nobody", password}, {"off", password}, {"gone", password}, {"sso", ""}, {"sso", "no password"}, {"không phải tên", password}, {"officer", ""}} {
		b := &browser{office: o}
		w := b.signIn(t, try[0], try[1])
		want(t, try[0], w, 401)
		answers[w.Body.String()] = true
		if b.cookie != nil {
			t.Errorf("%q got a cookie", try[0])
		}
	}
	if len(answers) != 1 {
		t.Errorf("the answers differ: %v", answers)
	}
	told := map[string]string{}
	for _, e := range o.store.audit {
		told[e.Subject] = e.Refused
	}
	if told["user officer"] != "wrong password" || told["user off"] != "the account is disabled" || told["user gone"] != "the account is removed" || len(told) != 4 {
		t.Errorf("the audit log: %v", told)
	}
}

// An unknown name costs what a known one does, so that the time of the answer does not
// tell whether there is such an account. The memory of the hash stands for its cost.
func TestSameCost(t *testing.T) {
	o := newOffice(t)
	hash, err := api.HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	for i := range o.store.users {
		o.store.users[i].Hash = hash
	}
	(&browser{office: o}).signIn(t, "warm-up", "x")
	cost := func(name string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		(&browser{office: o}).signIn(t, name, "sai mật khẩu")
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	known, unknown := cost("officer"), cost("an")
	if ratio := float64(known) / float64(unknown); known < 32<<20 || ratio < 0.8 || ratio > 1.25 {
		t.Errorf("a known name takes %d bytes, an unknown one %d", known, unknown)
	}
}

// Secrets stand in no log, no audit log and no error.
func TestSecretsAreToldNowhere(t *testing.T) {
	o := newOffice(t)
	const secret = "Mật-Khẩu-Rất-Kín-9"
	b := &browser{office: o}
	admin := o.in(t, "admin")
	var said strings.Builder
	note := func(w *httptest.ResponseRecorder) { said.WriteString(w.Body.String()) }
	note(b.signIn(t, "officer", secret))
	note(b.signIn(t, secret, secret))
	for _, body := range []string{
		`{"name":"officer","passwort":"` + secret + `"}`, `{"name":["` + secret + `"]}`, `{"password":"` + secret + `"`, `"` + secret + `"`, `{"name":"officer"}`,
	} {
		w := b.send(t, http.MethodPost, "/api/v1/session", body)
		if w.Code < 400 {
			t.Errorf("%s: %d", body, w.Code)
		}
		note(w)
	}
	for _, body := range []string{
		`{"name":"x","role":"none","password":"` + secret + `"}`, `{"name":"mat-khau","role":"admin","password":"mat-khau ` + secret + `"}`,
		`{"name":"new","role":"officer","password":"` + secret + `"}`, `{"name":"new","role":"officer","password":"` + secret + `"}`,
	} {
		note(admin.send(t, http.MethodPost, "/api/v1/users", body))
	}
	note(admin.send(t, http.MethodPatch, "/api/v1/users/u-officer", `{"password":"`+secret+`"}`))
	note(admin.send(t, http.MethodPost, "/api/v1/session/password", `{"old":"`+secret+`","new":"`+secret+`"}`))
	w := admin.send(t, http.MethodPost, "/api/v1/tokens", `{"name":"logger","role":"officer"}`)
	var made struct{ ID, Secret string }
	if err := json.Unmarshal(w.Body.Bytes(), &made); err != nil || !strings.HasPrefix(made.Secret, "canhlua_") {
		t.Fatalf("%v: %s", err, w.Body)
	}
	key := &browser{office: o}
	want(t, "the new key", key.send(t, http.MethodGet, "/api/v1/drafts", "", "Authorization", "Bearer "+made.Secret), 200)
	note(admin.send(t, http.MethodGet, "/api/v1/tokens", ""))
	note(admin.send(t, http.MethodGet, "/api/v1/users", ""))
	note(admin.send(t, http.MethodGet, "/api/v1/audit", ""))
	audit, err := json.Marshal(o.store.audit)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"an answer": said.String(), "the log": o.log.String(), "the audit log": string(audit)} {
		for _, bad := range []string{secret, made.Secret, "argon2id", admin.cookie.Value, api.HashOf(made.Secret)} {
			if strings.Contains(text, bad) {
				t.Errorf("%s tells %q: %s", what, bad, text)
			}
		}
	}
}
