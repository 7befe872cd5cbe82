package table

import "strings"

// method is what a table is looked up with.
type method struct {
	name   string
	prefix string   // of the range columns, as the canonical text has them
	also   []string // other prefixes that are accepted
	resets bool     // the table must name the rain that resets
}

// methods are those a single rising ladder can serve.
var methods = []method{
	{name: "p", prefix: "p", resets: true},
	{name: "p_wind", prefix: "p", also: []string{"p_wind"}, resets: true},
	{name: "h", prefix: "h", resets: true},
	{name: "nesterov", prefix: "nesterov"},
	{name: "kbdi", prefix: "kbdi", also: []string{"kbdi_mm"}},
	{name: "ffdi", prefix: "ffdi"},
	{name: "ffwi", prefix: "ffwi"},
	{name: "hdw", prefix: "hdw"},
	{name: "fwi", prefix: "fwi"},
}

// notYet are methods of the contract that need more than one rising ladder, with
// the reason.
var notYet = map[string]string{
	"factors":  "tables of several factors are not read yet",
	"angstrom": "danger rises as the index falls; such tables are not read yet",
}

func methodOf(name string) (method, bool) {
	for _, m := range methods {
		if m.name == name {
			return m, true
		}
	}
	return method{}, false
}

func methodNames() string {
	names := make([]string, len(methods))
	for i, m := range methods {
		names[i] = m.name
	}
	return strings.Join(names, ", ")
}

// canonical turns a header's column name into that of the canonical text.
func (m method) canonical(column string) string {
	for _, p := range m.also {
		switch column {
		case p + "_over":
			return m.over()
		case p + "_to":
			return m.to()
		}
	}
	return column
}

func (m method) over() string { return m.prefix + "_over" }
func (m method) to() string   { return m.prefix + "_to" }

// columns are those of the canonical text, in order.
func (m method) columns() []string {
	return []string{"forest_group", "months", m.over(), m.to(), "level"}
}
