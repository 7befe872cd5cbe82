package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

const (
	sqliteReaders  = 4    // connections that read
	sqliteBusyMS   = 10e3 // how long to wait for another process's write, ms
	sqliteParams   = 720  // parameters per INSERT; more costs more to parse than it saves
	sqliteFileHead = "SQLite format 3\x00"
)

// sqlite is a database in a file, for one process at a time.
type sqlite struct{ path string }

func (e *sqlite) name() string           { return "sqlite" }
func (e *sqlite) label() string          { return e.path }
func (e *sqlite) dialect() goose.Dialect { return goose.DialectSQLite3 }

var sqliteWords = regexp.MustCompile(`BIGSERIAL|\); -- clustered`)

func (e *sqlite) words(sql string) string {
	return sqliteWords.ReplaceAllStringFunc(sql, func(word string) string {
		if word == "BIGSERIAL" {
			return "INTEGER"
		}
		return ") WITHOUT ROWID;"
	})
}

func (e *sqlite) river(db *sql.DB) riverdriver.Driver[*sql.Tx] { return riversqlite.New(db) }

// alone needs no lock: SQLite is for one process, and its one writer is ours.
func (e *sqlite) alone(_ context.Context, _ *sql.DB, fn func() error) error { return fn() }

// turn needs no lock: there is one writer.
func (e *sqlite) turn(context.Context, *sql.Tx) error { return nil }

func (e *sqlite) open(ctx context.Context, readOnly bool) (write, read *sql.DB, err error) {
	if readOnly {
		read, err = e.openReadOnly(ctx)
		return read, read, err
	}
	if err := e.checkWritable(); err != nil {
		return nil, nil, err
	}
	read, err = e.pool(ctx, sqliteReaders, "&_query_only=on")
	if err != nil {
		return nil, nil, err
	}
	write, err = e.pool(ctx, 1, "&_txlock=immediate&_journal_mode=WAL&_synchronous=NORMAL&_pragma=wal_autocheckpoint(4000)")
	if err != nil {
		return nil, nil, errors.Join(err, read.Close())
	}
	return write, read, nil
}

// openReadOnly reads a file that may lie where nothing can be written. A file
// left in WAL mode there opens as immutable only; that is safe while no WAL
// lies beside it.
func (e *sqlite) openReadOnly(ctx context.Context) (*sql.DB, error) {
	if err := e.checkFile(); err != nil {
		return nil, fmt.Errorf("%w; make a store with canhlua serve, or name another file with --db", err)
	}
	db, err := e.pool(ctx, sqliteReaders, "&_query_only=on&mode=ro")
	if err == nil {
		return db, nil
	}
	if info, gone := os.Stat(e.path + "-wal"); gone == nil && info.Size() > 0 {
		return nil, err
	}
	return e.pool(ctx, sqliteReaders, "&_query_only=on&mode=ro&immutable=1")
}

func (e *sqlite) pool(ctx context.Context, size int, params string) (*sql.DB, error) {
	path := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(e.path)
	db, err := sql.Open("sqlite", fmt.Sprintf("file:%s?_busy_timeout=%d&_foreign_keys=on%s", path, int(sqliteBusyMS), params))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	if err := e.checkTables(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// checkTables takes the first look at the file's content.
func (e *sqlite) checkTables(ctx context.Context, db *sql.DB) error {
	var tables, ours int
	err := db.QueryRowContext(ctx, "SELECT COUNT(*), COUNT(*) FILTER (WHERE name = 'goose_db_version') FROM sqlite_master").Scan(&tables, &ours)
	if err == nil && tables > 0 && ours == 0 {
		err = errors.New("the file is another program's database; name another file with --db")
	}
	return err
}

// checkWritable says in words what SQLite would only number.
func (e *sqlite) checkWritable() error {
	dir := filepath.Dir(e.path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("its folder cannot be made: %w; name a file in a folder that can be written with --db", err)
	}
	probe, err := os.CreateTemp(dir, ".canhlua-*") // the WAL lies beside the file
	if err != nil {
		return fmt.Errorf("its folder cannot be written: %w; make it writable or name another file with --db", plain(err))
	}
	_ = probe.Close()
	if err := os.Remove(probe.Name()); err != nil {
		return err
	}
	if err := e.checkFile(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(e.path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("the file can only be read: %w; make it writable or name another file with --db", plain(err))
	}
	return f.Close()
}

// checkFile refuses what is there but is no SQLite file.
func (e *sqlite) checkFile() error {
	f, err := os.Open(e.path)
	if err != nil {
		return plain(err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return errors.New("it is a directory; name a file with --db")
	}
	head := make([]byte, len(sqliteFileHead))
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.EOF) || string(head[:n]) == sqliteFileHead {
		return nil
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return plain(err)
	}
	return errors.New("the file is no SQLite database; move it away, or name another file with --db")
}

// plain is a file error without the path, which the message names already.
func plain(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// load sends rows in INSERTs of many rows, the last ones in INSERTs of half as
// many each: so there are few texts, and they stay prepared. Their placeholders
// are "?": the driver looks a numbered one up by name.
func (e *sqlite) load(ctx context.Context, c *change, b batch) (added int64, err error) {
	size := sqliteParams / len(b.columns)
	for first := 0; first < b.rows; {
		whole := (b.rows - first) / size * size
		n, err := e.send(ctx, c, b, first, first+whole, size)
		if added += n; err != nil {
			return added, err
		}
		first += whole
		if size&(size-1) != 0 {
			size = 1 << bits.Len(uint(size)) // the next lower power of two is its half
		}
		size /= 2
	}
	return added, nil
}

// send inserts the rows from first to before last, size of them at a time.
func (e *sqlite) send(ctx context.Context, c *change, b batch, first, last, size int) (added int64, err error) {
	if first == last {
		return 0, nil
	}
	insert, err := c.writer.statement(ctx, c.tx, e.insert(b, size))
	if err != nil {
		return 0, err
	}
	args := make([]any, 0, size*len(b.columns))
	for ; first < last; first += size {
		args = args[:0]
		for i := first; i < first+size; i++ {
			args = append(args, b.row(i)...)
		}
		done, err := insert.ExecContext(ctx, args...)
		if err != nil {
			return added, err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return added, err
		}
		added += n
	}
	return added, nil
}

func (e *sqlite) insert(b batch, rows int) string {
	row := "(" + strings.Repeat("?, ", len(b.columns)-1) + "?)"
	text := "INSERT INTO " + b.table + " (" + strings.Join(b.columns, ", ") + ") VALUES " +
		strings.Repeat(row+", ", rows-1) + row
	if b.key != "" {
		text += " ON CONFLICT (" + b.key + ") DO NOTHING"
	}
	return text
}

func (e *sqlite) remedy(err error) string {
	var failed *driver.Error
	if !errors.As(err, &failed) {
		return ""
	}
	switch failed.Code() & 0xff {
	case codes.SQLITE_FULL:
		return "the disk is full: make room, then try again; nothing was half-written"
	case codes.SQLITE_READONLY:
		return "the store can only be read: open it for writing, or make the file and its folder writable"
	case codes.SQLITE_CANTOPEN:
		return "the file or the -wal and -shm files beside it cannot be opened: check their owner and rights"
	case codes.SQLITE_NOTADB, codes.SQLITE_CORRUPT:
		return "the file is no SQLite database or is damaged: restore it from a backup, or name another file with --db"
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return "another process writes to the file: SQLite is for one process, use PostgreSQL for several"
	}
	return ""
}

// snapshot is every reading transaction of SQLite.
func (e *sqlite) snapshot() *sql.TxOptions { return nil }

// restored has nothing to do: SQLite counts on from the highest number.
func (e *sqlite) restored(context.Context, *sql.Tx) error { return nil }
