package table_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// A faulty table gives its cells, and each fault at its row and column, the same
// from CSV, workbook and grid.
func TestCheckShowsFaultsAtTheirCells(t *testing.T) {
	bad := strings.Replace(generic, "all,1-12,1000,2500,2", "all,1-12,1500,2500,9", 1)
	fromText := table.Check("t.csv", []byte(bad))
	fromCells := table.CheckSheet("t.csv", fromText.Sheet)
	for name, c := range map[string]table.Checked{"text": fromText, "cells": fromCells} {
		if c.Err == nil || len(c.Faults) != 1 {
			t.Fatalf("%s: faults %+v", name, c.Faults)
		}
		if f := c.Faults[0]; f.Row != 2 || f.Column != "level" || f.Value != "9" || f.Remedy == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if f := fromText.Faults[0]; f.Line != 8 || f.Place() != "line 8, column level" {
		t.Errorf("in the file: %+v", f)
	}
	if diff := cmp.Diff([]string{"all", "1-12", "1500", "2500", "9"}, fromText.Sheet.Rows[1]); diff != "" {
		t.Error(diff)
	}
}

func TestCheckFindsWhatIsMissing(t *testing.T) {
	sheet := parse(t, generic).Sheet()
	for i := range sheet.Rows {
		sheet.Rows[i][1] = "5-12,1-3"
	}
	c := table.CheckSheet("t", sheet)
	if len(c.Faults) != 1 || c.Faults[0].Column != "months" || !strings.Contains(c.Faults[0].Reason, "months 4: no row covers them") || c.Faults[0].Row == 0 {
		t.Errorf("a table without April: %+v", c.Faults)
	}
	c = table.CheckSheet("t", table.Sheet{})
	if c.Err == nil || len(c.Faults) == 0 {
		t.Error("an empty grid is a table")
	}
	for name, data := range map[string]string{"a.xlsm": "PK\x03\x04", "old.xls": "\xd0\xcf\x11\xe0\xa1"} {
		if c := table.Check(name, []byte(data)); len(c.Faults) != 1 || c.Faults[0].Remedy == "" || c.Faults[0].File != name {
			t.Errorf("%s: %+v", name, c.Faults)
		}
	}
}

// A good table comes back from its cells as the same edition.
func TestSheetThereAndBack(t *testing.T) {
	tab := parse(t, generic)
	c := table.CheckSheet("t", tab.Sheet())
	if c.Err != nil || c.Table.ID() != tab.ID() {
		t.Errorf("%v: %s, not %s", c.Err, c.Table.ID(), tab.ID())
	}
	var book bytes.Buffer
	if err := tab.WriteXLSX(&book); err != nil {
		t.Fatal(err)
	}
	if again, err := table.Read("whatever.name", book.Bytes()); err != nil || again.ID() != tab.ID() {
		t.Errorf("%v: %s, not %s", err, again.ID(), tab.ID())
	}
}

func TestDraftAndEnact(t *testing.T) {
	signed := parse(t, strings.Replace(generic, "status: provisional", "status: in_force", 1))
	draft := signed.Draft()
	e := draft.Edition()
	if e.Decides() || e.Covers(forecast.Date{Year: 2026, Month: 3, Day: 1}) || draft.ID() == signed.ID() {
		t.Errorf("a draft decides: %+v", e)
	}
	if _, err := table.InForce([]table.Table{draft}, forecast.Date{Year: 2026, Month: 3, Day: 1}); err == nil {
		t.Error("a draft is in force")
	}
	today := forecast.Date{Year: 2026, Month: 11, Day: 25}
	by := forecast.Enactment{Decision: " 12/QĐ-UBND ", Issuer: "UBND", Date: today, ValidFrom: today.AddDays(6)}
	law, err := draft.Enact(by, today)
	if err != nil {
		t.Fatal(err)
	}
	now := law.Edition()
	if now.Status != forecast.InForce || now.Decision != "12/QĐ-UBND" || now.Covers(today) || !now.Covers(by.ValidFrom) || len(law.Rows()) != 5 {
		t.Errorf("enacted: %+v", now)
	}
	if _, err := law.Enact(by, today); err == nil || !strings.Contains(err.Error(), "is no draft") {
		t.Errorf("enacted twice: %v", err)
	}
	by.Decision = "x\u0007"
	if _, err := draft.Enact(by, today); err == nil {
		t.Error("a decision that cannot be printed")
	}
	now.Ends = by.ValidFrom.AddDays(9)
	if ended, err := table.Of(now); err != nil || ended.ID() != now.ID {
		t.Errorf("ended: %v", err)
	} else if e := ended.Edition(); e.Covers(by.ValidFrom.AddDays(10)) || !e.Covers(by.ValidFrom.AddDays(9)) {
		t.Errorf("it goes on: %+v", e)
	}
}

// Whatever stands in a grid, its faults stand at rows it has.
func FuzzCheck(f *testing.F) {
	f.Add([]byte(generic))
	f.Add([]byte(strings.Replace(generic, "1000", "x", 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := table.Check("t", data)
		if (c.Err == nil) != (len(c.Faults) == 0) {
			t.Fatalf("%v with %d faults", c.Err, len(c.Faults))
		}
		for _, fault := range c.Faults {
			if fault.Row < 0 || fault.Row > len(c.Sheet.Rows) {
				t.Fatalf("%+v of %d rows", fault, len(c.Sheet.Rows))
			}
		}
		if c.Err == nil && table.CheckSheet("t", c.Sheet).Table.ID() != c.Table.ID() {
			t.Fatal("its cells are another table")
		}
	})
}
