package store_test

import (
	"errors"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// A name from an address may hold what one of the engines cannot: it names nothing,
// and breaks nothing.
func testStrangeNames(t *testing.T, s *store.Store) {
	for _, name := range []string{"\x00", "a\x00b", "\xff\xfe", "' OR 1=1 --", "%", "\u202egpj"} {
		of := func(what string, err error) {
			t.Helper()
			var none *forecast.NotFound
			if !errors.As(err, &none) {
				t.Errorf("%s %q: %v", what, name, err)
			}
		}
		p := forecast.Publication{Run: name, At: noon, Role: "publisher", By: "user p", Own: []string{"user p"}, Reason: name}
		_, err := s.Run(ctx, name, at(1))
		of("run", err)
		of("publish", s.Publish(ctx, p))
		of("withdraw", s.Withdraw(ctx, p))
		_, err = s.SaveOverride(ctx, forecast.Override{Publication: p, ZoneChange: forecast.ZoneChange{Zone: name, Date: today}})
		of("override", err)
		_, err = s.SaveRemark(ctx, forecast.Remark{Run: name, At: noon, Text: name})
		of("remark", err)
		_, err = s.FireRecord(ctx, name)
		of("fire", err)
		_, err = s.Photo(ctx, name)
		of("photo", err)
		_, err = s.User(ctx, name)
		of("user", err)
		_, err = s.Token(ctx, name)
		of("token", err)
		_, err = s.Session(ctx, name)
		of("session", err)
		_, err = s.Subscription(ctx, name)
		of("subscription", err)
		_, err = s.LinkTo(ctx, name)
		of("link", err)
		_, err = s.ZoneSet(ctx, name)
		of("zone set", err)
		of("sign", s.RemoveSign(ctx, name, forecast.AuditEntry{At: noon, Actor: "user p"}))
		of("asset", s.RemoveAsset(ctx, name, forecast.AuditEntry{At: noon, Actor: "user p"}))
		of("key", s.RevokeToken(ctx, name, noon, forecast.AuditEntry{At: noon, Actor: "user p"}))
		_, err = s.ChangeUser(ctx, name, forecast.UserChange{Removed: true}, forecast.AuditEntry{At: noon, Actor: "user p"})
		of("account", err)
		_, err = s.Remarks(ctx, name)
		_, also := s.ActedOn(ctx, name)
		_, third := s.AuditOf(ctx, forecast.AuditQuery{Limit: 5, Actor: name, Subject: name, Action: name})
		if err := errors.Join(err, also, third, s.RetryDelivery(ctx, name, noon)); err != nil && !isMissing(err) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func isMissing(err error) bool {
	var none *forecast.NotFound
	return errors.As(err, &none)
}
