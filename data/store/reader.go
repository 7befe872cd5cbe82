package store

import (
	"context"
	"database/sql"
	"sync"
)

// keptQueries bounds the queries that are kept prepared; texts that vary with the
// number of their parameters come after them unprepared.
const keptQueries = 128

// reader reads from a pool and keeps its queries prepared: most of what a small
// query costs on SQLite is reading its text.
type reader struct {
	db   *sql.DB
	mu   sync.Mutex
	kept map[string]*sql.Stmt
}

func newReader(db *sql.DB) *reader { return &reader{db: db, kept: map[string]*sql.Stmt{}} }

// QueryContext is the pool's, on a prepared query where there is one.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := r.prepared(ctx, query)
	if err != nil || stmt == nil {
		return r.db.QueryContext(ctx, query, args...) // its error tells
	}
	return stmt.QueryContext(ctx, args...)
}

// QueryRowContext is the pool's, on a prepared query where there is one.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := r.prepared(ctx, query)
	if err != nil || stmt == nil {
		return r.db.QueryRowContext(ctx, query, args...) // its error tells
	}
	return stmt.QueryRowContext(ctx, args...)
}

func (r *reader) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.Lock()
	stmt, ok := r.kept[query]
	full := len(r.kept) >= keptQueries
	r.mu.Unlock()
	if ok || full {
		return stmt, nil
	}
	stmt, err := r.db.PrepareContext(ctx, query) // not under the lock: it may wait for a connection
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if first, ok := r.kept[query]; ok {
		_ = stmt.Close() // another was quicker; nothing to lose
		return first, nil
	}
	r.kept[query] = stmt
	return stmt, nil
}
