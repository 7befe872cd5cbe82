package store_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// testErasedMarks: an erasure leaves the mark of its person and of nobody else; a
// confirmation and a new consent lift it, an old link does not.
func testErasedMarks(t *testing.T, s *store.Store) {
	erased := func(mark string, want time.Time) {
		t.Helper()
		same(t, "erased", must[time.Time](t)(s.Erased(ctx, mark)), want)
	}
	erase := func(n int, hour float64) {
		t.Helper()
		ok(t, s.SaveSubscription(ctx, subscriber(n), nil))
		ok(t, s.EraseSubscription(ctx, subscriber(n).ID, "mark", at(hour)))
	}
	erased("mark", time.Time{})
	erase(1, 1)
	erase(2, 2) // the person's second one
	erased("mark", at(2))
	erased("other", time.Time{})

	active := subscriber(3)
	active.State = forecast.SubscriptionActive
	ok(t, s.SaveSubscription(ctx, active, nil))
	ok(t, s.ConfirmSubscription(ctx, active.ID, "mark", at(3)))
	erased("mark", at(2))
	ok(t, s.SaveSubscription(ctx, subscriber(4), nil))
	erased("mark", at(2)) // asked for, by whomever
	ok(t, s.ConfirmSubscription(ctx, subscriber(4).ID, "mark", at(4)))
	erased("mark", time.Time{})

	erase(1, 5)
	must[int64](t)(s.AddSubscriptions(ctx, []forecast.Subscription{subscriber(5)}, nil))
	erased("mark", at(5))
	must[int64](t)(s.AddSubscriptions(ctx, []forecast.Subscription{subscriber(6)}, nil, "mark"))
	erased("mark", time.Time{})
}
