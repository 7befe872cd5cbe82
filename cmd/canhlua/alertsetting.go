package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/data/profile"
)

// usualBase is where the service is reached when nobody says otherwise.
const usualBase = "http://127.0.0.1:8080"

// alertSettings are the profile's, where the environment says nothing else: a server
// needs no edited profile to send.
func (a *App) alertSettings() (profile.Alerts, error) {
	s := a.profile.Alerts
	for name, to := range map[string]*string{
		"BASE_URL": &s.BaseURL, "MAIL_HOST": &s.Email.Host, "MAIL_SECURITY": &s.Email.Security, "MAIL_USER": &s.Email.User,
		"MAIL_FROM": &s.Email.From, "MAIL_REPLY_TO": &s.Email.ReplyTo, "PUSH_SUBSCRIBER": &s.WebPush.Subscriber,
		"TEST_EMAIL": &s.Test.Email, "TEST_WEBHOOK": &s.Test.Webhook,
	} {
		if own, there := os.LookupEnv("CANHLUA_" + name); there {
			*to = own
		}
	}
	if err := fromEnv("CANHLUA_MAIL_PORT", strconv.Atoi, "a whole number such as 587", &s.Email.Port); err != nil {
		return s, err
	}
	err := fromEnv("CANHLUA_WEBHOOKS", strconv.ParseBool, "true or false", &s.Webhook.Enabled)
	s.BaseURL = strings.TrimRight(orElse(s.BaseURL, usualBase), "/")
	s.Email.Security = orElse(s.Email.Security, "starttls")
	s.Email.Connections = max(orElse(s.Email.Connections, 8), 1)
	return s, err
}

func fromEnv[T any](name string, read func(string) (T, error), what string, to *T) error {
	text := os.Getenv(name)
	if text == "" {
		return nil
	}
	v, err := read(text)
	if err != nil {
		return usage{fmt.Errorf("%s: %q is not %s", name, text, what)}
	}
	*to = v
	return nil
}

func orElse[T comparable](v, usual T) T {
	var none T
	if v == none {
		return usual
	}
	return v
}
