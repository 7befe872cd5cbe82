package table

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// Sheet is an edition as cells, right or wrong: what a grid shows and edits.
type Sheet struct {
	Meta  []Entry    `json:"meta"`            // the comment lines, in their order
	Head  []string   `json:"head"`            // column names
	Rows  [][]string `json:"rows"`            // cells, as many in each row as the header has, or fewer
	Lines []int      `json:"lines,omitempty"` // of the rows in the file they came in; none = 1, 2, …
}

// Entry is one comment line.
type Entry struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Fault is one thing that is wrong with a sheet, and where.
type Fault struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line"`   // in the file, 0 = none
	Row    int    `json:"row"`    // of the sheet's rows, from 1; 0 = header, comment lines or the whole
	Column string `json:"column"` // name of the column or comment line, or a workbook's cell; empty = none
	Value  string `json:"value"`  // as given
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`

	Code string            `json:"code,omitempty"` // of its kind, for those who word it in another language
	Args map[string]string `json:"args,omitempty"` // what the reason and the remedy name
}

// Checked is what came of reading a table: the cells, and either the table or what
// is wrong with it.
type Checked struct {
	Sheet  Sheet
	Table  Table
	Faults []Fault // none = Table is good
	Err    error   // the same, joined
}

// Read reads a file by its content, CSV or XLSX. Errors are those of Parse and
// ParseXLSX.
func Read(name string, data []byte) (Table, error) {
	c := Check(name, data)
	return c.Table, c.Err
}

// Check reads a file by its content and gives its cells along with what is wrong.
func Check(name string, data []byte) Checked {
	b, err := open(name, data)
	if err != nil {
		return Checked{Faults: faultsOf(err, nil), Err: err}
	}
	return b.check()
}

// CheckSheet reads cells as a grid has them.
func CheckSheet(name string, s Sheet) Checked {
	b := &builder{doc: document{metaFile: name, rowFile: name}}
	for i, e := range s.Meta {
		b.doc.meta = append(b.doc.meta, pair{i + 1, strings.ToLower(strings.TrimSpace(e.Key)), e.Value})
	}
	b.addRecord(record{0, slices.Clone(s.Head)})
	for i, cells := range s.Rows {
		if !b.addRecord(record{i + 1, slices.Clone(cells)}) {
			break
		}
	}
	return b.check()
}

func open(name string, data []byte) (*builder, error) {
	switch {
	case strings.HasSuffix(strings.ToLower(name), ".xlsm"):
		return nil, fault(forecast.Invalid{File: name}, "macro_book")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return openXLSX(name, data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")): // the older Excel, or one locked by a password
		return nil, fault(forecast.Invalid{File: name}, "old_book")
	}
	return openCSV(name, data)
}

func (b *builder) check() Checked {
	t, err := b.build()
	c := Checked{Sheet: b.sheet(), Table: t, Err: err}
	c.Faults = faultsOf(err, c.Sheet.Lines)
	return c
}

// sheet is the document as cells, its columns by their canonical names.
func (b *builder) sheet() Sheet {
	s := Sheet{Meta: []Entry{}, Head: []string{}, Rows: [][]string{}, Lines: []int{}}
	for _, p := range b.doc.meta {
		s.Meta = append(s.Meta, Entry{p.key, tidy(p.value)})
	}
	for _, cell := range b.doc.head.cells {
		s.Head = append(s.Head, b.table.method.canonical(strings.ToLower(cell)))
	}
	for _, r := range b.doc.rows {
		s.Rows, s.Lines = append(s.Rows, r.cells), append(s.Lines, r.line)
	}
	return s
}

// Sheet is the table as cells.
func (t Table) Sheet() Sheet {
	s := Sheet{Meta: []Entry{}, Lines: []int{}}
	for _, e := range t.entries() {
		s.Meta = append(s.Meta, Entry{e[0], e[1]})
	}
	records := t.records()
	s.Head, s.Rows = records[0], records[1:]
	for i := range s.Rows {
		s.Lines = append(s.Lines, i+1)
	}
	return s
}

// Faults gives the faults of an error of this package, as a list.
func Faults(err error) []Fault { return faultsOf(err, nil) }

func faultsOf(err error, lines []int) []Fault {
	if err == nil {
		return nil
	}
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		var list []Fault
		for _, e := range joined.Unwrap() {
			list = append(list, faultsOf(e, lines)...)
		}
		return list
	}
	var v *forecast.Invalid
	if !errors.As(err, &v) {
		return []Fault{{Reason: err.Error()}}
	}
	f := Fault{File: v.File, Line: v.Line, Row: rowOf(v, lines), Column: v.Column, Value: v.Value, Reason: v.Reason, Remedy: v.Remedy}
	var coded *forecast.Coded
	if errors.As(err, &coded) {
		f.Code, f.Args = coded.Code, coded.Args
	}
	return []Fault{f}
}

// rowOf is the row of a fault; one of a comment line has none.
func rowOf(v *forecast.Invalid, lines []int) int {
	if v.Line == 0 || knownKey(v.Column) {
		return 0
	}
	return slices.Index(lines, v.Line) + 1
}

// Place is where a fault is, in words: "line 9, column p_over".
func (f *Fault) Place() string {
	switch {
	case f.Line > 0 && f.Column != "":
		return fmt.Sprintf("line %d, column %s", f.Line, f.Column)
	case f.Line > 0:
		return fmt.Sprintf("line %d", f.Line)
	}
	return f.Column
}
