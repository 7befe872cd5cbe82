package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/canhlua/canhlua/forecast"
)

// SaveRaw keeps the input, compressed, unless one with its hash is there; fresh
// says which. An empty Hash is worked out; a wrong one is Invalid.
func (s *Store) SaveRaw(ctx context.Context, raw forecast.Raw) (fresh bool, err error) {
	hash, err := hashOf(&raw)
	if err != nil {
		return false, err
	}
	known, err := list(ctx, s, "look for raw input", scanNum, "SELECT 1 FROM raw WHERE hash = $1", hash)
	if err != nil || len(known) > 0 { // packing takes longer than looking
		return false, err
	}
	raw.Hash = hash
	err = s.change(ctx, "save raw input "+raw.Name, func(c *change) error {
		fresh, err = c.addRaw(ctx, &raw)
		return err
	})
	return fresh && err == nil, err
}

// SaveSent keeps an input that somebody sent, with an entry of the audit log; one
// that is there already has its entry all the same.
func (s *Store) SaveSent(ctx context.Context, raw forecast.Raw, by forecast.AuditEntry) error {
	hash, err := hashOf(&raw)
	if err != nil {
		return err
	}
	raw.Hash = hash
	return s.change(ctx, "save what was sent", func(c *change) error {
		if _, err := c.addRaw(ctx, &raw); err != nil {
			return err
		}
		_, err := s.auditTx(ctx, c.tx, by)
		return err
	})
}

func hashOf(raw *forecast.Raw) (string, error) {
	sum := sha256.Sum256(raw.Data)
	hash := hex.EncodeToString(sum[:])
	if raw.Hash != "" && raw.Hash != hash {
		return "", &forecast.Invalid{File: raw.Name, Column: "hash", Value: raw.Hash,
			Reason: "not the SHA-256 of the data", Remedy: "hash the bytes as they came"}
	}
	return hash, nil
}

func (c *change) addRaw(ctx context.Context, raw *forecast.Raw) (fresh bool, err error) {
	received := raw.Received
	if received.IsZero() {
		received = c.clock()
	}
	done, err := c.tx.ExecContext(ctx, `
		INSERT INTO raw (hash, source, name, received, size, data)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (hash) DO NOTHING`,
		raw.Hash, words(raw.Source), words(raw.Name), micros(received), len(raw.Data), pack(raw.Data))
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// Raw gives an input back; NotFound when there is none.
func (s *Store) Raw(ctx context.Context, hash string) (forecast.Raw, error) {
	raw := forecast.Raw{Hash: hash}
	var packed []byte
	err := s.one(ctx, "raw input", hash, "SELECT source, name, received, data FROM raw WHERE hash = $1", []any{hash},
		&raw.Source, &raw.Name, (*instant)(&raw.Received), &packed)
	if err != nil {
		return forecast.Raw{}, err
	}
	raw.Data, err = unpack(packed)
	return raw, s.fail("read raw input "+hash, err)
}
