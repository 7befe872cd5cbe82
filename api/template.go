package api

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast"
)

const (
	csvType  = "text/csv; charset=utf-8"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// templateColumns are those of a post's daily reading, as canhlua ingest takes
// them, with the range a spreadsheet lets through; none for a text.
var templateColumns = []struct {
	name      string
	low, high float64
}{
	{"station", 0, 0}, {"date", 0, 0}, {"temp13_c", -10, 55}, {"rh13_pct", 0, 100}, {"rain24_mm", 0, 2000}, {"wind13_kmh", 0, 400},
}

func (s *Server) getTemplateCSV(ctx context.Context, _ *struct{}) (*page, error) {
	stations, err := s.templateStations(ctx)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, lang := range []string{vi, en} {
		fmt.Fprintf(&b, "# %s\n", s.words.say(lang, "template_title"))
	}
	var names []string
	for _, c := range templateColumns {
		fmt.Fprintf(&b, "# %s: %s · %s\n", c.name, s.words.say(vi, "template_"+c.name), s.words.say(en, "template_"+c.name))
		names = append(names, c.name)
	}
	for _, st := range stations {
		fmt.Fprintf(&b, "# %s: %s\n", st.ID, st.Name)
	}
	b.WriteString(strings.Join(names, ",") + "\n")
	return newPage(csvType, []byte("\uFEFF"+b.String())), nil
}

// templateStations are those that are real.
func (s *Server) templateStations(ctx context.Context) ([]forecast.Station, error) {
	all, err := s.store.Stations(ctx, s.moment().now)
	var out []forecast.Station
	for _, st := range all {
		if !st.Simulated {
			st.Name = strings.Join(strings.Fields(st.Name), " ")
			out = append(out, st.Station)
		}
	}
	return out, err
}

func (s *Server) getTemplateXLSX(ctx context.Context, _ *struct{}) (*page, error) {
	stations, err := s.templateStations(ctx)
	if err != nil {
		return nil, err
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it is in memory only
	if err := s.writeTemplate(book, stations); err != nil {
		return nil, fmt.Errorf("template: %w", err)
	}
	var buf bytes.Buffer
	if err := book.Write(&buf); err != nil {
		return nil, fmt.Errorf("template: %w", err)
	}
	return newPage(xlsxType, buf.Bytes()), nil
}

// writeTemplate makes a sheet to be filled and one that explains it.
func (s *Server) writeTemplate(book *excelize.File, stations []forecast.Station) error {
	const sheet, guide = "so_lieu", "huong_dan"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49}) // text: a date stays as typed
	if err != nil {
		return err
	}
	for i, c := range templateColumns {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := s.writeTemplateColumn(book, sheet, column, c.name, c.low, c.high, text); err != nil {
			return err
		}
		if err := book.SetCellStyle(sheet, column+"1", column+"1", bold); err != nil {
			return err
		}
	}
	if err := book.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if _, err := book.NewSheet(guide); err != nil {
		return err
	}
	return s.writeGuide(book, guide, stations)
}

func (s *Server) writeTemplateColumn(book *excelize.File, sheet, column, name string, low, high float64, text int) error {
	if err := book.SetColWidth(sheet, column, column, 14); err != nil {
		return err
	}
	if low == high {
		if err := book.SetColStyle(sheet, column, text); err != nil {
			return err
		}
	} else {
		rule := excelize.NewDataValidation(true)
		rule.Sqref = column + "2:" + column + "2000"
		if err := rule.SetRange(low, high, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween); err != nil {
			return err
		}
		if err := book.AddDataValidation(sheet, rule); err != nil {
			return err
		}
	}
	return book.SetCellStr(sheet, column+"1", name)
}

func (s *Server) writeGuide(book *excelize.File, sheet string, stations []forecast.Station) error {
	rows := [][]any{{"", s.words.say(vi, "template_title"), s.words.say(en, "template_title")}}
	for _, c := range templateColumns {
		rows = append(rows, []any{c.name, s.words.say(vi, "template_"+c.name), s.words.say(en, "template_"+c.name)})
	}
	rows = append(rows, []any{}, []any{"", s.words.say(vi, "template_stations"), s.words.say(en, "template_stations")})
	for _, st := range stations {
		rows = append(rows, []any{st.ID, st.Name, ""})
	}
	for i := range rows {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &rows[i]); err != nil {
			return err
		}
	}
	return book.SetColWidth(sheet, "B", "C", 70)
}
