package workshop

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// Table is the proposal as a draft, with its title, what it rests on and notes.
func (p *Proposal) Table(title, basis string, notes []string) table.Checked {
	return table.CheckSheet("calibration", p.Request.sheet(p.Ladders, p.falls, title, basis, notes))
}

// sheet writes ladders as cells; without any, one class that holds everything.
func (q *Request) sheet(ladders []Ladder, falls bool, title, basis string, notes []string) table.Sheet {
	s := table.Sheet{Head: table.Columns(q.Method)}
	entry := func(key, value string) { s.Meta = append(s.Meta, table.Entry{Key: key, Value: value}) }
	entry("title", title)
	entry("method", q.Method)
	if q.RainResetMM != 0 {
		entry("rain_reset_mm", strconv.FormatFloat(q.RainResetMM, 'f', -1, 64))
	}
	entry("status", forecast.Proposed)
	entry("basis", basis)
	for _, n := range notes {
		entry("note", n)
	}
	if len(ladders) == 0 {
		for _, months := range q.Months {
			s.Rows = append(s.Rows, []string{table.AllGroups, months, "", "", "1"})
		}
	}
	for i := range ladders {
		s.Rows = append(s.Rows, ladders[i].rows(falls)...)
	}
	return s
}

// rows are the five classes, I first.
func (l *Ladder) rows(falls bool) [][]string {
	var rows [][]string
	for i, level := range forecast.Levels {
		below, above := "", "" // on the side of less danger, and of more
		if i > 0 {
			below = table.Number(l.Limits[i-1].Value)
		}
		if i < 4 {
			above = table.Number(l.Limits[i].Value)
		}
		if falls {
			below, above = above, below
		}
		rows = append(rows, []string{l.Group, l.Months, below, above, strconv.Itoa(int(level))})
	}
	return rows
}
