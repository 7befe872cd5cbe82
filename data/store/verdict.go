package store

import (
	"context"
	"database/sql"
	"reflect"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

type verdictKey struct {
	station   string
	time      int64
	simulated bool
}

func keyOfVerdict(v *forecast.Verdict) verdictKey {
	return verdictKey{words(v.Station), micros(v.Time), v.Simulated}
}

// SaveVerdicts says what stands from at on against readings of [from, to]. Only
// what has changed is added.
func (s *Store) SaveVerdicts(ctx context.Context, from, to, at time.Time, standing []forecast.Verdict) error {
	return s.change(ctx, "save verdicts", func(c *change) error {
		old, err := listFrom(ctx, c.tx, scanVerdict, verdictSelect+" ORDER BY v.station, v.time", micros(from), micros(to), forever, "")
		if err != nil {
			return err
		}
		stood := map[verdictKey]forecast.Verdict{}
		for _, v := range old {
			stood[keyOfVerdict(&v)] = v
		}
		for _, v := range standing {
			key := keyOfVerdict(&v)
			if !reflect.DeepEqual(stood[key].Flags, v.Flags) {
				if err := c.judge(ctx, at, key, v.Flags); err != nil {
					return err
				}
			}
			delete(stood, key)
		}
		for key := range stood {
			if err := c.judge(ctx, at, key, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *change) judge(ctx context.Context, at time.Time, key verdictKey, flags []forecast.Flag) error {
	text, err := listed(flags)
	if err != nil {
		return err
	}
	_, err = c.tx.ExecContext(ctx, `
		INSERT INTO verdict (station, time, simulated, at, flags) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (station, time, simulated, at) DO UPDATE SET flags = EXCLUDED.flags`,
		key.station, key.time, key.simulated, micros(at), text)
	return err
}

const verdictSelect = `
	SELECT v.station, v.time, v.simulated, v.flags FROM verdict v
	WHERE v.time BETWEEN $1 AND $2 AND v.at <= $3 AND (v.station = $4 OR $4 = '') AND v.flags IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM verdict later WHERE later.station = v.station AND later.time = v.time
			AND later.simulated = v.simulated AND later.at > v.at AND later.at <= $3)`

// Verdicts gives what stood at asOf against readings of [from, to], by station
// and time; no station = all.
func (s *Store) Verdicts(ctx context.Context, station string, from, to, asOf time.Time) ([]forecast.Verdict, error) {
	return list(ctx, s, "read verdicts", scanVerdict, verdictSelect+" ORDER BY v.station, v.time",
		micros(from), micros(to), micros(asOf), words(station))
}

func scanVerdict(rows *sql.Rows) (v forecast.Verdict, err error) {
	err = rows.Scan(&v.Station, (*instant)(&v.Time), &v.Simulated, document{&v.Flags})
	return v, err
}
