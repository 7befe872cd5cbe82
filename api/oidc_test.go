package api_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// signInService is a small OpenID provider: it hands out a code, and an ID token
// for it to whom has the PKCE verifier and the client's secret.
type signInService struct {
	*httptest.Server
	t         *testing.T
	now       func() time.Time
	key       *rsa.PrivateKey
	claims    map[string]any // of the person at its page
	challenge string
	nonce     string
	asked     int
}

func newSignInService(t *testing.T, now func() time.Time) *signInService {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	s := &signInService{t: t, now: now, key: key, claims: map[string]any{
		"sub": "1", "preferred_username": "Lan.Nguyen", "name": "Nguyễn Thị Lan", "email": "lan@coquan.gov.vn", "email_verified": true,
		"realm": map[string]any{"groups": []any{"staff", "rangers"}},
	}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		s.answer(w, map[string]any{"issuer": s.URL, "authorization_endpoint": s.URL + "/authorize", "token_endpoint": s.URL + "/token",
			"jwks_uri": s.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		s.answer(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "k",
			"n": part(key.N.Bytes()), "e": "AQAB"}}})
	})
	mux.HandleFunc("POST /token", s.token)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func part(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (s *signInService) answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.t.Error(err)
	}
}

func (s *signInService) token(w http.ResponseWriter, r *http.Request) {
	s.asked++
	id, secret, _ := r.BasicAuth()
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if id != "canhlua" || secret != "client-secret" || r.FormValue("code") != "the-code" || part(sum[:]) != s.challenge {
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	s.answer(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": s.idToken()})
}

func (s *signInService) idToken() string {
	claims := map[string]any{"iss": s.URL, "aud": "canhlua", "nonce": s.nonce, "iat": s.now().Unix(), "exp": s.now().Add(time.Minute).Unix()}
	maps.Copy(claims, s.claims)
	body, err := json.Marshal(claims)
	if err != nil {
		s.t.Fatal(err)
	}
	text := part([]byte(`{"alg":"RS256","kid":"k"}`)) + "." + part(body)
	sum := sha256.Sum256([]byte(text))
	mark, err := rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, sum[:])
	if err != nil {
		s.t.Fatal(err)
	}
	return text + "." + part(mark)
}

// visit leaves for the service's page and gives the way back from there.
func (s *signInService) visit(b *browser) string {
	s.t.Helper()
	w := b.send(s.t, http.MethodGet, "/api/v1/session/oidc", "")
	to, err := url.Parse(w.Header().Get("Location"))
	if w.Code != http.StatusSeeOther || err != nil || !strings.HasPrefix(to.String(), s.URL+"/authorize?") {
		s.t.Fatalf("%d %s %v", w.Code, w.Body, w.Header())
	}
	q := to.Query()
	if q.Get("code_challenge_method") != "S256" || q.Get("redirect_uri") != "https://canhlua.example/api/v1/session/oidc/callback" || q.Get("scope") != "openid email" {
		s.t.Errorf("asked with %v", q)
	}
	s.challenge, s.nonce = q.Get("code_challenge"), q.Get("nonce")
	return "/api/v1/session/oidc/callback?code=the-code&state=" + url.QueryEscape(q.Get("state"))
}

func (s *signInService) office(t *testing.T) *office {
	o := newOffice(t, func(c *api.Config) {
		c.Accounts.OIDC = &api.OIDC{Name: forecast.Text{Vi: "Tài khoản cơ quan", En: "Office account"}, Issuer: s.URL, ClientID: "canhlua", Secret: "client-secret",
			RedirectURL: "https://canhlua.example/api/v1/session/oidc/callback", Scopes: []string{"openid", "email"}, RoleClaim: "realm.groups",
			Roles: map[string]forecast.Role{"rangers": forecast.RoleOfficer, "heads": forecast.RolePublisher}, EmailDomains: []string{"coquan.gov.vn"}}
	})
	s.now = func() time.Time { return o.now }
	return o
}

func TestSignInElsewhere(t *testing.T) {
	s := newSignInService(t, nil)
	o := s.office(t)
	b := &browser{office: o}
	want(t, "it is offered", b.send(t, http.MethodGet, "/api/v1/session", ""), 200, `"oidc":{"vi":"Tài khoản cơ quan"`)
	back := s.visit(b)
	want(t, "not yet in", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
	before := b.cookie.Value
	w := b.send(t, http.MethodGet, back, "")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/?view=desk" || b.cookie.Value == before {
		t.Fatalf("%d %s %v\n%s", w.Code, w.Body, w.Header(), o.log)
	}
	want(t, "who", b.send(t, http.MethodGet, "/api/v1/session", ""), 200, `"name":"lan.nguyen"`, `"role":"officer"`, `"password":false`)
	want(t, "in", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 200)
	asked := s.asked
	if w := b.send(t, http.MethodGet, back, ""); w.Header().Get("Location") != "/?view=desk&signin=failed" || s.asked != asked {
		t.Errorf("the way back taken twice: %d %v", w.Code, w.Header())
	}
	want(t, "and still in", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 200)

	s.claims["realm"] = map[string]any{"groups": []any{"heads", "rangers"}}
	b.send(t, http.MethodGet, s.visit(b), "")
	want(t, "risen", b.send(t, http.MethodGet, "/api/v1/session", ""), 200, `"role":"publisher"`)
	if n := len(o.store.users); n != 4 {
		t.Errorf("%d accounts", n)
	}
	for _, secret := range []string{"client-secret", "the-code", s.nonce} {
		if strings.Contains(o.log.String(), secret) {
			t.Errorf("the log tells %s", secret)
		}
	}
}

func TestSignInElsewhereRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*signInService, *office, *browser, string) string // gives the way back
		to    string
	}{
		"another state": {func(_ *signInService, _ *office, _ *browser, back string) string { return back + "x" }, "failed"},
		"no state": {func(*signInService, *office, *browser, string) string {
			return "/api/v1/session/oidc/callback?code=the-code"
		}, "failed"},
		"another browser": {func(_ *signInService, _ *office, b *browser, back string) string {
			b.cookie = nil
			return back
		}, "failed"},
		"another code": {func(_ *signInService, _ *office, _ *browser, back string) string {
			return strings.Replace(back, "the-code", "a-code", 1)
		}, "failed"},
		"another verifier": {func(s *signInService, _ *office, _ *browser, back string) string { s.challenge = "x"; return back }, "failed"},
		"another nonce":    {func(s *signInService, _ *office, _ *browser, back string) string { s.nonce = "x"; return back }, "failed"},
		"for another client": {func(s *signInService, _ *office, _ *browser, back string) string {
			s.claims["aud"] = "someone"
			return back
		}, "failed"},
		"an old token": {func(s *signInService, o *office, _ *browser, back string) string {
			s.claims["exp"] = o.now.Add(-time.Second).Unix()
			return back
		}, "failed"},
		"another issuer": {func(s *signInService, _ *office, _ *browser, back string) string {
			s.claims["iss"] = "https://evil.example"
			return back
		}, "failed"},
		"another's signature": {func(s *signInService, _ *office, _ *browser, back string) string {
			s.key, _ = rsa.GenerateKey(rand.Reader, 2048)
			return back
		}, "failed"},
		"too late": {func(_ *signInService, o *office, _ *browser, back string) string {
			o.now = o.now.Add(11 * time.Minute)
			return back
		}, "failed"},
		"refused there": {func(_ *signInService, _ *office, _ *browser, back string) string {
			return back + "&error=access_denied"
		}, "failed"},
		"no role": {func(s *signInService, _ *office, _ *browser, back string) string {
			delete(s.claims, "realm")
			return back
		}, "refused"},
		"another domain": {func(s *signInService, _ *office, _ *browser, back string) string {
			s.claims["email"] = "lan@evil.example"
			return back
		}, "refused"},
		"an address not verified": {func(s *signInService, _ *office, _ *browser, back string) string {
			s.claims["email_verified"] = false
			return back
		}, "refused"},
		"a removed account": {func(s *signInService, o *office, _ *browser, back string) string {
			o.store.users = append(o.store.users, forecast.User{ID: "gone", Name: "gone", Role: forecast.RoleOfficer, Subject: s.URL + "|1", Removed: o.now})
			return back
		}, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInService(t, nil)
			o := s.office(t)
			b := &browser{office: o}
			back := c.spoil(s, o, b, s.visit(b))
			w := b.send(t, http.MethodGet, back, "")
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/?view=desk&signin="+c.to {
				t.Errorf("%d %s %v", w.Code, w.Body, w.Header())
			}
			want(t, "out", b.send(t, http.MethodGet, "/api/v1/drafts", ""), 401)
			if told := o.last().Action == "sign in" && o.last().Refused != ""; told != (c.to == "refused") {
				t.Errorf("the audit log: %+v", o.last())
			}
		})
	}
}

func TestNobodyElsewhere(t *testing.T) {
	want(t, "not configured", (&browser{office: newOffice(t)}).send(t, http.MethodGet, "/api/v1/session/oidc", ""), 404, "name and password")
	s := newSignInService(t, nil)
	o := s.office(t)
	s.Close()
	want(t, "down", (&browser{office: o}).send(t, http.MethodGet, "/api/v1/session/oidc", ""), 503, "does not answer")
	_, err := api.New(api.Config{Province: province(t), Store: season(), Clock: time.Now, Accounts: api.Accounts{OIDC: &api.OIDC{Issuer: "http://sso.example"}}})
	if err == nil || !strings.Contains(err.Error(), "https://") {
		t.Errorf("an issuer without TLS: %v", err)
	}
}
