package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/klauspost/compress/zstd"

	"github.com/canhlua/canhlua/forecast"
)

// restoreRows is how many rows go in at once.
const restoreRows = 500

// maxRestoreBytes bounds what the file may unfold to in memory at a time; a row
// with a packed raw input is the longest.
const maxRestoreBytes = 256 << 20

// Restore fills an empty store from a backup of either engine: all of it or
// nothing. A store that holds anything, a backup of another schema, a file that
// was cut short are Invalid.
func (s *Store) Restore(ctx context.Context, from io.Reader, done func(table string)) error {
	return s.fail("restore", s.restore(ctx, from, done))
}

func (s *Store) restore(ctx context.Context, from io.Reader, done func(string)) error {
	plain, err := zstd.NewReader(from, zstd.WithDecoderMaxMemory(maxRestoreBytes))
	if err != nil {
		return err
	}
	defer plain.Close()
	lines := &backupLines{dec: json.NewDecoder(bufio.NewReader(plain))}
	lines.dec.UseNumber()
	var head backupHead
	if err := lines.dec.Decode(&head); err != nil || head.Kind != backupKind {
		return notBackup("no backup of canhlua", "give a file that `canhlua backup` wrote")
	}
	schema, err := s.schema(ctx)
	if err != nil {
		return err
	}
	if head.Schema != schema {
		return notBackup(fmt.Sprintf("made by schema %d, this canhlua has schema %d", head.Schema, schema),
			"restore with the canhlua that made it, then let this one open the store")
	}
	return s.change(ctx, "restore", func(c *change) error {
		if err := c.wantEmpty(ctx); err != nil {
			return err
		}
		for _, table := range backupTables {
			if err := c.restoreTable(ctx, table, lines); err != nil {
				return fmt.Errorf("table %s: %w", table, err)
			}
			done(table)
		}
		return c.engine.restored(ctx, c.tx)
	})
}

func notBackup(reason, remedy string) error {
	return &forecast.Invalid{Column: "backup", Reason: reason, Remedy: remedy}
}

func (c *change) wantEmpty(ctx context.Context) error {
	for _, table := range backupTables {
		var n int64
		if err := c.tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM "+table+" LIMIT 1) x").Scan(&n); err != nil {
			return err
		}
		if n > 0 && table != "meta" {
			return notBackup("the store is not empty: "+table+" has rows", "name a new one with --db")
		}
	}
	_, err := c.tx.ExecContext(ctx, "DELETE FROM meta") // notes a new store makes of itself
	return err
}

type backupLines struct{ dec *json.Decoder }

// row reads the next line: a row, or the part that ends the table.
func (l *backupLines) row() (row []any, end *backupPart, err error) {
	var raw json.RawMessage
	if err := l.dec.Decode(&raw); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = notBackup("the file ends too early", "copy it again from where it was kept")
		}
		return nil, nil, err
	}
	if raw[0] == '{' {
		end = &backupPart{}
		return nil, end, json.Unmarshal(raw, end)
	}
	own := json.NewDecoder(bytes.NewReader(raw))
	own.UseNumber()
	err = own.Decode(&row)
	return row, nil, err
}

func (c *change) restoreTable(ctx context.Context, table string, lines *backupLines) error {
	_, part, err := lines.row()
	if err != nil {
		return err
	}
	if part == nil || part.Table != table {
		return notBackup("the table is not where it should be", "copy the file again from where it was kept")
	}
	kinds, err := c.kindsOf(ctx, table, part.Columns)
	if err != nil {
		return err
	}
	load := batch{table: table, columns: part.Columns}
	var waiting [][]any
	load.row = func(i int) []any { return waiting[i] }
	send := func() error {
		load.rows = len(waiting)
		_, err := c.engine.load(ctx, c, load)
		waiting = waiting[:0]
		return err
	}
	total := int64(0)
	for {
		row, end, err := lines.row()
		switch {
		case err != nil:
			return err
		case end != nil && (!end.End || end.Rows != total):
			return notBackup(fmt.Sprintf("%d rows were read, %d written", total, end.Rows), "copy the file again from where it was kept")
		case end != nil && len(waiting) == 0:
			return nil
		case end != nil:
			return send()
		}
		total++
		if err := valuesOf(row, kinds); err != nil {
			return fmt.Errorf("row %d: %w", total, err)
		}
		if waiting = append(waiting, row); len(waiting) == restoreRows {
			if err := send(); err != nil {
				return err
			}
		}
	}
}

// kindsOf are the kinds of a table's columns here, in the order given.
func (c *change) kindsOf(ctx context.Context, table string, columns []string) ([]byte, error) {
	rows, err := c.tx.QueryContext(ctx, "SELECT * FROM "+table+" LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // nothing was read
	have, err := columnKinds(rows)
	if err != nil {
		return nil, err
	}
	kinds := make([]byte, len(columns))
	for i, name := range columns {
		at := slices.IndexFunc(have, func(k columnKind) bool { return k.name == name })
		if at < 0 || len(have) != len(columns) {
			return nil, notBackup("its columns are others", "restore with the canhlua that made it")
		}
		kinds[i] = have[at].kind
	}
	return kinds, rows.Err()
}

// valuesOf turns what JSON bore into what the columns hold.
func valuesOf(row []any, kinds []byte) error {
	if len(row) != len(kinds) {
		return fmt.Errorf("%d values for %d columns", len(row), len(kinds))
	}
	for i, v := range row {
		var err error
		switch v := v.(type) {
		case json.Number:
			if kinds[i] == 'f' {
				row[i], err = v.Float64()
			} else {
				row[i], err = strconv.ParseInt(v.String(), 10, 64)
			}
		case string:
			if kinds[i] == 'y' {
				row[i], err = base64.StdEncoding.DecodeString(v)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
