// Package table reads, checks and looks up editions of the lookup table of
// fire-danger levels. An edition never changes and is named by the hash of its
// canonical text. The package keeps nothing, embeds none and reads no clock.
package table

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// AllGroups is the forest group whose rows hold for every group without rows of
// its own.
const AllGroups = "all"

// Table is one checked edition. The zero Table decides nothing.
type Table struct {
	edition forecast.Edition
	method  method
	notes   []string
	rows    []Row
	ladders map[string]*[13][]int // by group and month 1–12: rows, lowest range first
	keys    []string              // names of what it is looked up with
}

// Row is one row as it stands in the edition.
type Row struct {
	Group  string
	Months Months
	Ranges []Range // of the table's keys, in the order of Keys
	Level  forecast.Level
}

// Range is over < x ≤ to.
type Range struct {
	Over forecast.Float // missing = open below
	To   forecast.Float // missing = open above
}

// Edition is the edition with its canonical text; its ID is the first 16 hex
// digits of the text's SHA-256. Added is not set.
func (t Table) Edition() forecast.Edition { return t.edition }

// ID is the edition's ID.
func (t Table) ID() string { return t.edition.ID }

// Method is what the table is looked up with: p, p_wind, h, …
func (t *Table) Method() string { return t.edition.Method }

// Keys names the numbers a row has ranges of: the method's index, or several
// factors. They are named as the API names them, temp13_c and the like.
func (t *Table) Keys() []string { return t.keys }

// Rows are the rows in the order of the edition; the first is row 1.
func (t Table) Rows() []Row { return slices.Clone(t.rows) }

// Groups are the forest groups that have rows, sorted.
func (t Table) Groups() []string {
	groups := make([]string, 0, len(t.ladders))
	for g := range t.ladders {
		groups = append(groups, g)
	}
	slices.Sort(groups)
	return groups
}

// Notes are the edition's free remarks.
func (t Table) Notes() []string { return slices.Clone(t.notes) }

// CSV is the canonical text: comment lines in fixed order, columns in fixed
// order, LF line ends. Parse gives the same Table back.
func (t Table) CSV() []byte { return []byte(t.edition.Text) }

// ladder gives the rows for a group and month: the group's own, else those of all.
func (t *Table) ladder(group string, month int) []int {
	if month < 1 || month > 12 {
		return nil
	}
	for _, g := range []string{group, AllGroups} {
		if months, ok := t.ladders[g]; ok && len(months[month]) > 0 {
			return months[month]
		}
	}
	return nil
}
