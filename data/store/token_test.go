package store_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testTokens(t *testing.T, s *store.Store) {
	ctx := t.Context()
	token := forecast.Token{ID: "a1", Name: "trạm Minh Hòa", Role: forecast.RoleOfficer, Hash: "hash", Created: noon, Expires: at(24), Owner: "u1", Scope: []string{"observations", "runs"}}
	ok(t, s.SaveToken(ctx, token, forecast.AuditEntry{Actor: "command line"}))
	same(t, "token", must[forecast.Token](t)(s.Token(ctx, "hash")), token)
	_, err := s.Token(ctx, "other")
	notFound(t, err)
	ok(t, s.RevokeToken(ctx, "a1", at(2), forecast.AuditEntry{Actor: "user lan"}))
	notFound(t, s.RevokeToken(ctx, "a1", at(3), forecast.AuditEntry{Actor: "user lan"}))
	notFound(t, s.RevokeToken(ctx, "a2", at(3), forecast.AuditEntry{Actor: "user lan"}))
	token.Revoked = at(2)
	same(t, "tokens", must[[]forecast.Token](t)(s.Tokens(ctx)), []forecast.Token{token})
	for hours, holds := range map[float64]bool{1: true, 2: false, 30: false} {
		if token.Holds(at(hours)) != holds {
			t.Errorf("after %v h it holds: %v", hours, !holds)
		}
	}

	_, _, err = s.Answered(ctx, "a1", "req")
	notFound(t, err)
	ok(t, s.SaveAnswer(ctx, "a1", "req", "x", []byte("first"), noon))
	ok(t, s.SaveAnswer(ctx, "a1", "req", "y", []byte("second"), noon))
	asked, answer, err := s.Answered(ctx, "a1", "req")
	ok(t, err)
	same(t, "answer", []string{asked, string(answer)}, []string{"x", "first"})
}

func testWarnings(t *testing.T, s *store.Store) {
	ctx := t.Context()
	w := forecast.Warning{Station: "48900", Variable: forecast.TempC, Kind: "failing", Since: noon, Reason: "r", Args: map[string]string{"name": "S"}}
	other := forecast.Warning{Station: "openmeteo", Kind: "failing", Reason: "no answer"}
	say := func(scope string, when time.Time, ws ...forecast.Warning) {
		ok(t, s.SaveWarnings(ctx, scope, when, ws))
	}
	say("network", at(1), w)
	say("source:openmeteo", at(1), other)
	renewed := w
	renewed.Reason = "still"
	say("network", at(2), renewed)
	renewed.Raised, other.Raised = at(1), at(1)
	same(t, "standing", must[[]forecast.Warning](t)(s.Warnings(ctx, at(2))), []forecast.Warning{renewed, other})
	say("network", at(3))
	same(t, "after it is over", must[[]forecast.Warning](t)(s.Warnings(ctx, at(3))), []forecast.Warning{other})
	same(t, "as it was", must[[]forecast.Warning](t)(s.Warnings(ctx, at(2))), []forecast.Warning{renewed, other})
	same(t, "before", must[[]forecast.Warning](t)(s.Warnings(ctx, at(0))), []forecast.Warning(nil))
}
