package table

import (
	"slices"
	"strings"
)

// method is what a table is looked up with.
type method struct {
	name   string
	axes   []axis // what its range columns are of; none yet for factors, whose header names them
	resets bool   // the table must name the rain that resets
}

// axis is one number a table is looked up with, and the pair of columns that
// bears its name.
type axis struct {
	name  string
	also  []string // other names that are accepted
	falls bool     // danger rises as the number falls
}

// Factors is the method of tables with several keys.
const Factors = "factors"

// methods are those a table may name.
var methods = []method{
	{name: "p", axes: []axis{{name: "p"}}, resets: true},
	{name: "p_wind", axes: []axis{{name: "p", also: []string{"p_wind"}}}, resets: true},
	{name: "h", axes: []axis{{name: "h"}}, resets: true},
	{name: "nesterov", axes: []axis{{name: "nesterov"}}},
	{name: "angstrom", axes: []axis{{name: "angstrom", falls: true}}},
	{name: "kbdi", axes: []axis{{name: "kbdi", also: []string{"kbdi_mm"}}}},
	{name: "ffdi", axes: []axis{{name: "ffdi"}}},
	{name: "ffwi", axes: []axis{{name: "ffwi"}}},
	{name: "hdw", axes: []axis{{name: "hdw"}}},
	{name: "fwi", axes: []axis{{name: "fwi"}}},
	{name: Factors},
}

// factors are the numbers that tables with several keys may be looked up with.
var factors = []axis{
	{name: "temp13_c", also: []string{"temp"}},
	{name: "rh13_pct", also: []string{"rh"}, falls: true},
	{name: "vpd13_hpa", also: []string{"vpd"}},
	{name: "wind13_kmh", also: []string{"wind"}},
	{name: "rain24_mm", also: []string{"rain"}, falls: true},
	{name: "p"}, {name: "p_wind"}, {name: "h"},
	{name: "nesterov"}, {name: "angstrom", falls: true}, {name: "kbdi", also: []string{"kbdi_mm"}},
	{name: "ffdi"}, {name: "ffwi"}, {name: "hdw"},
	{name: "ffmc"}, {name: "dmc"}, {name: "dc"}, {name: "isi"}, {name: "bui"}, {name: "fwi"},
}

func methodOf(name string) (method, bool) {
	for _, m := range methods {
		if m.name == name {
			return m, true
		}
	}
	return method{}, false
}

func methodNames() string { return strings.Join(Methods(), ", ") }
func factorNames() string {
	names := make([]string, len(factors))
	for i, a := range factors {
		names[i] = a.name
	}
	return strings.Join(names, ", ")
}

// factorOf finds the factor that a range column is of.
func factorOf(column string) (axis, bool) {
	for _, a := range factors {
		if c := a.canonical(column); c == a.over() || c == a.to() {
			return a, true
		}
	}
	return axis{}, false
}

// canonical turns a header's column name into that of the canonical text.
func (a axis) canonical(column string) string {
	for _, p := range a.also {
		switch column {
		case p + "_over":
			return a.over()
		case p + "_to":
			return a.to()
		}
	}
	return column
}

func (a axis) over() string { return a.name + "_over" }
func (a axis) to() string   { return a.name + "_to" }

// canonical turns a header's column name into that of the canonical text.
func (m method) canonical(column string) string {
	for _, a := range m.axes {
		column = a.canonical(column)
	}
	return column
}

// columns are those of the canonical text, in order.
func (m method) columns() []string {
	list := []string{"forest_group", "months"}
	for _, a := range m.axes {
		list = append(list, a.over(), a.to())
	}
	return append(list, "level")
}

// needsReset reports whether a key of the table begins again with rain.
func (m method) needsReset() bool {
	return m.resets || m.name == Factors && slices.ContainsFunc(m.axes, func(a axis) bool {
		return a.name == "p" || a.name == "p_wind" || a.name == "h"
	})
}

// Falls reports whether danger rises as a method's index falls.
func Falls(name string) bool {
	m, ok := methodOf(name)
	return ok && len(m.axes) > 0 && m.axes[0].falls
}

// Columns are those of a table of one index, in order.
func Columns(name string) []string {
	m, _ := methodOf(name)
	return m.columns()
}

// Methods names what a table may be looked up with.
func Methods() []string {
	names := make([]string, len(methods))
	for i, m := range methods {
		names[i] = m.name
	}
	return names
}
