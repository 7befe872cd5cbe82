package forecast

import (
	"strings"
	"testing"
)

func dayOf(t *testing.T, text string) Date {
	t.Helper()
	if text == "" {
		return Date{}
	}
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSucceed(t *testing.T) {
	edition := func(id, status, from, to string) Edition {
		return Edition{ID: id, Title: "Table " + id, Status: status, ValidFrom: dayOf(t, from), ValidTo: dayOf(t, to)}
	}
	for _, c := range []struct {
		name string
		have []Edition
		next Edition
		ends string // of the one edition that is ended
		bad  string // in the error
	}{
		{"the first", nil, edition("n", InForce, "2026-12-01", ""), "", ""},
		{"after an open one", []Edition{edition("a", InForce, "2025-01-01", "")}, edition("n", InForce, "2026-12-01", ""), "2026-11-30", ""},
		{"after one without first day", []Edition{edition("a", InForce, "", "2027-12-31")}, edition("n", InForce, "2026-12-01", ""), "2026-11-30", ""},
		{"after one that has ended", []Edition{edition("a", InForce, "2025-01-01", "2026-11-30")}, edition("n", InForce, "2026-12-01", ""), "", ""},
		{"beside the undated one", []Edition{edition("a", Provisional, "", "")}, edition("n", InForce, "2026-12-01", ""), "", ""},
		{"beside a draft", []Edition{edition("a", Proposed, "2026-12-01", "")}, edition("n", InForce, "2026-12-01", ""), "", ""},
		{"beside one that is off", []Edition{edition("a", Off, "2026-12-01", "")}, edition("n", InForce, "2026-12-01", ""), "", ""},
		{"the same day", []Edition{edition("a", InForce, "2026-12-01", "")}, edition("n", InForce, "2026-12-01", ""), "", `a ("Table a") and n ("Table n") would hold on the same days`},
		{"into a later one", []Edition{edition("a", InForce, "2027-01-01", "")}, edition("n", InForce, "2026-12-01", ""), "", "a (\"Table a\") and n"},
		{"before a later one", []Edition{edition("a", InForce, "2027-01-01", "")}, edition("n", InForce, "2026-12-01", "2026-12-31"), "", ""},
		{"in the middle of another", []Edition{edition("a", InForce, "2025-01-01", "")}, edition("n", InForce, "2026-12-01", "2026-12-31"), "", "leave valid_to empty"},
		{"the same again", []Edition{edition("n", InForce, "2026-12-01", "")}, edition("n", InForce, "2026-12-01", ""), "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ended, err := Succeed(c.have, c.next)
			switch {
			case c.bad != "":
				if err == nil || !strings.Contains(err.Error(), c.bad) {
					t.Errorf("got %v; want %q", err, c.bad)
				}
			case err != nil:
				t.Error(err)
			case c.ends == "" && len(ended) > 0 || c.ends != "" && (len(ended) != 1 || ended[0].Last().String() != c.ends):
				t.Errorf("ended %+v; want the last day %q", ended, c.ends)
			}
		})
	}
}

func TestEnactmentCheck(t *testing.T) {
	good := Enactment{Decision: "12/2026/QĐ-UBND", Issuer: "UBND", Date: dayOf(t, "2026-11-20"), ValidFrom: dayOf(t, "2026-12-01")}
	for _, c := range []struct {
		name   string
		change func(*Enactment)
		bad    string
	}{
		{"whole", func(*Enactment) {}, ""},
		{"from today", func(e *Enactment) { e.ValidFrom = dayOf(t, "2026-11-25") }, ""},
		{"without number", func(e *Enactment) { e.Decision = "" }, "decision: is missing"},
		{"without issuer", func(e *Enactment) { e.Issuer = "" }, "issuer: is missing"},
		{"without day", func(e *Enactment) { e.Date = Date{} }, "date: is missing"},
		{"without first day", func(e *Enactment) { e.ValidFrom = Date{} }, "valid_from: is missing"},
		{"not signed yet", func(e *Enactment) { e.Date = dayOf(t, "2026-11-26") }, "after today"},
		{"before it was signed", func(e *Enactment) { e.ValidFrom = dayOf(t, "2026-11-19") }, "before the decision"},
		{"in the past", func(e *Enactment) { e.ValidFrom = dayOf(t, "2026-11-24") }, "past days keep the edition they had"},
		{"ends before it begins", func(e *Enactment) { e.ValidTo = dayOf(t, "2026-11-30") }, "exchange the two dates"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := good
			c.change(&e)
			err := e.Check(dayOf(t, "2026-11-25"))
			if (err == nil) != (c.bad == "") || err != nil && !strings.Contains(err.Error(), c.bad) {
				t.Errorf("got %v; want %q", err, c.bad)
			}
		})
	}
}
