package store

import (
	"context"
	"database/sql"

	"github.com/canhlua/canhlua/forecast"
)

// Photo gives a picture by its hash; NotFound when there is none.
func (s *Store) Photo(ctx context.Context, hash string) (p forecast.Photo, err error) {
	err = s.one(ctx, "photo", hash, "SELECT hash, type, width, height, taken, data FROM photo WHERE hash = $1", []any{words(hash)},
		&p.Hash, &p.Type, &p.Width, &p.Height, (*instant)(&p.Taken), &p.Data)
	return p, err
}

// savePhoto keeps a picture, if there is one. The same picture is kept once.
func savePhoto(ctx context.Context, tx *sql.Tx, p *forecast.Photo) error {
	if p == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO photo (hash, type, width, height, taken, data) VALUES (`+holes(1, 6)+`) ON CONFLICT (hash) DO NOTHING`,
		p.Hash, p.Type, p.Width, p.Height, micros(p.Taken), p.Data)
	return err
}

// dropPhotos takes away the pictures that nothing shows any more.
func dropPhotos(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `
		DELETE FROM photo WHERE NOT EXISTS (SELECT 1 FROM fire_record f WHERE f.photo = photo.hash)
			AND NOT EXISTS (SELECT 1 FROM sign_turn t WHERE t.photo = photo.hash)`)
	return err
}
