package season

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// Table is an edition of the lookup table with the days it decided.
type Table struct {
	ID       string        `json:"id"`
	Title    string        `json:"title"` // empty = the store does not hold it any more
	Method   string        `json:"method,omitempty"`
	Status   string        `json:"status,omitempty"`
	Basis    string        `json:"basis,omitempty"`
	Decision string        `json:"decision,omitempty"`
	Issuer   string        `json:"issuer,omitempty"`
	Date     forecast.Date `json:"date,omitzero"` // of the decision
	First    forecast.Date `json:"first"`         // day on which it decided a level
	Last     forecast.Date `json:"last"`
	Days     int           `json:"days"`      // on which it decided any
	ZoneDays int           `json:"zone_days"` // levels that it decided
}

// tablesOf are the editions that decided levels, in the order they came. A level
// that a person set is no table's.
func tablesOf(b *book) []Table {
	tables := []Table{}
	for i := range b.days {
		for j := range b.days[i].zones {
			z := &b.days[i].zones[j]
			if z.Edition == "" || !z.Level.Known() || z.Override != nil {
				continue
			}
			n := slices.IndexFunc(tables, func(t Table) bool { return t.ID == z.Edition })
			if n < 0 {
				n = len(tables)
				tables = append(tables, b.table(z.Edition, z.Date))
			}
			t := &tables[n]
			if t.ZoneDays++; t.Last != z.Date {
				t.Last = z.Date
				t.Days++
			}
		}
	}
	return tables
}

func (b *book) table(id string, first forecast.Date) Table {
	t := Table{ID: id, First: first}
	for i := range b.Editions {
		if e := &b.Editions[i]; e.ID == id {
			t.Title, t.Method, t.Status, t.Basis = e.Title, e.Method, e.Status, e.Basis
			t.Decision, t.Issuer, t.Date = e.Decision, e.Issuer, e.Date
		}
	}
	return t
}
