package bulletin

import (
	"bytes"
	"fmt"
)

// PDF is the bulletin on A4 sheets: one, or two.
func (b *Bulletin) PDF() ([]byte, error) {
	f := newSheet(About{Title: b.Title + " – " + b.DayLine, Author: b.Office, Lang: b.Lang, At: b.Published, Foot: b.DayLine + " · " + b.Number})
	b.pdfHead(f)
	b.pdfState(f)
	b.pdfMap(f)
	b.pdfLevels(f)
	b.pdfOutlook(f)
	b.pdfMedia(f)
	f.Ln(1.5)
	f.lines(8.5, b.Basis...)
	b.pdfSign(f)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("bulletin of %s as pdf: %w", b.Day, err)
	}
	return out.Bytes(), nil
}

// pdfHead is the heading of an official paper: the authority and its number to the
// left, the state's to the right; below it the title and what must be known first.
func (b *Bulletin) pdfHead(f sheet) {
	const left, gap = 98.0, 4.0
	top, right := f.GetY(), sheetWidth-left-gap
	f.SetFont(face, "B", 9)
	f.MultiCell(left, 4.6, b.Office, "", "C", false)
	f.rule(sheetMargin+left/2, f.GetY()+0.8, 24)
	f.Ln(1.8)
	f.SetFont(face, "", 9)
	f.MultiCell(left, 4.6, b.Number, "", "C", false)
	low := f.GetY()
	f.SetFont(face, "B", 9)
	f.SetXY(sheetMargin+left+gap, top)
	f.CellFormat(right, 4.6, b.Motto[0], "", 2, "C", false, 0, "")
	f.CellFormat(right, 4.6, b.Motto[1], "", 2, "C", false, 0, "")
	f.rule(sheetMargin+left+gap+right/2, f.GetY()+0.8, 44)
	f.SetFont(face, "", 9)
	f.SetXY(sheetMargin+left+gap, f.GetY()+1.8)
	f.CellFormat(right, 4.6, b.Issued, "", 2, "C", false, 0, "")
	f.SetXY(sheetMargin, max(low, f.GetY())+3)
	f.SetFont(face, "B", 16)
	f.MultiCell(sheetWidth, 7.5, b.Title, "", "C", false)
	f.SetFont(face, "B", 11.5)
	f.MultiCell(sheetWidth, 5.8, b.DayLine, "", "C", false)
	f.marks(b.Marks)
}

// rule is a short line around a middle.
func (f sheet) rule(middle, y, width float64) {
	f.SetLineWidth(0.3)
	f.Line(middle-width/2, y, middle+width/2, y)
	f.SetLineWidth(0.2)
}

// marks are set off from what follows.
func (f sheet) marks(texts []string) {
	f.Ln(1.5)
	f.SetFont(face, "B", 8.5)
	f.SetTextColor(107, 69, 0)
	f.SetFillColor(255, 246, 224)
	for _, m := range texts {
		f.MultiCell(sheetWidth, 4.8, m, "", "C", true)
	}
	f.SetTextColor(0, 0, 0)
	f.Ln(1.5)
}

// pdfState is the day in sentences, the first beside its numeral.
func (b *Bulletin) pdfState(f sheet) {
	if len(b.Levels) == 0 || len(b.Statement) == 0 {
		return
	}
	const box = 13.0
	top := f.GetY()
	f.chip(sheetMargin, top, box, box, 17, b.Levels[0].Color, b.Levels[0].Roman)
	f.SetFont(face, "B", 12)
	lines := f.SplitText(b.Statement[0], sheetWidth-box-4)
	y := top + (box-float64(len(lines))*5.6)/2
	for i, line := range lines {
		f.SetXY(sheetMargin+box+4, y+float64(i)*5.6)
		f.CellFormat(sheetWidth-box-4, 5.6, line, "", 0, "L", false, 0, "")
	}
	f.SetXY(sheetMargin, top+box+1.5)
	f.lines(9, b.Statement[1:]...)
}

// pdfMedia is the notice for the media.
func (b *Bulletin) pdfMedia(f sheet) {
	if len(b.Media) == 0 {
		return
	}
	f.heading(b.say.Text("bulletin_media"))
	widths := []float64{38, sheetWidth - 38}
	for _, line := range b.Media {
		f.row(widths, 9, "", false, cell{line.Head, ""}, cell{line.Text, ""})
	}
}

// signHeight is the room for signature and seal, mm.
const signHeight = 44.0

// pdfSign leaves room for signature and seal, beside whom it goes to.
func (b *Bulletin) pdfSign(f sheet) {
	const width = 88.0
	f.room(signHeight)
	top := f.GetY() + 4
	f.SetXY(sheetMargin, top)
	f.SetFont(face, "B", 8.5)
	f.CellFormat(70, 4.4, b.say.Text("bulletin_to_head"), "", 2, "L", false, 0, "")
	f.SetFont(face, "", 8.5)
	for _, to := range b.To {
		f.CellFormat(70, 4.2, "– "+to, "", 2, "L", false, 0, "")
	}
	left := 210 - sheetMargin - width
	for i, text := range []struct {
		y     float64
		style string
		size  float64
	}{{0, "B", 9.5}, {5, "", 8.5}, {33, "", 9}} {
		f.SetXY(left, top+text.y)
		f.SetFont(face, text.style, text.size)
		f.CellFormat(width, 5, b.Sign[i], "", 0, "C", false, 0, "")
	}
}
