package forecast_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
)

func TestUserName(t *testing.T) {
	for name, want := range map[string]string{
		" Lan.Nguyen ": "lan.nguyen", "x": "x", "a-b_c9": "a-b_c9",
		"": "", "-lan": "", "lan.": "", "lan nguyen": "", "lân": "", "lan\x00": "", "a/b": "", strings.Repeat("a", 41): "",
	} {
		got, err := forecast.UserName(name)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
}

func TestCheckPassword(t *testing.T) {
	for _, c := range []struct{ password, says string }{
		{"rừng tràm U Minh", ""}, {"ngắn quá", "too short"}, {strings.Repeat("dài ", 60), "too long"},
		{"aaaaaaaaaaaaaa", "too few different"}, {"mật khẩu của LAN đó", "login name"},
	} {
		err := forecast.CheckPassword("lan", c.password)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v", c.password, err)
		}
		if err != nil && strings.Contains(err.Error(), c.password) {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

func TestCheckEmail(t *testing.T) {
	for email, good := range map[string]bool{
		"": true, "lan@coquan.gov.vn": true, "lan": false, "@coquan.vn": false, "lan@coquan": false,
		"lan@x.vn\r\nBcc: all@x.vn": false, "a@b@c.vn": false, "Lan <lan@x.vn>": false,
	} {
		if err := forecast.CheckEmail(email); (err == nil) != good {
			t.Errorf("%q: %v", email, err)
		}
	}
}

// Whatever was before, a wait never exceeds the longest and never shrinks with
// another failure soon after; a day of quiet forgives all.
func TestSignInRule(t *testing.T) {
	now := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		a := forecast.Attempts{Failed: rapid.IntRange(0, 5000).Draw(rt, "failed"), Last: now}
		rule := forecast.SignInFromOne
		next := rule.Count(a, now.Add(time.Minute))
		wait, before := next.Until.Sub(next.Last), time.Duration(0)
		if a.Failed > rule.Free {
			before = min(rule.First<<min(a.Failed-rule.Free-1, 19), rule.Most)
		}
		switch {
		case next.Failed < rule.Free && !next.Until.IsZero():
			rt.Fatalf("%d failures lock", next.Failed)
		case next.Failed >= rule.Free && (wait < rule.First || wait > rule.Most || wait < before):
			rt.Fatalf("%d failures lock for %v, one less for %v", next.Failed, wait, before)
		}
		if quiet := rule.Count(a, now.Add(forecast.AttemptsFade)); quiet.Failed != 1 {
			rt.Fatalf("after a day of quiet: %+v", quiet)
		}
	})
}

func TestLeastRole(t *testing.T) {
	for _, c := range []struct{ a, b, want forecast.Role }{
		{forecast.RoleAdmin, forecast.RoleOfficer, forecast.RoleOfficer}, {forecast.RoleOfficer, forecast.RolePublisher, forecast.RoleOfficer},
		{forecast.RolePublisher, forecast.RolePublisher, forecast.RolePublisher}, {"", forecast.RoleAdmin, ""}, {forecast.RoleAdmin, "visitor", ""},
	} {
		if got := c.a.Least(c.b); got != c.want {
			t.Errorf("%s, %s: %s", c.a, c.b, got)
		}
	}
}
