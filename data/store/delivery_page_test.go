package store_test

import (
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// testDeliveryPages: a publication makes all its messages at one instant; each of them
// stands on one page of the list, and who was not reached on one of a list of its own.
func testDeliveryPages(t *testing.T, s *store.Store) {
	alerted(t, s, 7)
	weigh(t, s, noon)
	claims := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, noon, time.Minute, 3))
	ok(t, s.Settle(ctx, []forecast.DeliveryOutcome{
		{ID: claims[0].ID, State: forecast.DeliverySent, At: noon},
		{ID: claims[1].ID, State: forecast.DeliveryDead, At: noon},
		{ID: claims[2].ID, State: forecast.DeliveryExpired, At: noon},
	}))
	for _, test := range []struct {
		q    forecast.DeliveryQuery
		want int
	}{{forecast.DeliveryQuery{}, 7}, {forecast.DeliveryQuery{NotReached: true}, 2}, {forecast.DeliveryQuery{State: forecast.DeliveryDead}, 1}} {
		seen := map[string]bool{}
		for test.q.Limit = 2; ; {
			page := must[[]forecast.Delivery](t)(s.Deliveries(ctx, test.q))
			if len(page) == 0 {
				break
			}
			for _, d := range page {
				if seen[d.ID] {
					t.Fatalf("%s stands on two pages", d.ID)
				}
				seen[d.ID] = true
				test.q.After = d.ID
			}
		}
		if len(seen) != test.want {
			t.Errorf("%+v: %d deliveries, want %d", test.q, len(seen), test.want)
		}
	}
	_, err := s.Deliveries(ctx, forecast.DeliveryQuery{After: "none"})
	notFound(t, err)
}
