package main

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// mail is one that arrived.
type mail struct{ to, id, subject, language, unsubscribe, text string }

// postOffice is a mail server, and a receiver of webhooks, in this process.
type postOffice struct {
	mu    sync.Mutex
	mails []mail
	hooks []hook
	keep  bool // the mails; else they are only counted
	count int
	hold  chan struct{} // what comes is read and not answered until it is closed; nil = answered at once
	held  int
	slow  time.Duration // a receiver takes its time
	port  int
	url   string // of webhooks
}

type hook struct {
	id   string
	path string
	data struct {
		Type string `json:"type"`
		Data struct {
			Subject string `json:"subject"`
			Text    string `json:"text"`
			Link    string `json:"link"`
		} `json:"data"`
	}
}

// hookSecret signs the test's webhooks.
const hookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" //nolint:gosec // of the tests

func newPostOffice(t testing.TB) *postOffice {
	t.Helper()
	p := &postOffice{keep: true}
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	p.port = listener.Addr().(*net.TCPAddr).Port
	hooks := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.hook(t, w, r) }))
	t.Cleanup(hooks.Close)
	p.url = hooks.URL
	return p
}

func (p *postOffice) hook(t testing.TB, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var h hook
	if err == nil {
		err = json.Unmarshal(body, &h.data)
	}
	if err != nil {
		t.Errorf("webhook: %v: %s", err, body)
	}
	key, err := standardwebhooks.NewWebhook(hookSecret)
	if err != nil || key.VerifyIgnoringTimestamp(body, r.Header) != nil {
		t.Errorf("the signature of a webhook is not right: %v", r.Header)
	}
	h.id, h.path = r.Header.Get("webhook-id"), r.URL.Path
	p.wait()
	p.mu.Lock()
	p.hooks = append(p.hooks, h)
	p.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

// NewSession begins a conversation.
func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &clerk{office: p}, nil }

type clerk struct {
	office *postOffice
	to     string
}

func (*clerk) Reset()                               {}
func (*clerk) Logout() error                        { return nil }
func (*clerk) Mail(string, *smtp.MailOptions) error { return nil }

// Rcpt takes the receiver.
func (c *clerk) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	return nil
}

// Data takes the mail.
func (c *clerk) Data(r io.Reader) error {
	if !c.office.keep {
		_, err := io.Copy(io.Discard, r)
		c.office.mu.Lock()
		c.office.count++
		c.office.mu.Unlock()
		return err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := readMail(raw)
	m.to = c.to
	c.office.wait()
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	c.office.mails = append(c.office.mails, m)
	return err
}

// wait holds what came back from being answered.
func (p *postOffice) wait() {
	p.mu.Lock()
	hold, slow := p.hold, p.slow
	if hold != nil {
		p.held++
	}
	p.mu.Unlock()
	time.Sleep(slow)
	if hold != nil {
		<-hold
	}
}

// waits says how many are held.
func (p *postOffice) waits() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held
}

// came says how many have come.
func (p *postOffice) came() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.mails) + len(p.hooks)
}

// readMail gives what the tests look at; the text with its line ends mended only.
func readMail(raw []byte) (mail, error) {
	parsed, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return mail{}, err
	}
	body, err := io.ReadAll(parsed.Body)
	if err != nil {
		return mail{}, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(parsed.Header.Get("Subject"))
	return mail{id: parsed.Header.Get("Message-Id"), subject: subject, language: parsed.Header.Get("Content-Language"),
		unsubscribe: strings.Trim(parsed.Header.Get("List-Unsubscribe"), "<>"), text: strings.ReplaceAll(string(body), "=\r\n", "")}, err
}

// emptied gives what came since the last time, and forgets it.
func (p *postOffice) emptied() ([]mail, []hook) {
	p.mu.Lock()
	defer p.mu.Unlock()
	mails, hooks := p.mails, p.hooks
	p.mails, p.hooks = nil, nil
	return mails, hooks
}

var confirmLink = regexp.MustCompile(`http://[0-9.:]+/api/v1/subscriptions/confirm/[A-Za-z0-9_-]+`)

// connect sets the environment so that the app sends to the office.
func (p *postOffice) connect(t testing.TB) {
	t.Helper()
	for name, value := range p.environment() {
		t.Setenv(name, value)
	}
}

func (p *postOffice) environment() map[string]string {
	return map[string]string{"CANHLUA_MAIL_HOST": "127.0.0.1", "CANHLUA_MAIL_PORT": strconv.Itoa(p.port), "CANHLUA_MAIL_SECURITY": "none",
		"CANHLUA_MAIL_FROM": "Canh Lửa <canhlua@example.vn>", "CANHLUA_WEBHOOKS": "true", "CANHLUA_MAIL_PASSWORD": ""}
}
