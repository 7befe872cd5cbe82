package bulletin

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"github.com/xuri/excelize/v2"
)

// Annex is the annex of a decision, every text as it will stand there.
type Annex struct {
	Lang   string
	Marks  []string // above all: that it is a draft
	Head   string
	Title  string
	With   string // which decision it belongs to
	Basis  []string
	Before []Section
	Table  string // heading of the table
	Column []string
	Rows   []AnnexRow
	After  []Section
	Sent   []string  // who gets it; the first line is the heading
	Sign   []string  // office above, its rank, what is to be done there
	Stamp  time.Time // of the document
}

// AnnexRow is a row of the table, its level by colour too.
type AnnexRow struct {
	Cells []string
	Color string // #rrggbb
}

// Ink is what reads on the row's colour.
func (r AnnexRow) Ink() template.CSS {
	if onDark(rgb(r.Color)) {
		return "#ffffff"
	}
	return "#000000"
}

// Level is the place of the level among the cells of a row.
func (a *Annex) Level() int { return len(a.Column) - 2 }

// Section is a heading with paragraphs.
type Section struct {
	Heading string
	Lines   []string
}

// PDF is the annex on A4 sheets.
func (a *Annex) PDF() ([]byte, error) {
	f := sheet{fpdf.New("P", "mm", "A4", "")}
	f.SetCreationDate(a.Stamp.UTC())
	f.SetModificationDate(a.Stamp.UTC())
	f.SetCatalogSort(true)
	f.SetTitle(a.Head+" – "+a.Title, true)
	f.SetLang(a.Lang)
	f.SetMargins(sheetMargin, sheetMargin, sheetMargin)
	f.SetAutoPageBreak(true, sheetMargin)
	f.AddUTF8FontFromBytes(face, "", dejavusanscondensed.TTF)
	f.AddUTF8FontFromBytes(face, "B", dejavusanscondensedbold.TTF)
	f.SetFooterFunc(func() {
		f.SetY(-11)
		f.SetFont(face, "", 8)
		f.CellFormat(sheetWidth, 5, strconv.Itoa(f.PageNo()), "", 0, "C", false, 0, "")
	})
	f.AddPage()
	a.pdfHead(f)
	f.sections(a.Before)
	f.part(a.Table)
	a.pdfTable(f)
	f.sections(a.After)
	a.pdfSign(f)
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("annex as pdf: %w", err)
	}
	return out.Bytes(), nil
}

func (a *Annex) pdfHead(f sheet) {
	centred := func(style string, size float64, text string) {
		f.SetFont(face, style, size)
		f.MultiCell(sheetWidth, size*0.52, text, "", "C", false)
	}
	f.SetTextColor(140, 29, 24)
	for _, mark := range a.Marks {
		centred("B", 10, mark)
	}
	f.SetTextColor(0, 0, 0)
	f.Ln(2)
	centred("B", 13, a.Head)
	f.Ln(1)
	centred("B", 13, a.Title)
	f.Ln(1)
	centred("", 10, a.With)
	f.Line(95, f.GetY()+1.5, 115, f.GetY()+1.5)
	f.Ln(5)
	f.lines(9.5, a.Basis...)
}

func (f sheet) sections(all []Section) {
	for _, s := range all {
		f.part(s.Heading)
		f.lines(9.5, s.Lines...)
	}
}

// part is a heading in plain ink: an annex bears no colours but those of the levels.
func (f sheet) part(text string) {
	f.room(32) // not alone at the foot of a sheet
	f.Ln(2.5)
	f.SetFont(face, "B", 10.5)
	f.MultiCell(sheetWidth, 6, text, "", "L", false)
}

// pdfTable gives the group and the level's name the room that numbers leave.
func (a *Annex) pdfTable(f sheet) {
	const months, number, level = 26.0, 23.0, 14.0
	widths := make([]float64, len(a.Column))
	numbers := len(widths) - 4
	narrow := min(number, (sheetWidth-months-level-50)/float64(max(numbers, 1)))
	left := sheetWidth - months - level - narrow*float64(numbers)
	for i := range widths {
		widths[i] = narrow
	}
	last := len(widths) - 1
	widths[0], widths[1], widths[last-1], widths[last] = left*0.45, months, level, left*0.55
	f.barRow(widths, 9, "B", "", a.Column...)
	x := sheetMargin
	for _, w := range widths[:last-1] {
		x += w
	}
	for _, r := range a.Rows {
		before, sheetNo := f.GetY(), f.PageNo()
		f.barRow(widths, 9, "", "", r.Cells...)
		if f.PageNo() != sheetNo {
			before = sheetMargin
		}
		after := f.GetY()
		f.chip(x+0.2, before+0.2, level-0.4, after-before-0.4, 9, r.Color, r.Cells[last-1])
		f.SetXY(sheetMargin, after)
	}
}

func (a *Annex) pdfSign(f sheet) {
	const width, height = 80.0, 42.0
	if f.GetY()+height > 297-sheetMargin {
		f.AddPage()
	}
	f.Ln(6)
	top := f.GetY()
	for i, text := range a.Sent {
		style := ""
		if i == 0 {
			style = "B"
		}
		f.SetFont(face, style, 8.5)
		f.SetX(sheetMargin)
		f.MultiCell(sheetWidth-width-5, 4.2, text, "", "L", false)
	}
	f.SetY(top)
	for i, text := range a.Sign {
		style := "B"
		if i == len(a.Sign)-1 {
			style = ""
		}
		f.SetFont(face, style, 9.5)
		f.SetX(210 - sheetMargin - width)
		f.MultiCell(width, 5, text, "", "C", false)
	}
}

//go:embed annex.html
var annexText string

var annexTemplate = template.Must(template.New("annex").Parse(annexText))

// HTML is the annex as one page that needs nothing else, ready to print.
func (a *Annex) HTML() ([]byte, error) {
	var out bytes.Buffer
	if err := annexTemplate.Execute(&out, a); err != nil {
		return nil, fmt.Errorf("annex as html: %w", err)
	}
	return out.Bytes(), nil
}

// XLSX is the annex as a workbook of one sheet. All is text or number: nothing that
// a spreadsheet would take for a formula.
func (a *Annex) XLSX() ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing is kept on disk
	var out bytes.Buffer
	err := a.fillBook(f)
	if err == nil {
		err = f.Write(&out)
	}
	if err != nil {
		return nil, fmt.Errorf("annex as xlsx: %w", err)
	}
	return out.Bytes(), nil
}

func (a *Annex) fillBook(f *excelize.File) error {
	stamp := a.Stamp.UTC().Format("2006-01-02T15:04:05Z")
	if err := f.SetDocProps(&excelize.DocProperties{Title: a.Title, Created: stamp, Modified: stamp}); err != nil {
		return err
	}
	name := strings.ToLower(a.Head)
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	var rows [][]any
	add := func(texts ...string) {
		for _, text := range texts {
			rows = append(rows, []any{text})
		}
	}
	add(a.Marks...)
	add(a.Head, a.Title, a.With)
	add(a.Basis...)
	for _, s := range a.Before {
		add(s.Heading)
		add(s.Lines...)
	}
	add(a.Table)
	rows = append(rows, anyRow(a.Column))
	first := len(rows) + 1 // of the table's rows
	for _, r := range a.Rows {
		rows = append(rows, anyRow(r.Cells))
	}
	for _, s := range a.After {
		add(s.Heading)
		add(s.Lines...)
	}
	add(append([]string{""}, a.Sent...)...)
	add(append([]string{""}, a.Sign...)...)
	if err := writeSheet(f, name, rows); err != nil {
		return err
	}
	return a.styleBook(f, name, first)
}

// styleBook frames the table and fills each level's cell with its colour.
func (a *Annex) styleBook(f *excelize.File, name string, first int) error {
	line := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		line = append(line, excelize.Border{Type: side, Style: 1, Color: "333333"})
	}
	head := &excelize.Style{Font: &excelize.Font{Bold: true}, Border: line, Alignment: &excelize.Alignment{WrapText: true, Horizontal: "center"}}
	if err := a.paint(f, name, first-1, 1, len(a.Column), head); err != nil {
		return err
	}
	level := len(a.Column) - 1
	for i, r := range a.Rows {
		if err := a.paint(f, name, first+i, 1, len(a.Column), &excelize.Style{Border: line}); err != nil {
			return err
		}
		ink := "000000"
		if onDark(rgb(r.Color)) {
			ink = "FFFFFF"
		}
		filled := &excelize.Style{Border: line, Font: &excelize.Font{Bold: true, Color: ink}, Alignment: &excelize.Alignment{Horizontal: "center"},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{strings.TrimPrefix(r.Color, "#")}}}
		if err := a.paint(f, name, first+i, level, level, filled); err != nil {
			return err
		}
	}
	bold := &excelize.Style{Font: &excelize.Font{Bold: true}}
	if err := a.paint(f, name, len(a.Marks)+1, 1, 1, bold); err != nil {
		return err
	}
	if err := a.paint(f, name, len(a.Marks)+2, 1, 1, bold); err != nil {
		return err
	}
	return f.SetColWidth(name, "A", "H", 18)
}

// paint gives cells of a row a style.
func (a *Annex) paint(f *excelize.File, name string, row, from, to int, style *excelize.Style) error {
	id, err := f.NewStyle(style)
	if err != nil {
		return err
	}
	left, err := excelize.CoordinatesToCellName(from, row)
	if err != nil {
		return err
	}
	right, err := excelize.CoordinatesToCellName(to, row)
	if err != nil {
		return err
	}
	return f.SetCellStyle(name, left, right, id)
}

func anyRow(cells []string) []any {
	row := make([]any, len(cells))
	for i, c := range cells {
		row[i] = c
	}
	return row
}
