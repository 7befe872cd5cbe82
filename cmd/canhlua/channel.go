package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/api/feed"
	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/data/profile"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// channels are the ways to people that are set up, and who puts messages into words
// for them.
type channels struct {
	settings  profile.Alerts
	composer  *notify.Composer
	notifiers map[forecast.Channel]forecast.Notifier
	sandbox   map[forecast.Channel]string // test mode: where all goes
	carry     job.Carry
	email     *notify.Email
	webhook   *notify.Webhook
	push      *notify.WebPush
}

// channels sets up what the profile and the environment name. What is not set up
// sends nothing: what is queued for it waits, and is given up when its day is over.
func (a *App) channels(clock forecast.Clock) (*channels, error) {
	settings, err := a.alertSettings()
	if err != nil {
		return nil, err
	}
	by := &channels{settings: settings, notifiers: map[forecast.Channel]forecast.Notifier{}, carry: job.DefaultCarry}
	by.carry.Workers = settings.Email.Connections // a crash doubles no more mails than were on their way
	by.carry.PerSecond = map[forecast.Channel]float64{forecast.ChannelEmail: settings.Email.PerSecond, forecast.ChannelWebhook: settings.Webhook.PerSecond}
	if err := errors.Join(by.openEmail(clock), by.openWebhook(clock), by.openPush(clock)); err != nil {
		return nil, usage{err}
	}
	by.testMode()
	return by, nil
}

func (by *channels) openEmail(clock forecast.Clock) error {
	s := by.settings.Email
	if s.Host == "" {
		return nil
	}
	cfg := notify.EmailConfig{Host: s.Host, Port: s.Port, Security: s.Security, User: s.User, Password: os.Getenv("CANHLUA_MAIL_PASSWORD"),
		From: s.From, ReplyTo: s.ReplyTo, Connections: s.Connections, Clock: clock}
	if s.DKIM.Domain != "" {
		key, err := os.ReadFile(os.Getenv("CANHLUA_DKIM_KEY"))
		if err != nil {
			return fmt.Errorf("CANHLUA_DKIM_KEY: %w; name the file of the private key, or leave alerts.email.dkim.domain empty", err)
		}
		cfg.DKIM = &notify.DKIM{Domain: s.DKIM.Domain, Selector: s.DKIM.Selector, Key: key}
	}
	var err error
	if by.email, err = notify.NewEmail(cfg); err == nil {
		by.notifiers[forecast.ChannelEmail] = by.email
	}
	return err
}

func (by *channels) openWebhook(clock forecast.Clock) error {
	s := by.settings.Webhook
	if !s.Enabled {
		return nil
	}
	cfg := notify.WebhookConfig{Gateways: map[string]notify.Gateway{}, AllowPrivate: s.AllowPrivate, Clock: clock}
	for name, g := range s.Gateways {
		cfg.Gateways[name] = notify.Gateway{Address: g.Address, ContentType: g.ContentType, Headers: g.Headers, Body: g.Body,
			Key: os.Getenv("CANHLUA_GATEWAY_" + strings.ToUpper(name) + "_KEY")}
	}
	var err error
	if by.webhook, err = notify.NewWebhook(cfg); err == nil {
		by.notifiers[forecast.ChannelWebhook] = by.webhook
	}
	return err
}

func (by *channels) openPush(clock forecast.Clock) error {
	public, private := os.Getenv("CANHLUA_VAPID_PUBLIC"), os.Getenv("CANHLUA_VAPID_PRIVATE")
	if public == "" && private == "" {
		return nil
	}
	subscriber := by.settings.WebPush.Subscriber
	if subscriber == "" {
		return errors.New("alerts.webpush.subscriber is empty while there are VAPID keys; name the office as mailto: or https:, in the profile or as CANHLUA_PUSH_SUBSCRIBER")
	}
	var err error
	by.push, err = notify.NewWebPush(notify.WebPushConfig{PublicKey: public, PrivateKey: private, Subscriber: subscriber, Clock: clock})
	if err == nil {
		by.notifiers[forecast.ChannelWebPush] = by.push
	}
	return err
}

// testMode shuts each channel that has no sandbox once one of them has: nothing gets
// out to people.
func (by *channels) testMode() {
	if !by.settings.Test.On() {
		return
	}
	by.sandbox = map[forecast.Channel]string{}
	for channel, to := range map[forecast.Channel]string{forecast.ChannelEmail: by.settings.Test.Email, forecast.ChannelWebhook: by.settings.Test.Webhook} {
		if to != "" {
			by.sandbox[channel] = to
		}
	}
	maps.DeleteFunc(by.notifiers, func(c forecast.Channel, _ forecast.Notifier) bool { return by.sandbox[c] == "" })
}

// open names the channels that are set up, in their usual order.
func (by *channels) open() []forecast.Channel {
	return slices.DeleteFunc(slices.Clone(forecast.Channels), func(c forecast.Channel) bool { return by.notifiers[c] == nil })
}

// offered is what the service lets people choose.
func (by *channels) offered() *api.Channels {
	out := &api.Channels{Open: by.open(), Test: by.settings.Test.On(), Check: by.check}
	if by.notifiers[forecast.ChannelWebPush] != nil {
		out.PushKey = os.Getenv("CANHLUA_VAPID_PUBLIC")
	}
	if by.webhook != nil {
		for _, name := range slices.Sorted(maps.Keys(by.settings.Webhook.Gateways)) {
			if by.settings.Webhook.Gateways[name].Public {
				out.Gateways = append(out.Gateways, name)
			}
		}
	}
	return out
}

// check refuses what a channel could send nothing to.
func (by *channels) check(s *forecast.Subscription) error {
	switch s.Channel {
	case forecast.ChannelWebhook:
		return by.webhook.CheckWebhook(s.Address, s.Secret, s.Template)
	case forecast.ChannelWebPush:
		return by.push.CheckPush(s.Address, s.Secret)
	}
	return nil
}

// speaker is who speaks in feeds and CAP messages.
func (by *channels) speaker() feed.Source {
	out := feed.Source{Base: by.settings.BaseURL, Sender: by.settings.Sender, Contact: by.settings.Contact}
	if u, err := url.Parse(out.Base); out.Sender == "" && err == nil {
		out.Sender = u.Hostname()
	}
	return out
}

// write gives the channels a composer over a store.
func (by *channels) write(a *App, st *store.Store, key []byte, clock forecast.Clock) error {
	draw, err := api.New(api.Config{Province: a.province(), Store: st, Clock: clock, Log: a.log, Version: version()})
	if err != nil {
		return err
	}
	base := by.settings.BaseURL
	by.composer = &notify.Composer{
		Province: a.province(), Base: base, Clock: clock, Test: by.settings.Test.On(), Zone: draw.ZoneName, Map: draw.AlertMap,
		Links: func(_ context.Context, c forecast.Claim) (notify.Links, error) {
			token := func(p forecast.LinkPurpose) string { return forecast.LinkToken(key, p, c.To.ID) }
			return notify.Links{
				Confirm:     base + "/api/v1/subscriptions/confirm/" + token(forecast.LinkConfirm),
				Unsubscribe: base + "/api/v1/subscriptions/unsubscribe/" + token(forecast.LinkUnsubscribe) + also(c),
				Manage:      base + "/?view=subscribe#manage=" + token(forecast.LinkManage), // what stands behind # is sent to no server
			}, nil
		},
	}
	return nil
}

// also names, in an unsubscribe link, the person's other subscriptions that the message
// tells of: who ends it wants no more of any of them.
func also(c forecast.Claim) string {
	var others []string
	for _, i := range c.Items {
		if i.Subscription != c.To.ID && !slices.Contains(others, i.Subscription) {
			others = append(others, i.Subscription)
		}
	}
	if len(others) == 0 {
		return ""
	}
	return "?also=" + strings.Join(others, ",")
}

// close lets go of what the channels hold open.
func (by *channels) close() {
	if by.email != nil {
		by.email.Close()
	}
}
