package store_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testSigns(t *testing.T, s *store.Store) {
	sign := func(id, ranger string) forecast.Sign {
		return forecast.Sign{ID: id, Name: "Biển " + id, Place: "ngã ba", Lat: 11.25, Lon: 106.4, Zone: "25747", Ranger: ranger}
	}
	by := forecast.AuditEntry{At: at(0), Actor: "command line", Action: "import signs"}
	if n := must[int](t)(s.SaveSigns(ctx, []forecast.Sign{sign("b", "x"), sign("a", "x")}, by)); n != 2 {
		t.Errorf("%d saved", n)
	}
	if n := must[int](t)(s.SaveSigns(ctx, []forecast.Sign{sign("b", "y"), sign("a", "x")}, by)); n != 1 {
		t.Errorf("%d changed, not 1", n)
	}
	if n := must[int](t)(s.SaveSigns(ctx, []forecast.Sign{sign("a", "x")}, by)); n != 0 {
		t.Errorf("%d changed by the same list", n)
	}
	same(t, "register", must[[]forecast.Sign](t)(s.Signs(ctx)), []forecast.Sign{sign("a", "x"), sign("b", "y")})

	turn := func(hours float64, l forecast.Level, photo string) forecast.SignTurn {
		return forecast.SignTurn{Sign: "a", Level: l, At: at(hours), By: "key k", Role: "officer", Photo: photo}
	}
	by.Action = "turn sign"
	ok(t, s.TurnSign(ctx, turn(1, forecast.III, ""), nil, by))
	ok(t, s.TurnSign(ctx, turn(2, forecast.IV, "hash-sign"), picture("sign"), by))
	ok(t, s.TurnSign(ctx, turn(2, forecast.V, ""), nil, by)) // at once: the later counts
	notFound(t, s.TurnSign(ctx, forecast.SignTurn{Sign: "nothing", Level: forecast.I, At: at(1)}, nil, by))
	same(t, "turned", must[[]forecast.SignTurn](t)(s.SignTurns(ctx, at(3))), []forecast.SignTurn{turn(2, forecast.V, "")})
	same(t, "as of", must[[]forecast.SignTurn](t)(s.SignTurns(ctx, at(1.5))), []forecast.SignTurn{turn(1, forecast.III, "")})
	if _, err := s.ForgetReporters(ctx, at(99)); err != nil {
		t.Error(err)
	}
	must[forecast.Photo](t)(s.Photo(ctx, "hash-sign")) // a sign's picture is nobody's secret

	ok(t, s.RemoveSign(ctx, "a", by))
	notFound(t, s.RemoveSign(ctx, "a", by))
	notFound(t, s.TurnSign(ctx, turn(4, forecast.I, ""), nil, by))
	same(t, "register", must[[]forecast.Sign](t)(s.Signs(ctx)), []forecast.Sign{sign("b", "y")})
	if n := must[int](t)(s.SaveSigns(ctx, []forecast.Sign{sign("a", "x")}, by)); n != 1 {
		t.Errorf("%d put up again", n)
	}
	if n := must[int64](t)(s.CheckAudit(ctx)); n != 7 {
		t.Errorf("%d entries of the audit log", n)
	}
}
