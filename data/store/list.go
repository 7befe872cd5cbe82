package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// list reads all rows of a query from the reading pool.
func list[T any](ctx context.Context, s *Store, what string, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	all, err := listFrom(ctx, s.reader, scan, query, args...)
	return all, s.fail(what, err)
}

// listFrom reads all rows of a query.
func listFrom[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) (all []T, err error) {
	err = eachFrom(ctx, q, scan, func(one T) { all = append(all, one) }, query, args...)
	if err != nil {
		return nil, err
	}
	return all, nil
}

// eachFrom hands over the rows of a query one by one.
func eachFrom[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), take func(T), query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return err
		}
		take(one)
	}
	return rows.Err()
}

// one reads a single row into dest; NotFound when there is none.
func (s *Store) one(ctx context.Context, kind, name string, query string, args []any, dest ...any) error {
	err := s.reader.QueryRowContext(ctx, query, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return &forecast.NotFound{Kind: kind, Name: name}
	}
	return s.fail("read "+kind+" "+name, err)
}

// holes is "$from, $from+1, …", n of them.
func holes(from, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = "$" + strconv.Itoa(from+i)
	}
	return strings.Join(all, ", ")
}
