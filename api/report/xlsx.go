package report

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/api/bulletin"
)

// XLSX is the report as a workbook: what is said, then a sheet for each section
// that has tables. All is text or number: nothing that a spreadsheet would take
// for a formula.
func (p *Paper) XLSX() ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing is kept on disk
	var out bytes.Buffer
	err := p.fillBook(f)
	if err == nil {
		err = f.Write(&out)
	}
	if err != nil {
		return nil, fmt.Errorf("season report of %d as xlsx: %w", p.of.Year, err)
	}
	return out.Bytes(), nil
}

func (p *Paper) fillBook(f *excelize.File) error {
	stamp := p.due().Format("2006-01-02T15:04:05Z")
	if err := f.SetDocProps(&excelize.DocProperties{Title: p.Title[1], Created: stamp, Modified: stamp, Creator: p.Office}); err != nil {
		return err
	}
	first := p.text("sheet_text")
	if err := f.SetSheetName("Sheet1", first); err != nil {
		return err
	}
	pen, err := newPen(f)
	if err != nil {
		return err
	}
	if err := pen.said(first, p); err != nil {
		return err
	}
	for i := range p.Sections {
		s := &p.Sections[i]
		if len(s.Tables) == 0 {
			continue
		}
		name := p.text("sheet_" + s.Key)
		if _, err := f.NewSheet(name); err != nil {
			return err
		}
		if err := pen.tables(name, s.Tables); err != nil {
			return err
		}
	}
	return nil
}

// pen writes into a workbook.
type pen struct {
	*excelize.File
	bold, wrapped int
	colors        map[string]int
}

func newPen(f *excelize.File) (*pen, error) {
	p := &pen{File: f, colors: map[string]int{}}
	var err error
	top := &excelize.Alignment{WrapText: true, Vertical: "top"}
	if p.wrapped, err = f.NewStyle(&excelize.Style{Alignment: top}); err != nil {
		return nil, err
	}
	p.bold, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"ECF1EE"}}})
	return p, err
}

// said writes heading and sentences, line by line.
func (w *pen) said(sheet string, p *Paper) error {
	lines := []string{p.Parent, p.Office, p.Number, p.Dated, p.Title[0], p.Title[1], p.Span, p.To}
	lines = append(lines, p.Marks...)
	for i := range p.Sections {
		lines = append(append(lines, "", p.Sections[i].Heading), p.Sections[i].Lines...)
	}
	lines = append(append(lines, "", p.Sign[0], p.Sign[1], ""), p.Copies...)
	for i, text := range lines {
		if err := w.cell(sheet, 1, i+1, text, w.wrapped); err != nil {
			return err
		}
	}
	return w.page(sheet, []float64{110})
}

func (w *pen) tables(sheet string, tables []Table) error {
	row, widths := 1, []float64{}
	for i := range tables {
		t := &tables[i]
		if t.Caption != "" {
			if err := w.cell(sheet, 1, row, t.Caption, w.wrapped); err != nil {
				return err
			}
			row++
		}
		if err := w.table(sheet, row, t); err != nil {
			return err
		}
		row += len(t.Rows) + 2
		for k, c := range t.Columns {
			if k == len(widths) {
				widths = append(widths, 0)
			}
			widths[k] = max(widths[k], 7+5*c.Width)
		}
	}
	return w.page(sheet, widths)
}

func (w *pen) table(sheet string, row int, t *Table) error {
	for k, c := range t.Columns {
		if err := w.cell(sheet, k+1, row, c.Head, w.bold); err != nil {
			return err
		}
	}
	for i, items := range t.Rows {
		for k, item := range items {
			style, err := w.style(item.Color)
			if err == nil && item.Value != nil {
				err = w.cell(sheet, k+1, row+1+i, item.Value, style)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *pen) cell(sheet string, column, row int, value any, style int) error {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err == nil {
		err = w.SetCellValue(sheet, at, value)
	}
	if err == nil {
		err = w.SetCellStyle(sheet, at, at, style)
	}
	return err
}

// style is that of a cell in a level's colour, the numeral stays the sign.
func (w *pen) style(color string) (int, error) {
	if color == "" {
		return w.wrapped, nil
	}
	if id, ok := w.colors[color]; ok {
		return id, nil
	}
	id, err := w.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: bulletin.Ink(color)[1:]},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{bulletin.Color(color)[1:]}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "top"}})
	w.colors[color] = id
	return id, err
}

func (w *pen) page(sheet string, widths []float64) error {
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = w.SetColWidth(sheet, column, column, width)
		}
		if err != nil {
			return err
		}
	}
	return w.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: new(9), Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)})
}
