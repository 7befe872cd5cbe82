package bulletin

import "strconv"

// Letters and lines of the table of levels, mm.
const (
	levelSize = 8.0
	levelStep = 3.5
	levelBar  = 8.0 // of the colour, with the numeral
)

// levelRow is a level set in lines, ready to be drawn.
type levelRow struct {
	*Part
	name, zones []string
	duties      []levelDuty
	height      float64
}

type levelDuty struct{ text, basis []string }

func (d levelDuty) lines() int { return max(len(d.text), len(d.basis)) }

// pdfLevels is the table of zones by level, each duty beside its basis.
func (b *Bulletin) pdfLevels(f sheet) {
	widths, _ := b.levelWidths(f)
	f.row(widths, 8.5, "B", true, cell{b.say.Text("bulletin_col_level"), ""}, cell{b.say.Text("bulletin_col_zones"), ""},
		cell{b.say.Text("bulletin_col_duties"), ""}, cell{b.say.Text("bulletin_col_basis"), ""})
	for _, row := range b.levelRows(f, widths) {
		f.room(row.height)
		f.level(widths, row)
	}
}

// levelWidths are the columns' widths with which the table is lowest, and its
// height with them.
func (b *Bulletin) levelWidths(f sheet) (widths []float64, height float64) {
	const name = 27.0
	for zones := 40.0; zones <= 76; zones += 6 {
		rest := sheetWidth - name - zones
		try := []float64{name, zones, rest * 0.57, rest * 0.43}
		total := 6.5
		for _, row := range b.levelRows(f, try) {
			total += row.height
		}
		if widths == nil || total < height {
			widths, height = try, total
		}
	}
	return widths, height
}

func (b *Bulletin) levelRows(f sheet, widths []float64) []levelRow {
	rows := make([]levelRow, len(b.Levels))
	for i := range b.Levels {
		p := &b.Levels[i]
		f.SetFont(face, "B", levelSize)
		row := levelRow{Part: p, name: f.wrapped(p.Label+"\n"+b.say.Text("bulletin_zones", "n", strconv.Itoa(len(p.Zones))), widths[0]-levelBar-2*cellPad)}
		f.SetFont(face, "", levelSize)
		row.zones = f.wrapped(p.Listing(), widths[1]-2*cellPad)
		deep := 0
		for _, d := range p.Do {
			duty := levelDuty{f.wrapped(d.Text, widths[2]-2*cellPad), f.wrapped(d.Basis, widths[3]-2*cellPad)}
			row.duties = append(row.duties, duty)
			deep += duty.lines()
		}
		row.height = max(float64(max(len(row.zones), len(row.name)))*levelStep, float64(deep)*levelStep+0.8*float64(len(row.duties)-1)) + 1.8*cellPad
		rows[i] = row
	}
	return rows
}

// level draws a row.
func (f sheet) level(widths []float64, row levelRow) {
	x, y := sheetMargin, f.GetY()
	for _, w := range widths {
		f.Rect(x, y, w, row.height, "D")
		x += w
	}
	f.chip(sheetMargin, y, levelBar, row.height, 10, row.Color, row.Roman)
	at := y + 0.9*cellPad
	f.SetFont(face, "B", levelSize)
	f.column(sheetMargin+levelBar, at, widths[0]-levelBar, levelStep, "L", row.name)
	f.SetFont(face, "", levelSize)
	f.column(sheetMargin+widths[0], at, widths[1], levelStep, "L", row.zones)
	left := sheetMargin + widths[0] + widths[1]
	for i, d := range row.duties {
		if i > 0 {
			f.SetLineWidth(0.1)
			f.Line(left, at-0.4, sheetMargin+sheetWidth, at-0.4)
			f.SetLineWidth(0.2)
		}
		f.column(left, at, widths[2], levelStep, "L", d.text)
		f.column(left+widths[2], at, widths[3], levelStep, "L", d.basis)
		at += float64(d.lines())*levelStep + 0.8
	}
	f.SetXY(sheetMargin, y+row.height)
}
