package index

import (
	"fmt"
	"strconv"
	"strings"
)

// Calculator is one index as `canhlua index NAME` sees it. A cumulative one
// carries its state from row to row, so a Calculator serves one stream.
type Calculator struct {
	Name  string
	Needs [][]string                                  // of each list one column must be there
	Reads []string                                    // columns used when there
	Adds  func(has func(column string) bool) []string // columns it computes, in order
	Step  func(Row) Result                            // called for every row, in order
}

// Result is what a calculator says of one row.
type Result struct {
	Cells []Cell // one for each column of Adds; nil = all empty
	Note  string // why a cell is empty
}

// Cell is a number that may be missing.
type Cell struct {
	V  float64
	OK bool
}

func some(v float64) Cell { return Cell{v, true} }

// String is the shortest text that reads back as the same number, empty when
// missing, so that a stored value continues a series bit for bit.
func (c Cell) String() string {
	if !c.OK {
		return ""
	}
	return strconv.FormatFloat(c.V, 'f', -1, 64)
}

// Row is one row of the input, by column name.
type Row struct {
	columns map[string]int
	cells   []string
}

// Has reports whether the input has the column.
func (r Row) Has(column string) bool {
	_, ok := r.columns[column]
	return ok
}

// Text is the trimmed cell, empty when missing.
func (r Row) Text(column string) string {
	at, ok := r.columns[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.cells[at])
}

// Number is the cell's number, or why there is none. A decimal point is the only
// sign allowed inside: "1,5", "NaN" and "0x10" are no numbers here.
func (r Row) Number(column string) (float64, error) {
	text := r.Text(column)
	if text == "" {
		return 0, fmt.Errorf("%s is missing", column)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, fmt.Errorf("%s %s is no number", column, shown(text))
	}
	return v, nil
}

// First is the first of the columns whose cell is not empty.
func (r Row) First(columns ...string) (string, bool) {
	for _, c := range columns {
		if r.Text(c) != "" {
			return c, true
		}
	}
	return "", false
}

// shown quotes a value for a message, cut to a readable length.
func shown(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}
