package forecast

import "fmt"

// Grounds refuses an edition that says it is in force without the decision that
// makes it so: number, day, issuer and first day. Others need none: they are
// provisional wherever they decide, or decide nothing.
func (e *Edition) Grounds() error {
	if e.Status != InForce {
		return nil
	}
	for _, part := range []struct {
		name    string
		missing bool
	}{{"decision", e.Decision == ""}, {"date", e.Date.IsZero()}, {"issuer", e.Issuer == ""}, {"valid_from", e.ValidFrom.IsZero()}} {
		if part.missing {
			return &Invalid{Column: part.name, Reason: "is missing, and the status is in_force",
				Remedy: "add the comment lines decision, date, issuer and valid_from of the decision, or import it as a draft and enact that"}
		}
	}
	if e.ValidFrom.Before(e.Date) {
		return &Invalid{Column: "valid_from", Value: e.ValidFrom.String(), Reason: "lies before the decision of " + e.Date.String(),
			Remedy: "give the day of the decision or a later one"}
	}
	return nil
}

// Yields refuses an edition without a decision that would take days from one that
// has one; for days that only provisional editions hold, it may.
func (e *Edition) Yields(have []Edition) error {
	if e.Status != Provisional || !e.Dated() {
		return nil
	}
	for i := range have {
		if other := &have[i]; other.Status == InForce && meet(other, e) {
			return &Invalid{Column: "status", Value: e.Status, Reason: fmt.Sprintf("would decide days of table %s (%q), which a decision has issued", other.ID, other.Title),
				Remedy: "import it as a draft; what takes the place of an issued table needs a decision"}
		}
	}
	return nil
}
