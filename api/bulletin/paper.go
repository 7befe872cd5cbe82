package bulletin

import (
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
)

// About is what a paper says of itself.
type About struct {
	Title, Author, Lang string
	At                  time.Time // when it was made, for the same bytes from the same source
	Foot                string    // at the foot of each sheet, before its number
}

// newSheet begins A4 paper with its first sheet.
func newSheet(about About) sheet {
	f := sheet{fpdf.New("P", "mm", "A4", "")}
	f.SetCreationDate(about.At.UTC())
	f.SetModificationDate(about.At.UTC())
	f.SetCatalogSort(true)
	f.SetTitle(about.Title, true)
	f.SetAuthor(about.Author, true)
	f.SetLang(about.Lang)
	f.SetMargins(sheetMargin, sheetMargin, sheetMargin)
	f.SetAutoPageBreak(true, sheetMargin)
	f.AddUTF8FontFromBytes(face, "", dejavusanscondensed.TTF)
	f.AddUTF8FontFromBytes(face, "B", dejavusanscondensedbold.TTF)
	f.AliasNbPages("{pages}")
	f.SetCellMargin(0)
	f.SetFooterFunc(func() {
		f.SetY(-11)
		f.SetFont(face, "", 8)
		f.SetTextColor(90, 98, 94)
		f.CellFormat(sheetWidth, 5, about.Foot+" · "+strconv.Itoa(f.PageNo())+"/{pages}", "", 0, "C", false, 0, "")
		f.SetTextColor(0, 0, 0)
	})
	f.AddPage()
	f.SetDrawColor(150, 160, 155)
	return f
}

// Sheet is the bulletin's paper for other prints of the office: A4, upright, with
// its letters, headings and tables. Lengths are mm, sizes of letters points.
type Sheet struct{ sheet }

// The sheet's margin, and the width and foot of what is written on it.
const (
	Margin = sheetMargin
	Width  = sheetWidth
	Foot   = sheetFoot
)

// Cell is a text of a table; Align is L, C or R, empty = L.
type Cell struct{ Text, Align string }

// NewSheet begins paper with its first sheet.
func NewSheet(about About) Sheet { return Sheet{newSheet(about)} }

// Write chooses letters: style is empty or B.
func (s Sheet) Write(style string, size float64) { s.SetFont(face, style, size) }

// Lines writes paragraphs over the whole width.
func (s Sheet) Lines(size float64, texts ...string) { s.lines(size, texts...) }

// Heading writes the title of a section, never alone at the foot of a sheet.
func (s Sheet) Heading(text string) { s.heading(text) }

// Room begins a new sheet where less than the height is left.
func (s Sheet) Room(height float64) { s.room(height) }

// Rule is a short line around a middle.
func (s Sheet) Rule(middle, y, width float64) { s.rule(middle, y, width) }

// Marks writes what must be known first, set off.
func (s Sheet) Marks(texts []string) { s.marks(texts) }

// Fill chooses the colour that areas are filled with, #rrggbb.
func (s Sheet) Fill(hex string) { s.fillWith(rgb(hex)) }

// Row writes a table's cells side by side, as high as the highest.
func (s Sheet) Row(widths []float64, size float64, style string, filled bool, cells ...Cell) {
	own := make([]cell, len(cells))
	for i, c := range cells {
		own[i] = cell{c.Text, c.Align}
	}
	s.row(widths, size, style, filled, own...)
}

// Height is what Row would need.
func (s Sheet) Height(widths []float64, size float64, style string, cells ...Cell) float64 {
	s.SetFont(face, style, size)
	most := 1
	for i, c := range cells {
		most = max(most, len(s.wrapped(c.Text, widths[i]-2*cellPad)))
	}
	return float64(most)*size*0.46 + 1.6*cellPad
}

// Ink is the colour that reads on another, both #rrggbb.
func Ink(hex string) string {
	if onDark(rgb(hex)) {
		return "#ffffff"
	}
	return "#1b1f1d"
}

// Color is a colour of the profile that may stand in a page: #rrggbb, grey where
// it is none.
func Color(hex string) string { return safeColor(hex) }
