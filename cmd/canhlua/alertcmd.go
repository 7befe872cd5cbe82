package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// AlertsCmd looks after the ways by which warnings go out.
type AlertsCmd struct {
	Keys AlertsKeysCmd `cmd:"" help:"make the key pair of web push, for the environment"`
	Test AlertsTestCmd `cmd:"" help:"send a message marked as a test"`
}

// AlertsKeysCmd makes VAPID keys.
type AlertsKeysCmd struct{}

// Run prints the keys as lines of an environment file.
func (c *AlertsKeysCmd) Run(app *App) error {
	private, public, err := notify.PushKeys()
	if err != nil {
		return err
	}
	fmt.Fprintf(app.out, "CANHLUA_VAPID_PUBLIC=%s\nCANHLUA_VAPID_PRIVATE=%s\n", public, private)
	fmt.Fprintln(app.err, "keep them: with others, every browser has to subscribe anew")
	return nil
}

// AlertsTestCmd sends a test.
type AlertsTestCmd struct {
	To       string `required:"" help:"e-mail address, or https address of a webhook" placeholder:"ADDRESS"`
	Gateway  string `help:"webhook: the gateway's template" placeholder:"NAME"`
	Secret   string `help:"webhook: signing secret, whsec_…" placeholder:"SECRET"`
	Language string `help:"vi or en" enum:"vi,en" default:"vi"`
}

// Run sends one message by the channel that the address is of. In test mode it goes
// to the sandbox as all do.
func (c *AlertsTestCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		by, err := app.tellers(ctx, st, app.clock)
		if err != nil {
			return err
		}
		defer by.close()
		by.composer.Test = true
		to := forecast.Subscription{Channel: forecast.ChannelEmail, Address: c.To, Language: c.Language, Secret: c.Secret, Template: c.Gateway}
		if strings.Contains(c.To, "://") {
			to.Channel = forecast.ChannelWebhook
		}
		if err := by.ready(&to); err != nil {
			return usage{err}
		}
		if err := app.sendTest(ctx, st, by, to); err != nil {
			return err
		}
		fmt.Fprintf(app.err, "a test was handed over by %s\n", to.Channel)
		return nil
	})
}

// ready says what is missing for a message to go out.
func (by *channels) ready(to *forecast.Subscription) error {
	if by.notifiers[to.Channel] != nil {
		return by.check(to)
	}
	if by.settings.Test.On() {
		return fmt.Errorf("%s: test mode is on and has no address for it; see alerts.test in the profile", to.Channel)
	}
	if to.Channel == forecast.ChannelEmail {
		return errors.New("e-mail is not set up; name the mail server in alerts.email of the profile, or as CANHLUA_MAIL_HOST and CANHLUA_MAIL_FROM")
	}
	return errors.New("webhooks are not set up; write enabled: true under alerts.webhook in the profile, or CANHLUA_WEBHOOKS=true")
}

// sendTest writes what a rise to IV looks like for the first zone of today, marked as
// a test and as simulated.
func (a *App) sendTest(ctx context.Context, st *store.Store, by *channels, to forecast.Subscription) error {
	today := a.today()
	set, err := zoneSetOn(ctx, st, today)
	if err != nil {
		return err
	}
	if len(set.Zones) == 0 {
		return fmt.Errorf("zone set %s has no zones; import some with canhlua zones import", set.ID)
	}
	item := forecast.AlertItem{Zone: set.Zones[0].ID, ZoneSet: set.ID, Date: today, Level: forecast.IV, Kind: forecast.AlertRise,
		Facts: forecast.Facts{Status: forecast.StatusForecast, Simulated: true}}
	m, err := by.composer.Compose(ctx, forecast.Claim{To: to, Delivery: forecast.Delivery{ID: fmt.Sprintf("test-%d", a.clock().Unix()),
		Purpose: forecast.DeliverAlert, Channel: to.Channel, Items: []forecast.AlertItem{item}, Expires: a.clock().Add(time.Hour)}})
	if err != nil {
		return err
	}
	m.Unsubscribe, m.Manage = "", "" // there is no subscription
	if sandbox := by.sandbox[to.Channel]; sandbox != "" {
		m.To = sandbox
	}
	_, err = by.notifiers[to.Channel].Send(ctx, m)
	return err
}

// checkMail signs in at the mail server without writing to anyone.
func (a *App) checkMail(ctx context.Context) finding {
	f := finding{part: "mail"}
	by, err := a.channels(a.clock)
	switch {
	case err != nil:
		f.err = err
	case by.email == nil:
		f.text = "not set up"
	case a.fixed:
		f.text = by.settings.Email.Host + ", not asked at a fixed instant"
	default:
		defer by.close()
		within, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		f.text = by.settings.Email.Host + ", " + by.settings.Email.Security
		if err := by.email.Ping(within); err != nil {
			f.err = fmt.Errorf("%s: %w; see alerts.email in the profile", by.settings.Email.Host, err)
			f.away = unreachable(err)
		}
	}
	return f
}
