package source

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast"
)

// The bounds of a workbook of readings.
const (
	mostWorkbookBytes = 8 << 20
	mostUnzippedBytes = 64 << 20
	mostWorkbookRows  = 50_000
	mostWorkbookCells = 64 // in a row
)

// isWorkbook tells an XLSX file, which is a ZIP archive.
func isWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// workbookSheet writes a workbook's first sheet as CSV, its rows on lines of the
// same number. Dates that the spreadsheet keeps as numbers become days, or times
// of the location. Formulas and macros are refused.
func workbookSheet(name string, data []byte, loc *time.Location) ([]byte, error) {
	refuse := func(cell, value, reason, remedy string) error {
		return &forecast.Invalid{File: name, Column: cell, Value: value, Reason: reason, Remedy: remedy}
	}
	if err := checkWorkbook(name, data); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: mostUnzippedBytes, UnzipXMLSizeLimit: mostUnzippedBytes})
	if err != nil {
		return nil, refuse("", "", "no readable XLSX workbook ("+err.Error()+")", "save it again as XLSX without password, or as CSV")
	}
	defer func() { _ = book.Close() }() // nothing is kept on disk below the size limit
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	if err != nil {
		return nil, refuse("", sheet, "the sheet cannot be read ("+err.Error()+")", "save it again as XLSX, or as CSV")
	}
	if len(rows) > mostWorkbookRows {
		return nil, refuse("", strconv.Itoa(len(rows)), "too many rows", fmt.Sprintf("send at most %d at a time", mostWorkbookRows))
	}
	w := sheetWriter{book: book, sheet: sheet, loc: loc, refuse: refuse}
	return w.write(rows)
}

// checkWorkbook looks through the archive before a spreadsheet library does.
func checkWorkbook(name string, data []byte) error {
	if len(data) > mostWorkbookBytes {
		return &forecast.Invalid{File: name, Reason: "larger than 8 MiB", Remedy: "send fewer rows at a time, or CSV"}
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return &forecast.Invalid{File: name, Reason: "no readable ZIP archive (" + err.Error() + ")", Remedy: "save it again as XLSX, or as CSV"}
	}
	var size uint64
	for _, f := range archive.File {
		size += min(f.UncompressedSize64, mostUnzippedBytes+1) // which cannot run over
		if strings.Contains(strings.ToLower(f.Name), "vbaproject") {
			return &forecast.Invalid{File: name, Reason: "holds macros", Remedy: "save it as XLSX without macros"}
		}
	}
	if size > mostUnzippedBytes {
		return &forecast.Invalid{File: name, Reason: "unfolds to more than 64 MiB", Remedy: "send fewer rows at a time, or CSV"}
	}
	return nil
}

type sheetWriter struct {
	book   *excelize.File
	sheet  string
	loc    *time.Location
	refuse func(cell, value, reason, remedy string) error
	header []string
}

func (w *sheetWriter) write(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	lines := csv.NewWriter(&out)
	for i, row := range rows {
		if len(row) > mostWorkbookCells {
			return nil, w.refuse("", strconv.Itoa(i+1), "a row of more than 64 cells", "keep to the columns of the template")
		}
		filled := strings.TrimSpace(strings.Join(row, "")) != ""
		for k := range row {
			var err error
			if row[k], err = w.cell(i, k, row[k]); err != nil {
				return nil, err
			}
			row[k] = strings.Join(strings.Fields(row[k]), " ") // a break inside a cell would be a row of its own
		}
		if w.header == nil && filled && !strings.HasPrefix(row[0], "#") {
			w.header = row
		}
		for len(row) < len(w.header) { // trailing empty cells are not in the sheet
			row = append(row, "")
		}
		if !filled {
			lines.Flush()
			out.WriteByte('\n')
			continue
		}
		if err := lines.Write(row); err != nil {
			return nil, err
		}
	}
	lines.Flush()
	return out.Bytes(), lines.Error()
}

// cell refuses a formula, whose value nobody knows the age of, and writes a date
// kept as a number as the date it is.
func (w *sheetWriter) cell(row, column int, text string) (string, error) {
	at, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return "", err
	}
	if formula, err := w.book.GetCellFormula(w.sheet, at); err != nil || formula != "" {
		return "", w.refuse(at, formula, "holds a formula", "put the value in its place")
	}
	if column >= len(w.header) {
		return text, nil
	}
	serial, err := strconv.ParseFloat(text, 64)
	if err != nil || serial < 20000 || serial > 80000 { // 1954 to 2119
		return text, nil
	}
	t, err := excelize.ExcelDateToTime(serial, false)
	if err != nil {
		return text, nil
	}
	switch strings.ToLower(strings.TrimSpace(w.header[column])) {
	case colDate:
		return t.Format(time.DateOnly), nil
	case colTime:
		local := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, w.loc)
		return local.Format(time.RFC3339), nil
	}
	return text, nil
}
