package notify_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/forecast"
)

var now = time.Date(2026, 3, 2, 10, 5, 0, 0, time.UTC)

func clock() time.Time { return now }

// post is a mail server in this process. It keeps what it takes; an address says
// how it behaves: gone@ is no mailbox, later@ is full for now, never@ is refused.
type post struct {
	mu    sync.Mutex
	mails []string
	opens int
	hang  time.Duration
	user  string // who signed in
}

func (p *post) NewSession(*smtp.Conn) (smtp.Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opens++
	return &visit{p}, nil
}

type visit struct{ post *post }

func (*visit) Reset()        {}
func (*visit) Logout() error { return nil }

func (v *visit) Mail(string, *smtp.MailOptions) error {
	time.Sleep(v.post.hang)
	return nil
}

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	switch {
	case strings.HasPrefix(to, "gone@"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user " + to}
	case strings.HasPrefix(to, "later@"):
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "full: " + to}
	case strings.HasPrefix(to, "never@"):
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "policy against " + to}
	}
	return nil
}

func (v *visit) Data(r io.Reader) error {
	mail, err := io.ReadAll(r)
	v.post.mu.Lock()
	defer v.post.mu.Unlock()
	v.post.mails = append(v.post.mails, string(mail))
	return err
}

// taken are the mails so far, in the order they came.
func (p *post) taken() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.mails...)
}

// AuthMechanisms are the ways to sign in.
func (*visit) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth takes whoever knows the word.
func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "mật khẩu" {
			return smtp.ErrAuthFailed
		}
		v.post.user = user
		return nil
	}), nil
}

func newPost(t testing.TB, p *post) (host string, port int) {
	t.Helper()
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return "127.0.0.1", listener.Addr().(*net.TCPAddr).Port
}

func newEmail(t testing.TB, p *post, change func(*notify.EmailConfig)) *notify.Email {
	t.Helper()
	cfg := notify.EmailConfig{Security: "none", From: "Canh Lửa <canhlua@example.vn>", Connections: 4, Clock: clock}
	cfg.Host, cfg.Port = newPost(t, p)
	if change != nil {
		change(&cfg)
	}
	e, err := notify.NewEmail(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func message(to string) forecast.Message {
	return forecast.Message{
		ID: "d-123", Purpose: forecast.DeliverAlert, To: to, Language: "vi",
		Subject: "Cấp IV tại Minh Thạnh", Text: "Cấp IV – nguy hiểm.\nKhông đốt.", HTML: `<p>Cấp IV</p><img src="cid:map.png" alt="">`,
		SMS: "Canh bao: cap IV", Link: "https://example.vn/?zone=1", Unsubscribe: "https://example.vn/u/abc", Urgent: true,
		Pictures: []forecast.Picture{{Name: "map.png", Type: "image/png", Data: []byte("\x89PNG")}}, Expires: now.Add(7 * time.Hour),
	}
}

func TestEmailIsWhatAReaderNeeds(t *testing.T) {
	p := &post{}
	e := newEmail(t, p, nil)
	if retry, err := e.Send(t.Context(), message("chu.rung@example.vn")); retry || err != nil {
		t.Fatal(retry, err)
	}
	mail, err := netmail.ReadMessage(strings.NewReader(p.taken()[0]))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(mail.Body)
	for header, want := range map[string]string{
		"To": "<chu.rung@example.vn>", "Message-Id": "<d-123@example.vn>", "List-Unsubscribe": "<https://example.vn/u/abc>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated", "Date": "Mon, 02 Mar 2026 10:05:00 +0000",
	} {
		if got := mail.Header.Get(header); got != want {
			t.Errorf("%s: %q, not %q", header, got, want)
		}
	}
	for _, want := range []string{"text/plain", "text/html", "image/png", "Content-ID: <map.png>", "inline", base64.StdEncoding.EncodeToString([]byte("\x89PNG"))} {
		if !bytes.Contains(bytes.ToLower(body), bytes.ToLower([]byte(want))) {
			t.Errorf("the mail lacks %q", want)
		}
	}
}

// TestEmailTellsPassingFromPermanent: and neither tells the address.
func TestEmailTellsPassingFromPermanent(t *testing.T) {
	e := newEmail(t, &post{}, nil)
	for _, c := range []struct {
		to          string
		retry, gone bool
	}{
		{"gone@example.vn", false, true}, {"later@example.vn", true, false}, {"never@example.vn", false, false},
		{"a@example.vn\r\nBcc: b@example.vn", false, true}, {"not an address", false, true}, {"Name <a@example.vn>", false, true},
	} {
		retry, err := e.Send(t.Context(), message(c.to))
		var gone *forecast.Gone
		if err == nil || retry != c.retry || errors.As(err, &gone) != c.gone {
			t.Errorf("%q: retry %v, %v", c.to, retry, err)
		}
		if err != nil && strings.Contains(err.Error(), "example.vn") {
			t.Errorf("the error names an address: %v", err)
		}
	}
	if retry, err := e.Send(t.Context(), message("good@example.vn")); retry || err != nil {
		t.Errorf("after refusals the connection is no good: %v %v", retry, err)
	}
}

func TestEmailHeadersTakeNoLineBreak(t *testing.T) {
	p := &post{}
	m := message("a@example.vn")
	m.Subject, m.Unsubscribe = "Cấp IV\r\nBcc: evil@example.vn", "https://example.vn/u\r\nX-Evil: 1"
	if _, err := newEmail(t, p, nil).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	mail, err := netmail.ReadMessage(strings.NewReader(p.taken()[0]))
	if err != nil || mail.Header.Get("Bcc") != "" || mail.Header.Get("X-Evil") != "" {
		t.Errorf("%v: a header of a stranger's: %v", err, mail.Header)
	}
}

func TestEmailToAServerThatHangsOrIsAway(t *testing.T) {
	e := newEmail(t, &post{hang: 5 * time.Second}, nil)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if retry, err := e.Send(ctx, message("a@example.vn")); !retry || err == nil {
		t.Errorf("waited for the server: %v %v", retry, err)
	}
	away := newEmail(t, &post{}, func(c *notify.EmailConfig) { c.Port = 1 })
	if retry, err := away.Send(t.Context(), message("a@example.vn")); !retry || err == nil {
		t.Errorf("%v %v", retry, err)
	}
	if err := away.Ping(t.Context()); err == nil {
		t.Error("a server that is away answers")
	}
}

func TestEmailsShareConnections(t *testing.T) {
	p := &post{}
	e := newEmail(t, p, nil)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 25 {
				if _, err := e.Send(t.Context(), message("a@example.vn")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if len(p.taken()) != 200 || p.opens > 8 {
		t.Errorf("%d mails on %d connections", len(p.taken()), p.opens)
	}
}

func TestEmailIsSigned(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, _ := x509.MarshalPKCS8PrivateKey(private)
	p := &post{}
	e := newEmail(t, p, func(c *notify.EmailConfig) {
		c.DKIM = &notify.DKIM{Domain: "example.vn", Selector: "s1", Key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})}
	})
	if _, err := e.Send(t.Context(), message("a@example.vn")); err != nil {
		t.Fatal(err)
	}
	verified, err := dkim.VerifyWithOptions(strings.NewReader(p.taken()[0]), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		if name != "s1._domainkey.example.vn" {
			return nil, fmt.Errorf("asked for %s", name)
		}
		return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)}, nil
	}})
	if err != nil || len(verified) != 1 || verified[0].Err != nil {
		t.Errorf("%v %+v", err, verified)
	}
}

// TestEmailSignsInOverTLS: from the start, or by STARTTLS; never in clear text.
func TestEmailSignsInOverTLS(t *testing.T) {
	pki := httptest.NewTLSServer(nil)
	defer pki.Close()
	trust := pki.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	trust.ServerName = "example.com"
	for _, security := range []string{"tls", "starttls", "none"} {
		p := &post{}
		server := smtp.NewServer(p)
		server.TLSConfig = &tls.Config{Certificates: pki.TLS.Certificates, MinVersion: tls.VersionTLS12}
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := listener.Addr().(*net.TCPAddr).Port
		if security == "tls" {
			listener = tls.NewListener(listener, server.TLSConfig)
		}
		go func() { _ = server.Serve(listener) }()
		defer server.Close()
		e := newEmail(t, &post{}, func(c *notify.EmailConfig) {
			c.Security, c.Port, c.User, c.Password, c.TLS = security, port, "canhlua", "mật khẩu", trust
		})
		retry, err := e.Send(t.Context(), message("a@example.vn"))
		if security == "none" {
			if err == nil || p.user != "" {
				t.Error("the password went in clear text")
			}
			continue
		}
		if retry || err != nil || p.user != "canhlua" || len(p.taken()) != 1 {
			t.Errorf("%s: %v %v, user %q", security, retry, err, p.user)
		}
		wrong := newEmail(t, &post{}, func(c *notify.EmailConfig) {
			c.Security, c.Port, c.User, c.Password, c.TLS = security, port, "canhlua", "sai", trust
		})
		if _, err := wrong.Send(t.Context(), message("a@example.vn")); err == nil || strings.Contains(err.Error(), "sai") {
			t.Errorf("%s, wrong password: %v", security, err)
		}
	}
}

func TestEmailConfigurationIsChecked(t *testing.T) {
	for name, cfg := range map[string]notify.EmailConfig{
		"from":     {Host: "h", Security: "none", From: "Canh Lửa"},
		"security": {Host: "h", Security: "maybe", From: "a@b.vn"},
		"host":     {Security: "none", From: "a@b.vn"},
		"dkim":     {Host: "h", Security: "tls", From: "a@b.vn", DKIM: &notify.DKIM{Key: []byte("x")}},
	} {
		cfg.Clock = clock
		var invalid *forecast.Invalid
		if _, err := notify.NewEmail(cfg); !errors.As(err, &invalid) || invalid.Remedy == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkEmail sends to a mail server in this process, eight at once.
func BenchmarkEmail(b *testing.B) {
	e := newEmail(b, &post{}, func(c *notify.EmailConfig) { c.Connections = 8 })
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := e.Send(b.Context(), message("a@example.vn")); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}
