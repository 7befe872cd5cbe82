package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"math"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// BeginClimatology opens a building; nobody sees it before it is finished.
func (s *Store) BeginClimatology(ctx context.Context, c forecast.Climatology) (num int64, err error) {
	err = s.change(ctx, "begin climatology", func(ch *change) error {
		nums, err := listFrom(ctx, ch.tx, scanNum, `
			INSERT INTO climatology (built, zone_set, from_day, to_day, reset_mm) VALUES (0, $1, $2, $3, $4) RETURNING num`,
			c.ZoneSet, c.From.String(), c.To.String(), c.ResetMM)
		if err == nil {
			num = nums[0]
		}
		return err
	})
	return num, err
}

// SaveNormals adds the normals of one zone or more.
func (s *Store) SaveNormals(ctx context.Context, num int64, normals []forecast.Normal) error {
	return s.change(ctx, "save normals", func(c *change) error {
		_, err := c.engine.load(ctx, c, batch{table: "normal", columns: []string{"climatology", "day", "zone", "indices"},
			rows: len(normals), row: func(i int) []any {
				n := &normals[i]
				return []any{num, int64(n.Day), n.Zone, packNormal(n.Index)}
			}})
		return err
	})
}

// FinishClimatology makes a building the one that counts, and drops those that
// were begun before it and never finished.
func (s *Store) FinishClimatology(ctx context.Context, num int64, built time.Time) error {
	return s.change(ctx, "finish climatology", func(c *change) error {
		for _, query := range []string{
			"DELETE FROM normal WHERE climatology IN (SELECT num FROM climatology WHERE built = 0 AND num < $1)",
			"DELETE FROM climatology WHERE built = 0 AND num < $1",
		} {
			if _, err := c.tx.ExecContext(ctx, query, num); err != nil {
				return err
			}
		}
		_, err := c.tx.ExecContext(ctx, "UPDATE climatology SET built = $2 WHERE num = $1", num, micros(built))
		return err
	})
}

// Climatology gives the newest of a zone set built by asOf; NotFound when there
// is none.
func (s *Store) Climatology(ctx context.Context, zoneSet string, asOf time.Time) (forecast.Climatology, error) {
	all, err := list(ctx, s, "read climatology", scanClimatology, `
		SELECT num, built, zone_set, from_day, to_day, reset_mm FROM climatology
		WHERE zone_set = $1 AND built > 0 AND built <= $2 ORDER BY built DESC, num DESC LIMIT 1`, zoneSet, micros(asOf))
	if err == nil && len(all) == 0 {
		return forecast.Climatology{}, &forecast.NotFound{Kind: "climatology of zone set", Name: zoneSet}
	}
	if err != nil {
		return forecast.Climatology{}, err
	}
	return all[0], nil
}

func scanClimatology(rows *sql.Rows) (c forecast.Climatology, err error) {
	err = rows.Scan(&c.Num, (*instant)(&c.Built), &c.ZoneSet, (*date)(&c.From), (*date)(&c.To), &c.ResetMM)
	return c, err
}

// Normals gives the zones' normals of a day of the year, by zone; no zone = all.
func (s *Store) Normals(ctx context.Context, num int64, day int, zone string) ([]forecast.Normal, error) {
	return list(ctx, s, "read normals", func(rows *sql.Rows) (n forecast.Normal, err error) {
		var packed []byte
		n.Day = day
		if err = rows.Scan(&n.Zone, &packed); err == nil {
			n.Index, err = unpackNormal(packed)
		}
		return n, err
	}, `SELECT zone, indices FROM normal WHERE climatology = $1 AND day = $2 AND (zone = $3 OR $3 = '') ORDER BY zone`,
		num, int64(day), words(zone))
}

// normalBytes is the room of one distribution: its years, then its quantiles.
const normalBytes = 2 + 4*forecast.Quantiles

// packNormal writes distributions one behind the other; unknown quantiles are NaN.
func packNormal(index []forecast.Distribution) []byte {
	out := make([]byte, 0, normalBytes*len(index))
	for _, d := range index {
		out = binary.LittleEndian.AppendUint16(out, uint16(min(d.Years, math.MaxUint16)))
		for k := range forecast.Quantiles {
			v := math.NaN()
			if d.Known() {
				v = d.Quantiles[k]
			}
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(v)))
		}
	}
	return out
}

// unpackNormal reads packNormal.
func unpackNormal(packed []byte) ([]forecast.Distribution, error) {
	if len(packed)%normalBytes != 0 {
		return nil, unreadable("normal", packed)
	}
	var out []forecast.Distribution
	for ; len(packed) > 0; packed = packed[normalBytes:] {
		d := forecast.Distribution{Years: int(binary.LittleEndian.Uint16(packed))}
		quantiles := make([]float64, forecast.Quantiles)
		for k := range quantiles {
			quantiles[k] = float64(math.Float32frombits(binary.LittleEndian.Uint32(packed[2+4*k:])))
		}
		if !math.IsNaN(quantiles[0]) {
			d.Quantiles = quantiles
		}
		out = append(out, d)
	}
	return out, nil
}
