package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const subscriptionFields = `id, channel, address, secret, template, language, area, least, wants, quiet, state,
	consent_by, consent_basis, consent_at, created, changed, ended`

// SaveSubscription adds one with its links, or takes the new wishes of a known one over.
func (s *Store) SaveSubscription(ctx context.Context, sub forecast.Subscription, links []forecast.Link) error {
	return s.change(ctx, "save subscription", func(c *change) error {
		args, err := subscriptionRow(&sub)
		if err != nil {
			return err
		}
		_, err = c.tx.ExecContext(ctx, `
			INSERT INTO subscription (person, `+subscriptionFields+`) VALUES (`+holes(1, 18)+`)
			ON CONFLICT (id) DO UPDATE SET template = excluded.template, language = excluded.language, area = excluded.area,
				least = excluded.least, wants = excluded.wants, quiet = excluded.quiet, changed = excluded.changed`, args...)
		if err != nil {
			return err
		}
		return keepLinks(ctx, c, sub.ID, links)
	})
}

// ChangeSubscription takes the new wishes of a known one over and adds the links;
// NotFound when it was erased meanwhile.
func (s *Store) ChangeSubscription(ctx context.Context, sub forecast.Subscription, links []forecast.Link) error {
	return s.change(ctx, "change subscription", func(c *change) error {
		row, err := subscriptionRow(&sub)
		if err != nil {
			return err
		}
		var wishes []any
		for _, column := range wishColumns {
			wishes = append(wishes, row[slices.Index(subscriptionColumns, column)])
		}
		done, err := c.tx.ExecContext(ctx, `
			UPDATE subscription SET template = $1, language = $2, area = $3, least = $4, wants = $5, quiet = $6, changed = $7
			WHERE id = $8`, append(wishes, words(sub.ID))...)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return orMissing(err, "subscription", words(sub.ID))
		}
		return keepLinks(ctx, c, sub.ID, links)
	})
}

// wishColumns are what a change takes over.
var wishColumns = []string{"template", "language", "area", "least", "wants", "quiet", "changed"}

func keepLinks(ctx context.Context, c *change, subscription string, links []forecast.Link) error {
	for _, l := range links {
		_, err := c.tx.ExecContext(ctx, `
			INSERT INTO subscription_link (hash, subscription, purpose, expires) VALUES ($1, $2, $3, $4)
			ON CONFLICT (hash) DO UPDATE SET expires = excluded.expires`, l.Hash, subscription, string(l.Purpose), micros(l.Expires))
		if err != nil {
			return err
		}
	}
	return nil
}

var (
	subscriptionColumns = append([]string{"person"}, strings.FieldsFunc(subscriptionFields, func(r rune) bool { return strings.ContainsRune(", \n\t", r) })...)
	linkColumns         = []string{"hash", "subscription", "purpose", "expires"}
)

// AddSubscriptions adds many at once with their links; those whose ID is known are
// left as they are. The marks of erased persons who consented anew are lifted.
func (s *Store) AddSubscriptions(ctx context.Context, all []forecast.Subscription, links []forecast.Link, lift ...string) (added int64, err error) {
	rows := make([][]any, len(all))
	for i := range all {
		if rows[i], err = subscriptionRow(&all[i]); err != nil {
			return 0, err
		}
	}
	err = s.change(ctx, "add subscriptions", func(c *change) error {
		for _, mark := range lift {
			if err := liftMark(ctx, c.tx, mark); err != nil {
				return err
			}
		}
		added, err = c.engine.load(ctx, c, batch{table: "subscription", columns: subscriptionColumns, rows: len(rows),
			row: func(i int) []any { return rows[i] }, key: "id"})
		if err != nil {
			return err
		}
		_, err = c.engine.load(ctx, c, batch{table: "subscription_link", columns: linkColumns, rows: len(links), key: "hash", row: func(i int) []any {
			return []any{links[i].Hash, links[i].Subscription, string(links[i].Purpose), micros(links[i].Expires)}
		}})
		return err
	})
	return added, err
}

func subscriptionRow(s *forecast.Subscription) ([]any, error) {
	area, err := json.Marshal(s.Area)
	if err != nil {
		return nil, err
	}
	wants, err := json.Marshal(s.Wants)
	if err != nil {
		return nil, err
	}
	quiet, err := json.Marshal(s.Quiet)
	return []any{s.Person(), s.ID, string(s.Channel), words(s.Address), words(s.Secret), words(s.Template), s.Language, words(string(area)),
		int64(s.Least), string(wants), string(quiet), string(s.State), words(s.Consent.By), words(s.Consent.Basis),
		micros(s.Consent.At), micros(s.Created), micros(s.Changed), micros(s.Ended)}, err
}

func scanSubscription(rows *sql.Rows) (s forecast.Subscription, err error) {
	err = rows.Scan(subscriptionPlaces(&s)...)
	return s, err
}

func subscriptionPlaces(s *forecast.Subscription) []any {
	return []any{&s.ID, &s.Channel, &s.Address, &s.Secret, &s.Template, &s.Language, document{&s.Area}, (*level)(&s.Least),
		document{&s.Wants}, document{&s.Quiet}, &s.State, &s.Consent.By, &s.Consent.Basis, (*instant)(&s.Consent.At),
		(*instant)(&s.Created), (*instant)(&s.Changed), (*instant)(&s.Ended)}
}

const subscriptionSelect = "SELECT " + subscriptionFields + " FROM subscription"

// Subscription gives one; NotFound when there is none, or it was erased.
func (s *Store) Subscription(ctx context.Context, id string) (forecast.Subscription, error) {
	found, err := list(ctx, s, "read subscription", scanSubscription, subscriptionSelect+" WHERE id = $1", words(id))
	if err != nil || len(found) == 0 {
		return forecast.Subscription{}, orMissing(err, "subscription", words(id))
	}
	return found[0], nil
}

// Subscriptions gives all there are, oldest first.
func (s *Store) Subscriptions(ctx context.Context) ([]forecast.Subscription, error) {
	return list(ctx, s, "read subscriptions", scanSubscription, subscriptionSelect+" ORDER BY num")
}

// SubscriptionsOf gives all of a person, oldest first.
func (s *Store) SubscriptionsOf(ctx context.Context, person string) ([]forecast.Subscription, error) {
	return list(ctx, s, "read subscriptions", scanSubscription, subscriptionSelect+" WHERE person = $1 ORDER BY num", person)
}

// extendBy is by how much a link is extended at least: nobody's link is written nightly.
const extendBy = 30 * 24 * time.Hour

// ExtendLinks lets the links of active subscriptions hold until an instant.
func (s *Store) ExtendLinks(ctx context.Context, purpose forecast.LinkPurpose, until time.Time) error {
	return s.change(ctx, "extend links", func(c *change) error {
		_, err := c.tx.ExecContext(ctx, `UPDATE subscription_link SET expires = $1 WHERE purpose = $2 AND expires < $3
			AND subscription IN (SELECT id FROM subscription WHERE state = 'active')`, micros(until), string(purpose), micros(until.Add(-extendBy)))
		return err
	})
}

// LinkTo gives the link of a token's hash.
func (s *Store) LinkTo(ctx context.Context, hash string) (forecast.Link, error) {
	l := forecast.Link{Hash: hash}
	err := s.one(ctx, "link", "of that token", "SELECT subscription, purpose, expires FROM subscription_link WHERE hash = $1",
		[]any{words(hash)}, &l.Subscription, &l.Purpose, (*instant)(&l.Expires))
	return l, err
}

// ConfirmSubscription makes a pending one active and lifts the mark of its person.
// Any other is left as it is.
func (s *Store) ConfirmSubscription(ctx context.Context, id, mark string, at time.Time) error {
	return s.InTx(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE subscription SET state = $1, consent_at = $2 WHERE id = $3 AND state = $4",
			string(forecast.SubscriptionActive), micros(at), id, string(forecast.SubscriptionPending))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return liftMark(ctx, tx, mark)
	})
}

// EndSubscription ends one and takes back what waits for it. An ended one is left as it is.
func (s *Store) EndSubscription(ctx context.Context, id string, at time.Time) error {
	return s.InTx(ctx, func(tx *sql.Tx) error { return endSubscription(ctx, tx, id, at) })
}

func endSubscription(ctx context.Context, tx *sql.Tx, id string, at time.Time) error {
	done, err := tx.ExecContext(ctx, "UPDATE subscription SET state = $1, ended = $2 WHERE id = $3 AND state <> $1",
		string(forecast.SubscriptionEnded), micros(at), id)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return takeOut(ctx, tx, id, at)
}

// takeOut takes a subscription's items out of what waits for its person, and
// takes back what is empty then.
func takeOut(ctx context.Context, tx *sql.Tx, id string, at time.Time) error {
	waiting, err := listFrom(ctx, tx, scanDelivery, deliverySelect+`
		WHERE state = 'queued' AND (subscription = $1 OR person IN (SELECT person FROM subscription WHERE id = $1))`, id)
	if err != nil {
		return err
	}
	for _, d := range waiting {
		var left []forecast.AlertItem
		for _, i := range d.Items {
			if i.Subscription != id {
				left = append(left, i)
			}
		}
		switch {
		case len(left) == 0 && d.Subscription == id:
			_, err = tx.ExecContext(ctx, "UPDATE delivery SET state = $1, done = $2 WHERE id = $3", string(forecast.DeliveryRevoked), micros(at), d.ID)
		case len(left) < len(d.Items):
			var items any
			if items, err = listed(left); err == nil {
				_, err = tx.ExecContext(ctx, "UPDATE delivery SET subscription = $1, items = $2 WHERE id = $3", left[0].Subscription, items, d.ID)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// EraseSubscription takes the subscription and its links away and leaves of its
// deliveries only what can be counted, and of its person the mark.
func (s *Store) EraseSubscription(ctx context.Context, id, mark string, at time.Time) error {
	return s.InTx(ctx, func(tx *sql.Tx) error {
		if err := endSubscription(ctx, tx, id, at); err != nil {
			return err
		}
		if err := blot(ctx, tx, id); err != nil {
			return err
		}
		if err := markErased(ctx, tx, mark, at); err != nil {
			return err
		}
		for _, query := range []string{
			"UPDATE delivery SET items = NULL, person = '', failure = '', subscription = '' WHERE subscription = $1",
			"DELETE FROM alert_decision WHERE subscription = $1",
			"DELETE FROM subscription_link WHERE subscription = $1",
			"DELETE FROM subscription WHERE id = $1",
		} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// blot takes a subscription's zones out of the messages that were merged with those
// of the person's other subscriptions.
func blot(ctx context.Context, tx *sql.Tx, id string) error {
	merged, err := listFrom(ctx, tx, scanDelivery, deliverySelect+" WHERE person IN (SELECT person FROM subscription WHERE id = $1)", id)
	if err != nil {
		return err
	}
	for _, d := range merged {
		left := slices.DeleteFunc(slices.Clone(d.Items), func(i forecast.AlertItem) bool { return i.Subscription == id })
		if len(left) == len(d.Items) || len(left) == 0 && d.Subscription == id {
			continue // nothing of it, or all of it: that goes as a whole
		}
		if d.Subscription == id {
			d.Subscription = left[0].Subscription
		}
		items, err := listed(left)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE delivery SET subscription = $1, items = $2 WHERE id = $3", d.Subscription, items, d.ID); err != nil {
			return err
		}
	}
	return nil
}

// CountSubscriptions counts by channel and state.
func (s *Store) CountSubscriptions(ctx context.Context) ([]forecast.SubscriptionCount, error) {
	return list(ctx, s, "count subscriptions", func(rows *sql.Rows) (c forecast.SubscriptionCount, err error) {
		return c, rows.Scan(&c.Channel, &c.State, &c.Count)
	}, "SELECT channel, state, COUNT(*) FROM subscription GROUP BY channel, state ORDER BY channel, state")
}
