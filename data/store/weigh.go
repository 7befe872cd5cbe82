package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// toldDays is how far back decisions still say what a person takes for true.
const toldDays = 10

// Weigh decides what the newest event calls for, in one transaction. The row that
// marks how far it has come is what makes several of them take turns.
func (s *Store) Weigh(ctx context.Context, now time.Time, weigh func(forecast.Weighing) (forecast.Weighed, error)) (done bool, err error) {
	err = s.change(ctx, "weigh alerts", func(c *change) error {
		event, before, fresh, err := c.newest(ctx, now)
		if err != nil || !fresh {
			return err
		}
		if done, err = c.mark(ctx, event.Num, now); err != nil || !done {
			return err
		}
		if event.Kind, err = c.kindSince(ctx, before, event); err != nil {
			return err
		}
		if err := c.takeBack(ctx, now); err != nil {
			return err
		}
		if err := c.forgetLost(ctx, now); err != nil {
			return err
		}
		w, err := c.weighing(ctx, event, now)
		if err != nil {
			return err
		}
		out, err := weigh(w)
		if err != nil {
			return err
		}
		if err := c.overtake(ctx, now, out.Decisions); err != nil {
			return err
		}
		return c.saveWeighed(ctx, event.Num, &out)
	})
	return done && err == nil, err
}

// publicEvents are publications, and withdrawals of what had been public.
const publicEvents = ` FROM run_event e JOIN run r ON r.num = e.run
	WHERE (e.kind = 'published' OR EXISTS (SELECT 1 FROM run_event p WHERE p.run = e.run AND p.kind = 'published'))`

// newest is the newest public event and the last one weighed; fresh when these differ.
func (c *change) newest(ctx context.Context, now time.Time) (e forecast.PublicEvent, before int64, fresh bool, err error) {
	events, err := listFrom(ctx, c.tx, func(rows *sql.Rows) (e forecast.PublicEvent, err error) {
		return e, rows.Scan(&e.Num, &e.Run, &e.Kind, (*instant)(&e.At))
	}, "SELECT e.num, r.id, e.kind, e.at"+publicEvents+" ORDER BY e.num DESC LIMIT 1")
	if err != nil || len(events) == 0 {
		return e, 0, false, err
	}
	marks, err := listFrom(ctx, c.tx, scanNum, "SELECT event FROM alert_mark WHERE id = 1")
	if len(marks) > 0 {
		before = marks[0]
	}
	return events[0], before, err == nil && events[0].Num > before, err
}

// mark says that an event is weighed now; false when another process was faster.
func (c *change) mark(ctx context.Context, event int64, now time.Time) (bool, error) {
	done, err := c.tx.ExecContext(ctx, `
		INSERT INTO alert_mark (id, event, at) VALUES (1, $1, $2)
		ON CONFLICT (id) DO UPDATE SET event = excluded.event, at = excluded.at WHERE alert_mark.event < excluded.event`, event, micros(now))
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n == 1, err
}

// kindSince is a withdrawal when one of the events weighed together is.
func (c *change) kindSince(ctx context.Context, before int64, e forecast.PublicEvent) (string, error) {
	withdrawn, err := listFrom(ctx, c.tx, scanNum, "SELECT e.num"+publicEvents+" AND e.kind = 'withdrawn' AND e.num > $1 AND e.num <= $2 LIMIT 1",
		before, e.Num)
	if len(withdrawn) > 0 && before > 0 {
		return eventWithdrawn, err
	}
	return e.Kind, err
}

// takeBack takes back what waits and was never tried, with the decisions it came
// of: it is weighed anew.
func (c *change) takeBack(ctx context.Context, now time.Time) error {
	for _, query := range []string{
		`UPDATE delivery SET state = 'taken_back' WHERE state = 'queued' AND purpose = 'alert' AND attempts = 0 AND lease <= ` + holes(1, 1),
		`DELETE FROM alert_decision WHERE (event, subscription) IN (
				SELECT d.event, s.id FROM delivery d JOIN subscription s ON s.person = d.person WHERE d.state = 'taken_back')
			AND (NOT sent OR delivery IN (SELECT id FROM delivery WHERE state = 'taken_back'))`,
		`DELETE FROM delivery WHERE state = 'taken_back'`,
	} {
		var args []any
		if query[0] == 'U' {
			args = append(args, micros(now))
		}
		if _, err := c.tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) weighing(ctx context.Context, e forecast.PublicEvent, now time.Time) (w forecast.Weighing, err error) {
	w.Event = e
	w.Subscriptions, err = listFrom(ctx, c.tx, scanSubscription, subscriptionSelect+" WHERE state = 'active' ORDER BY id")
	if err != nil {
		return w, err
	}
	since := forecast.DateOf(now, time.UTC)
	w.Told, err = listFrom(ctx, c.tx, scanTold, `
		SELECT event, subscription, zone, date, level, kind, round, warned, sent, why = 'not_reached' FROM alert_decision
		WHERE date >= $1 AND counts ORDER BY subscription, zone, date, event`, since.AddDays(-toldDays).String())
	if err != nil {
		return w, err
	}
	// num + 0: by the index of days, not through all alerts there ever were
	w.Public, err = listFrom(ctx, c.tx, scanAlert, alertSelect+" WHERE date >= $1 ORDER BY num + 0", since.AddDays(-2).String())
	return w, err
}

func scanTold(rows *sql.Rows) (t forecast.AlertTold, err error) {
	err = rows.Scan(&t.Event, &t.Subscription, &t.Zone, (*date)(&t.Date), (*level)(&t.Level), &t.Kind, &t.Round, &t.Warned, &t.Sent, &t.Lost)
	return t, err
}

var decisionColumns = []string{"event", "subscription", "zone", "date", "kind", "level", "round", "before_level", "sent", "warned", "counts",
	"why", "moment", "delivery"}

func (c *change) saveWeighed(ctx context.Context, event int64, w *forecast.Weighed) error {
	for i := range w.Alerts {
		row, err := alertRow(&w.Alerts[i])
		if err != nil {
			return err
		}
		if _, err := c.tx.ExecContext(ctx, "INSERT INTO alert ("+alertFields+") VALUES ("+holes(1, 13)+")", row...); err != nil {
			return err
		}
	}
	days := map[forecast.Date]string{}
	_, err := c.engine.load(ctx, c, batch{table: "alert_decision", columns: decisionColumns, rows: len(w.Decisions), row: func(i int) []any {
		d := &w.Decisions[i]
		day, ok := days[d.Date]
		if !ok {
			day = d.Date.String()
			days[d.Date] = day
		}
		return []any{event, d.Subscription, d.Zone, day, string(d.Kind), int64(d.Level), int64(d.Round), int64(d.Before), d.Sent, d.Warned,
			d.Counts(), d.Why, d.When, d.Delivery}
	}})
	if err != nil {
		return err
	}
	rows := make([][]any, len(w.Deliveries))
	for i := range w.Deliveries {
		if rows[i], err = deliveryRow(&w.Deliveries[i]); err != nil {
			return err
		}
	}
	_, err = c.engine.load(ctx, c, batch{table: "delivery", columns: deliveryColumns, rows: len(rows), row: func(i int) []any { return rows[i] }})
	return err
}
