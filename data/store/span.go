package store

import (
	"context"
	"database/sql"

	"github.com/canhlua/canhlua/forecast"
)

// span is the days a zone set holds for: as given, and as later sets left them.
type span struct {
	set                string
	givenFrom, givenTo forecast.Date
	from, to           forecast.Date // zero = open
	ended              bool
}

// addSpan gives a set its days and takes them from the others.
func (c *change) addSpan(ctx context.Context, set forecast.ZoneSet) error {
	spans, err := listFrom(ctx, c.tx, scanSpan,
		"SELECT zone_set, given_from, given_to, valid_from, valid_to, ended FROM zone_span")
	if err != nil {
		return err
	}
	for _, v := range spans {
		if v.set == set.ID && v.givenFrom == set.ValidFrom && v.givenTo == set.ValidTo {
			return nil
		}
	}
	for _, v := range spans {
		if v.ended || !v.overlaps(set) {
			continue
		}
		v.yield(set)
		if _, err := c.tx.ExecContext(ctx, `
			UPDATE zone_span SET valid_from = $1, valid_to = $2, ended = $3
			WHERE zone_set = $4 AND given_from = $5 AND given_to = $6`,
			v.from.String(), v.to.String(), v.ended, v.set, v.givenFrom.String(), v.givenTo.String()); err != nil {
			return err
		}
	}
	_, err = c.tx.ExecContext(ctx, `
		INSERT INTO zone_span (zone_set, given_from, given_to, valid_from, valid_to, ended)
		VALUES ($1, $2, $3, $2, $3, $4)`, set.ID, set.ValidFrom.String(), set.ValidTo.String(), false)
	return err
}

func scanSpan(rows *sql.Rows) (v span, err error) {
	err = rows.Scan(&v.set, (*date)(&v.givenFrom), (*date)(&v.givenTo), (*date)(&v.from), (*date)(&v.to), &v.ended)
	return v, err
}

func (v *span) overlaps(set forecast.ZoneSet) bool {
	return (v.to.IsZero() || !v.to.Before(set.ValidFrom)) &&
		(set.ValidTo.IsZero() || !set.ValidTo.Before(v.from))
}

// yield leaves the days of a newer set: a span that began earlier ends the day
// before, another begins the day after or has no days left. The zero first day
// is before all others.
func (v *span) yield(set forecast.ZoneSet) {
	switch {
	case v.from.Before(set.ValidFrom):
		v.to = set.ValidFrom.AddDays(-1)
	case set.ValidTo.IsZero(), !v.to.IsZero() && !v.to.After(set.ValidTo):
		v.ended = true
	default:
		v.from = set.ValidTo.AddDays(1)
	}
}
