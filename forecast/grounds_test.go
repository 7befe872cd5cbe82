package forecast

import (
	"testing"
	"time"
)

// What says that it is in force bears its decision; what bears none takes no day
// from what does.
func TestGrounds(t *testing.T) {
	day := Date{Year: 2026, Month: time.November, Day: 1}
	law := Edition{ID: "l", Status: InForce, Decision: "1/QĐ", Issuer: "UBND", Date: day, ValidFrom: day}
	for name, spoil := range map[string]func(e *Edition){
		"no decision":     func(e *Edition) { e.Decision = "" },
		"no issuer":       func(e *Edition) { e.Issuer = "" },
		"no date":         func(e *Edition) { e.Date = Date{} },
		"no first day":    func(e *Edition) { e.ValidFrom = Date{} },
		"before it":       func(e *Edition) { e.ValidFrom = day.AddDays(-1) },
		"":                func(*Edition) {},
		"provisional":     func(e *Edition) { *e = Edition{Status: Provisional} },
		"one not in use":  func(e *Edition) { *e = Edition{Status: Off} },
		"one of the shop": func(e *Edition) { *e = Edition{Status: Proposed} },
	} {
		e := law
		spoil(&e)
		if bad := e.Grounds() != nil; bad != (e.Status == InForce && name != "") {
			t.Errorf("%q: refused is %v", name, bad)
		}
	}
	later := Edition{ID: "p", Status: Provisional, ValidFrom: day.AddDays(30)}
	ended := law
	ended.Ends = day.AddDays(20)
	undated := law
	undated.ValidFrom = Date{}
	for name, c := range map[string]struct {
		have    Edition
		refused bool
	}{"beside a table in force": {law, true}, "after its end": {ended, false}, "over an undated one in force": {undated, true},
		"over a provisional one": {Edition{ID: "g", Status: Provisional}, false}} {
		if err := later.Yields([]Edition{c.have}); (err != nil) != c.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
