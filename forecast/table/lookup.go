package table

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// Query asks for a level: X is the table's index (P in °C·hPa, times the wind
// factor for p_wind; H in days; …), Month 1–12.
type Query struct {
	Group  string // forest group; one without rows of its own takes those of "all"
	Month  int
	X      float64   // the first of the table's keys
	Others []float64 // the keys behind it, of a table that has several
}

// Hit is the row that decides.
type Hit struct {
	Level forecast.Level
	Row   int // 1-based, as in Rows
	Range     // of the first key
}

// Lookup finds the row with over < x ≤ to. It is false when the table has no row
// for the group and month, a key is NaN, or there are not as many as the table
// has: the level is unknown then, never I.
func (t *Table) Lookup(q Query) (Hit, bool) {
	l := t.Ladder(q.Group, q.Month)
	return l.Lookup(q.X, q.Others)
}

// Ladder is the rows of a table for a group and month, for those who look many
// numbers up. The zero Ladder has none.
type Ladder struct {
	table *Table
	rows  []int // lowest range first
}

// Ladder gives the rows for a group and month 1–12.
func (t *Table) Ladder(group string, month int) Ladder { return Ladder{t, t.ladder(group, month)} }

// Lookup is Table.Lookup.
func (l *Ladder) Lookup(x float64, others []float64) (Hit, bool) {
	at := l.find(x, others)
	if at < 0 {
		return Hit{}, false
	}
	r := &l.table.rows[l.rows[at]]
	return Hit{r.Level, l.rows[at] + 1, r.Ranges[0]}, true
}

// find gives the place of the deciding row, −1 when there is none.
func (l *Ladder) find(x float64, others []float64) int {
	if math.IsNaN(x) || len(l.rows) == 0 || len(others)+1 != len(l.table.keys) {
		return -1
	}
	for at, i := range l.rows {
		if l.table.rows[i].holds(x, others) {
			return at
		}
	}
	return -1
}

// holds reports whether all keys lie in the row's ranges.
func (r *Row) holds(first float64, others []float64) bool {
	if !r.Ranges[0].holds(first) {
		return false
	}
	for i, x := range others {
		if !r.Ranges[i+1].holds(x) {
			return false
		}
	}
	return true
}

func (r Range) holds(x float64) bool {
	return x > r.lowest() && x <= r.highest() || math.IsInf(x, -1) && !r.Over.OK
}

// Next is the next higher class: X must pass Limit to reach Level.
type Next struct {
	Level forecast.Level
	Limit float64
	Lacks float64 // what X lacks to Limit, 0 or more, whichever way danger rises
}

// Next finds the class above the one q falls in; false in the highest one, where
// Lookup is false, and in a table of several keys, which has no one way up.
func (t *Table) Next(q Query) (Next, bool) {
	on := t.Ladder(q.Group, q.Month)
	at, ladder := on.find(q.X, q.Others), on.rows
	if at < 0 || len(t.keys) > 1 {
		return Next{}, false
	}
	here, falls := t.rows[ladder[at]].Level, t.method.axes[0].falls
	for step := 1; step < len(ladder); step++ {
		i := at + step
		if falls {
			i = at - step
		}
		if i < 0 || i >= len(ladder) {
			break
		}
		r := &t.rows[ladder[i]]
		switch {
		case r.Level <= here:
		case falls:
			return Next{r.Level, r.Ranges[0].To.V, q.X - r.Ranges[0].To.V}, true
		default:
			return Next{r.Level, r.Ranges[0].Over.V, r.Ranges[0].Over.V - q.X}, true
		}
	}
	return Next{}, false
}

// Band is the range of one class.
type Band struct {
	Level forecast.Level
	Range
}

// Bands are the classes of a group and month, lowest range first, for charts;
// rows of one level that follow each other are one band. None where there are no
// rows, or several keys.
func (t *Table) Bands(group string, month int) []Band {
	var bands []Band
	if len(t.keys) != 1 {
		return nil
	}
	for _, i := range t.ladder(group, month) {
		r := &t.rows[i]
		if n := len(bands); n > 0 && bands[n-1].Level == r.Level {
			bands[n-1].To = r.Ranges[0].To
			continue
		}
		bands = append(bands, Band{r.Level, r.Ranges[0]})
	}
	return bands
}
