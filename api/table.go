package api

import (
	"context"
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

type tableInput struct {
	ID string `path:"id" doc:"Edition"`
}

// TableInfo is an edition in the answers.
type TableInfo struct {
	forecast.Edition
	InForceToday bool `json:"in_force_today" doc:"Decides the levels of today"`
}

type tablesAnswer struct {
	Tables []TableInfo `json:"tables" doc:"Oldest first"`
}

type tableAnswer struct {
	TableInfo
	Rows []explainRow `json:"rows"`
	CSV  string       `json:"csv" doc:"The edition as it is printed and imported"`
}

// editions are all that the store has, but drafts, which are never public. A run of
// the past names the edition that decided it, whenever the edition came into the
// store.
func (s *Server) editions(ctx context.Context) ([]forecast.Edition, error) {
	all, err := s.store.Editions(ctx)
	return slices.DeleteFunc(slices.Clone(all), func(e forecast.Edition) bool { return e.Status == forecast.Proposed }), err
}

// read reads an edition's rows.
func read(e *forecast.Edition) (table.Table, error) {
	t, err := table.Of(*e)
	if err != nil {
		return t, fmt.Errorf("edition %s: %w", e.ID, err)
	}
	return t, nil
}

// inForce gives the table that decides a day, if there is one. A broken edition
// does not keep the others from being shown; the log tells of it.
func (s *Server) inForce(ctx context.Context, editions []forecast.Edition, day forecast.Date) (table.Table, bool) {
	var all []table.Table
	for i := range editions {
		t, err := read(&editions[i])
		if err != nil {
			s.log.ErrorContext(ctx, "edition cannot be read", "error", err, "request", requestID(ctx))
			continue
		}
		all = append(all, t)
	}
	t, err := table.InForce(all, day)
	if err != nil && !isNotFound(err) {
		s.log.ErrorContext(ctx, "no edition can be chosen", "error", err, "request", requestID(ctx))
	}
	return t, err == nil
}

func newRow(t table.Table, n int, r table.Row) explainRow {
	out := explainRow{Row: n, ForestGroup: r.Group, Months: r.Months.String(), Over: r.Ranges[0].Over, To: r.Ranges[0].To, Level: r.Level}
	for i, key := range t.Keys() {
		out.Ranges = append(out.Ranges, keyRange{key, r.Ranges[i].Over, r.Ranges[i].To})
	}
	return out
}

// decidingRow is the row of the group that gives the zone its level, nil when
// none did.
func decidingRow(e *forecast.Edition, d forecast.ZoneDay) (*explainRow, error) {
	level := computed(d)
	i := slices.IndexFunc(d.Groups, func(g forecast.GroupLevel) bool { return g.Level == level && g.Row > 0 })
	if !level.Known() || i < 0 {
		return nil, nil
	}
	t, err := read(e)
	if err != nil {
		return nil, err
	}
	rows := t.Rows()
	if n := d.Groups[i].Row; n <= len(rows) {
		r := newRow(t, n, rows[n-1])
		return &r, nil
	}
	return nil, nil
}

func (s *Server) getTables(ctx context.Context, _ *struct{}) (*page, error) {
	m := s.moment()
	editions, err := s.editions(ctx)
	if err != nil {
		return nil, err
	}
	a := tablesAnswer{Tables: []TableInfo{}}
	today, ok := s.inForce(ctx, editions, m.today)
	for _, e := range editions {
		a.Tables = append(a.Tables, TableInfo{e, ok && today.Edition().ID == e.ID})
	}
	return shortPage(jsonType, a)
}

func (s *Server) getTable(ctx context.Context, in *tableInput) (*page, error) {
	m := s.moment()
	editions, err := s.editions(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(editions, func(e forecast.Edition) bool { return e.ID == in.ID })
	if i < 0 {
		return nil, &forecast.NotFound{Kind: "table", Name: in.ID}
	}
	today, ok := s.inForce(ctx, editions, m.today)
	t, err := read(&editions[i])
	if err != nil {
		return nil, err
	}
	a := tableAnswer{TableInfo: TableInfo{editions[i], ok && today.Edition().ID == in.ID}, Rows: []explainRow{}, CSV: editions[i].Text}
	for n, r := range t.Rows() {
		a.Rows = append(a.Rows, newRow(t, n+1, r))
	}
	return shortPage(jsonType, a)
}
