package profile

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"
)

// Alerts say by what ways warnings go out. Nothing is on until it is set up; the
// secrets are in the environment only.
type Alerts struct {
	BaseURL string       `yaml:"base_url"` // the service's address as people reach it
	Sender  string       `yaml:"sender"`   // of CAP messages, globally unique; empty = the host of base_url
	Contact string       `yaml:"contact"`  // whom the press may ask, in CAP messages; empty = nobody is named
	Email   AlertEmail   `yaml:"email"`
	Webhook AlertWebhook `yaml:"webhook"`
	WebPush AlertPush    `yaml:"webpush"`
	Test    AlertTest    `yaml:"test"`
}

// AlertEmail is the mail server and who writes. The password is in
// CANHLUA_MAIL_PASSWORD.
type AlertEmail struct {
	Host        string    `yaml:"host"` // empty = there is no e-mail
	Port        int       `yaml:"port"`
	Security    string    `yaml:"security"` // tls, starttls or none
	User        string    `yaml:"user"`     // empty = without signing in
	From        string    `yaml:"from"`     // Canh Lửa <canhlua@example.vn>
	ReplyTo     string    `yaml:"reply_to"` // empty = as from
	Connections int       `yaml:"connections"`
	PerSecond   float64   `yaml:"per_second"`
	DKIM        AlertDKIM `yaml:"dkim"`
}

// AlertDKIM signs e-mails (RFC 6376). The file with the private key is named by
// CANHLUA_DKIM_KEY.
type AlertDKIM struct {
	Domain   string `yaml:"domain"` // empty = no signature of ours
	Selector string `yaml:"selector"`
}

// AlertWebhook are calls to programs of others, the bridge to SMS and Zalo.
type AlertWebhook struct {
	Enabled      bool                    `yaml:"enabled"`
	AllowPrivate bool                    `yaml:"allow_private"` // also to private and local addresses, and in clear text
	PerSecond    float64                 `yaml:"per_second"`
	Gateways     map[string]AlertGateway `yaml:"gateways"` // by name, as a subscription names its template
}

// AlertGateway is how a message is written for a service. Its key is in
// CANHLUA_GATEWAY_<NAME>_KEY.
type AlertGateway struct {
	Address     string            `yaml:"address"` // of the service; a gateway with a key sends to no other
	Public      bool              `yaml:"public"`  // people may choose it themselves; false = the office's register alone
	ContentType string            `yaml:"content_type"`
	Headers     map[string]string `yaml:"headers"` // Go templates
	Body        string            `yaml:"body"`    // Go template
}

// AlertPush shows alerts on phones and desktops. The keys are in
// CANHLUA_VAPID_PUBLIC and CANHLUA_VAPID_PRIVATE; without them there is none.
type AlertPush struct {
	Subscriber string `yaml:"subscriber"` // mailto: or https: address of the office, for the browsers' services
}

// AlertTest is test mode: with any address here all messages go to these, and a
// channel without one sends nothing.
type AlertTest struct {
	Email   string `yaml:"email"`
	Webhook string `yaml:"webhook"`
}

// On reports whether messages go to nobody but the addresses of the test.
func (t AlertTest) On() bool { return t.Email != "" || t.Webhook != "" }

var (
	securities  = []string{"tls", "starttls", "none"}
	gatewayName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

func (d *document) checkAlerts(a Alerts) {
	if _, there := d.find("alerts"); !there {
		return // nothing is sent
	}
	if a.BaseURL != "" {
		d.checkURL(a.BaseURL, "alerts", "base_url")
	}
	if strings.ContainsAny(a.Sender, " ,<&") { // CAP 1.2, 3.2.1
		d.bad(a.Sender, "CAP forbids spaces, commas, < and & in it", "write a mail address or a domain", "alerts", "sender")
	}
	d.checkAlertEmail(a.Email)
	d.checkGateways(a.Webhook)
	if s := a.WebPush.Subscriber; s != "" && !strings.HasPrefix(s, "mailto:") && !strings.HasPrefix(s, "https://") {
		d.bad(s, "neither mailto: nor https:", "write it like mailto:office@example.vn", "alerts", "webpush", "subscriber")
	}
	d.checkMailAddress(a.Test.Email, "test", "email")
	if a.Test.Webhook != "" {
		d.checkURL(a.Test.Webhook, "alerts", "test", "webhook")
	}
}

func (d *document) checkAlertEmail(e AlertEmail) {
	within := func(v, high float64, key string) {
		if v != 0 { // left out: as usual
			d.wantWithin(v, 1, high, "alerts", "email", key)
		}
	}
	within(float64(e.Port), 65535, "port")
	within(float64(e.Connections), 64, "connections")
	within(e.PerSecond, 1e5, "per_second")
	if e.Security != "" && !slices.Contains(securities, e.Security) {
		d.bad(e.Security, "unknown", "write tls, starttls or none", "alerts", "email", "security")
	}
	d.checkMailAddress(e.From, "email", "from")
	d.checkMailAddress(e.ReplyTo, "email", "reply_to")
	if e.Host != "" && e.From == "" {
		d.bad("", "nobody writes", "write it like Canh Lửa <canhlua@example.vn>", "alerts", "email", "from")
	}
	if e.DKIM.Domain != "" && e.DKIM.Selector == "" {
		d.bad("", "the selector is missing", "write the name under which the public key stands in the DNS", "alerts", "email", "dkim", "selector")
	}
}

func (d *document) checkMailAddress(text, group, key string) {
	if text == "" {
		return
	}
	if _, err := mail.ParseAddress(text); err != nil || strings.ContainsAny(text, "\r\n") {
		d.bad(text, "no mail address", "write it like office@example.vn", "alerts", group, key)
	}
}

func (d *document) checkGateways(w AlertWebhook) {
	if w.PerSecond != 0 {
		d.wantWithin(w.PerSecond, 0.1, 1e5, "alerts", "webhook", "per_second")
	}
	for name, g := range w.Gateways {
		if !gatewayName.MatchString(name) {
			d.bad(name, "not a name", "write small letters, digits and _", "alerts", "webhook", "gateways", name)
		}
		if g.ContentType == "" {
			d.bad("", "is missing", "write application/json, or what the service reads", "alerts", "webhook", "gateways", name, "content_type")
		}
		if g.Body == "" {
			d.bad("", "is missing", "write what the service reads, a Go template", "alerts", "webhook", "gateways", name, "body")
		}
	}
}
