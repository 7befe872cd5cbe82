package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// Bounds of a sheet; without them one cell far out unfolds to gigabytes.
const (
	maxSheetRow    = maxRows + 100
	maxSheetColumn = 64
)

// A part that unfolds to more than maxRatio times its size, and to more than
// maxDense bytes, is a bomb and no sheet; honest sheets stay below a tenth of it.
const (
	maxRatio = 200
	maxDense = 2 << 20
)

// inspect looks through a workbook before a spreadsheet library does.
func inspect(name string, data []byte) error {
	if len(data) > maxWorkbookBytes {
		return fault(forecast.Invalid{File: name}, "too_large", "size", "4 MiB")
	}
	files, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return noWorkbook(name, err)
	}
	left := int64(maxUnzippedBytes)
	for _, f := range files.File {
		if err := inspectPart(name, f, &left); err != nil {
			return err
		}
	}
	return nil
}

// inspectPart refuses a part by its name or content and takes its size off left.
func inspectPart(name string, f *zip.File, left *int64) error {
	path := strings.ToLower(f.Name)
	switch {
	case strings.Contains(path, "vbaproject") || strings.Contains(path, "macrosheets"):
		return fault(forecast.Invalid{File: name}, "macros")
	case strings.Contains(path, "externallinks"):
		return fault(forecast.Invalid{File: name}, "links")
	case f.UncompressedSize64 > maxDense && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return fault(forecast.Invalid{File: name}, "dense", "part", f.Name, "times", strconv.Itoa(maxRatio))
	}
	part, err := f.Open()
	if err != nil {
		return noWorkbook(name, err)
	}
	defer func() { _ = part.Close() }() // it was only read
	limited := &io.LimitedReader{R: part, N: *left + 1}
	switch {
	case strings.Contains(path, "worksheets/") && strings.HasSuffix(path, ".xml"):
		err = inspectSheet(name, f.Name, limited)
	case path == "[content_types].xml":
		err = inspectTypes(name, limited)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, limited)
	}
	*left -= *left + 1 - limited.N
	var known *forecast.Invalid
	switch {
	case *left < 0:
		return fault(forecast.Invalid{File: name}, "unfolds")
	case errors.As(err, &known):
		return err
	case err != nil:
		return noWorkbook(name, err)
	}
	return nil
}

// inspectTypes refuses a workbook that says it may hold macros.
func inspectTypes(name string, r io.Reader) error {
	types, err := io.ReadAll(r)
	if err == nil && bytes.Contains(bytes.ToLower(types), []byte("macroenabled")) {
		return fault(forecast.Invalid{File: name}, "macro_book")
	}
	return err
}

// inspectSheet refuses formulas, merged cells and cells far out.
func inspectSheet(name, sheet string, r io.Reader) error {
	d := xml.NewDecoder(r)
	scan := sheetScan{name: name, sheet: sheet}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok {
			if err := scan.start(start); err != nil {
				return err
			}
		}
	}
}

// sheetScan knows where in a sheet it stands.
type sheetScan struct {
	name, sheet string
	cell        string
	row, column int
}

func (s *sheetScan) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		s.row, s.column = s.row+1, 0
		if n := number(attribute(e, "r")); n > 0 {
			s.row = n
		}
	case "c":
		s.cell, s.column = attribute(e, "r"), s.column+1
		if n := columnOf(s.cell); n > 0 {
			s.column = n
		}
		s.row = max(s.row, number(strings.TrimLeft(strings.ToUpper(s.cell), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
	case "f":
		return fault(forecast.Invalid{File: s.name, Column: s.cell}, "formula", "sheet", s.sheet)
	case "mergeCell":
		return fault(forecast.Invalid{File: s.name, Column: attribute(e, "ref")}, "merged", "sheet", s.sheet)
	}
	if s.row > maxSheetRow || s.column > maxSheetColumn {
		return fault(forecast.Invalid{File: s.name, Column: s.cell}, "far_cell",
			"row", strconv.Itoa(maxSheetRow), "column", strconv.Itoa(maxSheetColumn), "sheet", s.sheet)
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number reads digits, 0 when there are none; it stops growing beyond a million.
func number(text string) int {
	n := 0
	for _, r := range text {
		if r < '0' || r > '9' || n > 1_000_000 {
			break
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// columnOf is the column of a cell name, A = 1; 0 when it has none.
func columnOf(cell string) int {
	n := 0
	for _, r := range strings.ToUpper(cell) {
		if r < 'A' || r > 'Z' || n > 1_000_000 {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n
}
