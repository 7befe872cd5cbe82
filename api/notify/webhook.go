package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/canhlua/canhlua/forecast"
)

const receiver = "receiver"

// WebhookConfig is how webhooks are sent.
type WebhookConfig struct {
	Gateways     map[string]Gateway // by name; messages name theirs
	AllowPrivate bool               // also to private and local addresses, in clear text too
	TLS          *tls.Config        // nil = the system's trust
	Clock        forecast.Clock
}

// Webhook hands messages to programs of others by Standard Webhooks 1.0: signed,
// with an ID to de-duplicate by. A gateway's template makes of the message what an
// SMS or Zalo service wants to read.
type Webhook struct {
	cfg    WebhookConfig
	client *http.Client
}

// NewWebhook checks the gateways' templates.
func NewWebhook(cfg WebhookConfig) (*Webhook, error) {
	for name, g := range cfg.Gateways {
		if err := g.read(name); err != nil {
			return nil, err
		}
		cfg.Gateways[name] = g
	}
	return &Webhook{cfg: cfg, client: guardedClient(cfg.AllowPrivate, cfg.TLS)}, nil
}

// CheckWebhook refuses an address that no message could go to, and a secret that
// cannot sign; both are checked when a subscription is made.
func (w *Webhook) CheckWebhook(address, secret, template string) error {
	target, err := w.target(address)
	if err != nil {
		return &forecast.Invalid{Column: "address", Reason: err.Error(), Remedy: "give an address like https://example.vn/canh-bao"}
	}
	if _, err := signers(secret); err != nil {
		return &forecast.Invalid{Column: "secret", Reason: err.Error(), Remedy: "give 24 to 64 random bytes in base64 behind whsec_; while keys are changed, the new and the old one with a blank between"}
	}
	gateway, known := w.cfg.Gateways[template]
	switch {
	case template != "" && !known:
		return &forecast.Invalid{Column: "template", Value: template, Reason: "there is no such gateway", Remedy: "name a gateway of the profile's notify.yaml"}
	case known && !gateway.serves(target):
		return &forecast.Invalid{Column: "address", Reason: "is not the gateway's own", Remedy: "give the gateway's address with the recipient behind #"}
	}
	return nil
}

// target is the address that is asked. What stands behind # is not sent to the
// server; a template reads it as the recipient, such as a telephone number.
func (w *Webhook) target(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || len(address) > 2000:
		return nil, &broken{"no web address"}
	case u.User != nil:
		return nil, &broken{"it holds a user name or password"}
	case u.Scheme != "https" && (u.Scheme != "http" || !w.cfg.AllowPrivate):
		return nil, &broken{"not an https address"}
	}
	return u, nil
}

// Send hands the message over. Only 2xx is success.
func (w *Webhook) Send(ctx context.Context, m forecast.Message) (retry bool, err error) {
	target, err := w.target(m.To)
	if err != nil {
		return false, err
	}
	if gateway, known := w.cfg.Gateways[m.Template]; known && !gateway.serves(target) {
		return false, &broken{"its address is not its gateway's"} // which may have been moved since
	}
	recipient := target.Fragment
	target.Fragment = ""
	request, err := w.request(ctx, target.String(), recipient, m)
	if err != nil {
		return false, err
	}
	answer, err := w.client.Do(request)
	if err != nil {
		err = reachFailure(receiver, err)
		var closed *privateTarget
		return !errors.As(err, &closed), err
	}
	return settled(receiver, answer, w.cfg.Clock())
}

func (w *Webhook) request(ctx context.Context, address, recipient string, m forecast.Message) (*http.Request, error) {
	body, header, err := w.body(recipient, m)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, &broken{"no web address"}
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	request.Header.Set("User-Agent", "CanhLua")
	return request, sign(request, m, body, w.cfg.Clock())
}

// sign adds the headers of Standard Webhooks. While keys are changed the message
// bears a signature of each.
func sign(request *http.Request, m forecast.Message, body []byte, now time.Time) error {
	keys, err := signers(m.Secret)
	if err != nil {
		return err
	}
	var signatures []string
	for _, key := range keys {
		signature, err := key.Sign(m.ID, now, body)
		if err != nil {
			return &broken{"it cannot be signed"}
		}
		signatures = append(signatures, signature)
	}
	request.Header.Set(standardwebhooks.HeaderWebhookID, m.ID)
	request.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
	request.Header.Set(standardwebhooks.HeaderWebhookSignature, strings.Join(signatures, " "))
	return nil
}

// leastKey and mostKey are the lengths of a signing key in bytes.
const leastKey, mostKey = 24, 64

func signers(secret string) ([]*standardwebhooks.Webhook, error) {
	parts := strings.Fields(secret)
	if len(parts) == 0 || len(parts) > 3 {
		return nil, &broken{"one to three signing secrets are needed"}
	}
	var keys []*standardwebhooks.Webhook
	for _, part := range parts {
		raw, err := decodeKey(part)
		if err != nil {
			return nil, err
		}
		key, err := standardwebhooks.NewWebhookRaw(raw)
		if err != nil {
			return nil, &broken{"the signing secret cannot be read"}
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// event is what a receiver without a gateway's template gets.
type event struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      eventData `json:"data"`
}

type eventData struct {
	ID       string               `json:"id"`
	Language string               `json:"language"`
	Subject  string               `json:"subject"`
	Text     string               `json:"text"`
	SMS      string               `json:"sms"`
	Link     string               `json:"link,omitempty"`
	Urgent   bool                 `json:"urgent"`
	Test     bool                 `json:"test"`
	Expires  time.Time            `json:"expires,omitzero"`
	Items    []forecast.AlertItem `json:"items"`
}

// body is the message as its receiver reads it, with the headers that go with it.
func (w *Webhook) body(recipient string, m forecast.Message) ([]byte, map[string]string, error) {
	if m.Template != "" {
		gateway, known := w.cfg.Gateways[m.Template]
		if !known {
			return nil, nil, &broken{"its gateway is no longer in the profile"}
		}
		return gateway.fill(recipient, m)
	}
	body, err := json.Marshal(event{"fire_danger." + string(m.Purpose), w.cfg.Clock().UTC(), eventData{
		ID: m.ID, Language: m.Language, Subject: m.Subject, Text: m.Text, SMS: m.SMS, Link: m.Link,
		Urgent: m.Urgent, Test: m.Test, Expires: m.Expires, Items: m.Items,
	}})
	return body, map[string]string{"Content-Type": "application/json"}, err
}
