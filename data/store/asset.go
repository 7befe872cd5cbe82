package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// SaveAssets adds assets and replaces those of the same ID, all or none.
func (s *Store) SaveAssets(ctx context.Context, assets []forecast.Asset, by forecast.AuditEntry) error {
	return s.change(ctx, "save assets", func(c *change) error {
		for i := range assets {
			if err := c.saveAsset(ctx, &assets[i]); err != nil {
				return err
			}
		}
		by.Action, by.Subject, by.Detail = "save readiness", "readiness", fmt.Sprintf("%d things", len(assets))
		_, err := s.auditTx(ctx, c.tx, by)
		return err
	})
}

func (c *change) saveAsset(ctx context.Context, a *forecast.Asset) error {
	_, err := c.tx.ExecContext(ctx, `
		INSERT INTO asset (id, kind, name, zone, forest, lat, lon, count, contact, phone, checked_on, expires_on, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, zone = excluded.zone, forest = excluded.forest,
			lat = excluded.lat, lon = excluded.lon, count = excluded.count, contact = excluded.contact, phone = excluded.phone,
			checked_on = excluded.checked_on, expires_on = excluded.expires_on, note = excluded.note`,
		words(a.ID), words(a.Kind), words(a.Name), words(a.Zone), words(a.Forest), number(a.Lat), number(a.Lon), number(a.Count),
		words(a.Contact), words(a.Phone), a.CheckedOn.String(), a.ExpiresOn.String(), words(a.Note))
	return err
}

// RemoveAsset takes one out; NotFound when there is none.
func (s *Store) RemoveAsset(ctx context.Context, id string, by forecast.AuditEntry) error {
	return s.change(ctx, "remove asset", func(c *change) error {
		done, err := c.tx.ExecContext(ctx, "DELETE FROM asset WHERE id = $1", words(id))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return orMissing(err, "asset", id)
		}
		by.Action, by.Subject, by.Detail = "remove readiness", "readiness", id
		_, err = s.auditTx(ctx, c.tx, by)
		return err
	})
}

// Assets gives all, by kind and ID.
func (s *Store) Assets(ctx context.Context) ([]forecast.Asset, error) {
	return list(ctx, s, "read assets", func(rows *sql.Rows) (a forecast.Asset, err error) {
		err = rows.Scan(&a.ID, &a.Kind, &a.Name, &a.Zone, &a.Forest, (*float)(&a.Lat), (*float)(&a.Lon), (*float)(&a.Count),
			&a.Contact, &a.Phone, (*date)(&a.CheckedOn), (*date)(&a.ExpiresOn), &a.Note)
		return a, err
	}, `
		SELECT id, kind, name, zone, forest, lat, lon, count, contact, phone, checked_on, expires_on, note
		FROM asset ORDER BY kind, id`)
}
