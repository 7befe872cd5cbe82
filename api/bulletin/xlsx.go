package bulletin

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast"
)

// XLSX is the bulletin as a workbook: what is said, a row for each zone, the days
// ahead, the duties. All is text or number: nothing that a spreadsheet would take
// for a formula.
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

// leaf is a sheet of the workbook.
type leaf struct {
	name   string
	widths []float64
	head   bool // the first row names the columns
	levels int  // column of levels, whose cells are coloured; 0 = none
	rows   [][]any
}

func (b *Bulletin) fillBook(f *excelize.File) error {
	stamp := b.Published.UTC().Format("2006-01-02T15:04:05Z")
	if err := f.SetDocProps(&excelize.DocProperties{Title: b.Title, Created: stamp, Modified: stamp, Creator: b.Office}); err != nil {
		return err
	}
	for i, l := range []leaf{b.leafZones(), b.leafNotice(), b.leafAhead(), b.leafDuties()} {
		name := b.say.Text("bulletin_sheet_" + l.name)
		var err error
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = b.writeLeaf(f, name, l)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *Bulletin) heads(codes ...string) (row []any) {
	for _, code := range codes {
		row = append(row, b.say.Text("bulletin_col_"+code))
	}
	return row
}

// leafZones is a row for each zone; what is not known is an empty cell.
func (b *Bulletin) leafZones() leaf {
	l := leaf{name: "zones", head: true, levels: 3, widths: []float64{10, 22, 8, 22, 16, 10, 12, 14, 14, 12, 44}}
	head := b.heads("code", "zone", "level", "label", "status", "dry", "temp", "humid", "rain", "change")
	l.rows = [][]any{append(head[:5:5], append([]any{"P"}, head[5:]...)...)}
	for i := range b.src.Zones {
		z := &b.src.Zones[i]
		d := b.today[z.ID]
		status := d.Status
		if status == "" {
			status = forecast.StatusUnknown
		}
		l.rows = append(l.rows, []any{z.ID, z.Name, d.Level.Roman(), b.part(d.Level).Label, b.say.Text(string(status)),
			known(d.P, 0), known(d.DaysSinceRain, 0), known(d.TempC, 1), known(d.RHPct, 0), known(d.RainMM, 1), b.noteOf(z, d)})
	}
	return l
}

// noteOf is what a reader must know of a zone's level.
func (b *Bulletin) noteOf(z *forecast.Zone, d forecast.ZoneDay) string {
	note := ""
	if d.Override != nil {
		note = b.say.Text("bulletin_changed", "before", d.Override.Before.Roman())
	}
	if z.HasForest == forecast.No {
		if note != "" {
			note += "; "
		}
		note += b.say.Text("no_forest")
	}
	return note
}

// leafNotice is everything that is said, line by line.
func (b *Bulletin) leafNotice() leaf {
	l := leaf{name: "notice", widths: []float64{26, 110}}
	add := func(head, text string) { l.rows = append(l.rows, []any{head, text}) }
	for _, text := range []string{b.Office, b.Number, b.Title, b.DayLine, b.Issued} {
		add(text, "")
	}
	for _, texts := range [][]string{b.Marks, b.Statement, b.Three, b.Ten, b.Notes, b.Basis} {
		for _, text := range texts {
			add("", text)
		}
	}
	if len(b.Media) > 0 {
		add(b.say.Text("bulletin_media"), "")
	}
	for _, line := range b.Media {
		add(line.Head, line.Text)
	}
	return l
}

func (b *Bulletin) leafAhead() leaf {
	l := leaf{name: "ahead", head: true, levels: 2, widths: []float64{16, 16, 18, 18, 22, 8, 8, 8, 8, 8}}
	l.rows = [][]any{append(b.heads("date", "top", "danger", "unknown", "chance"), "I %", "II %", "III %", "IV %", "V %")}
	for _, a := range b.Outlook {
		row := []any{b.say.Date(a.Date), a.Roman, a.Dangerous, a.Unknown, a.Chance}
		for _, p := range a.Probability {
			row = append(row, p)
		}
		l.rows = append(l.rows, row)
	}
	return l
}

func (b *Bulletin) leafDuties() leaf {
	l := leaf{name: "duties", head: true, levels: 1, widths: []float64{8, 24, 70, 60}}
	l.rows = [][]any{b.heads("level", "label", "duties", "basis")}
	for i := range b.Levels {
		for _, d := range b.Levels[i].Do {
			l.rows = append(l.rows, []any{b.Levels[i].Roman, b.Levels[i].Label, d.Text, d.Basis})
		}
	}
	return l
}

// known is a number to some decimals, nothing where it is not known.
func known(v forecast.Float, decimals int) any {
	if !v.OK {
		return nil
	}
	scale := [...]float64{1, 10, 100}[decimals]
	return float64(int64(v.V*scale+0.5)) / scale
}

func (b *Bulletin) writeLeaf(f *excelize.File, sheet string, l leaf) error {
	for i, row := range l.rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow(sheet, at, &row)
		}
		if err != nil {
			return err
		}
	}
	for i, width := range l.widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = f.SetColWidth(sheet, column, column, width)
		}
		if err != nil {
			return err
		}
	}
	if err := b.dress(f, sheet, l); err != nil {
		return err
	}
	return f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: new(9), Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)})
}

// dress makes heads bold and lets them stand, wraps texts, colours levels.
func (b *Bulletin) dress(f *excelize.File, sheet string, l leaf) error {
	wrapped, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(l.widths), len(l.rows))
	if err == nil {
		err = f.SetCellStyle(sheet, "A1", last, wrapped)
	}
	if err != nil || !l.head {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"ECF1EE"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err == nil {
		err = f.SetRowStyle(sheet, 1, 1, bold)
	}
	if err == nil {
		err = f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	}
	if err != nil {
		return err
	}
	return b.paint(f, sheet, l)
}

// paint fills the cells of levels with their colours; the numeral stays the sign.
func (b *Bulletin) paint(f *excelize.File, sheet string, l leaf) error {
	styles := map[string]int{}
	for _, level := range highestFirst {
		c := safeColor(b.style(level).Color)
		id, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: b.Ink(c)[1:]},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c[1:]}}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "top"}})
		if err != nil {
			return err
		}
		styles[level.Roman()] = id
	}
	for i, row := range l.rows[1:] {
		at, err := excelize.CoordinatesToCellName(l.levels, i+2)
		if err == nil {
			err = f.SetCellStyle(sheet, at, at, styles[fmt.Sprint(row[l.levels-1])])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeSheet fills a sheet row by row.
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
