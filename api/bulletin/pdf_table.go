package bulletin

import (
	"strconv"

	"codeberg.org/go-pdf/fpdf"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// Sizes of the map with what stands beside it, mm.
const (
	mapWidth    = 106.0
	leastMap    = 64.0 // of its height
	mostMap     = 104.0
	legendLeft  = sheetMargin + mapWidth + 6
	legendWidth = sheetWidth - mapWidth - 6
)

// mapHeight is as much as the first sheet leaves beside the table of levels, and
// beside the outlook too where a notice for the media fills the second.
func (b *Bulletin) mapHeight(f sheet) float64 {
	_, table := b.levelWidths(f)
	free := sheetFoot - f.GetY() - table - 6
	if ahead := b.outlookHeight(); len(b.Media) > 0 && free-ahead >= leastMap {
		free -= ahead
	}
	return min(mostMap, max(leastMap, free))
}

// pdfMap draws the zones as they lie, each with its numeral, beside the legend.
func (b *Bulletin) pdfMap(f sheet) {
	if len(b.shapes) == 0 {
		return
	}
	mapHeight := b.mapHeight(f)
	top := f.GetY() + 2
	place := fit(b.shapes, mapWidth, mapHeight)
	f.SetLineWidth(0.15)
	f.SetDrawColor(255, 255, 255)
	for _, s := range b.shapes {
		f.zone(s, place, sheetMargin, top)
	}
	for _, n := range numerals(b.shapes, place, 1.1) {
		size := min(8.5, 2.6*n.room)
		f.onColor(rgb(n.color))
		f.SetFont(face, "B", size)
		f.SetXY(sheetMargin+n.x-6, top+n.y-2)
		f.CellFormat(12, 4, n.roman, "", 0, "CM", false, 0, "")
	}
	f.SetTextColor(0, 0, 0)
	f.SetLineWidth(0.2)
	f.SetDrawColor(150, 160, 155)
	b.pdfLegend(f, top)
	f.SetXY(sheetMargin, top+mapHeight+3)
}

// zone fills a zone's parts.
func (f sheet) zone(s shape, place func(orb.Point) (x, y float64), left, top float64) {
	for _, polygon := range s.polygon {
		for i, ring := range polygon {
			f.fillWith(rgb(s.color))
			if i > 0 {
				f.SetFillColor(255, 255, 255) // what lies in the hole is drawn later
			}
			points := make([]fpdf.PointType, len(ring))
			for j, at := range ring {
				x, y := place(at)
				points[j] = fpdf.PointType{X: left + x, Y: top + y}
			}
			f.Polygon(points, "FD")
		}
	}
}

// pdfLegend is every level with how many zones stand at it, the days before and
// the next ones.
func (b *Bulletin) pdfLegend(f sheet, top float64) {
	y := top + 1
	for _, p := range b.counted() {
		f.chip(legendLeft, y, 9, 5.4, 9, p.Color, p.Roman)
		f.SetFont(face, "", 9)
		if len(p.Zones) > 0 {
			f.SetFont(face, "B", 9)
		}
		f.SetXY(legendLeft+11, y)
		f.CellFormat(34, 5.4, p.Label, "", 0, "L", false, 0, "")
		f.CellFormat(legendWidth-45, 5.4, b.say.Text("bulletin_zones", "n", strconv.Itoa(len(p.Zones))), "", 0, "R", false, 0, "")
		y += 6.4
	}
	y = b.pdfChips(f, y+2, b.say.Text("bulletin_past"), b.Past)
	var near []Chip
	for _, a := range b.Outlook {
		if a.Soon {
			near = append(near, a.Chip)
		}
	}
	b.pdfChips(f, y, b.say.Text("bulletin_next"), near)
}

// counted are all levels with their zones, none left out.
func (b *Bulletin) counted() (parts []Part) {
	for _, l := range highestFirst {
		p := b.part(l)
		for i := range b.Levels {
			if b.Levels[i].Level == l {
				p = b.Levels[i]
			}
		}
		parts = append(parts, p)
	}
	return parts
}

// pdfChips is a row of days with their highest level.
func (b *Bulletin) pdfChips(f sheet, y float64, head string, days []Chip) float64 {
	if len(days) == 0 {
		return y
	}
	f.SetFont(face, "B", 8)
	f.SetXY(legendLeft, y)
	f.CellFormat(legendWidth, 4.4, head, "", 0, "L", false, 0, "")
	width := legendWidth / 7
	for i, d := range days {
		x := legendLeft + float64(i)*width
		f.chip(x+0.4, y+4.6, width-0.8, 5, 8, d.Color, d.Roman)
		f.SetFont(face, "", 6.2)
		f.SetXY(x, y+9.7)
		f.CellFormat(width, 3, b.say.Day(d.Date), "", 0, "C", false, 0, "")
	}
	return y + 14.5
}

// outlookHeight is what pdfOutlook needs, mm.
func (b *Bulletin) outlookHeight() float64 {
	if len(b.Outlook) == 0 {
		return 0
	}
	return 27 + 4.5*float64(len(b.Three)+len(b.Ten)) + 4.2*float64(len(b.Notes)) + 5.4*float64(len(b.Outlook))
}

// pdfOutlook is the days ahead, the nearer ones set off.
func (b *Bulletin) pdfOutlook(f sheet) {
	if len(b.Outlook) == 0 {
		return
	}
	height := b.outlookHeight()
	if len(b.Media) == 0 { // what follows stays on its sheet
		height += signHeight + 4.5*float64(len(b.Basis))
	}
	f.room(height)
	f.heading(b.say.Text("bulletin_outlook"))
	f.lines(9, append(append([]string{}, b.Three...), b.Ten...)...)
	f.Ln(1)
	widths := []float64{32, 24, 24, 25, 25, 10, 10, 10, 10, 10}
	head := []cell{{b.say.Text("bulletin_col_date"), ""}}
	for _, code := range []string{"top", "danger", "unknown", "chance"} {
		head = append(head, cell{b.say.Text("bulletin_col_" + code), "C"})
	}
	for _, l := range forecast.Levels {
		head = append(head, cell{l.Roman() + "\n%", "C"})
	}
	f.row(widths, 8, "B", true, head...)
	for _, a := range b.Outlook {
		cells := []cell{{b.say.Date(a.Date), ""}, {"", ""}, {strconv.Itoa(a.Dangerous), "C"}, {strconv.Itoa(a.Unknown), "C"}, {a.Chance, "C"}}
		for _, p := range a.Probability {
			cells = append(cells, cell{p, "C"})
		}
		style := ""
		if a.Soon {
			style = "B"
		}
		y, height := f.row(widths, 8.2, style, false, cells...)
		f.chip(sheetMargin+widths[0]+5, y+0.5, widths[1]-10, height-1, 8.2, a.Color, a.Roman)
		f.SetXY(sheetMargin, y+height)
	}
	f.Ln(0.8)
	f.lines(8.2, append([]string{b.say.Text("bulletin_share")}, b.Notes...)...)
}
