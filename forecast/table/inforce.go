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
	var dated, undated []Table
	for _, t := range tables {
		switch e := t.Edition(); {
		case !e.Covers(day) || t.rows == nil:
		case e.Dated():
			dated = append(dated, t)
		default:
			undated = append(undated, t)
		}
	}
	for _, found := range [][]Table{dated, undated} {
		found = distinct(found)
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return Table{}, fmt.Errorf("lookup table for %s: both %s and %s hold; give them dates that do not overlap, or set one to off",
				day, called(found[0]), called(found[1]))
		}
	}
	return Table{}, &forecast.NotFound{Kind: "lookup table for", Name: day.String()}
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
	if a.Dated() != b.Dated() || a.Status == forecast.Off || b.Status == forecast.Off {
		return "", false
	}
	if !a.Dated() {
		return "on every day", true
	}
	for _, day := range []forecast.Date{a.ValidFrom, b.ValidFrom, a.ValidTo, b.ValidTo} {
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
