package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// warningKey is what makes two warnings of a scope the same.
type warningKey struct{ station, variable, kind string }

func keyOf(w *forecast.Warning) warningKey {
	return warningKey{words(w.Station), string(w.Variable), words(w.Kind)}
}

// SaveWarnings says what stands in a scope from at on. What stood there already
// keeps the time it was raised, and takes the new reason.
func (s *Store) SaveWarnings(ctx context.Context, scope string, at time.Time, standing []forecast.Warning) error {
	return s.change(ctx, "save warnings", func(c *change) error {
		old, err := listFrom(ctx, c.tx, scanWarning, warningSelect+" WHERE scope = $1 AND cleared IS NULL", scope)
		if err != nil {
			return err
		}
		over := map[warningKey]bool{}
		for i := range old {
			over[keyOf(&old[i])] = true
		}
		for i := range standing {
			w := &standing[i]
			if err := c.raise(ctx, scope, at, w, over[keyOf(w)]); err != nil {
				return err
			}
			delete(over, keyOf(w))
		}
		for key := range over {
			_, err := c.tx.ExecContext(ctx, `
				UPDATE warning SET cleared = $1
				WHERE scope = $2 AND station = $3 AND variable = $4 AND kind = $5 AND cleared IS NULL`,
				micros(at), scope, key.station, key.variable, key.kind)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// raise adds a warning, or renews the words of the one that stands.
func (c *change) raise(ctx context.Context, scope string, at time.Time, w *forecast.Warning, stands bool) error {
	var args any
	if len(w.Args) > 0 {
		text, err := json.Marshal(w.Args)
		if err != nil {
			return err
		}
		args = string(text)
	}
	if stands {
		_, err := c.tx.ExecContext(ctx, `
			UPDATE warning SET since = $1, reason = $2, args = $3
			WHERE scope = $4 AND station = $5 AND variable = $6 AND kind = $7 AND cleared IS NULL`,
			micros(w.Since), words(w.Reason), args, scope, words(w.Station), string(w.Variable), words(w.Kind))
		return err
	}
	_, err := c.tx.ExecContext(ctx, `
		INSERT INTO warning (scope, station, variable, kind, raised, since, reason, args)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (scope, station, variable, kind, raised) DO UPDATE SET cleared = NULL`,
		scope, words(w.Station), string(w.Variable), words(w.Kind), micros(at), micros(w.Since), words(w.Reason), args)
	return err
}

const warningSelect = "SELECT station, variable, kind, since, raised, reason, args FROM warning"

// Warnings gives those that stand at asOf, by station, variable and kind.
func (s *Store) Warnings(ctx context.Context, asOf time.Time) ([]forecast.Warning, error) {
	return list(ctx, s, "read warnings", scanWarning, warningSelect+`
		WHERE (cleared IS NULL OR cleared > $1) AND raised <= $1 ORDER BY station, variable, kind, raised`, micros(asOf))
}

func scanWarning(rows *sql.Rows) (w forecast.Warning, err error) {
	err = rows.Scan(&w.Station, &w.Variable, &w.Kind, (*instant)(&w.Since), (*instant)(&w.Raised), &w.Reason, document{&w.Args})
	return w, err
}
