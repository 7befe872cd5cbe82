package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/canhlua/canhlua/forecast"
)

const (
	csvType  = "text/csv; charset=utf-8"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// templateColumns are those of a post's daily reading, as canhlua ingest takes
// them, with the range a spreadsheet lets through, none for a text, and an example.
var templateColumns = []struct {
	name      string
	low, high float64
	example   string
}{
	{"station", 0, 0, ""}, {"date", 0, 0, "2026-03-05"}, {"temp13_c", -10, 55, "34.5"}, {"rh13_pct", 0, 100, "45"},
	{"rain24_mm", 0, 2000, "0"}, {"wind13_kmh", 0, 400, "11"},
}

type templateInput struct {
	Station string   `query:"station" doc:"Only this station, with its row begun."`
	Date    dayParam `query:"date" doc:"Begins the rows of this local day, YYYY-MM-DD. With a station the default is today; with neither no row is begun."`
}

// form is what a post is given to fill.
type form struct {
	stations []forecast.Station
	rows     [][]string // begun: station and day, the values still empty
}

// templateForm begins the rows asked for.
func (s *Server) templateForm(ctx context.Context, in *templateInput) (form, error) {
	stations, err := s.templateStations(ctx)
	if err != nil {
		return form{}, err
	}
	t := form{stations: stations}
	day := in.Date.Date
	if in.Station != "" {
		t.stations = slices.DeleteFunc(stations, func(st forecast.Station) bool { return st.ID != in.Station })
		if len(t.stations) == 0 {
			return t, &forecast.NotFound{Kind: "station", Name: in.Station}
		}
		day = in.Date.or(s.moment().today)
	}
	if day.IsZero() {
		return t, nil
	}
	for _, st := range t.stations {
		row := make([]string, len(templateColumns))
		row[0], row[1] = st.ID, day.String()
		t.rows = append(t.rows, row)
	}
	return t, nil
}

// example is a whole row, of the first station.
func (t form) example() []string {
	out := []string{"post-1"}
	if len(t.stations) > 0 {
		out[0] = t.stations[0].ID
	}
	for _, c := range templateColumns[1:] {
		out = append(out, c.example)
	}
	return out
}

func (s *Server) getTemplateCSV(ctx context.Context, in *templateInput) (*page, error) {
	t, err := s.templateForm(ctx, in)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("\uFEFF") // without it spreadsheets take UTF-8 for another encoding
	for _, lang := range []string{vi, en} {
		fmt.Fprintf(&b, "# %s\n", s.words.say(lang, "template_title"))
	}
	var names []string
	for _, c := range templateColumns {
		fmt.Fprintf(&b, "# %s: %s · %s\n", c.name, s.words.say(vi, "template_"+c.name), s.words.say(en, "template_"+c.name))
		names = append(names, c.name)
	}
	for _, st := range t.stations {
		fmt.Fprintf(&b, "# %s: %s\n", st.ID, st.Name)
	}
	fmt.Fprintf(&b, "# ví dụ · example: %s\n", strings.Join(t.example(), ","))
	if err := csv.NewWriter(&b).WriteAll(append([][]string{names}, t.rows...)); err != nil {
		return nil, fmt.Errorf("template: %w", err)
	}
	return newPage(csvType, []byte(b.String())), nil
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

func (s *Server) getTemplateXLSX(ctx context.Context, in *templateInput) (*page, error) {
	t, err := s.templateForm(ctx, in)
	if err != nil {
		return nil, err
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it is in memory only
	if err := s.writeTemplate(book, t); err != nil {
		return nil, fmt.Errorf("template: %w", err)
	}
	var buf bytes.Buffer
	if err := book.Write(&buf); err != nil {
		return nil, fmt.Errorf("template: %w", err)
	}
	return newPage(xlsxType, buf.Bytes()), nil
}

// writeTemplate makes a sheet to be filled and one that explains it.
func (s *Server) writeTemplate(book *excelize.File, t form) error {
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
	for i, row := range t.rows {
		begun := row[:2]
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+2), &begun); err != nil {
			return err
		}
	}
	if err := book.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if _, err := book.NewSheet(guide); err != nil {
		return err
	}
	return s.writeGuide(book, guide, t)
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

func (s *Server) writeGuide(book *excelize.File, sheet string, t form) error {
	rows := [][]any{{"", s.words.say(vi, "template_title"), s.words.say(en, "template_title"), "ví dụ · example"}}
	example := t.example()
	for i, c := range templateColumns {
		rows = append(rows, []any{c.name, s.words.say(vi, "template_"+c.name), s.words.say(en, "template_"+c.name), example[i]})
	}
	rows = append(rows, []any{}, []any{"", s.words.say(vi, "template_stations"), s.words.say(en, "template_stations")})
	for _, st := range t.stations {
		rows = append(rows, []any{st.ID, st.Name, ""})
	}
	for i := range rows {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &rows[i]); err != nil {
			return err
		}
	}
	return book.SetColWidth(sheet, "B", "C", 70)
}
