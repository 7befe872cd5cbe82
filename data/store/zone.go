package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"github.com/canhlua/canhlua/forecast"
)

var zoneColumns = []string{"zone_set", "id", "name", "kind", "shape", "lon", "lat", "elevation_m", "area_ha",
	"has_forest", "forest", "attributes"}

// SaveZoneSet adds a set with its dates. Sets that cover one of its days end
// the day before, or disappear from those days when they began later. The same
// set again with the same dates changes nothing, also when later sets have
// shortened it; with other dates it holds for those as well.
func (s *Store) SaveZoneSet(ctx context.Context, set forecast.ZoneSet) error {
	if err := checkSpan(&set); err != nil {
		return err
	}
	return s.change(ctx, "save zone set "+set.Name, func(c *change) error { return c.saveZoneSet(ctx, set) })
}

// ImportZoneSet is SaveZoneSet by somebody, with an entry of the audit log.
func (s *Store) ImportZoneSet(ctx context.Context, set forecast.ZoneSet, by forecast.AuditEntry) error {
	if err := checkSpan(&set); err != nil {
		return err
	}
	return s.change(ctx, "import zone set "+set.Name, func(c *change) error {
		if err := c.saveZoneSet(ctx, set); err != nil {
			return err
		}
		_, err := s.auditTx(ctx, c.tx, by)
		return err
	})
}

func (c *change) saveZoneSet(ctx context.Context, set forecast.ZoneSet) error {
	if err := c.engine.turn(ctx, c.tx); err != nil {
		return err
	}
	if err := c.addZoneSet(ctx, set); err != nil {
		return err
	}
	return c.addSpan(ctx, set)
}

func checkSpan(set *forecast.ZoneSet) error {
	if set.ValidTo.IsZero() || !set.ValidTo.Before(set.ValidFrom) {
		return nil
	}
	return &forecast.Coded{Note: forecast.NewNote("to_before_from", "value", set.ValidTo.String(), "from", set.ValidFrom.String()),
		Err: &forecast.Invalid{Column: "valid_to", Value: set.ValidTo.String(),
			Reason: "before valid_from " + set.ValidFrom.String(), Remedy: "give the last day in force"}}
}

func (c *change) addZoneSet(ctx context.Context, set forecast.ZoneSet) error {
	done, err := c.tx.ExecContext(ctx, `
		INSERT INTO zone_set (id, name, source, basis, indicative, added)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
		set.ID, words(set.Name), words(set.Source), words(set.Basis), set.Indicative, micros(c.clock()))
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 || len(set.Zones) == 0 {
		return err
	}
	rows := make([][]any, len(set.Zones))
	for i := range set.Zones {
		if rows[i], err = zoneRow(set.ID, &set.Zones[i]); err != nil {
			return err
		}
	}
	_, err = c.engine.load(ctx, c, batch{table: "zone", columns: zoneColumns, rows: len(rows),
		row: func(i int) []any { return rows[i] }})
	return err
}

func zoneRow(set string, z *forecast.Zone) ([]any, error) {
	shape, err := wkb.Marshal(append(orb.MultiPolygon{}, z.Shape...)) // nil has no WKB
	if err != nil {
		return nil, err
	}
	forest, err := listed(z.Forest)
	if err != nil {
		return nil, err
	}
	var attributes any
	if len(z.Attributes) > 0 {
		text, err := json.Marshal(z.Attributes)
		if err != nil {
			return nil, err
		}
		attributes = string(text)
	}
	return []any{set, words(z.ID), words(z.Name), words(z.Kind), shape, z.Point.Lon(), z.Point.Lat(),
		number(z.ElevationM), z.AreaHa, answer(z.HasForest), forest, attributes}, nil
}

// ZoneSets lists the sets, without their zones, by first day. A set that holds
// for several spans stands there once for each; one whose days all belong to
// later sets is left out.
func (s *Store) ZoneSets(ctx context.Context) ([]forecast.ZoneSet, error) {
	return list(ctx, s, "read zone sets", scanZoneSet, `
		SELECT z.id, z.name, v.valid_from, v.valid_to, z.source, z.basis, z.indicative
		FROM zone_set z JOIN zone_span v ON v.zone_set = z.id
		WHERE NOT v.ended ORDER BY v.valid_from, z.id`)
}

func scanZoneSet(rows *sql.Rows) (z forecast.ZoneSet, err error) {
	err = rows.Scan(&z.ID, &z.Name, (*date)(&z.ValidFrom), (*date)(&z.ValidTo), &z.Source, &z.Basis, &z.Indicative)
	return z, err
}

// ZoneSet gives a set with its zones, by ID, also one that later sets have
// replaced; its dates are those of its newest span.
func (s *Store) ZoneSet(ctx context.Context, id string) (forecast.ZoneSet, error) {
	var z forecast.ZoneSet
	err := s.one(ctx, "zone set", id, `
		SELECT z.id, z.name, v.valid_from, v.valid_to, z.source, z.basis, z.indicative
		FROM zone_set z JOIN zone_span v ON v.zone_set = z.id
		WHERE z.id = $1 ORDER BY v.ended, v.valid_from DESC LIMIT 1`, []any{words(id)},
		&z.ID, &z.Name, (*date)(&z.ValidFrom), (*date)(&z.ValidTo), &z.Source, &z.Basis, &z.Indicative)
	if err != nil {
		return forecast.ZoneSet{}, err
	}
	z.Zones, err = s.zones(ctx, id)
	return z, err
}

// zones are a set's zones. They never change, so they are read once; whoever
// wants to change a shape clones it first.
func (s *Store) zones(ctx context.Context, set string) ([]forecast.Zone, error) {
	if known, ok := s.zonesOf.Load(set); ok {
		return slices.Clone(known.([]forecast.Zone)), nil
	}
	zones, err := list(ctx, s, "read zones", scanZone, `
		SELECT id, name, kind, shape, lon, lat, elevation_m, area_ha, has_forest, forest, attributes
		FROM zone WHERE zone_set = $1 ORDER BY id`, set)
	if err != nil {
		return nil, err
	}
	s.zonesOf.Store(set, zones)
	return slices.Clone(zones), nil
}

func scanZone(rows *sql.Rows) (z forecast.Zone, err error) {
	var (
		shape    []byte
		lon, lat float64
		forest   sql.NullBool
	)
	if err := rows.Scan(&z.ID, &z.Name, &z.Kind, &shape, &lon, &lat, (*float)(&z.ElevationM), &z.AreaHa, &forest,
		document{&z.Forest}, document{&z.Attributes}); err != nil {
		return z, err
	}
	if forest.Valid {
		z.HasForest = forecast.TriOf(forest.Bool)
	}
	z.Point = orb.Point{lon, lat}
	return z, wkb.Scanner(&z.Shape).Scan(shape)
}
