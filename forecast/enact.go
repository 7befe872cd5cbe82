package forecast

import "fmt"

// Enactment is what makes a draft the authority's table.
type Enactment struct {
	Decision  string `json:"decision"` // number of the decision
	Date      Date   `json:"date"`     // of the decision
	Issuer    string `json:"issuer"`
	ValidFrom Date   `json:"valid_from"`
	ValidTo   Date   `json:"valid_to,omitzero"` // none = until further notice
}

// Check refuses an enactment that lacks a part, and one from a day before today:
// past days keep the edition they had.
func (e *Enactment) Check(today Date) error {
	bad := func(column, value, reason, remedy string) error {
		return &Coded{NewNote("enact_"+column, "value", value, "today", today.String(), "decision", e.Date.String()),
			&Invalid{Column: column, Value: value, Reason: reason, Remedy: remedy}}
	}
	switch {
	case e.Decision == "":
		return bad("decision", "", "is missing", "give the number of the decision, such as 12/2026/QĐ-UBND")
	case e.Issuer == "":
		return bad("issuer", "", "is missing", "name who issued the decision")
	case e.Date.IsZero():
		return bad("date", "", "is missing", "give the day of the decision as YYYY-MM-DD")
	case e.ValidFrom.IsZero():
		return bad("valid_from", "", "is missing", "give the first day the table holds for as YYYY-MM-DD")
	case e.Date.After(today):
		return bad("date", e.Date.String(), "lies after today, "+today.String(), "enact the table once the decision is signed")
	case e.ValidFrom.Before(e.Date):
		return bad("valid_from", e.ValidFrom.String(), "lies before the decision of "+e.Date.String(), "give the day of the decision or a later one")
	case e.ValidFrom.Before(today):
		return bad("valid_from", e.ValidFrom.String(), "lies before today, "+today.String(), "give today or a later day: past days keep the edition they had")
	case !e.ValidTo.IsZero() && e.ValidTo.Before(e.ValidFrom):
		return bad("valid_to", e.ValidTo.String(), "lies before valid_from "+e.ValidFrom.String(), "exchange the two dates")
	}
	return nil
}

// Succeed finds which editions the next one ends, each the day before it begins,
// and gives them so ended. It refuses when two would decide one day all the same:
// one that begins later, or one that would go on behind the end of the next.
func Succeed(have []Edition, next Edition) (ended []Edition, err error) {
	for _, e := range have {
		if e.ID == next.ID || !e.Dated() || !e.Decides() || !meet(&e, &next) {
			continue
		}
		switch {
		case !e.ValidFrom.IsZero() && !e.ValidFrom.Before(next.ValidFrom):
			return nil, clash(&e, &next, "give it days that are free, or leave the later edition out")
		case !next.Last().IsZero() && (e.Last().IsZero() || e.Last().After(next.Last())):
			return nil, clash(&e, &next, "leave valid_to empty: a table holds until the next one follows it")
		}
		e.Ends = next.ValidFrom.AddDays(-1)
		ended = append(ended, e)
	}
	return ended, nil
}

// meet reports whether both hold on some day.
func meet(a, b *Edition) bool {
	return (a.Last().IsZero() || b.ValidFrom.IsZero() || !b.ValidFrom.After(a.Last())) &&
		(b.Last().IsZero() || a.ValidFrom.IsZero() || !a.ValidFrom.After(b.Last()))
}

func clash(e, next *Edition, remedy string) error {
	return &Coded{NewNote("enact_clash", "title", e.Title, "next", next.Title, "id", e.ID), &Invalid{Column: "valid_from", Value: next.ValidFrom.String(), Remedy: remedy,
		Reason: fmt.Sprintf("lookup tables %s (%q) and %s (%q) would hold on the same days", e.ID, e.Title, next.ID, next.Title)}}
}
