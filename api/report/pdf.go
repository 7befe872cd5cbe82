package report

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/canhlua/canhlua/api/bulletin"
)

// due is the instant a report bears: the day it is due, whatever the clock says.
func (p *Paper) due() time.Time { return p.of.To.At(0, 0, time.UTC) }

// PDF is the report on A4 sheets.
func (p *Paper) PDF() ([]byte, error) {
	s := bulletin.NewSheet(bulletin.About{Title: p.Title[1], Author: p.Office, Lang: p.Lang, At: p.due(), Foot: p.Title[1]})
	p.head(s)
	for i := range p.Sections {
		p.section(s, &p.Sections[i])
	}
	p.signature(s)
	var out bytes.Buffer
	if err := s.Output(&out); err != nil {
		return nil, fmt.Errorf("season report of %d as pdf: %w", p.of.Year, err)
	}
	return out.Bytes(), nil
}

// head is the heading of an official report: who reports to the left, the state's
// motto to the right; below them title and addressee.
func (p *Paper) head(s bulletin.Sheet) {
	const left, gap = 92.0, 4.0
	top, right := s.GetY(), bulletin.Width-left-gap
	s.Write("", 9)
	s.MultiCell(left, 4.6, upper(p.Parent), "", "C", false)
	s.Write("B", 9)
	s.MultiCell(left, 4.6, upper(p.Office), "", "C", false)
	s.Rule(bulletin.Margin+left/2, s.GetY()+0.8, 24)
	s.Ln(2)
	s.Write("", 9)
	s.MultiCell(left, 4.6, p.Number, "", "C", false)
	low := s.GetY()
	s.Write("B", 9)
	s.SetXY(bulletin.Margin+left+gap, top)
	s.CellFormat(right, 4.6, p.Motto[0], "", 2, "C", false, 0, "")
	s.CellFormat(right, 4.6, p.Motto[1], "", 2, "C", false, 0, "")
	s.Rule(bulletin.Margin+left+gap+right/2, s.GetY()+0.8, 44)
	s.Write("", 9)
	s.SetXY(bulletin.Margin+left+gap, s.GetY()+2)
	s.MultiCell(right, 4.6, p.Dated, "", "C", false)
	s.SetXY(bulletin.Margin, max(low, s.GetY())+5)
	s.Write("B", 15)
	s.MultiCell(bulletin.Width, 7, p.Title[0], "", "C", false)
	s.Write("B", 12)
	s.MultiCell(bulletin.Width, 6, p.Title[1], "", "C", false)
	s.Write("", 10)
	s.MultiCell(bulletin.Width, 5.4, p.Span, "", "C", false)
	s.Ln(2)
	s.MultiCell(bulletin.Width, 5.4, p.To, "", "C", false)
	s.Marks(p.Marks)
}

func (p *Paper) section(s bulletin.Sheet, of *Section) {
	if len(of.Charts) > 0 { // heading, words and picture stay together
		s.Room(of.Charts[0].Height + 18 + 5*float64(len(of.Lines)))
	}
	s.Heading(of.Heading)
	s.Lines(9.5, of.Lines...)
	for i := range of.Charts {
		of.Charts[i].draw(s)
	}
	for i := range of.Tables {
		p.table(s, &of.Tables[i])
	}
}

// table writes a table, its head again on each sheet.
func (p *Paper) table(s bulletin.Sheet, t *Table) {
	const size = 8.0
	widths, total := make([]float64, len(t.Columns)), 0.0
	for _, c := range t.Columns {
		total += c.Width
	}
	head := make([]bulletin.Cell, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = bulletin.Width * c.Width / total
		head[i] = bulletin.Cell{Text: c.Head, Align: "C"}
	}
	s.Ln(1.5)
	s.Room(24)
	if t.Caption != "" {
		s.Write("B", 9)
		s.MultiCell(bulletin.Width, 5, t.Caption, "", "L", false)
	}
	s.Row(widths, size, "B", true, head...)
	for n, row := range t.Rows {
		if n == mostListed && len(t.Rows) > mostListed+20 {
			s.Lines(8.5, p.text("more", "n", p.number(len(t.Rows)-n)))
			break
		}
		cells := make([]bulletin.Cell, len(row))
		for i, item := range row {
			cells[i] = bulletin.Cell{Text: item.Text, Align: t.Columns[i].Align}
		}
		if s.GetY()+s.Height(widths, size, "", cells...) > bulletin.Foot {
			s.AddPage()
			s.Row(widths, size, "B", true, head...)
		}
		s.Row(widths, size, "", false, cells...)
	}
	s.Ln(1)
}

// draw draws a chart where the pen stands.
func (c *Chart) draw(s bulletin.Sheet) {
	s.Room(c.Height + 8)
	s.Ln(1)
	s.Write("B", 9)
	s.MultiCell(bulletin.Width, 5, c.Caption, "", "L", false)
	left, top := bulletin.Margin, s.GetY()
	for _, m := range c.marks {
		switch m := m.(type) {
		case *box:
			s.Fill(m.color)
			s.Rect(left+m.x, top+m.y, m.width, m.height, "F")
		case *line:
			m.stroke(s, left, top)
		case *label:
			m.write(s, left, top)
		}
	}
	s.SetLineWidth(0.2)
	s.SetDrawColor(150, 160, 155)
	s.SetTextColor(0, 0, 0)
	s.SetXY(left, top+c.Height)
}

func (l *line) placed(left, top float64) []fpdf.PointType {
	points := make([]fpdf.PointType, len(l.points))
	for i, p := range l.points {
		points[i] = fpdf.PointType{X: left + p.x, Y: top + p.y}
	}
	return points
}

func (l *line) stroke(s bulletin.Sheet, left, top float64) {
	if len(l.points) == 0 {
		return
	}
	if l.width == 0 {
		s.Fill(l.color)
		s.Polygon(l.placed(left, top), "F")
		return
	}
	r, g, b := parts(l.color)
	s.SetDrawColor(r, g, b)
	s.SetLineWidth(l.width)
	if l.dashed {
		s.SetDashPattern([]float64{1.2, 0.8}, 0)
	}
	points := l.placed(left, top)
	s.MoveTo(points[0].X, points[0].Y)
	for _, p := range points[1:] {
		s.LineTo(p.X, p.Y)
	}
	s.DrawPath("D")
	s.SetDashPattern(nil, 0)
}

func (t *label) write(s bulletin.Sheet, left, top float64) {
	style := ""
	if t.bold {
		style = "B"
	}
	r, g, b := parts(t.color)
	s.SetTextColor(r, g, b)
	s.Write(style, t.size)
	width := s.GetStringWidth(t.text)
	x := left + t.x
	switch t.align {
	case "C":
		x -= width / 2
	case "R":
		x -= width
	}
	s.SetXY(x, top+t.y-2)
	s.CellFormat(width, 4, t.text, "", 0, "LM", false, 0, "")
}

// parts are a colour's red, green and blue.
func parts(hex string) (r, g, b int) {
	_, err := fmt.Sscanf(bulletin.Color(hex), "#%02x%02x%02x", &r, &g, &b)
	if err != nil {
		return 0, 0, 0
	}
	return r, g, b
}

// signature leaves room for signature and seal, beside whom it goes to.
func (p *Paper) signature(s bulletin.Sheet) {
	const height, width = 48.0, 84.0
	s.Room(height)
	top := s.GetY() + 6
	s.SetXY(bulletin.Margin, top)
	for i, text := range p.Copies {
		s.Write("", 8.5)
		if i == 0 {
			s.Write("B", 8.5)
		}
		s.MultiCell(bulletin.Width-width-6, 4.4, text, "", "L", false)
	}
	left := bulletin.Margin + bulletin.Width - width
	for i, style := range []string{"B", ""} {
		s.SetXY(left, top+5*float64(i))
		s.Write(style, 9.5-float64(i))
		s.CellFormat(width, 5, p.Sign[i], "", 0, "C", false, 0, "")
	}
	s.SetXY(bulletin.Margin, top+height-6)
}
