package api

import (
	"context"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// Channels are the ways to people that are set up.
type Channels struct {
	Open     []forecast.Channel
	PushKey  string   // public VAPID key, which a browser needs to subscribe; empty = no web push
	Gateways []string // that people themselves may name; the office's register may name any
	Test     bool     // test mode: messages go to the office's own sandbox
	// Check refuses an address, secret or template that nothing could be sent with.
	Check func(s *forecast.Subscription) error
}

// paid refuses a gateway that the office pays for to anyone but its own register.
func (c *Channels) paid(s *forecast.Subscription) error {
	if s.Template == "" || c != nil && slices.Contains(c.Gateways, s.Template) {
		return nil
	}
	return &forecast.Invalid{Column: "template", Value: s.Template, Reason: "no gateway that people may choose themselves",
		Remedy: "leave it out, or ask the office to enter you into its register"}
}

// refuse says why a subscription cannot be served; nil when it can be.
func (c *Channels) refuse(s *forecast.Subscription) error {
	if c == nil {
		return nil
	}
	if !slices.Contains(c.Open, s.Channel) {
		names := make([]string, len(c.Open))
		for i, open := range c.Open {
			names[i] = string(open)
		}
		remedy := "choose one of " + strings.Join(names, ", ")
		if len(names) == 0 {
			remedy = "no way to people is set up at this service; follow the bulletin, or the feed /api/v1/alerts.atom"
		}
		return &forecast.Invalid{Column: "channel", Value: string(s.Channel), Reason: "it is not set up here", Remedy: remedy}
	}
	if c.Check == nil {
		return nil
	}
	return c.Check(s)
}

type channelsAnswer struct {
	Channels []forecast.Channel `json:"channels" doc:"That one can subscribe by: email, webhook, webpush"`
	PushKey  string             `json:"push_key" doc:"The service's public key, for a browser's push subscription; empty without web push"`
	Gateways []string           `json:"gateways" doc:"Gateways that people may choose themselves; the office pays for each message"`
	Test     bool               `json:"test" doc:"Test mode: nothing is sent to anyone but the office itself"`
}

// getChannels says by what ways one can subscribe here.
func (s *Server) getChannels(context.Context, *struct{}) (*page, error) {
	a := channelsAnswer{Channels: []forecast.Channel{}, Gateways: []string{}}
	switch c := s.cfg.Channels; {
	case s.cfg.Alerts == nil:
	case c == nil:
		a.Channels = append(a.Channels, forecast.Channels...)
	default:
		a.Channels, a.Gateways = append(a.Channels, c.Open...), append(a.Gateways, c.Gateways...)
		a.PushKey, a.Test = c.PushKey, c.Test
	}
	return shortPage(jsonType, a)
}
