package bulletin

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// XLSX is the bulletin as a workbook: a row for each zone, and the days ahead.
// All is text or number: nothing that a spreadsheet would take for a formula.
func (b *Bulletin) XLSX() ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing is kept on disk
	var out bytes.Buffer
	err := b.fillBook(f)
	if err == nil {
		err = f.Write(&out)
	}
	if err != nil {
		return nil, fmt.Errorf("bulletin of %s as xlsx: %w", b.Day, err)
	}
	return out.Bytes(), nil
}

func (b *Bulletin) fillBook(f *excelize.File) error {
	stamp := b.Published.UTC().Format("2006-01-02T15:04:05Z")
	if err := f.SetDocProps(&excelize.DocProperties{Title: b.Title, Created: stamp, Modified: stamp, Creator: b.Office}); err != nil {
		return err
	}
	day, ahead := b.say.text("bulletin_col_zones"), b.say.text("bulletin_outlook")
	if err := f.SetSheetName("Sheet1", day); err != nil {
		return err
	}
	rows := [][]any{{b.Office}, {b.Title}, {b.DayLine}, {b.Issued}}
	for _, texts := range [][]string{b.Marks, b.Statement, b.Basis} {
		for _, text := range texts {
			rows = append(rows, []any{text})
		}
	}
	rows = append(rows, []any{b.say.text("bulletin_col_zones"), b.say.text("bulletin_col_level")})
	for i := range b.Levels {
		for _, zone := range b.Levels[i].Zones {
			rows = append(rows, []any{zone, b.Levels[i].Name})
		}
	}
	if err := writeSheet(f, day, rows); err != nil {
		return err
	}
	if _, err := f.NewSheet(ahead); err != nil {
		return err
	}
	later := [][]any{{b.say.text("bulletin_col_date"), b.say.text("bulletin_col_top"), b.say.text("bulletin_col_danger"), b.say.text("bulletin_col_chance")}}
	for _, a := range b.Outlook {
		later = append(later, []any{b.say.date(a.Date), a.Top, a.Dangerous, a.Chance})
	}
	return writeSheet(f, ahead, later)
}

func writeSheet(f *excelize.File, sheet string, rows [][]any) error {
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := f.SetSheetRow(sheet, cell, &row); err != nil {
			return err
		}
	}
	return f.SetColWidth(sheet, "A", "D", 34)
}
