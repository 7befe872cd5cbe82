package store_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testFires(t *testing.T, s *store.Store) {
	ctx := t.Context()
	fire := func(id string, hours float64) forecast.Fire {
		return forecast.Fire{
			ID: id, Kind: forecast.Hotspot, Time: at(hours), Received: at(hours + 3), Lat: 11.29, Lon: 106.36,
			Confidence: forecast.HighConfidence, ConfidencePct: forecast.Some(85), FRPMW: forecast.Some(0), Night: forecast.Yes,
			Satellite: "T", Instrument: "MODIS", Version: "6.1NRT", Source: "firms", RawHash: "h",
		}
	}
	a, b := fire("a", 0), fire("b", 5)
	if n := must[int](t)(s.SaveFires(ctx, []forecast.Fire{a, b, a})); n != 2 {
		t.Errorf("%d saved of 2 and a repeat", n)
	}
	if n := must[int](t)(s.SaveFires(ctx, []forecast.Fire{b})); n != 0 {
		t.Errorf("%d saved of one that was there", n)
	}
	same(t, "all", must[[]forecast.Fire](t)(s.Fires(ctx, at(-1), at(9), at(99))), []forecast.Fire{b, a})
	same(t, "span", must[[]forecast.Fire](t)(s.Fires(ctx, at(0), at(5), at(99))), []forecast.Fire{a})
	same(t, "as of", must[[]forecast.Fire](t)(s.Fires(ctx, at(-1), at(9), at(4))), []forecast.Fire{a})
}
