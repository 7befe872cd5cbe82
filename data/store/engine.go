package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
)

// engine is what differs between the databases; sqlite.go and postgres.go are
// the two. Every other file of the package is the same for both.
type engine interface {
	// name is "sqlite" or "postgres".
	name() string
	// label names the database in messages, without secrets.
	label() string
	// open gives the pool that writes and the pool that reads.
	open(ctx context.Context, readOnly bool) (write, read *sql.DB, err error)
	// dialect is goose's name of the engine.
	dialect() goose.Dialect
	// words turns a migration's text into what the engine reads.
	words(sql string) string
	// alone does fn while no other process migrates the same database.
	alone(ctx context.Context, db *sql.DB, fn func() error) error
	// river is the job queue's driver.
	river(db *sql.DB) riverdriver.Driver[*sql.Tx]
	// turn makes other transactions that take a turn wait for the end of this one.
	turn(ctx context.Context, tx *sql.Tx) error
	// skipTaken ends a SELECT whose rows are to be changed: rows that another
	// transaction is changing are left out.
	skipTaken() string
	// load inserts many rows at once and says how many were new.
	load(ctx context.Context, c *change, b batch) (int64, error)
	// snapshot is how a transaction is begun that sees one instant.
	snapshot() *sql.TxOptions
	// restored brings counters behind the rows that were loaded.
	restored(ctx context.Context, tx *sql.Tx) error
	// remedy says what to do about an error of the database, when that is known.
	remedy(err error) string
}

// batch is rows for one table.
type batch struct {
	table   string
	columns []string
	rows    int
	row     func(i int) []any // values in the order of columns; may reuse its slice
	key     string            // columns of the key under which a known row is left as it is; empty when all rows are new
}
