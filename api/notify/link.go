package notify

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

const (
	idleTime  = 20 * time.Second // a connection that rested longer is made anew
	mostMails = 500              // one connection carries; servers like an end to it
)

// link is an open connection to the mail server.
type link struct {
	conn   net.Conn
	client *mail.Client
	smtp   *smtp.Client
	used   time.Time
	sent   int
}

// links are the connections to the mail server, at most so many at once.
type links struct {
	cfg    EmailConfig
	places chan struct{} // a free place for each connection that may be open
	mu     sync.Mutex
	idle   []*link
}

func newLinks(cfg EmailConfig) *links {
	return &links{cfg: cfg, places: make(chan struct{}, max(cfg.Connections, 1))}
}

// take gives a connection that nobody else uses, a new one where none rests.
func (p *links) take(ctx context.Context) (*link, error) {
	select {
	case p.places <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		l := p.rested()
		switch {
		case l == nil:
			return p.dial(ctx)
		case p.cfg.Clock().Sub(l.used) < idleTime && l.sent < mostMails:
			return l, nil
		}
		l.end()
	}
}

func (p *links) dial(ctx context.Context) (*link, error) {
	l := &link{used: p.cfg.Clock()}
	client, err := newClient(p.cfg, func(ctx context.Context, network, address string) (conn net.Conn, err error) {
		l.conn, err = p.connect(ctx, network, address)
		return l.conn, err
	})
	if err == nil {
		l.client = client
		l.smtp, err = client.DialToSMTPClientWithContext(ctx)
	}
	if err != nil {
		if l.conn != nil {
			_ = l.conn.Close() // it is of no use
		}
		<-p.places
		return nil, err
	}
	return l, nil
}

// connect opens the connection itself, encrypted from the start where the
// configuration says so.
func (p *links) connect(ctx context.Context, network, address string) (net.Conn, error) {
	if p.cfg.Security != "tls" {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	trust := &tls.Config{ServerName: p.cfg.Host, MinVersion: tls.VersionTLS12}
	if p.cfg.TLS != nil {
		trust = p.cfg.TLS
	}
	return (&tls.Dialer{Config: trust}).DialContext(ctx, network, address)
}

func (p *links) rested() *link {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == 0 {
		return nil
	}
	last := len(p.idle) - 1
	l := p.idle[last]
	p.idle = p.idle[:last]
	return l
}

// keep gives the connection back after a mail, or ends it when it is no good any more.
func (p *links) keep(l *link, good bool) {
	if !good {
		_ = l.conn.Close() // it broke already
		<-p.places
		return
	}
	l.sent++
	p.give(l)
}

func (p *links) give(l *link) {
	l.used = p.cfg.Clock()
	p.mu.Lock()
	p.idle = append(p.idle, l)
	p.mu.Unlock()
	<-p.places
}

func (p *links) close() {
	for l := p.rested(); l != nil; l = p.rested() {
		l.end()
	}
}

// end says goodbye; a server that does not answer is left.
func (l *link) end() {
	if l.smtp.UpdateDeadline(2*time.Second) == nil && l.smtp.Quit() == nil {
		return
	}
	_ = l.conn.Close()
}
