package table

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/canhlua/canhlua/forecast"
)

// builder turns a document into a Table, or into a list of faults.
type builder struct {
	doc    document
	table  Table
	broken bool           // rows could not all be read: ladders cannot be judged
	lines  []int          // of the table's rows, in the document
	at     map[string]int // canonical column name → cell
	bad    map[string]bool
	faults
}

func (b *builder) build() (Table, error) {
	b.bad = map[string]bool{}
	b.readMeta()
	if b.table.method.name != "" && b.readHead() {
		b.readBody()
		if len(b.table.rows) == 0 && !b.any() {
			b.fault(b.doc.head.line, "", "", "no_rows")
		}
		b.climb()
		if !b.broken {
			b.checkLadders()
		}
	}
	if b.any() {
		return Table{}, b.err()
	}
	b.seal()
	return b.table, nil
}

func (b *builder) fault(line int, column, value, code string, args ...string) {
	b.add(fault(forecast.Invalid{File: b.doc.rowFile, Line: line, Column: column, Value: value}, code, args...))
}

// readHead finds the columns; false when the rows cannot be read without.
func (b *builder) readHead() bool {
	b.at = map[string]int{}
	if b.table.method.name == Factors && !b.readFactors() {
		return false
	}
	for _, a := range b.table.method.axes {
		b.table.keys = append(b.table.keys, a.name)
	}
	want := b.table.method.columns()
	ok := true
	for i, cell := range b.doc.head.cells {
		name := b.table.method.canonical(strings.ToLower(cell))
		_, twice := b.at[name]
		switch {
		case !slices.Contains(want, name):
			b.fault(b.doc.head.line, cell, "", "unknown_column", "method", b.table.method.name, "columns", strings.Join(want, ", "))
		case twice:
			b.fault(b.doc.head.line, cell, "", "column_twice")
		}
		b.at[name] = i
	}
	for _, name := range want {
		if _, there := b.at[name]; !there {
			b.fault(b.doc.head.line, name, "", "column_missing", "columns", strings.Join(want, ", "))
			ok = false
		}
	}
	return ok
}

// readFactors takes from the header what the table is looked up with; false when
// it names nothing.
func (b *builder) readFactors() bool {
	m := &b.table.method
	for _, cell := range b.doc.head.cells {
		a, ok := factorOf(strings.ToLower(cell))
		if ok && !slices.ContainsFunc(m.axes, func(other axis) bool { return other.name == a.name }) {
			m.axes = append(m.axes, a)
		}
	}
	if len(m.axes) == 0 {
		b.fault(b.doc.head.line, "", "", "no_factor", "factors", factorNames())
	}
	if m.needsReset() && b.table.edition.RainResetMM == 0 {
		b.metaFault(pair{key: "rain_reset_mm"}, "reset_missing")
	}
	return len(m.axes) > 0
}

func (b *builder) readBody() {
	for _, r := range b.doc.rows {
		before := b.added()
		row := b.readRow(r)
		if b.added() > before {
			b.bad[row.Group] = true
			b.broken = b.broken || row.Group == ""
			continue
		}
		b.table.rows = append(b.table.rows, row)
		b.lines = append(b.lines, r.line)
	}
}

// readRow reads one row; what is wrong with it is among the faults afterwards.
func (b *builder) readRow(r record) Row {
	cell := func(column string) string {
		if at := b.at[column]; at < len(r.cells) {
			return r.cells[at]
		}
		return ""
	}
	row := Row{Group: cell("forest_group")}
	for _, a := range b.table.method.axes {
		row.Ranges = append(row.Ranges, Range{Over: b.limit(r, a.over(), cell(a.over())), To: b.limit(r, a.to(), cell(a.to()))})
	}
	switch {
	case strings.HasPrefix(r.cells[0], "#"):
		b.fault(r.line, "", r.cells[0], "late_remark")
	case len(r.cells) > len(b.doc.head.cells):
		b.fault(r.line, "", r.cells[len(b.doc.head.cells)], "many_cells",
			"cells", strconv.Itoa(len(r.cells)), "head", strconv.Itoa(len(b.doc.head.cells)))
	case row.Group == "" || strings.HasPrefix(row.Group, "#") || strings.ContainsFunc(row.Group, unicode.IsControl):
		b.fault(r.line, "forest_group", row.Group, "no_group")
	}
	var part string
	if row.Months, part = readMonths(cell("months")); row.Months == 0 {
		b.fault(r.line, "months", cell("months"), "no_month", "text", part)
	}
	level, err := strconv.ParseUint(cell("level"), 10, 8)
	if err != nil || level < 1 || level > 5 {
		b.fault(r.line, "level", cell("level"), "no_level")
	}
	row.Level = forecast.Level(min(level, 5))
	for i, a := range b.table.method.axes {
		if x := row.Ranges[i]; x.Over.OK && x.To.OK && x.Over.V >= x.To.V {
			b.fault(r.line, a.to(), cell(a.to()), "not_above", "column", a.over(), "over", x.Over.String())
		}
	}
	return row
}

func (b *builder) limit(r record, column, text string) forecast.Float {
	v, code := parseLimit(text, b.doc.decimalComma)
	if code != "" {
		b.fault(r.line, column, text, code)
	}
	return v
}

// seal writes the canonical text and the ID made of it.
func (b *builder) seal() {
	t := &b.table
	var out strings.Builder
	for _, e := range t.entries() {
		fmt.Fprintf(&out, "# %s: %s\n", e[0], e[1])
	}
	w := csv.NewWriter(&out)
	for _, record := range t.records() {
		_ = w.Write(record) // a strings.Builder takes everything; the separator is valid
	}
	w.Flush()
	t.edition.Text = out.String()
	sum := sha256.Sum256([]byte(t.edition.Text))
	t.edition.ID = hex.EncodeToString(sum[:])[:16]
}

// records are the header and the rows in canonical writing.
func (t *Table) records() [][]string {
	list := [][]string{t.method.columns()}
	for _, r := range t.rows {
		record := []string{r.Group, r.Months.String()}
		for _, x := range r.Ranges {
			record = append(record, formatLimit(x.Over), formatLimit(x.To))
		}
		list = append(list, append(record, strconv.Itoa(int(r.Level))))
	}
	return list
}
