package run

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// Book holds the editions that a province has, read and ready to look up.
type Book struct {
	tables []table.Table
}

// ReadBook reads the text of every edition.
func ReadBook(editions []forecast.Edition) (Book, error) {
	var b Book
	for _, e := range editions {
		t, err := table.Of(e)
		if err != nil {
			return Book{}, fmt.Errorf("edition %s: %w", e.ID, err)
		}
		b.tables = append(b.tables, t)
	}
	return b, nil
}

// IDs names the editions.
func (b Book) IDs() []string {
	ids := []string{}
	for _, t := range b.tables {
		ids = append(ids, t.Edition().ID)
	}
	return ids
}

func (b Book) on(d forecast.Date) (*table.Table, error) {
	i, err := table.Place(b.tables, d)
	if err != nil {
		return nil, err
	}
	return &b.tables[i], nil
}

func (b Book) provisional(id string) bool {
	for _, t := range b.tables {
		if e := t.Edition(); e.ID == id {
			return e.Status == forecast.Provisional
		}
	}
	return false
}
