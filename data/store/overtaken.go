package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// forgetLost notes beside decisions that their message was refused or came to its
// end: they were never told.
func (c *change) forgetLost(ctx context.Context, now time.Time) error {
	const lost = "d.state IN ('dead', 'expired') AND d.purpose = 'alert' AND d.created >= "
	since := micros(now.AddDate(0, 0, -toldDays))
	_, err := c.tx.ExecContext(ctx, `UPDATE alert_decision SET sent = FALSE, warned = FALSE, why = '`+forecast.WhyNotReached+`'
		WHERE sent AND (event, subscription) IN (SELECT d.event, s.id FROM delivery d JOIN subscription s ON s.person = d.person WHERE `+lost+`$1)
			AND delivery IN (SELECT d.id FROM delivery d WHERE `+lost+`$1)`, since)
	return err
}

// itemPlace is what an item of a message is about.
type itemPlace struct {
	subscription, zone string
	date               forecast.Date
}

func placeOf(i *forecast.AlertItem) itemPlace { return itemPlace{i.Subscription, i.Zone, i.Date} }

// overtake takes what is decided anew out of the messages that were tried and wait
// for their next try. One that is on its way at this very moment has left already.
func (c *change) overtake(ctx context.Context, now time.Time, decisions []forecast.AlertDecision) error {
	waiting, err := listFrom(ctx, c.tx, scanDelivery, deliverySelect+" WHERE state = 'queued' AND purpose = 'alert'")
	if err != nil || len(waiting) == 0 {
		return err
	}
	anew := map[itemPlace]bool{}
	for i := range decisions {
		if decisions[i].Overtakes() {
			anew[placeOf(&decisions[i].AlertItem)] = true
		}
	}
	for i := range waiting {
		left := without(waiting[i].Items, anew)
		switch {
		case len(left) == len(waiting[i].Items):
		case len(left) == 0:
			_, err = c.tx.ExecContext(ctx, "UPDATE delivery SET state = $1, done = $2 WHERE id = $3", string(forecast.DeliverySuperseded), micros(now), waiting[i].ID)
		default:
			err = tellOnly(ctx, c.tx, waiting[i].ID, left)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func without(items []forecast.AlertItem, anew map[itemPlace]bool) []forecast.AlertItem {
	return slices.DeleteFunc(slices.Clone(items), func(i forecast.AlertItem) bool { return anew[placeOf(&i)] })
}

// tellOnly leaves so many items in a message; whose address it takes is the first's.
func tellOnly(ctx context.Context, tx *sql.Tx, delivery string, left []forecast.AlertItem) error {
	items, err := listed(left)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE delivery SET subscription = $1, items = $2 WHERE id = $3", left[0].Subscription, items, delivery)
	return err
}

// leaveOvertaken takes what newer decisions say anew out of a message that is to be
// tried again; Invalid when nothing is left.
func leaveOvertaken(ctx context.Context, tx *sql.Tx, d *forecast.Delivery) error {
	anew, err := overtaken(ctx, tx, d)
	if err != nil || len(anew) == 0 {
		return err
	}
	left := without(d.Items, anew)
	if len(left) == 0 {
		return &forecast.Invalid{Column: "delivery", Value: d.ID, Reason: "newer news of all it tells went out or was decided since",
			Remedy: "nothing needs to be sent any more"}
	}
	return tellOnly(ctx, tx, d.ID, left)
}

// overtaken are the places of a message's items of which newer decisions tell.
func overtaken(ctx context.Context, tx *sql.Tx, d *forecast.Delivery) (map[itemPlace]bool, error) {
	var whose []any
	for i := range d.Items {
		if !slices.Contains(whose, any(d.Items[i].Subscription)) {
			whose = append(whose, d.Items[i].Subscription)
		}
	}
	anew := map[itemPlace]bool{}
	if len(whose) == 0 {
		return anew, nil
	}
	newer, err := listFrom(ctx, tx, func(rows *sql.Rows) (p forecast.AlertDecision, err error) {
		return p, rows.Scan(&p.Subscription, &p.Zone, (*date)(&p.Date), &p.Why)
	}, "SELECT subscription, zone, date, why FROM alert_decision WHERE event > $1 AND counts AND subscription IN ("+holes(2, len(whose))+")",
		append([]any{d.Event}, whose...)...)
	for i := range newer {
		if newer[i].Overtakes() {
			anew[placeOf(&newer[i].AlertItem)] = true
		}
	}
	return anew, err
}
