package bulletin

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
)

// Sizes of the sheet, mm: A4 with its margins.
const (
	sheetMargin = 15.0
	sheetWidth  = 210 - 2*sheetMargin
	face        = "dejavu"
)

// sheet is a PDF with the shorthands a bulletin needs.
type sheet struct{ *fpdf.Fpdf }

// PDF is the bulletin on A4 sheets.
func (b *Bulletin) PDF() ([]byte, error) {
	f := sheet{fpdf.New("P", "mm", "A4", "")}
	f.SetCreationDate(b.Published.UTC())
	f.SetModificationDate(b.Published.UTC())
	f.SetCatalogSort(true)
	f.SetTitle(b.Title+" – "+b.DayLine, true)
	f.SetLang(b.Lang)
	f.SetMargins(sheetMargin, sheetMargin, sheetMargin)
	f.SetAutoPageBreak(true, sheetMargin)
	f.AddUTF8FontFromBytes(face, "", dejavusanscondensed.TTF)
	f.AddUTF8FontFromBytes(face, "B", dejavusanscondensedbold.TTF)
	f.SetFooterFunc(func() {
		f.SetY(-11)
		f.SetFont(face, "", 8)
		f.CellFormat(sheetWidth, 5, b.DayLine+" · "+b.Number+" · "+strconv.Itoa(f.PageNo()), "", 0, "C", false, 0, "")
	})
	f.AddPage()
	b.pdfHead(f)
	b.pdfMap(f)
	b.pdfLevels(f)
	b.pdfOutlook(f)
	if len(b.Media) > 0 {
		f.heading(b.say.text("bulletin_media"))
		f.lines(9.5, b.Media...)
	}
	f.Ln(1)
	f.lines(8.5, b.Basis...)
	b.pdfSign(f)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("bulletin of %s as pdf: %w", b.Day, err)
	}
	return out.Bytes(), nil
}

// lines writes paragraphs.
func (f sheet) lines(size float64, texts ...string) {
	f.SetFont(face, "", size)
	for _, text := range texts {
		f.MultiCell(sheetWidth, size*0.5, text, "", "L", false)
	}
}

func (f sheet) heading(text string) {
	if f.GetY() > 297-sheetMargin-32 { // not alone at the foot of a sheet
		f.AddPage()
	}
	f.Ln(2)
	f.SetFont(face, "B", 11)
	f.MultiCell(sheetWidth, 6, text, "", "L", false)
}

func (b *Bulletin) pdfHead(f sheet) {
	f.SetFont(face, "B", 9.5)
	f.MultiCell(sheetWidth, 5, b.Office, "", "L", false)
	f.lines(9, b.Number)
	f.Ln(2)
	f.SetFont(face, "B", 15)
	f.MultiCell(sheetWidth, 7.5, b.Title, "", "C", false)
	f.SetFont(face, "", 10.5)
	f.MultiCell(sheetWidth, 5.5, b.DayLine+" · "+b.Issued, "", "C", false)
	f.SetFont(face, "B", 9.5)
	f.SetTextColor(107, 69, 0)
	for _, m := range b.Marks {
		f.MultiCell(sheetWidth, 5, m, "", "C", false)
	}
	f.SetTextColor(0, 0, 0)
	f.Ln(1.5)
	f.lines(10.5, b.Statement...)
}

// pdfMap draws the zones as they lie.
func (b *Bulletin) pdfMap(f sheet) {
	if len(b.shapes) == 0 {
		return
	}
	const height = 78.0
	left, top := sheetMargin, f.GetY()+2
	place := fit(b.shapes, sheetWidth, height)
	f.SetLineWidth(0.15)
	f.SetDrawColor(255, 255, 255)
	for _, s := range b.shapes {
		c := rgb(s.color)
		for _, polygon := range s.polygon {
			for i, ring := range polygon {
				f.SetFillColor(int(c.R), int(c.G), int(c.B))
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
	f.SetDrawColor(120, 130, 125)
	f.SetY(top + height + 2)
}

// pdfLevels is the table of zones by level.
func (b *Bulletin) pdfLevels(f sheet) {
	widths := []float64{34, 66, sheetWidth - 100}
	f.row(widths, 9, "B", "", b.say.text("bulletin_col_level"), b.say.text("bulletin_col_zones"), b.say.text("bulletin_col_duties"))
	for i := range b.Levels {
		p := &b.Levels[i]
		var duties []string
		for _, d := range p.duties(b.Lang) {
			duties = append(duties, "• "+d)
		}
		f.row(widths, 8.5, "", p.Color, p.Name+" ("+strconv.Itoa(len(p.Zones))+")", strings.Join(p.Zones, ", "), strings.Join(duties, "\n"))
	}
}

// row writes cells side by side, as high as the highest; a colour fills a bar
// before the first.
func (f sheet) row(widths []float64, size float64, style, color string, cells ...string) {
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

func (b *Bulletin) pdfOutlook(f sheet) {
	if len(b.Outlook) == 0 {
		return
	}
	f.heading(b.say.text("bulletin_outlook"))
	f.lines(9.5, b.OutlookIs...)
	f.Ln(1)
	widths := []float64{40, 36, 40, sheetWidth - 116}
	f.row(widths, 9, "B", "", b.say.text("bulletin_col_date"), b.say.text("bulletin_col_top"), b.say.text("bulletin_col_danger"), b.say.text("bulletin_col_chance"))
	for _, a := range b.Outlook {
		f.row(widths, 8.5, "", a.color, b.say.date(a.Date), a.Top, strconv.Itoa(a.Dangerous), a.Chance)
	}
}

// pdfSign leaves room for a signature.
func (b *Bulletin) pdfSign(f sheet) {
	const width, height = 80.0, 30.0
	if f.GetY()+height > 297-sheetMargin {
		f.AddPage()
	}
	f.SetXY(210-sheetMargin-width, f.GetY()+4)
	f.SetFont(face, "B", 9.5)
	f.MultiCell(width, 5, b.Sign[0], "", "C", false)
	f.SetX(210 - sheetMargin - width)
	f.SetFont(face, "", 8.5)
	f.MultiCell(width, 5, b.Sign[1], "", "C", false)
}
