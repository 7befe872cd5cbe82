package table

import (
	"cmp"
	"fmt"
	"math"
	"slices"

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
				b.checkBoxes(fmt.Sprintf("forest_group %s, months %s", group, same), ladder)
				continue
			}
			b.checkLadder(group, same, ladder)
		}
	}
}

func (b *builder) checkLadder(group string, months Months, ladder []int) {
	where := fmt.Sprintf("forest_group %s, months %s", group, months)
	if len(ladder) == 0 {
		if b.uncovered(group, months) {
			b.fault(b.lastLine(group), "months", "", where+": no row covers them", "add rows for these months, or for forest_group all")
		}
		return
	}
	a := b.table.method.axes[0]
	at := func(i int) Range { return b.table.rows[i].Ranges[0] }
	if first := ladder[0]; at(first).Over.OK {
		b.rowFault(first, a.over(), at(first).Over, fmt.Sprintf("%s: gap, nothing covers %v and less", where, at(first).Over),
			"leave "+a.over()+" of the lowest range empty")
	}
	top := ladder[0]
	for _, i := range ladder[1:] {
		b.checkStep(where, top, i)
		if at(i).highest() > at(top).highest() {
			top = i
		}
	}
	if at(top).To.OK {
		b.rowFault(top, a.to(), at(top).To, fmt.Sprintf("%s: gap, nothing covers more than %v", where, at(top).To),
			"leave "+a.to()+" of the highest range empty")
	}
}

// checkStep compares a row with the one whose range reaches highest below it.
func (b *builder) checkStep(where string, below, i int) {
	a := b.table.method.axes[0]
	low, row := b.table.rows[below].Ranges[0], b.table.rows[i].Ranges[0]
	switch {
	case row.lowest() > low.highest():
		b.rowFault(i, a.over(), row.Over, fmt.Sprintf("%s: gap from %v to %v", where, low.To, row.Over), fmt.Sprintf("set %s to %v", a.over(), low.To))
	case row.lowest() < low.highest():
		b.rowFault(i, a.over(), row.Over, fmt.Sprintf("%s: overlaps the range of line %d", where, b.lines[below]), "let each range begin where the one below ends")
	}
	b.checkRise(where, a, below, i)
}

// checkRise compares the level of a row with that of one that lies below it along
// an axis.
func (b *builder) checkRise(where string, a axis, below, above int) {
	low, high := b.table.rows[below].Level, b.table.rows[above].Level
	level, line := fmt.Sprint(int(high)), b.lines[above]
	switch {
	case !a.falls && high < low:
		b.fault(line, "level", level, fmt.Sprintf("%s: lower than level %d of line %d, whose range is lower", where, int(low), b.lines[below]),
			"levels never fall as the index rises")
	case a.falls && high > low:
		b.fault(line, "level", level, fmt.Sprintf("%s: higher than level %d of line %d, whose range of %s is lower", where, int(low), b.lines[below], a.name),
			"danger rises as "+a.name+" falls")
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

func (b *builder) rowFault(row int, column string, value forecast.Float, reason, remedy string) {
	b.fault(b.lines[row], column, formatLimit(value), reason, remedy)
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
