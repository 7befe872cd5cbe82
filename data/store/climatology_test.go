package store_test

import (
	"errors"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testClimatology(t *testing.T, s *store.Store) {
	none := func(asOf float64) {
		t.Helper()
		var missing *forecast.NotFound
		if _, err := s.Climatology(ctx, "set", at(asOf)); !errors.As(err, &missing) {
			t.Errorf("at %v: %v", asOf, err)
		}
	}
	distribution := forecast.Distribution{Years: 20}
	for i := range forecast.Quantiles {
		distribution.Quantiles = append(distribution.Quantiles, float64(i)*0.25)
	}
	normal := func(zone string, day int) forecast.Normal {
		index := make([]forecast.Distribution, len(forecast.ClimateNames))
		index[0], index[1] = distribution, forecast.Distribution{Years: 3}
		return forecast.Normal{Zone: zone, Day: day, Index: index}
	}
	head := forecast.Climatology{From: day("2000-01-01"), To: day("2019-12-31"), ZoneSet: "set", ResetMM: 5}
	left := must[int64](t)(s.BeginClimatology(ctx, head)) // breaks off
	ok(t, s.SaveNormals(ctx, left, []forecast.Normal{normal("a", 60)}))
	none(5)
	num := must[int64](t)(s.BeginClimatology(ctx, head))
	ok(t, s.SaveNormals(ctx, num, []forecast.Normal{normal("b", 60), normal("a", 60), normal("a", 61)}))
	none(5)
	ok(t, s.FinishClimatology(ctx, num, at(4)))
	none(3)
	head.Num, head.Built = num, at(4)
	same(t, "the newest", must[forecast.Climatology](t)(s.Climatology(ctx, "set", at(5))), head)
	same(t, "all zones", must[[]forecast.Normal](t)(s.Normals(ctx, num, 60, "")), []forecast.Normal{normal("a", 60), normal("b", 60)})
	same(t, "one zone", must[[]forecast.Normal](t)(s.Normals(ctx, num, 61, "a")), []forecast.Normal{normal("a", 61)})
	same(t, "what broke off", must[[]forecast.Normal](t)(s.Normals(ctx, left, 60, "")), []forecast.Normal(nil))
}
