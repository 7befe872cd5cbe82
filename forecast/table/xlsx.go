package table

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast"
)

// maxWorkbookBytes bounds a workbook as it comes, maxUnzippedBytes what it unfolds to.
const (
	maxWorkbookBytes = 4 << 20
	maxUnzippedBytes = 32 << 20
)

// ParseXLSX reads and checks an edition as a workbook of two sheets: on the first
// the metadata, key and value side by side; on the second header and rows.
// Formulas, macros and links to other files are refused, as are workbooks that
// are large or unfold to something large. Errors are those of Parse, the file
// named with its sheet and the line being the sheet's row.
func ParseXLSX(name string, r io.Reader) (Table, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxWorkbookBytes+1))
	if err != nil {
		return Table{}, fmt.Errorf("%s: %w", name, err)
	}
	b, err := openXLSX(name, data)
	if err != nil {
		return Table{}, err
	}
	return b.build()
}

// openXLSX takes a workbook apart.
func openXLSX(name string, data []byte) (*builder, error) {
	if err := inspect(name, data); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzippedBytes, UnzipXMLSizeLimit: maxUnzippedBytes})
	if err != nil {
		return nil, noWorkbook(name, err)
	}
	defer func() { _ = f.Close() }() // nothing is kept on disk below the size limit
	sheets := f.GetSheetList()
	if len(sheets) < 2 {
		return nil, fault(forecast.Invalid{File: name}, "sheets", "n", strconv.Itoa(len(sheets)))
	}
	b := &builder{doc: document{metaFile: name + "[" + sheets[0] + "]", rowFile: name + "[" + sheets[1] + "]"}}
	if err := b.readSheets(f, sheets); err != nil {
		return nil, noWorkbook(name, err)
	}
	return b, nil
}

func noWorkbook(name string, err error) error {
	return fault(forecast.Invalid{File: name}, "no_book", "cause", err.Error())
}

// readSheets takes both sheets apart.
func (b *builder) readSheets(f *excelize.File, sheets []string) error {
	meta, err := readSheet(f, sheets[0], true)
	if err != nil {
		return err
	}
	for _, r := range meta {
		if key := metaKey(r.cells[0]); key != "" {
			b.doc.meta = append(b.doc.meta, pair{r.line, key, strings.Join(r.cells[1:], " ")})
		}
	}
	rows, err := readSheet(f, sheets[1], false)
	for _, r := range rows {
		if !b.addRecord(r) {
			break
		}
	}
	return err
}

// isDay reports whether the value of a metadata key is a day.
func isDay(key string) bool {
	switch metaKey(key) {
	case "date", "valid_from", "valid_to":
		return true
	}
	return false
}

func metaKey(cell string) string { return strings.ToLower(strings.Trim(cell, "# :")) }

// readSheet gives the rows of a sheet that are not empty, numbers written plainly.
func readSheet(f *excelize.File, sheet string, dates bool) ([]record, error) {
	rows, err := f.GetRows(sheet)
	if err != nil {
		return nil, err
	}
	var records []record
	for i, cells := range rows {
		for j, text := range cells {
			if cells[j], err = plainCell(f, sheet, i, j, text, dates && j > 0 && isDay(cells[0])); err != nil {
				return nil, err
			}
		}
		if len(cells) > 0 {
			records = append(records, record{i + 1, cells})
		}
	}
	return records, nil
}

// plainCell writes a numeric cell so that it reads back as that number, or as a
// day where a spreadsheet has stored one; text stays as it is.
func plainCell(f *excelize.File, sheet string, row, column int, text string, date bool) (string, error) {
	cell, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil || text == "" {
		return text, err
	}
	kind, err := f.GetCellType(sheet, cell)
	if err != nil || (kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber) {
		return text, err
	}
	v, parseErr := strconv.ParseFloat(text, 64)
	if parseErr != nil {
		return text, nil
	}
	if date {
		if day, err := excelize.ExcelDateToTime(v, false); err == nil {
			return day.Format("2006-01-02"), nil
		}
	}
	if v, err = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64); err != nil { // 0.10000000000000001 is 0.1
		return text, nil
	}
	return formatLimit(forecast.Some(v)), nil
}

// WriteXLSX writes the edition as a workbook that ParseXLSX reads back as the
// same edition.
func (t Table) WriteXLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing is kept on disk
	if err := f.SetSheetName("Sheet1", "edition"); err != nil {
		return err
	}
	if _, err := f.NewSheet("rows"); err != nil {
		return err
	}
	for i, e := range t.entries() {
		if err := writeRow(f, "edition", i+1, e[:]); err != nil {
			return err
		}
	}
	for i, r := range t.records() {
		if err := writeRow(f, "rows", i+1, r); err != nil {
			return err
		}
	}
	return f.Write(w)
}

// writeRow writes limits and levels as numbers and all else, months above all, as
// text, so that a spreadsheet takes none of it for a date or a formula.
func writeRow(f *excelize.File, sheet string, row int, values []string) error {
	for j, text := range values {
		cell, err := excelize.CoordinatesToCellName(j+1, row)
		if err != nil {
			return err
		}
		v, parseErr := strconv.ParseFloat(text, 64)
		if sheet == "rows" && row > 1 && j >= 2 && parseErr == nil {
			err = f.SetCellFloat(sheet, cell, v, -1, 64)
		} else if text != "" {
			err = f.SetCellStr(sheet, cell, text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
