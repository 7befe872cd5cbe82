package store_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// testAlertCount counts three persons' messages: one sent, one dead, one waiting.
func testAlertCount(t *testing.T, s *store.Store) {
	count := func(from, to, asOf float64) (forecast.AlertCount, bool) {
		c, known, err := s.CountAlerts(ctx, at(from), at(to), at(asOf))
		ok(t, err)
		return c, known
	}
	if c, known := count(-1, 1, 24); known || c.Public != 0 {
		t.Errorf("nothing was decided yet: %v %+v", known, c)
	}
	alerted(t, s, 3)
	weigh(t, s, noon)
	claims := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, at(0), at(1).Sub(noon), 2))
	ok(t, s.Settle(ctx, []forecast.DeliveryOutcome{
		{ID: claims[0].ID, State: forecast.DeliverySent, At: at(0.1)}, {ID: claims[1].ID, State: forecast.DeliveryDead, At: at(0.1), Failure: "refused"}}))
	c, known := count(-1, 1, 24)
	same(t, "counted", c, forecast.AlertCount{Public: 1, Persons: 3, Reached: 1,
		Channels: []forecast.ChannelReach{{Channel: forecast.ChannelEmail, Meant: 3, Sent: 1, Failed: 1, Waiting: 1}}})
	if !known {
		t.Error("there is a record")
	}
	if c, known := count(1, 9, 24); known || c.Persons != 0 {
		t.Errorf("of another time there is no record: %v %+v", known, c)
	}
	if _, known := count(-1, 1, -0.5); known {
		t.Error("what was sent later does not exist")
	}
}
