package notify_test

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/forecast"
)

const (
	oldKey = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	newKey = "whsec_" + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
)

// receiver is a webhook's other side.
type receiver struct {
	asked   []*http.Request
	bodies  []string
	respond func(http.ResponseWriter)
}

func newReceiver(t *testing.T, respond func(http.ResponseWriter)) (*receiver, *httptest.Server) {
	t.Helper()
	r := &receiver{respond: respond}
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.asked, r.bodies = append(r.asked, q), append(r.bodies, string(body))
		if r.respond != nil {
			r.respond(w)
		}
	}))
	t.Cleanup(s.Close)
	return r, s
}

func newWebhook(t *testing.T, s *httptest.Server, allow bool, gateways map[string]notify.Gateway) *notify.Webhook {
	t.Helper()
	var trust *tls.Config
	if s != nil {
		trust = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	}
	w, err := notify.NewWebhook(notify.WebhookConfig{Gateways: gateways, AllowPrivate: allow, TLS: trust, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func hook(address string) forecast.Message {
	m := message(address)
	m.Secret = newKey + " " + oldKey
	return m
}

// TestWebhookIsSignedWithBothKeys: while keys are changed, receivers with either
// can check the message.
func TestWebhookIsSignedWithBothKeys(t *testing.T) {
	r, s := newReceiver(t, nil)
	if retry, err := newWebhook(t, s, true, nil).Send(t.Context(), hook(s.URL+"/in")); retry || err != nil {
		t.Fatal(retry, err)
	}
	for _, secret := range []string{oldKey, newKey} {
		key, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			t.Fatal(err)
		}
		if err := key.VerifyIgnoringTimestamp([]byte(r.bodies[0]), r.asked[0].Header); err != nil {
			t.Errorf("%s…: %v", secret[:9], err)
		}
		if err := key.VerifyIgnoringTimestamp([]byte(r.bodies[0]+" "), r.asked[0].Header); err == nil {
			t.Error("a changed body is taken for signed")
		}
	}
	var got struct {
		Type string
		Data struct{ ID, SMS, Text string }
	}
	if err := json.Unmarshal([]byte(r.bodies[0]), &got); err != nil || got.Type != "fire_danger.alert" || got.Data.ID != "d-123" {
		t.Errorf("%v: %s", err, r.bodies[0])
	}
	if id := r.asked[0].Header.Get("webhook-id"); id != "d-123" {
		t.Errorf("webhook-id %q", id)
	}
}

func TestWebhookAnswers(t *testing.T) {
	for _, c := range []struct {
		name        string
		respond     func(http.ResponseWriter)
		retry, fail bool
		gone        bool
		wait        time.Duration
	}{
		{name: "204", respond: func(w http.ResponseWriter) { w.WriteHeader(204) }},
		{name: "400", respond: func(w http.ResponseWriter) { w.WriteHeader(400) }, fail: true},
		{name: "404", respond: func(w http.ResponseWriter) { w.WriteHeader(404) }, fail: true},
		{name: "410", respond: func(w http.ResponseWriter) { w.WriteHeader(410) }, fail: true, gone: true},
		{name: "500", respond: func(w http.ResponseWriter) { w.WriteHeader(500) }, fail: true, retry: true},
		{name: "429 with seconds", respond: func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(429)
		}, fail: true, retry: true, wait: 2 * time.Minute},
		{name: "503 with a date", respond: func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", now.Add(time.Hour).Format(http.TimeFormat))
			w.WriteHeader(503)
		}, fail: true, retry: true, wait: time.Hour},
		{name: "503 with a thousand years", respond: func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "31536000000")
			w.WriteHeader(503)
		}, fail: true, retry: true, wait: 6 * time.Hour},
		{name: "redirect to loopback", respond: func(w http.ResponseWriter) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(302)
		}, fail: true},
	} {
		_, s := newReceiver(t, c.respond)
		retry, err := newWebhook(t, s, true, nil).Send(t.Context(), hook(s.URL))
		var gone *forecast.Gone
		var later *forecast.RetryAfter
		if retry != c.retry || (err != nil) != c.fail || errors.As(err, &gone) != c.gone {
			t.Errorf("%s: retry %v, %v", c.name, retry, err)
		}
		if errors.As(err, &later); (later != nil) != (c.wait > 0) || later != nil && later.Wait != c.wait {
			t.Errorf("%s: wait %+v", c.name, later)
		}
	}
}

// A receiver that answers without end is left in the middle of it.
func TestWebhookReadsNoLongAnswer(t *testing.T) {
	cut := make(chan error, 1)
	_, s := newReceiver(t, func(w http.ResponseWriter) {
		_, err := w.Write(make([]byte, 64<<20)) // more than any socket holds
		cut <- err
	})
	if retry, err := newWebhook(t, s, true, nil).Send(t.Context(), hook(s.URL)); retry || err != nil {
		t.Errorf("retry %v, %v", retry, err)
	}
	if err := <-cut; err == nil {
		t.Error("64 MB were read")
	}
}

// TestWebhookGoesToPublicAddressesOnly: whatever the name says, the address that is
// connected to counts.
func TestWebhookGoesToPublicAddressesOnly(t *testing.T) {
	r, s := newReceiver(t, nil)
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	w := newWebhook(t, s, false, nil)
	for _, address := range []string{
		s.URL, "https://localhost" + port, "https://[::1]" + port, "https://[::ffff:127.0.0.1]" + port, "https://2130706433" + port,
		"https://0.0.0.0" + port, "https://169.254.169.254/latest", "https://10.1.2.3/", "https://100.64.0.1/", "https://[fe80::1]/", "https://[fd00::1]/",
		"https://[64:ff9b::7f00:1]/", "https://[::7f00:1]/", "https://[fec0::1]/", "https://[2001:0:7f00:1::1]/", "https://192.88.99.1/",
	} {
		retry, err := w.Send(t.Context(), hook(address))
		if err == nil {
			t.Errorf("%s was asked", address)
		} else if retry && !strings.Contains(address, "2130706433") {
			t.Errorf("%s will be tried again: %v", address, err)
		}
	}
	if len(r.asked) > 0 {
		t.Error("the receiver on loopback was reached")
	}
}

func TestWebhookAddressesAndSecretsAreChecked(t *testing.T) {
	w := newWebhook(t, nil, false, nil)
	if err := w.CheckWebhook("https://example.vn/in#0901234567", newKey, ""); err != nil {
		t.Error(err)
	}
	for _, c := range [][3]string{
		{"http://example.vn/", newKey, ""}, {"https://user:secret@example.vn/", newKey, ""}, {"ftp://example.vn", newKey, ""}, {"example.vn", newKey, ""},
		{"https://example.vn/\r\nX: 1", newKey, ""}, {"https://example.vn/", "whsec_c2hvcnQ=", ""}, {"https://example.vn/", "", ""},
		{"https://example.vn/", newKey, "nobody"},
	} {
		err := w.CheckWebhook(c[0], c[1], c[2])
		var invalid *forecast.Invalid
		if !errors.As(err, &invalid) || invalid.Remedy == "" || strings.Contains(err.Error(), "user:secret") {
			t.Errorf("%q: %v", c, err)
		}
	}
}

func TestGatewayWritesWhatItsServiceReads(t *testing.T) {
	r, s := newReceiver(t, nil)
	w := newWebhook(t, s, true, map[string]notify.Gateway{"sms": {
		ContentType: "application/json", Headers: map[string]string{"X-Api-Key": "{{.Key}}"}, Key: "k\r\nX-Evil: 1", Address: s.URL + "/send",
		Body: `{"to":{{json .Recipient}},"text":{{json .SMS}},"ref":{{json .ID}}}`,
	}})
	m := hook(s.URL + "/send#090\"1")
	m.Template = "sms"
	if _, err := w.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if want := `{"to":"090\"1","text":"Canh bao: cap IV","ref":"d-123"}`; r.bodies[0] != want {
		t.Errorf("%s", r.bodies[0])
	}
	if h := r.asked[0].Header; h.Get("X-Evil") != "" || h.Get("X-Api-Key") == "" || r.asked[0].URL.Fragment != "" {
		t.Errorf("%v", h)
	}
	m.Template = "gone"
	if retry, err := w.Send(t.Context(), m); retry || err == nil {
		t.Errorf("%v %v", retry, err)
	}
	for _, bad := range []string{"{{.Nothing}}", "{{", "{{.Text | exec}}"} {
		if _, err := notify.NewWebhook(notify.WebhookConfig{Gateways: map[string]notify.Gateway{"x": {Body: bad}}, Clock: clock}); err == nil {
			t.Errorf("the template %q is taken", bad)
		}
	}
}

func TestWebhookThatHangs(t *testing.T) {
	release := make(chan struct{})
	_, s := newReceiver(t, func(http.ResponseWriter) { <-release })
	defer close(release)
	w := newWebhook(t, s, true, nil)
	ctx, cancel := contextWithin(t, 200*time.Millisecond)
	defer cancel()
	if retry, err := w.Send(ctx, hook(s.URL)); !retry || err == nil || strings.Contains(err.Error(), s.URL) {
		t.Errorf("%v %v", retry, err)
	}
}
