package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

const recordFields = `id, report_key, asked, status, origin, time, received, lat, lon, words, phone, photo, photo_public,
	note, out_at, cause, area_ha, forest, forces, reason, confirmed, ended`

// recordValues are a record's values in the order of recordFields.
func recordValues(f *forecast.FireRecord) []any {
	return []any{words(f.ID), words(f.Key), f.Asked, string(f.Status), f.Origin, micros(f.Time), micros(f.Received), f.Lat, f.Lon,
		words(f.Text), words(f.Phone), f.Photo, f.PhotoPublic, words(f.Note), micros(f.Out), words(f.Cause), number(f.AreaHa),
		words(f.Forest), words(f.Forces), words(f.Reason), micros(f.Confirmed), micros(f.Ended)}
}

func scanRecord(rows *sql.Rows) (f forecast.FireRecord, err error) {
	err = rows.Scan(&f.ID, &f.Key, &f.Asked, &f.Status, &f.Origin, (*instant)(&f.Time), (*instant)(&f.Received), &f.Lat, &f.Lon,
		&f.Text, &f.Phone, &f.Photo, &f.PhotoPublic, &f.Note, (*instant)(&f.Out), &f.Cause, (*float)(&f.AreaHa),
		&f.Forest, &f.Forces, &f.Reason, (*instant)(&f.Confirmed), (*instant)(&f.Ended))
	return f, err
}

// SaveReport adds a report with its picture, or gives the one of the same Key.
func (s *Store) SaveReport(ctx context.Context, f forecast.FireRecord, p *forecast.Photo, by forecast.AuditEntry) (kept forecast.FireRecord, first bool, err error) {
	kept = f
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		first = false
		if err := s.engine.turn(ctx, tx); err != nil { // the same report does not come twice at once
			return err
		}
		before, err := listFrom(ctx, tx, scanRecord, "SELECT "+recordFields+" FROM fire_record WHERE report_key = $1", words(f.Key))
		if err != nil {
			return err
		}
		if len(before) > 0 {
			kept = before[0]
			return nil
		}
		first = true
		if err := savePhoto(ctx, tx, p); err != nil {
			return err
		}
		if err := addRecord(ctx, tx, &f); err != nil {
			return err
		}
		_, err = s.auditTx(ctx, tx, by)
		return err
	})
	return kept, first, err
}

// ReportsSince counts the reports of the public received from an instant on, whatever
// became of them.
func (s *Store) ReportsSince(ctx context.Context, since time.Time) (n int, err error) {
	counts, err := list(ctx, s, "count reports", func(rows *sql.Rows) (n int, err error) { return n, rows.Scan(&n) },
		"SELECT COUNT(*) FROM fire_record WHERE origin = $1 AND received >= $2", forecast.FireByReport, micros(since))
	if err != nil {
		return 0, err
	}
	return counts[0], nil
}

func addRecord(ctx context.Context, tx *sql.Tx, f *forecast.FireRecord) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO fire_record ("+recordFields+") VALUES ("+holes(1, 22)+")", recordValues(f)...)
	return err
}

// ImportFires adds those that are new, by ID, and says how many were.
func (s *Store) ImportFires(ctx context.Context, fires []forecast.FireRecord, by forecast.AuditEntry) (saved int, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		saved = 0
		for i := range fires {
			done, err := tx.ExecContext(ctx, "INSERT INTO fire_record ("+recordFields+") VALUES ("+holes(1, 22)+") ON CONFLICT DO NOTHING",
				recordValues(&fires[i])...)
			if err != nil {
				return err
			}
			n, err := done.RowsAffected()
			if err != nil {
				return err
			}
			saved += int(n)
		}
		if saved == 0 {
			return nil
		}
		_, err := s.auditTx(ctx, tx, by)
		return err
	})
	return saved, err
}

// FireRecord gives one; NotFound when there is none.
func (s *Store) FireRecord(ctx context.Context, id string) (forecast.FireRecord, error) {
	found, err := list(ctx, s, "read fire "+id, scanRecord, "SELECT "+recordFields+" FROM fire_record WHERE id = $1", words(id))
	if err != nil || len(found) == 0 {
		return forecast.FireRecord{}, orMissing(err, "fire", id)
	}
	return found[0], nil
}

// FireRecords lists them, those seen last first.
func (s *Store) FireRecords(ctx context.Context, q forecast.FireQuery) ([]forecast.FireRecord, error) {
	to := int64(forever)
	if !q.To.IsZero() {
		to = micros(q.To)
	}
	args, states := []any{micros(q.From), to}, ""
	for _, status := range q.Status {
		args = append(args, string(status))
	}
	if len(q.Status) > 0 {
		states = " AND status IN (" + holes(3, len(q.Status)) + ")"
	}
	return list(ctx, s, "read fires", scanRecord, "SELECT "+recordFields+" FROM fire_record WHERE time >= $1 AND time < $2"+states+
		" ORDER BY time DESC, id", args...)
}

// ChangeFire edits a record and takes it to another state.
func (s *Store) ChangeFire(ctx context.Context, id string, to forecast.FireStatus, by forecast.AuditEntry, edit func(*forecast.FireRecord) (string, error)) (f forecast.FireRecord, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		if err := s.engine.turn(ctx, tx); err != nil { // of two officers one is first
			return err
		}
		found, err := listFrom(ctx, tx, scanRecord, "SELECT "+recordFields+" FROM fire_record WHERE id = $1", words(id))
		if err != nil || len(found) == 0 {
			return orMissing(err, "fire", id)
		}
		f = found[0]
		if to != "" {
			if err := step(&f, to, by.At); err != nil {
				return err
			}
		}
		if by.Detail, err = edit(&f); err != nil {
			return err
		}
		if err := saveRecord(ctx, tx, &f); err != nil {
			return err
		}
		_, err = s.auditTx(ctx, tx, by)
		return err
	})
	return f, err
}

// step takes a record to another state.
func step(f *forecast.FireRecord, to forecast.FireStatus, at time.Time) error {
	if !f.Status.MayBecome(to) {
		return &forecast.WrongStep{Kind: "fire", Name: f.ID, From: string(f.Status), To: string(to)}
	}
	if f.Status = to; to == forecast.FireConfirmed {
		f.Confirmed = at
	} else {
		f.Ended = at
	}
	return nil
}

// saveRecord writes every field but the ID anew.
func saveRecord(ctx context.Context, tx *sql.Tx, f *forecast.FireRecord) error {
	fields := strings.Split(strings.ReplaceAll(recordFields, "\n", " "), ",")[1:]
	_, err := tx.ExecContext(ctx, "UPDATE fire_record SET ("+strings.Join(fields, ",")+") = ("+holes(2, len(fields))+") WHERE id = $1",
		recordValues(f)...)
	return err
}

// ForgetReporters erases telephones, and of refused reports words and pictures
// too, of what was received before the instant.
func (s *Store) ForgetReporters(ctx context.Context, before time.Time) (forgotten int64, err error) {
	err = s.InTx(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, `
			UPDATE fire_record SET phone = '', asked = '', report_key = id,
				words = CASE WHEN status = 'refused' THEN '' ELSE words END,
				photo = CASE WHEN status = 'refused' THEN '' ELSE photo END
			WHERE received < $1 AND (phone <> '' OR status = 'refused' AND (words <> '' OR photo <> ''))`, micros(before))
		if err != nil {
			return err
		}
		if forgotten, err = done.RowsAffected(); err != nil {
			return err
		}
		return dropPhotos(ctx, tx)
	})
	return forgotten, err
}
