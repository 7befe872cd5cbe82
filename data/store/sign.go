package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const signFields = "id, name, place, lat, lon, zone, ranger, note"

func scanSign(rows *sql.Rows) (g forecast.Sign, err error) {
	return g, rows.Scan(&g.ID, &g.Name, &g.Place, &g.Lat, &g.Lon, &g.Zone, &g.Ranger, &g.Note)
}

// Signs lists those that stand, by ID.
func (s *Store) Signs(ctx context.Context) ([]forecast.Sign, error) {
	return list(ctx, s, "read signs", scanSign, "SELECT "+signFields+" FROM sign WHERE removed = 0 ORDER BY id")
}

// SaveSigns adds signs or replaces those of the same ID, all or none.
func (s *Store) SaveSigns(ctx context.Context, signs []forecast.Sign, by forecast.AuditEntry) (changed int, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		changed = 0
		for _, g := range signs {
			done, err := tx.ExecContext(ctx, `
				INSERT INTO sign (`+signFields+`, removed) VALUES (`+holes(1, 8)+`, 0)
				ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, lat = excluded.lat, lon = excluded.lon,
					zone = excluded.zone, ranger = excluded.ranger, note = excluded.note, removed = 0
				WHERE sign.name <> excluded.name OR sign.place <> excluded.place OR sign.lat <> excluded.lat OR sign.lon <> excluded.lon
					OR sign.zone <> excluded.zone OR sign.ranger <> excluded.ranger OR sign.note <> excluded.note OR sign.removed <> 0`,
				words(g.ID), words(g.Name), words(g.Place), g.Lat, g.Lon, words(g.Zone), words(g.Ranger), words(g.Note))
			if err != nil {
				return err
			}
			n, err := done.RowsAffected()
			if err != nil {
				return err
			}
			changed += int(n)
		}
		if changed == 0 {
			return nil
		}
		_, err := s.auditTx(ctx, tx, by)
		return err
	})
	return changed, err
}

// RemoveSign takes one off the register.
func (s *Store) RemoveSign(ctx context.Context, id string, by forecast.AuditEntry) error {
	return s.InTx(ctx, func(tx *sql.Tx) error {
		if err := standingSign(ctx, tx, id); err != nil {
			return err
		}
		at := by.At
		if at.IsZero() {
			at = s.clock()
		}
		if _, err := tx.ExecContext(ctx, "UPDATE sign SET removed = $1 WHERE id = $2", micros(at), words(id)); err != nil {
			return err
		}
		_, err := s.auditTx(ctx, tx, by)
		return err
	})
}

// standingSign is NotFound when the register has no such sign.
func standingSign(ctx context.Context, tx *sql.Tx, id string) error {
	found, err := listFrom(ctx, tx, scanSign, "SELECT "+signFields+" FROM sign WHERE id = $1 AND removed = 0", words(id))
	if err != nil || len(found) == 0 {
		return orMissing(err, "sign", id)
	}
	return nil
}

// TurnSign keeps where an arrow stands now.
func (s *Store) TurnSign(ctx context.Context, t forecast.SignTurn, p *forecast.Photo, by forecast.AuditEntry) error {
	return s.InTx(ctx, func(tx *sql.Tx) error {
		if err := standingSign(ctx, tx, t.Sign); err != nil {
			return err
		}
		if err := savePhoto(ctx, tx, p); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO sign_turn (sign, level, at, role, actor, photo) VALUES ("+holes(1, 6)+")",
			words(t.Sign), grade(t.Level), micros(t.At), words(t.Role), words(t.By), t.Photo)
		if err != nil {
			return err
		}
		_, err = s.auditTx(ctx, tx, by)
		return err
	})
}

// SignTurns gives the last turn of every sign by asOf.
func (s *Store) SignTurns(ctx context.Context, asOf time.Time) ([]forecast.SignTurn, error) {
	return list(ctx, s, "read turns of signs", func(rows *sql.Rows) (t forecast.SignTurn, err error) {
		return t, rows.Scan(&t.Sign, (*level)(&t.Level), (*instant)(&t.At), &t.By, &t.Role, &t.Photo)
	}, `
		SELECT sign, level, at, actor, role, photo FROM sign_turn t WHERE at <= $1 AND NOT EXISTS (
			SELECT 1 FROM sign_turn later WHERE later.sign = t.sign AND later.at <= $1
				AND (later.at > t.at OR later.at = t.at AND later.num > t.num))
		ORDER BY sign`, micros(asOf))
}
