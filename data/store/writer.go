package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"sync"
)

// writer keeps the statements of changes prepared: most of what a small one costs
// on SQLite is reading its text. The pool may have one connection, and a change
// holds it; so what a change asks for first is prepared before the next begins.
type writer struct {
	db     *sql.DB
	mu     sync.Mutex
	kept   map[string]*sql.Stmt
	wanted map[string]bool
}

func newWriter(db *sql.DB) *writer {
	return &writer{db: db, kept: map[string]*sql.Stmt{}, wanted: map[string]bool{}}
}

// prepare prepares what was wanted; it must not be called within a change. What
// cannot be prepared stays unprepared: whoever asks for it next is told why.
func (w *writer) prepare(ctx context.Context) {
	w.mu.Lock()
	wanted := slices.Collect(maps.Keys(w.wanted))
	clear(w.wanted)
	w.mu.Unlock()
	for _, text := range wanted { // not under the lock: it may wait for the connection
		stmt, err := w.db.PrepareContext(ctx, text)
		if err != nil {
			continue
		}
		w.mu.Lock()
		if _, twice := w.kept[text]; twice {
			_ = stmt.Close() // another was quicker; nothing to lose
		} else {
			w.kept[text] = stmt
		}
		w.mu.Unlock()
	}
}

// statement is one of a transaction, which closes it when it ends.
func (w *writer) statement(ctx context.Context, tx *sql.Tx, text string) (*sql.Stmt, error) {
	w.mu.Lock()
	stmt, ok := w.kept[text]
	if !ok && len(w.kept)+len(w.wanted) < keptQueries {
		w.wanted[text] = true
	}
	w.mu.Unlock()
	if ok {
		return tx.StmtContext(ctx, stmt), nil
	}
	return tx.PrepareContext(ctx, text)
}

// within is a transaction that asks with kept statements.
func (w *writer) within(tx *sql.Tx) querier { return keptQuerier{w, tx} }

type keptQuerier struct {
	*writer
	tx *sql.Tx
}

// QueryContext is the transaction's.
func (q keptQuerier) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := q.statement(ctx, q.tx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}
