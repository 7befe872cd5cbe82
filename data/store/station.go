package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// SaveStations adds stations or renews those of the same ID.
func (s *Store) SaveStations(ctx context.Context, stations []forecast.Station) error {
	return s.change(ctx, "save stations", func(c *change) error {
		for _, st := range stations {
			_, err := c.tx.ExecContext(ctx, `
				INSERT INTO station (id, wigos, name, lat, lon, elevation_m, simulated, source)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
				ON CONFLICT (id) DO UPDATE SET
					wigos = excluded.wigos, name = excluded.name, lat = excluded.lat, lon = excluded.lon,
					elevation_m = excluded.elevation_m, simulated = excluded.simulated, source = excluded.source`,
				words(st.ID), words(st.WIGOS), words(st.Name), st.Lat, st.Lon,
				number(st.ElevationM), st.Simulated, words(st.Source))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Stations gives every station by ID, with its newest observation received by
// asOf: a real one's newest real, a simulated one's newest simulated.
func (s *Store) Stations(ctx context.Context, asOf time.Time) ([]forecast.Freshness, error) {
	return list(ctx, s, "read stations", scanStation, `
		SELECT s.id, s.wigos, s.name, s.lat, s.lon, s.elevation_m, s.simulated, s.source,
			(SELECT o.time FROM observation o
			 WHERE o.station = s.id AND o.simulated = s.simulated AND o.received <= $1
			 ORDER BY o.time DESC LIMIT 1)
		FROM station s ORDER BY s.id`, micros(asOf))
}

func scanStation(rows *sql.Rows) (f forecast.Freshness, err error) {
	err = rows.Scan(&f.ID, &f.WIGOS, &f.Name, &f.Lat, &f.Lon, (*float)(&f.ElevationM),
		&f.Simulated, &f.Source, (*instant)(&f.Newest))
	return f, err
}
