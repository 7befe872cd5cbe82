package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/canhlua/canhlua/forecast"
)

// EmailConfig is the mail server and who writes.
type EmailConfig struct {
	Host        string // of the mail server; empty = there is no e-mail
	Port        int
	Security    string // tls from the start, starttls, or none
	User        string // empty = without signing in
	Password    string
	From        string // address, with a name if wanted: Canh Lửa <canhlua@example.vn>
	ReplyTo     string // empty = as From
	Connections int    // held open at once, at most
	Clock       forecast.Clock
	TLS         *tls.Config // nil = the system's trust
	DKIM        *DKIM       // nil = messages bear no signature of ours
}

// DKIM signs messages (RFC 6376).
type DKIM struct {
	Domain, Selector string
	Key              []byte // private key, PEM: RSA or Ed25519
}

// Email writes to people by a mail server.
type Email struct {
	cfg   EmailConfig
	links *links
}

// NewEmail checks the configuration; it connects to nobody yet.
func NewEmail(cfg EmailConfig) (*Email, error) {
	if _, err := netmail.ParseAddress(cfg.From); err != nil {
		return nil, &forecast.Invalid{Column: "mail.from", Value: cfg.From, Reason: "no mail address", Remedy: "write it like Canh Lửa <canhlua@example.vn>"}
	}
	if _, err := newClient(cfg, nil); err != nil {
		return nil, err
	}
	return &Email{cfg: cfg, links: newLinks(cfg)}, nil
}

// newClient is the mail server's client; it connects by dial.
func newClient(cfg EmailConfig, dial mail.DialContextFunc) (*mail.Client, error) {
	options := []mail.Option{mail.WithTimeout(sendTime / 2), mail.WithoutNoop()}
	if dial != nil {
		options = append(options, mail.WithDialContextFunc(dial))
	}
	switch cfg.Security {
	case "tls":
		// the connection is encrypted when the client gets it (links.connect)
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic), mail.WithPort(465))
	case "starttls":
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		return nil, &forecast.Invalid{Column: "mail.security", Value: cfg.Security, Reason: "unknown", Remedy: "give tls, starttls or none"}
	}
	if cfg.TLS != nil {
		options = append(options, mail.WithTLSConfig(cfg.TLS))
	}
	if cfg.Port != 0 {
		options = append(options, mail.WithPort(cfg.Port))
	}
	if cfg.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(cfg.User), mail.WithPassword(cfg.Password))
	}
	if cfg.DKIM != nil {
		key, err := mail.PrivKeyFromPEM(cfg.DKIM.Key)
		if err != nil {
			return nil, &forecast.Invalid{Column: "mail.dkim", Reason: "its private key cannot be read", Remedy: "give an RSA or Ed25519 key as PEM"}
		}
		options = append(options, mail.WithAlwaysDKIMSign(mail.NewDKIMSigner(cfg.DKIM.Domain, cfg.DKIM.Selector, key)))
	}
	client, err := mail.NewClient(cfg.Host, options...)
	if err != nil {
		return nil, &forecast.Invalid{Column: "mail.host", Value: cfg.Host, Reason: err.Error(), Remedy: "name the mail server and its port"}
	}
	return client, nil
}

// Close lets go of the open connections.
func (e *Email) Close() { e.links.close() }

// Ping connects to the mail server and signs in, without writing to anyone. Its error
// is the server's or the network's own: it is for who runs the service.
func (e *Email) Ping(ctx context.Context) error {
	l, err := e.links.take(ctx)
	if err != nil {
		return fmt.Errorf("mail server: %w", err)
	}
	e.links.give(l)
	return nil
}

// Send writes one message. It is passing unless the mail server refused for good.
func (e *Email) Send(ctx context.Context, m forecast.Message) (retry bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	msg, err := e.write(m)
	if err != nil {
		return false, err
	}
	l, err := e.links.take(ctx)
	if err != nil {
		return true, reachFailure("mail server", err)
	}
	cut := context.AfterFunc(ctx, func() { _ = l.conn.Close() }) // a server that hangs is not waited for
	err = l.client.SendWithSMTPClient(l.smtp, msg)
	cut()
	if msg.IsDelivered() { // it was taken, whatever the connection did afterwards
		e.links.keep(l, err == nil)
		return false, nil
	}
	var said *mail.SendError
	understood := errors.As(err, &said) && said.ErrorCode() >= 400
	e.links.keep(l, understood)
	if !understood {
		return true, reachFailure("mail server", err)
	}
	return refusal(said)
}

// refusal sorts what the mail server said: 4yz is passing; an unknown mailbox
// (RFC 3463, 5.1.1 and its like) is gone.
func refusal(said *mail.SendError) (retry bool, err error) {
	enhanced := said.EnhancedStatusCode()
	reason := strings.TrimSpace(fmt.Sprintf("the mail server said %d %s", said.ErrorCode(), enhanced))
	switch {
	case said.IsTemp():
		return true, &broken{reason + ", for now"}
	case enhanced == "5.1.1", enhanced == "5.1.2", enhanced == "5.1.6", enhanced == "5.1.10", enhanced == "5.2.1":
		return false, &forecast.Gone{Reason: reason + ": there is no such mailbox"}
	}
	return false, &broken{reason + ", for good"}
}

// write makes the mail: text and HTML, pictures inline, one-click unsubscribe.
func (e *Email) write(m forecast.Message) (*mail.Msg, error) {
	address, err := netmail.ParseAddress(m.To)
	if err != nil || address.Address != m.To {
		return nil, &forecast.Gone{Reason: "it is no mail address"}
	}
	msg := mail.NewMsg(mail.WithEncoding(mail.EncodingQP))
	if err := errors.Join(msg.From(e.cfg.From), msg.To(m.To)); err != nil {
		return nil, &forecast.Gone{Reason: "a mail to it cannot be addressed"}
	}
	if e.cfg.ReplyTo != "" {
		if err := msg.ReplyTo(e.cfg.ReplyTo); err != nil {
			return nil, fmt.Errorf("mail.reply_to: %w", err)
		}
	}
	e.head(msg, m)
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	for _, p := range m.Pictures {
		if err := msg.EmbedReader(p.Name, bytes.NewReader(p.Data), mail.WithFileContentID("<"+p.Name+">"), mail.WithFileContentType(mail.ContentType(p.Type))); err != nil {
			return nil, fmt.Errorf("picture %s: %w", p.Name, err)
		}
	}
	return msg, nil
}

// head sets what stands above the text. The ID is the delivery's, so that a
// receiver that gets the same mail twice can tell.
func (e *Email) head(msg *mail.Msg, m forecast.Message) {
	_, domain, _ := strings.Cut(strings.TrimRight(e.cfg.From, ">"), "@")
	msg.SetMessageIDWithValue(m.ID + "@" + domain)
	msg.SetDateWithValue(e.cfg.Clock())
	msg.Subject(oneLine(m.Subject))
	msg.SetGenHeader("Content-Language", m.Language)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if !m.Expires.IsZero() {
		msg.SetGenHeader("Expires", m.Expires.UTC().Format(time.RFC1123Z))
	}
	if m.Urgent {
		msg.SetImportance(mail.ImportanceHigh)
	}
	if m.Unsubscribe != "" {
		msg.SetGenHeader("List-Unsubscribe", "<"+oneLine(m.Unsubscribe)+">")
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
}
