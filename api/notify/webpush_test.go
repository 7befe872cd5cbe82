package notify_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/forecast"
)

func contextWithin(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

// browser is the receiving side of web push.
type browser struct {
	key  *ecdh.PrivateKey
	auth [16]byte
}

func newBrowser(t *testing.T) (*browser, string) {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{key: key}
	_, _ = rand.Read(b.auth[:])
	text, _ := json.Marshal(map[string]string{
		"p256dh": base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), "auth": base64.RawURLEncoding.EncodeToString(b.auth[:]),
	})
	return b, string(text)
}

// read decrypts a message (RFC 8291, section 3.4; RFC 8188, section 2).
func (b *browser) read(t *testing.T, body string) string {
	t.Helper()
	raw := []byte(body)
	salt, length := raw[:16], int(raw[20])
	sender, err := ecdh.P256().NewPublicKey(raw[21 : 21+length])
	if err != nil {
		t.Fatal(err)
	}
	shared, err := b.key.ECDH(sender)
	if err != nil {
		t.Fatal(err)
	}
	derive := func(secret, salt []byte, info string, n int) []byte {
		out, err := hkdf.Key(sha256.New, secret, salt, info, n)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	ikm := derive(shared, b.auth[:], "WebPush: info\x00"+string(b.key.PublicKey().Bytes())+string(sender.Bytes()), 32)
	block, _ := aes.NewCipher(derive(ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	gcm, _ := cipher.NewGCM(block)
	plain, err := gcm.Open(nil, derive(ikm, salt, "Content-Encoding: nonce\x00", 12), raw[21+length:], nil)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimRight(string(plain), "\x00\x02")
}

func newPush(t *testing.T, s *httptest.Server, allow bool) *notify.WebPush {
	t.Helper()
	private, public, err := notify.PushKeys()
	if err != nil {
		t.Fatal(err)
	}
	trust := s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	w, err := notify.NewWebPush(notify.WebPushConfig{PublicKey: public, PrivateKey: private, Subscriber: "mailto:office@example.vn", AllowPrivate: allow, TLS: trust, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPushIsReadByTheBrowserAlone(t *testing.T) {
	r, s := newReceiver(t, func(w http.ResponseWriter) { w.WriteHeader(201) })
	b, secret := newBrowser(t)
	m := message(s.URL + "/push/1")
	m.Secret, m.Tag = secret, "zone-25747"
	if retry, err := newPush(t, s, true).Send(t.Context(), m); retry || err != nil {
		t.Fatal(retry, err)
	}
	h := r.asked[0].Header
	if h.Get("Urgency") != "high" || h.Get("Ttl") != "25200" || len(h.Get("Topic")) != 32 || !strings.HasPrefix(h.Get("Authorization"), "vapid t=") {
		t.Errorf("%v", h)
	}
	var got struct{ Title, Body, Tag, Link string }
	if err := json.Unmarshal([]byte(b.read(t, r.bodies[0])), &got); err != nil || got.Tag != "zone-25747" || got.Title != m.Subject || got.Body != m.SMS {
		t.Errorf("%v %+v", err, got)
	}
	if strings.Contains(r.bodies[0], "Canh bao") {
		t.Error("the push service can read it")
	}
}

func TestPushThatIsGone(t *testing.T) {
	status := http.StatusGone
	_, s := newReceiver(t, func(w http.ResponseWriter) { w.WriteHeader(status) })
	_, secret := newBrowser(t)
	m := message(s.URL)
	m.Secret = secret
	w := newPush(t, s, true)
	for _, status = range []int{http.StatusGone, http.StatusNotFound} {
		retry, err := w.Send(t.Context(), m)
		var gone *forecast.Gone
		if retry || !errors.As(err, &gone) {
			t.Errorf("%d: %v %v", status, retry, err)
		}
	}
	m.Secret = "{}"
	if retry, err := w.Send(t.Context(), m); retry || err == nil || w.CheckPush(s.URL, "{}") == nil {
		t.Errorf("%v %v", retry, err)
	}
	m.Secret = secret
	if retry, err := newPush(t, s, false).Send(t.Context(), m); retry || err == nil {
		t.Errorf("a push service on loopback was asked: %v %v", retry, err)
	}
	if _, err := notify.NewWebPush(notify.WebPushConfig{Clock: clock}); err == nil {
		t.Error("no keys, no error")
	}
}
