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
	Sign   []string  // office above, its rank, what is to be done there
	Stamp  time.Time // of the document
}

// AnnexRow is a row of the table, its level by colour too.
type AnnexRow struct {
	Cells []string
	Color string // #rrggbb
}

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
	f.heading(a.Table)
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
	f.Ln(3)
	f.lines(9.5, a.Basis...)
}

func (f sheet) sections(all []Section) {
	for _, s := range all {
		f.heading(s.Heading)
		f.lines(9.5, s.Lines...)
	}
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
	for _, r := range a.Rows {
		f.barRow(widths, 9, "", r.Color, r.Cells...)
	}
}

func (a *Annex) pdfSign(f sheet) {
	const width, height = 80.0, 42.0
	if f.GetY()+height > 297-sheetMargin {
		f.AddPage()
	}
	f.Ln(6)
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
	for _, r := range a.Rows {
		rows = append(rows, anyRow(r.Cells))
	}
	for _, s := range a.After {
		add(s.Heading)
		add(s.Lines...)
	}
	add(append([]string{""}, a.Sign...)...)
	if err := writeSheet(f, name, rows); err != nil {
		return err
	}
	return f.SetColWidth(name, "A", "H", 18)
}

func anyRow(cells []string) []any {
	row := make([]any, len(cells))
	for i, c := range cells {
		row[i] = c
	}
	return row
}
