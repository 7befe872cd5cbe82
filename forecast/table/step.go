package table

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// Of reads a stored edition, with the end that a later one may have set it.
func Of(e forecast.Edition) (Table, error) {
	t, err := Parse(e.Title, []byte(e.Text))
	t.edition.Ends = e.Ends
	return t, err
}

// Draft is the same table as a draft of the workshop: without decision and dates,
// deciding nothing. Its ID is another.
func (t Table) Draft() Table {
	e := &t.edition
	e.Status, e.Decision, e.Issuer = forecast.Proposed, "", ""
	e.Date, e.ValidFrom, e.ValidTo, e.Ends = forecast.Date{}, forecast.Date{}, forecast.Date{}, forecast.Date{}
	return sealed(t)
}

// Enact is a draft turned into the authority's table by a decision. Its ID is
// another; the draft stays as it is.
func (t Table) Enact(by forecast.Enactment, today forecast.Date) (Table, error) {
	e := &t.edition
	if e.Status != forecast.Proposed {
		return Table{}, &forecast.Invalid{Column: "status", Value: e.Status,
			Reason: fmt.Sprintf("table %s is no draft", e.ID), Remedy: "import it as a draft and enact that"}
	}
	by.Decision, by.Issuer = tidy(by.Decision), tidy(by.Issuer)
	if err := by.Check(today); err != nil {
		return Table{}, err
	}
	e.Status, e.Decision, e.Issuer = forecast.InForce, by.Decision, by.Issuer
	e.Date, e.ValidFrom, e.ValidTo, e.Ends = by.Date, by.ValidFrom, by.ValidTo, forecast.Date{}
	out := sealed(t)
	return Parse(e.Title, []byte(out.edition.Text)) // what cannot be read back is not enacted
}

// sealed writes a table's text and ID anew.
func sealed(t Table) Table {
	b := builder{table: t}
	b.seal()
	return b.table
}
