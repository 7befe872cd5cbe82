package bulletin

import (
	"image/color"
	"regexp"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// Sizes of the sheet, mm: A4 with its margins.
const (
	sheetMargin = 15.0
	sheetWidth  = 210 - 2*sheetMargin
	sheetFoot   = 297 - sheetMargin
	face        = "dejavu"
)

// sheet is a PDF with the shorthands a bulletin needs.
type sheet struct{ *fpdf.Fpdf }

// lines writes paragraphs.
func (f sheet) lines(size float64, texts ...string) {
	f.SetFont(face, "", size)
	for _, text := range texts {
		f.MultiCell(sheetWidth, size*0.5, text, "", "L", false)
	}
}

// room begins a new sheet where less than the height is left.
func (f sheet) room(height float64) {
	if f.GetY()+height > sheetFoot {
		f.AddPage()
	}
}

func (f sheet) heading(text string) {
	f.room(32) // not alone at the foot of a sheet
	f.Ln(2.5)
	f.SetFont(face, "B", 10.5)
	f.SetTextColor(24, 64, 46)
	f.MultiCell(sheetWidth, 6, text, "", "L", false)
	f.SetTextColor(0, 0, 0)
}

func (f sheet) fillWith(c color.RGBA) { f.SetFillColor(int(c.R), int(c.G), int(c.B)) }

// chip is a box in a level's colour with its numeral.
func (f sheet) chip(x, y, width, height, size float64, hex, roman string) {
	c := rgb(hex)
	f.fillWith(c)
	f.Rect(x, y, width, height, "F")
	f.onColor(c)
	f.SetFont(face, "B", size)
	f.SetXY(x, y)
	f.CellFormat(width, height, roman, "", 0, "CM", false, 0, "")
	f.SetTextColor(0, 0, 0)
}

// onColor chooses the ink that reads on a colour.
func (f sheet) onColor(c color.RGBA) {
	f.SetTextColor(0, 0, 0)
	if onDark(c) {
		f.SetTextColor(255, 255, 255)
	}
}

// cell is a text of a table with its alignment.
type cell struct {
	text, align string
}

// wrapped are a text's lines within a width.
func (f sheet) wrapped(text string, width float64) (lines []string) {
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, f.SplitText(paragraph, width)...)
	}
	return lines
}

var (
	lastNumber = regexp.MustCompile(`(?:^| )(\S*\d)$`)
	unitFirst  = regexp.MustCompile(`^(?:°C|hPa|mm|km|m|m³|m/s|ha|%|h|giờ|phút|người|days?|hours?)(?:[^\pL\d]|$)|^ngày(?: \D|[^\pL\d ]|$)`)
)

// SplitText breaks a paragraph into lines, but no number from its unit.
func (f sheet) SplitText(text string, width float64) []string {
	lines := f.Fpdf.SplitText(text, width)
	for i := 0; i+1 < len(lines); i++ {
		at := lastNumber.FindStringSubmatchIndex(lines[i])
		if at == nil || at[0] == 0 || !unitFirst.MatchString(lines[i+1]) {
			continue
		}
		rest := lines[i][at[2]:] + " " + strings.Join(lines[i+1:], " ")
		lines[i] = lines[i][:at[0]]
		return append(lines[:i+1:i+1], f.SplitText(rest, width)...)
	}
	return lines
}

// MultiCell writes a text of several lines, broken as SplitText does.
func (f sheet) MultiCell(width, height float64, text, border, align string, fill bool) {
	f.Fpdf.MultiCell(width, height, strings.Join(f.wrapped(text, width), "\n"), border, align, fill)
}

const cellPad = 1.0

// row writes cells side by side, as high as the highest.
func (f sheet) row(widths []float64, size float64, style string, filled bool, cells ...cell) (y, height float64) {
	f.SetFont(face, style, size)
	step, most := size*0.46, 1
	texts := make([][]string, len(cells))
	for i, c := range cells {
		texts[i] = f.wrapped(c.text, widths[i]-2*cellPad)
		most = max(most, len(texts[i]))
	}
	height = float64(most)*step + 1.6*cellPad
	f.room(height)
	x, y := sheetMargin, f.GetY()
	for i, lines := range texts {
		mode := "D"
		if filled {
			f.SetFillColor(236, 241, 238)
			mode = "FD"
		}
		f.Rect(x, y, widths[i], height, mode)
		f.column(x, y+0.8*cellPad, widths[i], step, cells[i].align, lines)
		x += widths[i]
	}
	f.SetXY(sheetMargin, y+height)
	return y, height
}

// column writes lines below each other.
func (f sheet) column(x, y, width, step float64, align string, lines []string) {
	if align == "" {
		align = "L"
	}
	for n, line := range lines {
		f.SetXY(x+cellPad, y+float64(n)*step)
		f.CellFormat(width-2*cellPad, step, line, "", 0, align, false, 0, "")
	}
}

// barRow writes cells side by side, as high as the highest; a colour fills a bar
// before the first.
func (f sheet) barRow(widths []float64, size float64, style, color string, cells ...string) {
	const pad, bar = 1.0, 3.0
	f.SetFont(face, style, size)
	step, most := size*0.48, 1
	texts := make([][]string, len(cells))
	for i, cell := range cells {
		width := widths[i] - 2*pad
		if i == 0 && color != "" {
			width -= bar
		}
		for _, paragraph := range strings.Split(cell, "\n") {
			texts[i] = append(texts[i], f.SplitText(paragraph, width)...)
		}
		most = max(most, len(texts[i]))
	}
	height := float64(most)*step + 2*pad
	if f.GetY()+height > 297-sheetMargin {
		f.AddPage()
	}
	x, y := sheetMargin, f.GetY()
	for i, lines := range texts {
		f.Rect(x, y, widths[i], height, "D")
		from := x + pad
		if i == 0 && color != "" {
			c := rgb(color)
			f.SetFillColor(int(c.R), int(c.G), int(c.B))
			f.Rect(x, y, bar, height, "FD")
			from += bar
		}
		for n, line := range lines {
			f.SetXY(from, y+pad+float64(n)*step)
			f.CellFormat(widths[i], step, line, "", 0, "L", false, 0, "")
		}
		x += widths[i]
	}
	f.SetXY(sheetMargin, y+height)
}
