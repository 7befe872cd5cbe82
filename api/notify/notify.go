// Package notify hands messages to the outside: by e-mail, by webhook to SMS and
// Zalo gateways, by web push. A channel is told what to send and says whether to
// try again; it decides nothing, stores nothing, and names no address or secret in
// what it gives back.
package notify

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// sendTime is how long handing over one message may take in all.
const sendTime = 30 * time.Second

// broken is a failure in our own words: what the other side said may hold an address.
type broken struct{ reason string }

func (b *broken) Error() string { return b.reason }

// reachFailure puts a failed connection into words that name no address.
func reachFailure(whom string, err error) error {
	var timeout net.Error
	var dns *net.DNSError
	var closed *privateTarget
	switch {
	case errors.As(err, &closed):
		return closed
	case errors.Is(err, context.Canceled):
		return &broken{whom + ": stopped before it was done"}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &broken{whom + ": its name is not known"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &broken{whom + ": no answer in time"}
	}
	return &broken{whom + ": not reached, or the connection broke off"}
}

// oneLine is a text without line breaks and control characters, so that it cannot
// become a header of its own.
func oneLine(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text))
}

var (
	_ forecast.Notifier = (*Email)(nil)
	_ forecast.Notifier = (*Webhook)(nil)
	_ forecast.Notifier = (*WebPush)(nil)
)
