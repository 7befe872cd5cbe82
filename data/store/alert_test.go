package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func subscriber(n int) forecast.Subscription {
	point := orb.Point{106.4, 11.3}
	return forecast.Subscription{ID: fmt.Sprintf("sub%03d", n), Channel: forecast.ChannelEmail, Address: fmt.Sprintf("A%d@example.vn", n),
		Secret: "s", Template: "t", Language: "vi", Area: forecast.Area{Point: &point, RadiusKm: 5}, Least: forecast.IV,
		Wants: forecast.Wants{Rises: true, Probability: 0.5}, Quiet: forecast.Quiet{From: 60, To: 120, VBreaks: true},
		State: forecast.SubscriptionPending, Consent: forecast.Consent{By: "self", Basis: "double opt-in"}, Created: noon}
}

func testSubscriptions(t *testing.T, s *store.Store) {
	sub := subscriber(1)
	link := forecast.Link{Hash: forecast.LinkHash("x"), Subscription: sub.ID, Purpose: forecast.LinkConfirm, Expires: at(24)}
	ok(t, s.SaveSubscription(ctx, sub, []forecast.Link{link}))
	same(t, "there and back", must[forecast.Subscription](t)(s.Subscription(ctx, sub.ID)), sub)
	same(t, "link", must[forecast.Link](t)(s.LinkTo(ctx, link.Hash)), link)
	_, err := s.LinkTo(ctx, forecast.LinkHash("y"))
	notFound(t, err)

	sub.Area, sub.Least, sub.Language, sub.Changed = forecast.Area{Zones: []string{"25700"}, ZoneSet: "c"}, forecast.V, "en", at(1)
	ok(t, s.SaveSubscription(ctx, sub, nil))
	same(t, "other wishes", must[forecast.Subscription](t)(s.Subscription(ctx, sub.ID)), sub)

	if n := must[int64](t)(s.AddSubscriptions(ctx, []forecast.Subscription{sub, subscriber(2), subscriber(3)}, []forecast.Link{link})); n != 2 {
		t.Errorf("%d were new", n)
	}
	same(t, "added", must[forecast.Subscription](t)(s.Subscription(ctx, "sub003")), subscriber(3))

	ok(t, s.ConfirmSubscription(ctx, sub.ID, "mark", at(1)))
	ok(t, s.ConfirmSubscription(ctx, sub.ID, "mark", at(2)))
	sub.State, sub.Consent.At = forecast.SubscriptionActive, at(1)
	same(t, "confirmed twice", must[[]forecast.Subscription](t)(s.SubscriptionsOf(ctx, sub.Person())), []forecast.Subscription{sub})
	ok(t, s.EndSubscription(ctx, sub.ID, at(3)))
	ok(t, s.EndSubscription(ctx, sub.ID, at(4)))
	ok(t, s.ConfirmSubscription(ctx, sub.ID, "mark", at(5)))
	sub.State, sub.Ended = forecast.SubscriptionEnded, at(3)
	same(t, "ended, and not confirmed again", must[forecast.Subscription](t)(s.Subscription(ctx, sub.ID)), sub)

	sub.Language, sub.Changed = "vi", at(6)
	changed := sub
	changed.State, changed.Ended = forecast.SubscriptionActive, time.Time{} // as it was read before it ended
	ok(t, s.ChangeSubscription(ctx, changed, []forecast.Link{link}))
	same(t, "changed, and ended still", must[forecast.Subscription](t)(s.Subscription(ctx, sub.ID)), sub)
	ok(t, s.EraseSubscription(ctx, sub.ID, "mark", at(7)))
	notFound(t, s.ChangeSubscription(ctx, changed, []forecast.Link{link})) // who read it before does not bring it back
	_, err = s.Subscription(ctx, sub.ID)
	notFound(t, err)
	_, err = s.LinkTo(ctx, link.Hash)
	notFound(t, err)
}

// weighed lays one message before each of the subscribers.
func weighed(w forecast.Weighing, due time.Time) forecast.Weighed {
	var out forecast.Weighed
	for _, sub := range w.Subscriptions {
		item := forecast.AlertItem{Subscription: sub.ID, Zone: "25700", ZoneSet: "c", Date: today, Level: forecast.IV, Kind: forecast.AlertRise}
		d := forecast.Delivery{ID: fmt.Sprintf("%s-%d", sub.ID, w.Event.Num), Purpose: forecast.DeliverAlert, Subscription: sub.ID, Person: sub.Person(),
			Channel: sub.Channel, Event: w.Event.Num, Items: []forecast.AlertItem{item}, State: forecast.DeliveryQueued, Created: noon, Due: due, Expires: at(12)}
		out.Deliveries = append(out.Deliveries, d)
		out.Decisions = append(out.Decisions, forecast.AlertDecision{AlertItem: item, Sent: true, Why: forecast.WhyRose, Warned: true, Delivery: d.ID})
	}
	out.Alerts = []forecast.Alert{{ID: fmt.Sprint("a", w.Event.Num), Event: w.Event.Num, Run: w.Event.Run, Kind: forecast.AlertRise, Zone: "25700",
		ZoneSet: "c", Date: today, Level: forecast.IV, Sent: noon, Expires: at(12), Facts: forecast.Facts{P: forecast.Some(7000), Until: today}}}
	return out
}

// alerted is a store with active subscribers and a published run.
func alerted(t testing.TB, s *store.Store, subscribers int) {
	t.Helper()
	for n := range subscribers {
		sub := subscriber(n)
		sub.State = forecast.SubscriptionActive
		ok(t, s.SaveSubscription(ctx, sub, nil))
	}
	run := makeRun(today, noon, 1, 0, 0)
	ok(t, s.SaveRun(ctx, run))
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: noon}))
}

func weigh(t testing.TB, s *store.Store, due time.Time) (w forecast.Weighing, done bool) {
	t.Helper()
	done, err := s.Weigh(ctx, noon, func(given forecast.Weighing) (forecast.Weighed, error) {
		w = given
		return weighed(given, due), nil
	})
	ok(t, err)
	return w, done
}

func testWeigh(t *testing.T, s *store.Store) {
	if _, done := weigh(t, s, noon); done {
		t.Error("weighed without a publication")
	}
	alerted(t, s, 3)
	broken := errors.New("broken")
	if _, err := s.Weigh(ctx, noon, func(forecast.Weighing) (forecast.Weighed, error) { return forecast.Weighed{}, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	w, done := weigh(t, s, at(1))
	if !done || len(w.Subscriptions) != 3 || w.Event.Kind != forecast.DecidedPublished || len(w.Told) != 0 {
		t.Errorf("weighed %v: %+v", done, w)
	}
	if _, done := weigh(t, s, noon); done {
		t.Error("weighed twice")
	}
	alert := must[forecast.Alert](t)(s.Alert(ctx, fmt.Sprint("a", w.Event.Num), noon))
	same(t, "alerts", must[[]forecast.Alert](t)(s.Alerts(ctx, forecast.AlertQuery{AsOf: noon, Standing: true})), []forecast.Alert{alert})
	_, err := s.Alert(ctx, alert.ID, at(-1))
	notFound(t, err)

	// One of the three is tried, the others wait: a newer event weighs them anew.
	claims := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, at(1), time.Minute, 1))
	run := makeRun(today, at(0.5), 1, 0, 0)
	ok(t, s.SaveRun(ctx, run))
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(0.5)}))
	_, err = s.Weigh(ctx, at(1), func(given forecast.Weighing) (forecast.Weighed, error) {
		w = given
		return forecast.Weighed{}, nil
	})
	ok(t, err)
	if len(w.Told) != 1 || len(claims) != 1 || w.Told[0].Subscription != claims[0].Subscription || len(w.Public) != 1 {
		t.Errorf("told %+v, claimed %d, public %d", w.Told, len(claims), len(w.Public))
	}
	if left := must[[]forecast.Delivery](t)(s.Deliveries(ctx, forecast.DeliveryQuery{})); len(left) != 1 || left[0].ID != claims[0].ID {
		t.Errorf("left %+v", left)
	}

	ok(t, s.Withdraw(ctx, forecast.Publication{Run: run.ID, At: at(2), Reason: "wrong"}))
	draft := makeRun(today, at(2.5), 1, 0, 0)
	ok(t, s.SaveRun(ctx, draft))
	ok(t, s.Withdraw(ctx, forecast.Publication{Run: draft.ID, At: at(3), Reason: "a draft: nobody saw it"}))
	_, err = s.Weigh(ctx, at(3), func(given forecast.Weighing) (forecast.Weighed, error) {
		w = given
		return forecast.Weighed{}, nil
	})
	ok(t, err)
	if w.Event.Kind != forecast.DecidedWithdrawn || w.Event.Run != run.ID {
		t.Errorf("event %+v", w.Event)
	}
}

func testWeighAtOnce(t *testing.T, s *store.Store) {
	alerted(t, s, 20)
	var all sync.WaitGroup
	var mu sync.Mutex
	did := 0
	for range 4 {
		all.Go(func() {
			done, err := s.Weigh(ctx, noon, func(w forecast.Weighing) (forecast.Weighed, error) { return weighed(w, noon), nil })
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if done {
				did++
			}
		})
	}
	all.Wait()
	if n := len(must[[]forecast.Delivery](t)(s.Deliveries(ctx, forecast.DeliveryQuery{}))); did != 1 || n != 20 {
		t.Errorf("%d weighed, %d deliveries", did, n)
	}
}

func testClaims(t *testing.T, s *store.Store) {
	alerted(t, s, 30)
	weigh(t, s, at(1))
	if early := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, noon, time.Minute, 100)); len(early) != 0 {
		t.Errorf("%d claimed before they are due", len(early))
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]int{}
	for range 6 {
		all.Go(func() {
			for range 3 {
				claims, err := s.Claim(ctx, forecast.ChannelEmail, at(1), time.Minute, 4)
				mu.Lock()
				if err != nil {
					t.Error(err)
				}
				for _, c := range claims {
					seen[c.ID]++
					if c.To.ID != c.Subscription || c.To.Address == "" || c.Attempts != 1 {
						t.Errorf("claim %+v", c)
					}
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s claimed %d times", id, n)
		}
	}
	if len(seen) != 30 {
		t.Errorf("%d claimed", len(seen))
	}
	if again := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, at(1.1), time.Minute, 100)); len(again) != 30 || again[0].Attempts != 2 {
		t.Errorf("%d claimed when the leases were over", len(again))
	}
}

func testSettle(t *testing.T, s *store.Store) {
	alerted(t, s, 5)
	weigh(t, s, noon)
	claims := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, noon, time.Minute, 5))
	id := func(n int) string { return claims[n].ID }
	ok(t, s.Settle(ctx, []forecast.DeliveryOutcome{
		{ID: id(0), State: forecast.DeliverySent, At: noon},
		{ID: id(1), State: forecast.DeliveryQueued, Due: at(2), Failure: "busy", At: noon},
		{ID: id(2), State: forecast.DeliveryDead, Failure: "no such person", Gone: true, At: noon},
		{ID: id(3), State: forecast.DeliveryQueued, Untried: true, At: noon},
	}))
	ok(t, s.EndSubscription(ctx, claims[4].Subscription, noon))
	ok(t, s.Settle(ctx, []forecast.DeliveryOutcome{{ID: id(4), State: forecast.DeliverySent, At: noon}})) // it had unsubscribed
	got := map[string]string{}
	for _, d := range must[[]forecast.Delivery](t)(s.Deliveries(ctx, forecast.DeliveryQuery{})) {
		got[d.ID] = fmt.Sprintf("%s %d %q", d.State, d.Attempts, d.Failure)
	}
	for n, want := range []string{`sent 1 ""`, `queued 1 "busy"`, `dead 1 "no such person"`, `queued 0 ""`, `revoked 1 ""`} {
		if got[id(n)] != want {
			t.Errorf("%d: %s, want %s", n, got[id(n)], want)
		}
	}
	if gone := must[forecast.Subscription](t)(s.Subscription(ctx, claims[2].Subscription)); gone.State != forecast.SubscriptionEnded {
		t.Errorf("an address that is gone is %s", gone.State)
	}
	counts := must[[]forecast.ChannelCount](t)(s.CountDeliveries(ctx))
	same(t, "counts", counts, []forecast.ChannelCount{
		{Channel: "email", State: "dead", Count: 1}, {Channel: "email", State: "queued", Count: 2, Oldest: noon},
		{Channel: "email", State: "revoked", Count: 1}, {Channel: "email", State: "sent", Count: 1}})

	notFound(t, s.RetryDelivery(ctx, id(0), noon))
	var late *forecast.Invalid
	if err := s.RetryDelivery(ctx, id(2), at(12)); !errors.As(err, &late) {
		t.Errorf("got %v", err)
	}
	ok(t, s.RetryDelivery(ctx, id(2), at(1)))
	if n := must[int64](t)(s.ExpireDeliveries(ctx, at(12))); n != 3 {
		t.Errorf("%d expired", n)
	}
}

func testErase(t *testing.T, s *store.Store) {
	alerted(t, s, 2)
	weigh(t, s, noon)
	sub := must[[]forecast.Claim](t)(s.Claim(ctx, forecast.ChannelEmail, noon, time.Minute, 1))[0].To
	ok(t, s.SaveSubscription(ctx, sub, []forecast.Link{{Hash: "h", Purpose: forecast.LinkManage, Expires: at(1)}}))
	ok(t, s.EraseSubscription(ctx, sub.ID, "mark", noon))
	_, err := s.Subscription(ctx, sub.ID)
	notFound(t, err)
	_, err = s.LinkTo(ctx, "h")
	notFound(t, err)
	for _, d := range must[[]forecast.Delivery](t)(s.Deliveries(ctx, forecast.DeliveryQuery{State: forecast.DeliveryRevoked})) {
		if d.Subscription != "" || d.Person != "" || len(d.Items) > 0 {
			t.Errorf("left of the erased: %+v", d)
		}
	}
	total := int64(0)
	for _, c := range must[[]forecast.ChannelCount](t)(s.CountDeliveries(ctx)) {
		total += c.Count
	}
	if total != 2 {
		t.Errorf("%d deliveries count", total)
	}
	same(t, "subscriptions", must[[]forecast.SubscriptionCount](t)(s.CountSubscriptions(ctx)),
		[]forecast.SubscriptionCount{{Channel: "email", State: "active", Count: 1}})
}

// testAnnounce: what is announced commits with the publication, or neither does.
func testAnnounce(t *testing.T, fresh string) {
	var heard []forecast.PublicEvent
	var refuse error
	s, err := store.Open(ctx, fresh, store.Options{Clock: func() time.Time { return noon },
		Announce: func(ctx context.Context, tx *sql.Tx, e forecast.PublicEvent) error {
			heard = append(heard, e)
			_, err := tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES ($1, 'x')", fmt.Sprint("heard ", e.Kind))
			return errors.Join(err, refuse)
		}})
	ok(t, err)
	defer func() { ok(t, s.Close()) }()
	run := makeRun(today, noon, 1, 0, 0)
	ok(t, s.SaveRun(ctx, run))
	refuse = errors.New("no queue")
	if err := s.Publish(ctx, forecast.Publication{Run: run.ID, At: noon}); !errors.Is(err, refuse) {
		t.Errorf("got %v", err)
	}
	if r := must[forecast.Run](t)(s.Run(ctx, run.ID, at(9))); r.Status != forecast.Draft {
		t.Errorf("it is %s", r.Status)
	}
	if note := must[string](t)(s.Meta(ctx, "heard published")); note != "" {
		t.Error("what was announced stayed")
	}
	refuse = nil
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: noon}))
	ok(t, s.Withdraw(ctx, forecast.Publication{Run: run.ID, At: at(1), Reason: "r"}))
	if n := len(heard); n != 3 || heard[2].Kind != forecast.DecidedWithdrawn || heard[2].Num <= heard[1].Num || heard[1].Run != run.ID {
		t.Errorf("heard %+v", heard)
	}
}
