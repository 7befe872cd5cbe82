package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// testForget: old decisions, old deliveries that are done and addresses that nobody
// confirmed go; what waits and the public alerts stay.
func testForget(t *testing.T, s *store.Store) {
	alerted(t, s, 3)
	pending := subscriber(9)
	pending.State, pending.Created = forecast.SubscriptionPending, noon
	ok(t, s.SaveSubscription(ctx, pending, []forecast.Link{{Hash: "p", Purpose: forecast.LinkConfirm, Expires: at(1)}}))
	w, _ := weigh(t, s, noon)
	claims := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, noon, time.Minute, 2))
	ok(t, s.Settle(ctx, []forecast.DeliveryOutcome{{ID: claims[0].ID, State: forecast.DeliverySent, At: noon}, {ID: claims[1].ID, State: forecast.DeliverySent, At: noon}}))
	purge := func(before forecast.PurgeBefore, want forecast.Purged) {
		t.Helper()
		same(t, "purged", must[forecast.Purged](t)(s.Purge(ctx, before)), want)
	}
	purge(forecast.PurgeBefore{Alerts: noon, Pending: noon}, forecast.Purged{})
	purge(forecast.PurgeBefore{Alerts: at(1), Pending: at(1)}, forecast.Purged{Decisions: 3, Sent: 2, Pending: 1})
	purge(forecast.PurgeBefore{Alerts: at(1), Pending: at(1)}, forecast.Purged{})
	if left := must[[]forecast.Delivery](t)(s.Deliveries(ctx, forecast.DeliveryQuery{})); len(left) != 1 || left[0].State != forecast.DeliveryQueued {
		t.Errorf("left: %+v", left)
	}
	if all := must[[]forecast.Alert](t)(s.Alerts(ctx, forecast.AlertQuery{AsOf: at(1)})); len(all) != 1 {
		t.Errorf("%d public alerts are left of event %d", len(all), w.Event.Num)
	}
	_, err := s.LinkTo(ctx, "p")
	notFound(t, err)
}

// testBlot: of two subscriptions of a person whose messages were merged one is
// erased; no zone of it is left anywhere.
func testBlot(t *testing.T, s *store.Store) {
	for n, id := range []string{"gone", "stays"} {
		sub := subscriber(1)
		sub.ID, sub.State, sub.Created = id, forecast.SubscriptionActive, at(float64(n))
		ok(t, s.SaveSubscription(ctx, sub, nil))
	}
	person := must[forecast.Subscription](t)(s.Subscription(ctx, "gone"))
	item := func(id, zone string) forecast.AlertItem {
		return forecast.AlertItem{Subscription: id, Zone: zone, ZoneSet: "set", Date: today, Level: forecast.V, Kind: forecast.AlertRise}
	}
	for id, items := range map[string][]forecast.AlertItem{
		"merged": {item("gone", "secret-zone"), item("stays", "own")}, "other": {item("stays", "own"), item("gone", "secret-zone")},
		"whole": {item("gone", "secret-zone")}, "own": {item("stays", "own")},
	} {
		d := forecast.Delivery{ID: id, Purpose: forecast.DeliverAlert, Subscription: items[0].Subscription, Person: person.Person(), Channel: person.Channel,
			Items: items, State: forecast.DeliverySent, Created: noon, Due: noon, Expires: at(1)}
		ok(t, s.QueueDelivery(ctx, d))
	}
	ok(t, s.EraseSubscription(ctx, "gone", "mark", noon))
	got := map[string]string{}
	for _, d := range must[[]forecast.Delivery](t)(s.Deliveries(ctx, forecast.DeliveryQuery{})) {
		var zones []string
		for _, i := range d.Items {
			zones = append(zones, i.Zone)
		}
		got[d.ID] = d.Subscription + ":" + strings.Join(zones, ",")
	}
	same(t, "left", got, map[string]string{"merged": "stays:own", "other": "stays:own", "whole": ":", "own": "stays:own"})
}
