package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

var deliveryColumns = []string{"id", "purpose", "subscription", "person", "channel", "event", "items", "state", "created", "due", "expires",
	"done", "attempts", "failure", "lease"}

const deliveryFields = "id, purpose, subscription, person, channel, event, items, state, created, due, expires, done, attempts, failure"

const deliverySelect = "SELECT " + deliveryFields + " FROM delivery"

func deliveryRow(d *forecast.Delivery) ([]any, error) {
	items, err := listed(d.Items)
	return []any{d.ID, string(d.Purpose), d.Subscription, d.Person, string(d.Channel), d.Event, items, string(d.State), micros(d.Created),
		micros(d.Due), micros(d.Expires), micros(d.Done), int64(d.Attempts), words(d.Failure), int64(0)}, err
}

func scanDelivery(rows *sql.Rows) (d forecast.Delivery, err error) {
	err = rows.Scan(deliveryPlaces(&d)...)
	return d, err
}

func deliveryPlaces(d *forecast.Delivery) []any {
	return []any{&d.ID, &d.Purpose, &d.Subscription, &d.Person, &d.Channel, &d.Event, document{&d.Items}, &d.State, (*instant)(&d.Created),
		(*instant)(&d.Due), (*instant)(&d.Expires), (*instant)(&d.Done), &d.Attempts, &d.Failure}
}

// QueueDelivery adds one; a known ID is left as it is.
func (s *Store) QueueDelivery(ctx context.Context, d forecast.Delivery) error {
	return s.change(ctx, "queue delivery", func(c *change) error {
		row, err := deliveryRow(&d)
		if err != nil {
			return err
		}
		_, err = c.engine.load(ctx, c, batch{table: "delivery", columns: deliveryColumns, rows: 1, row: func(int) []any { return row }, key: "id"})
		return err
	})
}

// Claim takes at most n due deliveries of a channel, each with whom it goes to. What
// is claimed counts as tried: the process may die before it can say.
func (s *Store) Claim(ctx context.Context, channel forecast.Channel, now time.Time, lease time.Duration, n int) (claims []forecast.Claim, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		taken, err := listFrom(ctx, tx, scanDelivery, `
			UPDATE delivery SET lease = $1, attempts = attempts + 1 WHERE id IN (
				SELECT id FROM delivery WHERE state = 'queued' AND channel = $2 AND due <= $3 AND lease <= $3 AND expires > $3
				ORDER BY due LIMIT $4`+s.engine.skipTaken()+`)
			RETURNING `+deliveryFields, micros(now.Add(lease)), string(channel), micros(now), int64(n))
		if err != nil || len(taken) == 0 {
			return err
		}
		people, err := subscribers(ctx, tx, taken)
		for _, d := range taken {
			claims = append(claims, forecast.Claim{Delivery: d, To: people[d.Subscription]})
		}
		return err
	})
	return claims, err
}

// subscribers are those whom deliveries go to, by ID.
func subscribers(ctx context.Context, tx *sql.Tx, taken []forecast.Delivery) (map[string]forecast.Subscription, error) {
	ids := make([]any, len(taken))
	for i, d := range taken {
		ids[i] = d.Subscription
	}
	found, err := listFrom(ctx, tx, scanSubscription, subscriptionSelect+" WHERE id IN ("+holes(1, len(ids))+")", ids...)
	people := map[string]forecast.Subscription{}
	for _, s := range found {
		people[s.ID] = s
	}
	return people, err
}

// Settle keeps what became of tries. What was taken back meanwhile stays so.
func (s *Store) Settle(ctx context.Context, outcomes []forecast.DeliveryOutcome) error {
	return s.InTx(ctx, func(tx *sql.Tx) error {
		for _, o := range outcomes {
			if err := settle(ctx, tx, &o); err != nil {
				return err
			}
		}
		return nil
	})
}

func settle(ctx context.Context, tx *sql.Tx, o *forecast.DeliveryOutcome) error {
	done, untried, due := time.Time{}, int64(0), any(nil)
	if !o.Due.IsZero() {
		due = micros(o.Due)
	}
	if o.State != forecast.DeliveryQueued {
		done = o.At
	}
	if o.Untried {
		untried = 1
	}
	subscriptions, err := listFrom(ctx, tx, func(rows *sql.Rows) (id string, err error) { return id, rows.Scan(&id) }, `
		UPDATE delivery SET state = $1, done = $2, lease = 0, attempts = attempts - $3,
			due = COALESCE($4, due), failure = $5
		WHERE id = $6 AND state = 'queued' RETURNING subscription`,
		string(o.State), micros(done), untried, due, words(o.Failure), o.ID)
	if err == nil && o.Gone && len(subscriptions) == 1 {
		err = endSubscription(ctx, tx, subscriptions[0], o.At)
	}
	return err
}

// ExpireDeliveries gives up what waits and is over.
func (s *Store) ExpireDeliveries(ctx context.Context, now time.Time) (n int64, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE delivery SET state = $1, done = $2 WHERE state = 'queued' AND expires <= $2 AND lease <= $2",
			string(forecast.DeliveryExpired), micros(now))
		if err != nil {
			return err
		}
		n, err = done.RowsAffected()
		return err
	})
	return n, err
}

// Deliveries lists them, newest first.
func (s *Store) Deliveries(ctx context.Context, q forecast.DeliveryQuery) ([]forecast.Delivery, error) {
	if q.Limit <= 0 {
		q.Limit = mostAlerts
	}
	where := "(state = $1 OR $1 = '')"
	if q.NotReached {
		where, q.State = "state IN ('dead', 'expired') AND $1 = ''", ""
	}
	last, err := s.lastOfPage(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, s, "read deliveries", scanDelivery, deliverySelect+" WHERE "+where+`
		AND (created < $2 OR $2 = 0) AND ($3 = '' OR created < $4 OR created = $4 AND id > $3) ORDER BY created DESC, id LIMIT $5`,
		string(q.State), micros(q.Before), words(q.After), micros(last.Created), int64(q.Limit))
}

// lastOfPage is the delivery behind which a list goes on; a publication makes
// thousands at one instant, so that the time alone does not tell where.
func (s *Store) lastOfPage(ctx context.Context, q forecast.DeliveryQuery) (d forecast.Delivery, err error) {
	if q.After == "" {
		return d, nil
	}
	found, err := list(ctx, s, "read delivery", scanDelivery, deliverySelect+" WHERE id = $1", words(q.After))
	if err != nil || len(found) == 0 {
		return d, orMissing(err, "delivery", words(q.After))
	}
	return found[0], nil
}

// RetryDelivery queues a dead one again, without what newer decisions say anew.
func (s *Store) RetryDelivery(ctx context.Context, id string, at time.Time) error {
	return s.InTx(ctx, func(tx *sql.Tx) error {
		dead, err := listFrom(ctx, tx, scanDelivery, deliverySelect+" WHERE id = $1 AND state = $2", words(id), string(forecast.DeliveryDead))
		switch {
		case err != nil:
			return err
		case len(dead) == 0:
			return &forecast.NotFound{Kind: "failed delivery", Name: words(id)}
		case !at.Before(dead[0].Expires):
			return &forecast.Invalid{Column: "delivery", Value: words(id), Reason: "its day is over", Remedy: "nothing needs to be sent any more"}
		}
		if err := leaveOvertaken(ctx, tx, &dead[0]); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE delivery SET state = $1, due = $2, done = 0, attempts = 1, lease = 0 WHERE id = $3",
			string(forecast.DeliveryQueued), micros(at), words(id))
		return err
	})
}

// CountDeliveries counts by channel and state.
func (s *Store) CountDeliveries(ctx context.Context) ([]forecast.ChannelCount, error) {
	return list(ctx, s, "count deliveries", func(rows *sql.Rows) (c forecast.ChannelCount, err error) {
		var oldest int64
		err = rows.Scan(&c.Channel, &c.State, &c.Count, &oldest)
		if c.State == forecast.DeliveryQueued {
			c.Oldest = time.UnixMicro(oldest).UTC()
		}
		return c, err
	}, "SELECT channel, state, COUNT(*), MIN(due) FROM delivery GROUP BY channel, state ORDER BY channel, state")
}
