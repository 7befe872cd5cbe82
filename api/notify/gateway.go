package notify

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"text/template"

	"github.com/canhlua/canhlua/forecast"
)

// Gateway is how the message is written for an SMS or Zalo service. Body and the
// values of Headers are Go templates over GatewayFields, with the functions json (a
// JSON string with its quotes) and query (as it may stand in a form).
type Gateway struct {
	ContentType string            `yaml:"content_type"`
	Headers     map[string]string `yaml:"headers"`
	Body        string            `yaml:"body"`
	Address     string            `yaml:"address"` // of the service; messages go there and nowhere else
	Key         string            `yaml:"-"`       // the service's own key, from the environment; needs an Address

	body    *template.Template
	headers map[string]*template.Template
}

// GatewayFields are what a gateway's template may use.
type GatewayFields struct {
	ID        string // to de-duplicate by
	Recipient string // what stands behind # in the subscription's address, such as a telephone number
	Language  string
	Subject   string
	Text      string
	SMS       string
	Link      string
	Key       string
	Urgent    bool
	Test      bool
}

var gatewayWords = template.FuncMap{
	"json": func(text string) (string, error) {
		quoted, err := json.Marshal(text)
		return string(quoted), err
	},
	"query": url.QueryEscape,
}

// read parses the templates and tries them. A gateway that has a key has an
// address too: subscribers name the address that is called, and whoever named one
// of his own would be sent the key.
func (g *Gateway) read(name string) error {
	home, err := url.Parse(g.Address)
	switch {
	case err != nil, g.Address != "" && home.Host == "":
		return &forecast.Invalid{Column: "gateways." + name + ".address", Reason: "no web address", Remedy: "write it like https://sms.example.vn/send"}
	case g.Key != "" && g.Address == "":
		return &forecast.Invalid{Column: "gateways." + name + ".address", Reason: "is missing, while the gateway has a key",
			Remedy: "write the service's address, so that nobody else is sent the key"}
	}
	if g.body, err = parsePart(name+".body", g.Body); err != nil {
		return err
	}
	g.headers = map[string]*template.Template{}
	for header, text := range g.Headers {
		if g.headers[header], err = parsePart(name+".headers."+header, text); err != nil {
			return err
		}
	}
	_, _, err = g.fill("0", forecast.Message{ID: "0", Text: "…"})
	return err
}

// serves reports whether an address, without its recipient, is the gateway's own.
func (g *Gateway) serves(target *url.URL) bool {
	if g.Address == "" {
		return true
	}
	home, err := url.Parse(g.Address)
	return err == nil && home.Scheme == target.Scheme && strings.EqualFold(home.Host, target.Host) &&
		home.EscapedPath() == target.EscapedPath() && home.RawQuery == target.RawQuery
}

func parsePart(name, text string) (*template.Template, error) {
	t, err := template.New(name).Option("missingkey=error").Funcs(gatewayWords).Parse(text)
	if err != nil {
		return nil, &forecast.Invalid{Column: "gateways." + name, Reason: err.Error(), Remedy: "mend the template"}
	}
	return t, nil
}

// fill writes the message by the templates.
func (g *Gateway) fill(recipient string, m forecast.Message) ([]byte, map[string]string, error) {
	fields := GatewayFields{ID: m.ID, Recipient: oneLine(recipient), Language: m.Language, Subject: m.Subject, Text: m.Text,
		SMS: m.SMS, Link: m.Link, Key: g.Key, Urgent: m.Urgent, Test: m.Test}
	var body bytes.Buffer
	if err := g.body.Execute(&body, fields); err != nil {
		return nil, nil, &broken{"the gateway's template fails on this message"}
	}
	header := map[string]string{"Content-Type": g.ContentType}
	for name, t := range g.headers {
		var value strings.Builder
		if err := t.Execute(&value, fields); err != nil {
			return nil, nil, &broken{"the gateway's template of header " + name + " fails on this message"}
		}
		header[name] = oneLine(value.String())
	}
	return body.Bytes(), header, nil
}

// decodeKey reads a signing secret: whsec_ and base64.
func decodeKey(text string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(text, "whsec_"))
	if err != nil || len(raw) < leastKey || len(raw) > mostKey {
		return nil, &broken{"a signing secret is 24 to 64 bytes in base64 behind whsec_"}
	}
	return raw, nil
}
