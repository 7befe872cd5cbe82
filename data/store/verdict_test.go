package store_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testVerdicts(t *testing.T, s *store.Store) {
	hot := []forecast.Flag{{Variable: forecast.TempC, Test: "buddy", Value: forecast.Some(41), High: forecast.Some(36), Reason: "too warm"}}
	of := func(station string, hours float64) forecast.Verdict {
		return forecast.Verdict{Station: station, Time: at(hours), Flags: hot}
	}
	stands := func(name string, asOf float64, station string, want ...forecast.Verdict) {
		t.Helper()
		same(t, name, must[[]forecast.Verdict](t)(s.Verdicts(ctx, station, at(0), at(10), at(asOf))), want)
	}
	ok(t, s.SaveVerdicts(ctx, at(0), at(5), at(5), []forecast.Verdict{of("b", 2), of("a", 1)}))
	ok(t, s.SaveVerdicts(ctx, at(0), at(6), at(6), []forecast.Verdict{of("b", 2), of("a", 1)}))
	ok(t, s.SaveVerdicts(ctx, at(2), at(7), at(7), []forecast.Verdict{of("c", 7)})) // of a's hour nothing is said
	stands("before", 4, "")
	stands("found", 5, "", of("a", 1), of("b", 2))
	stands("lifted", 7, "", of("a", 1), of("c", 7))
	stands("one station's", 7, "c", of("c", 7))
	ok(t, s.SaveVerdicts(ctx, at(2), at(8), at(8), []forecast.Verdict{of("b", 2)}))
	stands("found again", 8, "", of("a", 1), of("b", 2))
}
