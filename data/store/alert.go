package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const alertFields = "id, event, run, kind, zone, zone_set, date, before_level, level, sent, expires, replaces, facts"

const alertSelect = "SELECT " + alertFields + " FROM alert"

func scanAlert(rows *sql.Rows) (a forecast.Alert, err error) {
	err = rows.Scan(&a.ID, &a.Event, &a.Run, &a.Kind, &a.Zone, &a.ZoneSet, (*date)(&a.Date), (*level)(&a.Before), (*level)(&a.Level),
		(*instant)(&a.Sent), (*instant)(&a.Expires), document{&a.Replaces}, document{&a.Facts})
	return a, err
}

func alertRow(a *forecast.Alert) ([]any, error) {
	replaces, err := listed(a.Replaces)
	if err != nil {
		return nil, err
	}
	facts, err := json.Marshal(a.Facts)
	return []any{a.ID, a.Event, a.Run, string(a.Kind), words(a.Zone), a.ZoneSet, a.Date.String(), grade(a.Before), grade(a.Level),
		micros(a.Sent), micros(a.Expires), replaces, string(facts)}, err
}

// mostAlerts is how many are listed when nothing else is asked for.
const mostAlerts = 100

// Alerts gives public alerts, newest first.
func (s *Store) Alerts(ctx context.Context, q forecast.AlertQuery) ([]forecast.Alert, error) {
	if q.Limit <= 0 {
		q.Limit = mostAlerts
	}
	standing := ""
	if q.Standing {
		standing = ` AND a.expires > $1 AND a.level >= 4 AND NOT EXISTS (SELECT 1 FROM alert n
			WHERE n.zone = a.zone AND n.date = a.date AND n.num > a.num AND n.sent <= $1)`
	}
	return list(ctx, s, "read alerts", scanAlert, alertSelect+" a WHERE a.sent <= $1 AND (a.zone = $2 OR $2 = '')"+standing+
		" ORDER BY a.num DESC LIMIT $3", micros(q.AsOf), words(q.Zone), int64(q.Limit))
}

// Alert gives one; NotFound when there is none by asOf.
func (s *Store) Alert(ctx context.Context, id string, asOf time.Time) (forecast.Alert, error) {
	found, err := list(ctx, s, "read alert", scanAlert, alertSelect+" WHERE id = $1 AND sent <= $2", words(id), micros(asOf))
	if err != nil || len(found) == 0 {
		return forecast.Alert{}, orMissing(err, "alert", words(id))
	}
	return found[0], nil
}
