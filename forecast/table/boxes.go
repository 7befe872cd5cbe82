package table

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// Bounds of the grid a table of several keys is checked on.
const (
	maxCells = 20_000
	maxTries = 20_000_000 // cells times rows
)

// grid cuts the space of a table's keys at every limit of its rows: within a cell
// one row decides, or none.
type grid struct {
	cuts   [][]float64 // by axis: the upper ends of its cells, +∞ last
	owner  []int       // by cell: the row, −1 = none
	places [][]int     // by cell: its number along each axis
}

func (g *grid) size() int {
	n := 1
	for _, c := range g.cuts {
		if n *= len(c); n > maxCells {
			return n
		}
	}
	return n
}

// checkBoxes judges rows of several keys: together they cover everything once,
// and no level falls where one key alone turns more dangerous.
func (b *builder) checkBoxes(where whereabouts, rows []int) {
	g := b.cut(rows)
	if n := g.size(); n > maxCells || n*len(rows) > maxTries {
		b.fault(b.lines[rows[0]], "", "", "many_limits", where...)
		return
	}
	g.owner = slices.Repeat([]int{-1}, g.size())
	for cell := range g.owner {
		g.places = append(g.places, g.place(cell))
	}
	for _, i := range rows {
		if b.own(where, g, i) {
			return
		}
	}
	if at := slices.Index(g.owner, -1); at >= 0 {
		b.fault(b.lines[rows[0]], "", "", "box_gap", where.with("cell", b.cellText(g, at))...)
		return
	}
	b.checkSlopes(where, g)
}

func (b *builder) cut(rows []int) *grid {
	g := &grid{cuts: make([][]float64, len(b.table.keys))}
	for a := range g.cuts {
		cuts := []float64{math.Inf(1)}
		for _, i := range rows {
			r := b.table.rows[i].Ranges[a]
			if r.Over.OK {
				cuts = append(cuts, r.Over.V)
			}
			cuts = append(cuts, r.highest())
		}
		slices.Sort(cuts)
		g.cuts[a] = slices.Compact(cuts)
	}
	return g
}

// own marks the cells of a row; true when another has one of them already.
func (b *builder) own(where whereabouts, g *grid, row int) bool {
	for cell := range g.owner {
		if !b.covers(g, cell, row) {
			continue
		}
		if other := g.owner[cell]; other >= 0 {
			b.fault(b.lines[row], "", "", "box_overlap", where.with("line", strconv.Itoa(b.lines[other]), "cell", b.cellText(g, cell))...)
			return true
		}
		g.owner[cell] = row
	}
	return false
}

func (b *builder) covers(g *grid, cell, row int) bool {
	for a, i := range g.places[cell] {
		r := b.table.rows[row].Ranges[a]
		if top := g.cuts[a][i]; top > r.highest() || top <= r.lowest() {
			return false
		}
	}
	return true
}

// place is a cell's number along each axis, the last axis fastest.
func (g *grid) place(cell int) []int {
	at := make([]int, len(g.cuts))
	for a := len(g.cuts) - 1; a >= 0; a-- {
		at[a] = cell % len(g.cuts[a])
		cell /= len(g.cuts[a])
	}
	return at
}

// checkSlopes compares every cell with its neighbour along each axis, and stops
// at the first fault of an axis.
func (b *builder) checkSlopes(where whereabouts, g *grid) {
	stride := 1
	for a := len(g.cuts) - 1; a >= 0; a-- {
		for cell := range g.owner {
			before := b.added()
			if g.places[cell][a]+1 < len(g.cuts[a]) {
				b.checkRise(where.along(b.table.keys[a]), b.table.method.axes[a], g.owner[cell], g.owner[cell+stride])
			}
			if b.added() > before {
				break
			}
		}
		stride *= len(g.cuts[a])
	}
}

// cellText is a cell: "rh13_pct ≤ 40, 10 < h ≤ 20".
func (b *builder) cellText(g *grid, cell int) string {
	var parts []string
	for a, i := range g.places[cell] {
		var x Range
		if i > 0 {
			x.Over = forecast.Some(g.cuts[a][i-1])
		}
		if top := g.cuts[a][i]; !math.IsInf(top, 1) {
			x.To = forecast.Some(top)
		}
		parts = append(parts, x.describe(b.table.keys[a]))
	}
	return strings.Join(parts, ", ")
}

// added counts the faults found so far.
func (b *builder) added() int { return len(b.list) + b.more }
