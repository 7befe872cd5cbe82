package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// backupTables are all of ours, those that others refer to first. River's queue is
// left out: what waits there is found again by the schedules. So are sessions and
// attempts to sign in: a restored store lets nobody in unasked.
var backupTables = []string{"meta", "station", "raw", "observation", "model_day", "verdict", "warning", "fire",
	"zone_set", "zone_span", "zone", "start_value", "edition", "layout",
	"run", "run_event", "run_day", "run_state", "run_reason", "run_input", "override", "bulletin", "remark",
	"climatology", "normal", "account", "token", "answer", "audit",
	"subscription", "subscription_link", "erased", "alert", "alert_mark", "alert_decision", "delivery",
	"photo", "fire_record", "sign", "sign_turn", "asset"}

// BackupTables is how many steps a backup or restore takes.
func BackupTables() int { return len(backupTables) }

// backupHead is the first line of a backup.
type backupHead struct {
	Kind   string `json:"canhlua_backup"` // the format's version
	Schema int64  `json:"schema"`
}

// backupPart begins a table; its rows follow, a JSON list each, as many as Rows
// says in the part that ends it.
type backupPart struct {
	Table   string   `json:"table,omitempty"`
	Columns []string `json:"columns,omitempty"`
	Rows    int64    `json:"rows"`
	End     bool     `json:"end,omitempty"`
}

const backupKind = "1"

// Backup writes the whole state as of one instant: JSON lines, compressed by zstd,
// the same for both engines. It calls done after each table.
func (s *Store) Backup(ctx context.Context, to io.Writer, done func(table string)) error {
	return s.fail("back up", s.backup(ctx, to, done))
}

func (s *Store) backup(ctx context.Context, to io.Writer, done func(string)) error {
	schema, err := s.schema(ctx)
	if err != nil {
		return err
	}
	tx, err := s.read.BeginTx(ctx, s.engine.snapshot())
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it only read
	packed, err := zstd.NewWriter(to)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(packed)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	if err := lines.Encode(backupHead{backupKind, schema}); err != nil {
		return err
	}
	for _, table := range backupTables {
		if err := s.backupTable(ctx, tx, table, lines); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
		done(table)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return packed.Close()
}

func (s *Store) schema(ctx context.Context) (version int64, err error) {
	return version, s.read.QueryRowContext(ctx, "SELECT MAX(version_id) FROM goose_db_version").Scan(&version)
}

func (s *Store) backupTable(ctx context.Context, tx *sql.Tx, table string, lines *json.Encoder) error {
	rows, err := tx.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	columns, err := columnKinds(rows)
	if err != nil {
		return err
	}
	part := backupPart{Table: table}
	for _, c := range columns {
		part.Columns = append(part.Columns, c.name)
	}
	if err := lines.Encode(part); err != nil {
		return err
	}
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		for i := range values {
			values[i] = columns[i].plain(values[i])
		}
		if err := lines.Encode(values); err != nil {
			return err
		}
		part.Rows++
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return lines.Encode(backupPart{Rows: part.Rows, End: true})
}

// columnKind is a column with what it holds, whatever the engine calls it.
type columnKind struct {
	name string
	kind byte // b bool, i integer, f float, y bytes, t text
}

func columnKinds(rows *sql.Rows) ([]columnKind, error) {
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	out := make([]columnKind, len(types))
	for i, t := range types {
		out[i] = columnKind{t.Name(), kindOfType(strings.ToUpper(t.DatabaseTypeName()))}
	}
	return out, nil
}

func kindOfType(name string) byte {
	switch {
	case strings.HasPrefix(name, "BOOL"):
		return 'b'
	case strings.Contains(name, "INT"):
		return 'i'
	case strings.HasPrefix(name, "FLOAT"), strings.HasPrefix(name, "DOUBLE"), strings.HasPrefix(name, "REAL"):
		return 'f'
	case name == "BYTEA", name == "BLOB":
		return 'y'
	}
	return 't'
}

// plain brings a value to what JSON can bear: a number, a text, true, or bytes,
// which become base64.
func (c columnKind) plain(v any) any {
	switch v := v.(type) {
	case int64:
		switch c.kind {
		case 'b':
			return v != 0
		case 'f':
			return float64(v)
		}
	case []byte:
		if c.kind == 't' {
			return string(v)
		}
	case string:
		if c.kind == 'y' {
			return []byte(v)
		}
	}
	return v
}
