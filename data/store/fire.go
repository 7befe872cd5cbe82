package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

var fireColumns = []string{"id", "kind", "time", "received", "lat", "lon", "confidence", "confidence_pct", "frp_mw", "brightness_k",
	"scan_km", "track_km", "night", "satellite", "instrument", "version", "source", "raw_hash"}

// SaveFires adds those that are new, by ID, and says how many were.
func (s *Store) SaveFires(ctx context.Context, fires []forecast.Fire) (saved int, err error) {
	if len(fires) == 0 {
		return 0, nil
	}
	err = s.change(ctx, "save fires", func(c *change) error {
		n, err := s.engine.load(ctx, c, batch{
			table: "fire", columns: fireColumns, key: "id", rows: len(fires),
			row: func(i int) []any {
				f := &fires[i]
				received := micros(f.Received)
				if received == 0 {
					received = micros(s.clock())
				}
				return []any{words(f.ID), words(f.Kind), micros(f.Time), received, f.Lat, f.Lon, string(f.Confidence), number(f.ConfidencePct),
					number(f.FRPMW), number(f.BrightnessK), number(f.ScanKm), number(f.TrackKm), int64(f.Night),
					words(f.Satellite), words(f.Instrument), words(f.Version), words(f.Source), words(f.RawHash)}
			},
		})
		saved = int(n)
		return err
	})
	return saved, err
}

// Fires gives those seen in [from, to) and received by asOf, newest first.
func (s *Store) Fires(ctx context.Context, from, to, asOf time.Time) ([]forecast.Fire, error) {
	return list(ctx, s, "read fires", scanFire, `
		SELECT id, kind, time, received, lat, lon, confidence, confidence_pct, frp_mw, brightness_k, scan_km, track_km, night,
			satellite, instrument, version, source, raw_hash
		FROM fire WHERE time >= $1 AND time < $2 AND received <= $3 ORDER BY time DESC, id`,
		micros(from), micros(to), micros(asOf))
}

func scanFire(rows *sql.Rows) (f forecast.Fire, err error) {
	err = rows.Scan(&f.ID, &f.Kind, (*instant)(&f.Time), (*instant)(&f.Received), &f.Lat, &f.Lon, &f.Confidence,
		(*float)(&f.ConfidencePct), (*float)(&f.FRPMW), (*float)(&f.BrightnessK), (*float)(&f.ScanKm), (*float)(&f.TrackKm), &f.Night,
		&f.Satellite, &f.Instrument, &f.Version, &f.Source, &f.RawHash)
	return f, err
}
