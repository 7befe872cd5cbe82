// Package store keeps everything the service knows in one SQL database, on two
// engines: SQLite for one process, PostgreSQL for several. It implements the
// store interfaces of package forecast, only ever adds to what was observed,
// computed or published, and decides nothing about forecasts.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river/riverdriver"

	"github.com/canhlua/canhlua/forecast"
)

// Options are what Open may be told.
type Options struct {
	Clock    forecast.Clock // stamps what comes without a time of receipt; the real clock when nil
	ReadOnly bool           // neither migrate nor write; the store must exist
	Log      *slog.Logger   // migrations are told here; silent when nil
	Announce Announce       // told of each publication and withdrawal, in its transaction; may be nil
}

// Store is an open database. It is safe for use by several goroutines.
type Store struct {
	zonesOf sync.Map // zones by set; sets never change
	engine  engine
	write   *sql.DB // SQLite: one connection, so that writers queue in here and not in the file lock
	read    *sql.DB
	reader  *reader // on read
	writer  *writer // on write
	clock   forecast.Clock
	told    Announce
}

// Announce is told of a publication or withdrawal within its transaction: what it
// does with tx commits together with that, and its error undoes both.
type Announce func(ctx context.Context, tx *sql.Tx, e forecast.PublicEvent) error

var _ interface {
	forecast.StationStore
	forecast.ObservationStore
	forecast.RawStore
	forecast.ModelStore
	forecast.ZoneStore
	forecast.StartStore
	forecast.EditionStore
	forecast.RunStore
	forecast.PublicationStore
	forecast.WarningStore
	forecast.FireStore
	forecast.TokenStore
	forecast.UserStore
	forecast.SessionStore
	forecast.SignInStore
	forecast.PurgeStore
	forecast.ToldStore
	forecast.VerdictStore
	forecast.SubscriptionStore
	forecast.AlertStore
	forecast.AlertCounter
	forecast.DeliveryStore
	forecast.FireRecordStore
	forecast.PhotoStore
	forecast.SignStore
} = (*Store)(nil)

// Open opens the store and brings it to the schema of this binary. The dsn is
// postgres://… or the path of a SQLite file, which is made with its folder when
// it is not there. Errors name the store and the remedy, never a password.
func Open(ctx context.Context, dsn string, opt Options) (*Store, error) {
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	e, err := engineFor(dsn)
	if err != nil {
		return nil, err
	}
	s := &Store{engine: e, clock: opt.Clock, told: opt.Announce}
	s.write, s.read, err = e.open(ctx, opt.ReadOnly)
	if err != nil {
		return nil, s.fail("open", err)
	}
	s.reader, s.writer = newReader(s.read), newWriter(s.write)
	if err := s.migrate(ctx, opt); err != nil {
		return nil, errors.Join(s.fail("open", err), s.Close())
	}
	return s, nil
}

func engineFor(dsn string) (engine, error) {
	switch {
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		return newPostgres(dsn)
	case dsn == "":
		return nil, &forecast.Invalid{Column: "db", Reason: "no store is named",
			Remedy: "give a SQLite file or postgres://… with --db"}
	case strings.Contains(dsn, "://"):
		return nil, &forecast.Invalid{Column: "db", Reason: "a store of an unknown kind",
			Remedy: "give a SQLite file or postgres://… with --db"}
	}
	return &sqlite{path: dsn}, nil
}

// Engine is "sqlite" or "postgres".
func (s *Store) Engine() string { return s.engine.name() }

// Name is the file, or the server and database without user and password.
func (s *Store) Name() string { return s.engine.label() }

// DB is the pool that writes. River works on it.
func (s *Store) DB() *sql.DB { return s.write }

// River is the job queue's driver on this store.
func (s *Store) River() riverdriver.Driver[*sql.Tx] { return s.engine.river(s.write) }

// Ping says whether the store answers, for reading and for writing.
func (s *Store) Ping(ctx context.Context) error {
	return s.fail("ping", errors.Join(s.read.PingContext(ctx), s.write.PingContext(ctx)))
}

// Close lets go of the database.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != s.read {
		err = errors.Join(err, s.write.Close())
	}
	return s.fail("close", err)
}

// InTx does fn in one transaction: all of it or nothing. On SQLite there is one
// writer, so fn must use tx alone and call no writing method of the Store.
func (s *Store) InTx(ctx context.Context, fn func(*sql.Tx) error) error {
	return s.change(ctx, "write", func(c *change) error { return fn(c.tx) })
}

// change is a transaction with the connection it runs on, which bulk loads need.
type change struct {
	*Store
	conn *sql.Conn
	tx   *sql.Tx
}

func (s *Store) change(ctx context.Context, what string, fn func(*change) error) error {
	s.writer.prepare(ctx)
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return s.fail(what, err)
	}
	defer func() { _ = conn.Close() }() // back to the pool; nothing to lose
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return s.fail(what, err)
	}
	if err := fn(&change{s, conn, tx}); err != nil {
		_ = tx.Rollback() // the first error is the one that tells
		return s.fail(what, err)
	}
	return s.fail(what, tx.Commit())
}

// fail names the store, what it was about and the remedy, when one is known.
// The words of package forecast go through as they are.
func (s *Store) fail(what string, err error) error {
	var (
		missing *forecast.NotFound
		state   *forecast.WrongState
		wrong   *forecast.WrongStep
		invalid *forecast.Invalid
		failed  *failure
	)
	if err == nil || errors.As(err, &missing) || errors.As(err, &state) ||
		errors.As(err, &invalid) || errors.As(err, &wrong) || errors.As(err, &failed) {
		return err
	}
	return &failure{store: s.engine.label(), what: what, err: err, remedy: s.engine.remedy(err)}
}

// failure is an error of the database itself.
type failure struct {
	store, what string
	err         error
	remedy      string
}

func (f *failure) Error() string {
	why := strings.Join(strings.Fields(f.err.Error()), " ") // pgx writes several lines
	text := fmt.Sprintf("store %s: %s: %s", f.store, f.what, why)
	if f.remedy != "" {
		text += "; " + f.remedy
	}
	return text
}

func (f *failure) Unwrap() error { return f.err }
