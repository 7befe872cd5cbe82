package notify

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/SherClockHolmes/webpush-go"

	"github.com/canhlua/canhlua/forecast"
)

const pushService = "push service"

// WebPushConfig names who pushes (RFC 8292).
type WebPushConfig struct {
	PublicKey, PrivateKey string      // VAPID, base64url
	Subscriber            string      // mailto: or https: address of the office, for the push service
	AllowPrivate          bool        // also to private and local addresses; for tests
	TLS                   *tls.Config // nil = the system's trust
	Clock                 forecast.Clock
}

// WebPush shows messages on phones and desktops whose browser has asked for them.
type WebPush struct {
	cfg    WebPushConfig
	client *http.Client
}

// NewWebPush checks that there are keys.
func NewWebPush(cfg WebPushConfig) (*WebPush, error) {
	if cfg.PublicKey == "" || cfg.PrivateKey == "" {
		return nil, &forecast.Invalid{Column: "webpush", Reason: "it has no VAPID keys", Remedy: "make them with `canhlua alerts keys` and put them into the environment"}
	}
	return &WebPush{cfg: cfg, client: guardedClient(cfg.AllowPrivate, cfg.TLS)}, nil
}

// PushKeys makes a pair of VAPID keys.
func PushKeys() (private, public string, err error) { return webpush.GenerateVAPIDKeys() }

// shown is what the service worker of the web app reads.
type shown struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Body   string `json:"body"`
	Link   string `json:"link"`
	Tag    string `json:"tag"`
	Lang   string `json:"lang"`
	Urgent bool   `json:"urgent"`
}

// mostShown is how long a push message's body may be in bytes; services take 4 KB.
const mostShown = 2000

// CheckPush refuses keys of a browser that cannot be read.
func (w *WebPush) CheckPush(address, secret string) error {
	if _, err := subscriptionOf(address, secret); err != nil {
		return &forecast.Invalid{Column: "secret", Reason: err.Error(), Remedy: "send what the browser's PushSubscription.toJSON gives"}
	}
	if !strings.HasPrefix(address, "https://") && !w.cfg.AllowPrivate {
		return &forecast.Invalid{Column: "address", Reason: "not an https address", Remedy: "send the endpoint that the browser gives"}
	}
	return nil
}

func subscriptionOf(address, secret string) (*webpush.Subscription, error) {
	var keys webpush.Keys
	if err := json.Unmarshal([]byte(secret), &keys); err != nil || keys.Auth == "" || keys.P256dh == "" || len(secret) > 1000 {
		return nil, &broken{"the browser's keys p256dh and auth are missing"}
	}
	return &webpush.Subscription{Endpoint: address, Keys: keys}, nil
}

// Send encrypts the message and hands it to the browser's push service. A message
// of the same tag replaces the one before, on its way and on the screen.
func (w *WebPush) Send(ctx context.Context, m forecast.Message) (retry bool, err error) {
	to, err := subscriptionOf(m.To, m.Secret)
	if err != nil {
		return false, &forecast.Gone{Reason: err.Error()}
	}
	body := m.SMS
	if body == "" {
		body = clip(m.Text, mostShown)
	}
	text, err := json.Marshal(shown{m.ID, m.Subject, body, m.Link, m.Tag, m.Language, m.Urgent})
	if err != nil {
		return false, &broken{"it cannot be written as JSON"}
	}
	now := w.cfg.Clock()
	options := &webpush.Options{
		HTTPClient: w.client, Subscriber: strings.TrimPrefix(w.cfg.Subscriber, "mailto:"), Topic: topic(m.Tag), TTL: int(max(m.Expires.Sub(now).Seconds(), 60)),
		Urgency: webpush.UrgencyNormal, VAPIDPublicKey: w.cfg.PublicKey, VAPIDPrivateKey: w.cfg.PrivateKey,
	}
	if m.Urgent {
		options.Urgency = webpush.UrgencyHigh
	}
	answer, err := webpush.SendNotificationWithContext(ctx, text, to, options)
	if err != nil {
		err = reachFailure(pushService, err)
		var closed *privateTarget
		return !errors.As(err, &closed), err
	}
	return settled(pushService, answer, now)
}

// clip cuts a text to so many bytes at a letter's end, with an ellipsis.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most-len("…")], "") + "…"
}

// topic is a tag as RFC 8030, section 5.4, wants it: at most 32 letters of base64url.
func topic(tag string) string {
	if tag == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(tag))
	return base64.RawURLEncoding.EncodeToString(sum[:24])
}
