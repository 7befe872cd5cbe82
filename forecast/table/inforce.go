package table

import (
	"errors"
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/forecast"
)

// InForce picks the edition that decides on a day: the dated one that covers it,
// else the undated one; editions with status off never. Two of a kind for a day
// are an error that names both; none is a NotFound.
func InForce(tables []Table, day forecast.Date) (Table, error) {
	i, err := Place(tables, day)
	if err != nil {
		return Table{}, err
	}
	return tables[i], nil
}

// Place is InForce for those who keep the tables: the place of the one that decides.
func Place(tables []Table, day forecast.Date) (int, error) {
	for _, dated := range []bool{true, false} {
		found := -1
		for i := range tables {
			t := &tables[i]
			if t.rows == nil || t.edition.Dated() != dated || !t.edition.Covers(day) {
				continue
			}
			if found >= 0 && tables[found].edition.ID != t.edition.ID {
				return -1, fmt.Errorf("lookup table for %s: both %s and %s hold; give them dates that do not overlap, or set one to off",
					day, called(tables[found]), called(*t))
			}
			if found < 0 {
				found = i
			}
		}
		if found >= 0 {
			return found, nil
		}
	}
	return -1, &forecast.NotFound{Kind: "lookup table for", Name: day.String()}
}

// Conflicts names every two editions of which InForce could not choose one on
// some day; nil when there are none.
func Conflicts(tables []Table) error {
	var errs []error
	tables = distinct(tables)
	for i, t := range tables {
		for _, other := range tables[i+1:] {
			if day, both := together(t.Edition(), other.Edition()); both {
				errs = append(errs, fmt.Errorf("lookup tables %s and %s both hold %s; give them dates that do not overlap, or set one to off",
					called(t), called(other), day))
			}
		}
	}
	return errors.Join(errs...)
}

// together finds when two editions of one kind hold both.
func together(a, b forecast.Edition) (string, bool) {
	if a.Dated() != b.Dated() || !a.Decides() || !b.Decides() {
		return "", false
	}
	if !a.Dated() {
		return "on every day", true
	}
	for _, day := range []forecast.Date{a.ValidFrom, b.ValidFrom, a.Last(), b.Last()} {
		if !day.IsZero() && a.Covers(day) && b.Covers(day) {
			return "on " + day.String(), true
		}
	}
	return "", false
}

// distinct leaves out repetitions of an edition.
func distinct(tables []Table) []Table {
	var list []Table
	for _, t := range tables {
		if !slices.ContainsFunc(list, func(o Table) bool { return o.ID() == t.ID() }) {
			list = append(list, t)
		}
	}
	return list
}

func called(t Table) string { return fmt.Sprintf("%s (%q)", t.ID(), t.edition.Title) }
