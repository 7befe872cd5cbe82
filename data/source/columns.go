package source

import (
	"errors"
	"strings"

	"github.com/canhlua/canhlua/forecast"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Columns says which columns of a foreign CSV file hold what the service calls
// by its own names, and in which units.
type Columns struct {
	name      string
	fields    []field
	station   *forecast.Station // the one station of all rows, when its place is given
	missing   []string          // what stands for a missing value
	estimated bool
}

// ReadColumns reads a mapping in YAML. Each key is a column of the service; it
// holds the file's column, or
//
//	{column: NAME, unit: UNIT, estimated: true}
//	{value: TEXT}                                            the same for all rows
//	{value: ID, name: …, lat: …, lon: …, elevation_m: …}     for station only
//
// Beside them, `missing: [-999, NA]` lists what stands for a missing value, and
// `estimated: true` marks every row. Whatever else it finds is an error that
// names file and line.
func ReadColumns(name string, data []byte) (*Columns, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, syntaxFault(name, err)
	}
	c := &Columns{name: name}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, c.fault(0, "", "", "the mapping is empty", "write lines such as `date: DATE`")
	}
	entries, ok := entriesOf(file.Docs[0].Body)
	if !ok || len(file.Docs) > 1 {
		return nil, c.fault(1, "", "", "not one YAML mapping", "write lines such as `date: DATE`")
	}
	if err := c.each(entries, c.key); err != nil {
		return nil, err
	}
	return c, c.check()
}

func syntaxFault(name string, err error) error {
	invalid := &forecast.Invalid{File: name, Reason: "not YAML: " + firstLine(err.Error()), Remedy: "correct the line"}
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		invalid.Reason = "not YAML: " + syntax.Message
		if syntax.Token != nil {
			invalid.Line = syntax.Token.Position.Line
		}
	}
	return invalid
}

func firstLine(s string) string {
	first, _, _ := strings.Cut(s, "\n")
	return first
}

func (c *Columns) fault(line int, column, value, reason, remedy string) *forecast.Invalid {
	return &forecast.Invalid{File: c.name, Line: line, Column: column, Value: value, Reason: reason, Remedy: remedy}
}

// entriesOf gives the entries of a mapping node; the parser has two kinds.
func entriesOf(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// each hands every entry to take, and refuses a key that comes twice.
func (c *Columns) each(entries []*ast.MappingValueNode, take func(key string, line int, value ast.Node) error) error {
	seen := map[string]bool{}
	for _, e := range entries {
		key, line := e.Key.GetToken().Value, lineOf(e.Key)
		if seen[key] {
			return c.fault(line, key, "", "stands twice", "delete one of the two")
		}
		seen[key] = true
		if err := take(key, line, e.Value); err != nil {
			return err
		}
	}
	return nil
}

func lineOf(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// scalar is a node's text; false for mappings, lists, null and the rest.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// key reads one entry of the mapping.
func (c *Columns) key(key string, line int, value ast.Node) error {
	switch key {
	case "missing":
		return c.readMissing(line, value)
	case "estimated":
		return c.readBool(key, line, value, &c.estimated)
	}
	t, ok := targets[key]
	if !ok {
		return c.fault(line, key, "", "no column of the service",
			"use "+strings.Join(columnNames(true), ", ")+" for days, or "+strings.Join(columnNames(false), ", "))
	}
	f := field{name: key, line: line, unit: t.units[t.unit]}
	if text, ok := scalar(value); ok {
		f.column = text
	} else if entries, ok := entriesOf(value); ok {
		if err := c.readField(&f, t, entries); err != nil {
			return err
		}
	}
	if (f.column == "") == (f.value == "") {
		return c.fault(line, key, "", "says neither a column nor a value, or both", "write `"+key+": NAME` or `"+key+": {column: NAME}`")
	}
	c.fields = append(c.fields, f)
	return nil
}

func (c *Columns) readMissing(line int, value ast.Node) error {
	items := []ast.Node{value}
	if list, ok := value.(*ast.SequenceNode); ok {
		items = list.Values
	}
	for _, item := range items {
		text, ok := scalar(item)
		if !ok {
			return c.fault(line, "missing", "", "not a list of values", "write for example `missing: [-999, NA]`")
		}
		c.missing = append(c.missing, text)
	}
	return nil
}

func (c *Columns) readBool(key string, line int, value ast.Node, into *bool) error {
	b, ok := value.(*ast.BoolNode)
	if !ok {
		return c.fault(line, key, "", "neither true nor false", "write true or false")
	}
	*into = b.Value
	return nil
}

// check looks at the mapping as a whole.
func (c *Columns) check() error {
	has := map[string]bool{}
	for _, f := range c.fields {
		has[f.name] = true
	}
	if has[colDate] == has[colTime] {
		return c.fault(0, "", "", "needs either date or time, and not both", "name one column for date (daily rows) or time (other rows)")
	}
	if !has[colStation] {
		return c.fault(0, "", "", "names no station", "name the column for station; in a mapping `station: {value: ID}` gives one to all rows")
	}
	for _, f := range c.fields {
		if t := targets[f.name]; has[colDate] && !t.daily || has[colTime] && !t.subDaily {
			return c.fault(f.line, f.name, "", "does not go with the other columns", "use "+strings.Join(columnNames(has[colDate]), ", "))
		}
	}
	if len(c.fields) < 3 {
		return c.fault(0, "", "", "names no weather", "use "+strings.Join(columnNames(has[colDate]), ", "))
	}
	return nil
}

// isMissing reports whether a cell says that there is no value.
func (c *Columns) isMissing(cell string) bool {
	for _, m := range c.missing {
		if cell == m || sameNumber(cell, m) {
			return true
		}
	}
	return false
}

// sameNumber lets "-999.0" match -999.
func sameNumber(cell, m string) bool {
	if cell == "" || m == "" || cell[0] != m[0] {
		return false
	}
	a, okA := parseNumber(cell, true)
	b, okB := parseNumber(m, false)
	return okA && okB && a == b
}
