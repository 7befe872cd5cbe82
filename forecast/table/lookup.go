package table

import (
	"math"

	"github.com/canhlua/canhlua/forecast"
)

// Query asks for a level: X is the table's index (P in °C·hPa, times the wind
// factor for p_wind; H in days; …), Month 1–12.
type Query struct {
	Group string // forest group; one without rows of its own takes those of "all"
	Month int
	X     float64
}

// Hit is the row that decides.
type Hit struct {
	Level forecast.Level
	Row   int            // 1-based, as in Rows
	Over  forecast.Float // missing = open below
	To    forecast.Float // missing = open above
}

// Lookup finds the row with over < x ≤ to. It is false when the table has no row
// for the group and month, or X is NaN: the level is unknown then, never I.
func (t Table) Lookup(q Query) (Hit, bool) {
	at, ladder := t.find(q)
	if at < 0 {
		return Hit{}, false
	}
	r := t.rows[ladder[at]]
	return Hit{r.Level, ladder[at] + 1, r.Over, r.To}, true
}

// find gives the place of the deciding row on its ladder, −1 when there is none.
func (t Table) find(q Query) (int, []int) {
	ladder := t.ladder(q.Group, q.Month)
	if math.IsNaN(q.X) {
		return -1, nil
	}
	for at, i := range ladder {
		if q.X <= t.rows[i].highest() {
			return at, ladder
		}
	}
	return -1, nil
}

// Next is the next higher class: X must rise above Over to reach Level.
type Next struct {
	Level forecast.Level
	Over  float64
}

// Next finds the class above the one q falls in; false in the highest one or
// where Lookup is false. The distance to it is Over − q.X.
func (t Table) Next(q Query) (Next, bool) {
	at, ladder := t.find(q)
	if at < 0 {
		return Next{}, false
	}
	here := t.rows[ladder[at]].Level
	for _, i := range ladder[at+1:] {
		if r := t.rows[i]; r.Level > here {
			return Next{r.Level, r.Over.V}, true
		}
	}
	return Next{}, false
}

// Band is the range of one class: over < x ≤ to.
type Band struct {
	Level forecast.Level
	Over  forecast.Float // missing = open below
	To    forecast.Float // missing = open above
}

// Bands are the classes of a group and month, lowest first, for charts; rows of
// one level that follow each other are one band. None where there are no rows.
func (t Table) Bands(group string, month int) []Band {
	var bands []Band
	for _, i := range t.ladder(group, month) {
		r := t.rows[i]
		if n := len(bands); n > 0 && bands[n-1].Level == r.Level {
			bands[n-1].To = r.To
			continue
		}
		bands = append(bands, Band{r.Level, r.Over, r.To})
	}
	return bands
}
