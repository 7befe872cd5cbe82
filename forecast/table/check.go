package table

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// lowest and highest are a range with its open ends filled.
func (r Range) lowest() float64 {
	if !r.Over.OK {
		return math.Inf(-1)
	}
	return r.Over.V
}

func (r Range) highest() float64 {
	if !r.To.OK {
		return math.Inf(1)
	}
	return r.To.V
}

// climb orders the rows of every group and month by their range.
func (b *builder) climb() {
	t := &b.table
	t.ladders = map[string]*[13][]int{}
	for i, r := range t.rows {
		if t.ladders[r.Group] == nil {
			t.ladders[r.Group] = &[13][]int{}
		}
		for m := 1; m <= 12; m++ {
			if r.Months.Has(m) {
				t.ladders[r.Group][m] = append(t.ladders[r.Group][m], i)
			}
		}
	}
	for _, months := range t.ladders {
		for _, ladder := range months {
			slices.SortStableFunc(ladder, func(x, y int) int { return cmp.Compare(t.rows[x].Ranges[0].lowest(), t.rows[y].Ranges[0].lowest()) })
		}
	}
}

// checkLadders judges each group's ladders; months that share one are named together.
func (b *builder) checkLadders() {
	for _, group := range b.table.Groups() {
		if b.bad[group] {
			continue // a row is missing that has its own fault
		}
		var done Months
		for m := 1; m <= 12; m++ {
			if done.Has(m) {
				continue
			}
			ladder := b.table.ladders[group][m]
			var same Months
			for other := m; other <= 12; other++ {
				if slices.Equal(ladder, b.table.ladders[group][other]) {
					same |= 1 << other
				}
			}
			done |= same
			if len(b.table.keys) > 1 && len(ladder) > 0 {
				b.checkBoxes(whereOf(group, same), ladder)
				continue
			}
			b.checkLadder(group, same, ladder)
		}
	}
}

func (b *builder) checkLadder(group string, months Months, ladder []int) {
	where := whereOf(group, months)
	if len(ladder) == 0 {
		if b.uncovered(group, months) {
			b.fault(b.lastLine(group), "months", "", "uncovered", where...)
		}
		return
	}
	a := b.table.method.axes[0]
	at := func(i int) Range { return b.table.rows[i].Ranges[0] }
	if first := ladder[0]; at(first).Over.OK {
		b.rowFault(first, a.over(), at(first).Over, "gap_below", where.with("to", at(first).Over.String(), "column", a.over()))
	}
	top := ladder[0]
	for _, i := range ladder[1:] {
		b.checkStep(where, top, i)
		if at(i).highest() > at(top).highest() {
			top = i
		}
	}
	if at(top).To.OK {
		b.rowFault(top, a.to(), at(top).To, "gap_above", where.with("from", at(top).To.String(), "column", a.to()))
	}
}

// checkStep compares a row with the one whose range reaches highest below it.
func (b *builder) checkStep(where whereabouts, below, i int) {
	a := b.table.method.axes[0]
	low, row := b.table.rows[below].Ranges[0], b.table.rows[i].Ranges[0]
	switch {
	case row.lowest() > low.highest():
		b.rowFault(i, a.over(), row.Over, "gap", where.with("from", low.To.String(), "to", row.Over.String(), "column", a.over()))
	case row.lowest() < low.highest():
		b.rowFault(i, a.over(), row.Over, "overlap", where.with("line", strconv.Itoa(b.lines[below])))
	}
	b.checkRise(where, a, below, i)
}

// checkRise compares the level of a row with that of one that lies below it along
// an axis.
func (b *builder) checkRise(where whereabouts, a axis, below, above int) {
	low, high := b.table.rows[below].Level, b.table.rows[above].Level
	level, line := strconv.Itoa(int(high)), b.lines[above]
	where = where.with("level", strconv.Itoa(int(low)), "line", strconv.Itoa(b.lines[below]), "name", a.name)
	switch {
	case !a.falls && high < low:
		b.fault(line, "level", level, "falls", where...)
	case a.falls && high > low:
		b.fault(line, "level", level, "rises", where...)
	}
}

// uncovered reports whether the table leaves one of the months of a group without rows.
func (b *builder) uncovered(group string, months Months) bool {
	for m := 1; m <= 12; m++ {
		if months.Has(m) && b.table.ladder(group, m) == nil && !b.bad[AllGroups] {
			return true
		}
	}
	return false
}

func (b *builder) rowFault(row int, column string, value forecast.Float, code string, args whereabouts) {
	b.fault(b.lines[row], column, formatLimit(value), code, args...)
}

func (b *builder) lastLine(group string) int {
	line := 0
	for i, r := range b.table.rows {
		if r.Group == group {
			line = b.lines[i]
		}
	}
	return line
}

// whereabouts are arguments of a fault that tell which rows it is about, in words
// and apart.
type whereabouts []string

func whereOf(group string, months Months) whereabouts {
	return whereabouts{"where", "forest_group " + group + ", months " + months.String(), "group", group, "months", months.String()}
}

// with adds arguments.
func (w whereabouts) with(args ...string) whereabouts { return append(slices.Clip(w), args...) }

// along says that it is about one key alone.
func (w whereabouts) along(key string) whereabouts {
	return append(whereabouts{w[0], w[1] + ", " + key}, w[2:]...)
}
