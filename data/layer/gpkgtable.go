package layer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// isTable refuses what is no table of stored rows, as SQLite itself understands the
// file: its list of things may call a view a table.
func isTable(ctx context.Context, db *sql.DB, name string) error {
	var kind string
	err := db.QueryRowContext(ctx, "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = $1 COLLATE NOCASE", name).Scan(&kind)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("it has no table %q", name)
	case err == nil && kind != "table":
		return fmt.Errorf("%q is no plain table but a %s, which is not run", name, kind)
	}
	return err
}

// stored names the columns of a table that are kept in the file.
func stored(ctx context.Context, db *sql.DB, table string) (string, error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM pragma_table_xinfo($1) WHERE hidden = 0", table)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }() // rows.Err says more
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return "", err
		}
		names = append(names, quoted(name))
	}
	return strings.Join(names, ", "), rows.Err()
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
