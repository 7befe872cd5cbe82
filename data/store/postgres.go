package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"

	"github.com/canhlua/canhlua/forecast"
)

const (
	postgresConns = 16
	postgresIdle  = 8
	// Advisory locks, one number for each thing that one session does at a time.
	lockMigrate = 0x43616e684c7561 // "CanhLua"
	lockTurn    = lockMigrate + 1
)

// postgres is a database on a server, for several processes.
type postgres struct{ config *pgx.ConnConfig }

func newPostgres(dsn string) (*postgres, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// pgx repeats the address in its message; a password could stand in it.
		return nil, &forecast.Invalid{Column: "db", Reason: "not an address of a PostgreSQL database",
			Remedy: "write it as postgres://user:password@host:5432/database"}
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "canhlua"
	}
	return &postgres{config: config}, nil
}

func (e *postgres) name() string           { return "postgres" }
func (e *postgres) dialect() goose.Dialect { return goose.DialectPostgres }

func (e *postgres) label() string {
	host := net.JoinHostPort(e.config.Host, strconv.Itoa(int(e.config.Port)))
	return "postgres://" + host + "/" + e.config.Database
}

var postgresText = regexp.MustCompile(`\bTEXT\b`)

// words makes texts sort by byte, as they do in Go and SQLite.
func (e *postgres) words(sql string) string {
	return postgresText.ReplaceAllString(sql, `TEXT COLLATE "C"`)
}

func (e *postgres) river(db *sql.DB) riverdriver.Driver[*sql.Tx] { return riverdatabasesql.New(db) }

func (e *postgres) open(ctx context.Context, readOnly bool) (write, read *sql.DB, err error) {
	config := e.config.Copy()
	if readOnly {
		config.RuntimeParams["default_transaction_read_only"] = "on"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(postgresConns)
	db.SetMaxIdleConns(postgresIdle)
	if err := db.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, db, nil
}

// alone holds a session lock on a connection of its own; a process that dies
// lets go of it.
func (e *postgres) alone(ctx context.Context, db *sql.DB, fn func() error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(lockMigrate)); err != nil {
		return err
	}
	err = fn()
	// The lock must go even when ctx is done, since the connection lives on.
	_, unlock := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(lockMigrate))
	return errors.Join(err, unlock)
}

func (e *postgres) turn(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(lockTurn))
	return err
}

func (e *postgres) skipTaken() string { return " FOR UPDATE SKIP LOCKED" }

// load copies rows into the table, through a temporary one where some may be
// known already. Those go in by key: two processes that bring the same rows in
// different order would wait for each other for ever.
func (e *postgres) load(ctx context.Context, c *change, b batch) (int64, error) {
	if b.key == "" {
		return e.copy(ctx, c, b, b.table)
	}
	temp := "load_" + b.table
	columns := strings.Join(b.columns, ", ")
	_, err := c.tx.ExecContext(ctx, fmt.Sprintf(
		"CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA", temp, columns, b.table))
	if err != nil {
		return 0, err
	}
	if _, err := e.copy(ctx, c, b, temp); err != nil {
		return 0, err
	}
	done, err := c.tx.ExecContext(ctx, fmt.Sprintf(
		"INSERT INTO %[1]s (%[2]s) SELECT %[2]s FROM %[3]s ORDER BY %[4]s ON CONFLICT (%[4]s) DO NOTHING",
		b.table, columns, temp, b.key))
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

func (e *postgres) copy(ctx context.Context, c *change, b batch, table string) (n int64, err error) {
	err = c.conn.Raw(func(raw any) error {
		source := pgx.CopyFromSlice(b.rows, func(i int) ([]any, error) { return b.row(i), nil })
		n, err = raw.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{table}, b.columns, source)
		return err
	})
	return n, err
}

func (e *postgres) remedy(err error) string {
	var failed *pgconn.PgError
	if errors.As(err, &failed) {
		switch failed.Code {
		case "53100":
			return "the server's disk is full: make room, then try again; nothing was half-written"
		case "25006":
			return "the store can only be read: open it for writing, or use the primary server"
		case "28P01", "28000":
			return "the server refuses the user: check user and password in --db"
		case "3D000":
			return "make the database first: createdb " + e.config.Database
		case "42501":
			return "the user lacks rights: make it the owner of the database"
		case "57P01", "57P02", "57P03":
			return "the server is stopping or starting: try again when it is up"
		}
		return ""
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return "check that the server runs and that host and port in --db are right"
	}
	return ""
}

func (e *postgres) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// numberedTables are those whose rows the database numbers (BIGSERIAL num).
var numberedTables = []string{"start_value", "run", "run_event", "climatology", "override", "sign_turn", "remark", "subscription", "alert"}

// restored sets the sequences behind the highest number.
func (e *postgres) restored(ctx context.Context, tx *sql.Tx) error {
	for _, table := range numberedTables {
		_, err := tx.ExecContext(ctx, fmt.Sprintf(
			"SELECT setval(pg_get_serial_sequence('%[1]s', 'num'), (SELECT COALESCE(MAX(num), 0) + 1 FROM %[1]s), false)", table))
		if err != nil {
			return err
		}
	}
	return nil
}
