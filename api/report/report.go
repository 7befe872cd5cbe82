// Package report writes the yearly report on a fire season, ready to sign: as
// PDF, HTML and workbook, from one composition. The words are the profile's; the
// same figures give the same bytes. It reads no clock and no store, and writes
// what is missing as missing.
package report

import (
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/season"
)

// Paper is a report in one language, ready to be drawn.
type Paper struct {
	Lang     string
	Parent   string // whom the office stands under
	Office   string
	Number   string // left to be written in
	Motto    [2]string
	Dated    string // place and date, the day left to be written in
	Title    [2]string
	Span     string
	To       string
	Marks    []string
	Sections []Section
	Copies   []string // whom it goes to, with the heading first
	Sign     [2]string

	say forecast.Wording
	of  *season.Report
}

// Section is a part of the report.
type Section struct {
	Key     string // of its words
	Heading string
	Lines   []string
	Charts  []Chart
	Tables  []Table
}

// Table is a table; a cell that is missing is empty in a workbook.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]Item
}

// Column is a table's column; widths are shares of the table's.
type Column struct {
	Head  string
	Width float64
	Align string // L, C or R; empty = L
}

// Item is a cell as it is read, as a workbook keeps it, and a level's colour.
type Item struct {
	Text  string
	Value any
	Color string
}

// New composes the report.
func New(province *forecast.Province, lang string, r *season.Report) *Paper {
	p := &Paper{Lang: lang, say: forecast.Wording{Province: province, Lang: lang}, of: r}
	due := r.To
	p.Office = p.or(province.OfficeOn(due), "report_office_blank")
	p.Parent = p.or(forecast.NameOn(province.Report.To, due), "report_to_blank")
	through := p.or(forecast.NameOn(province.Report.Through, due), "report_through_blank")
	place := p.or(forecast.NameOn(province.Report.Places, due), "report_place_blank")
	year := strconv.Itoa(r.Year)
	p.Number = p.text("number", "year", year)
	p.Motto = [2]string{p.text("state"), p.text("motto")}
	p.Dated = p.text("dated", "place", place, "year", year)
	p.Title = [2]string{p.text("title"), p.text("subject", "year", year)}
	p.Span = p.text("span", "from", p.say.Date(r.From), "to", p.say.Date(r.To))
	p.To = p.text("to", "to", p.Parent, "through", through)
	p.Sign = [2]string{p.text("sign"), p.text("sign_here")}
	p.Copies = []string{p.text("copies"), "– " + p.text("copies_to", "to", p.Parent, "through", through), "– " + p.text("copies_file")}
	p.mark()
	for _, section := range []func() Section{p.summary, p.months, p.course, p.decisions, p.alerts, p.fires, p.skill, p.stations, p.tables, p.sets, p.rest, p.zones} {
		p.Sections = append(p.Sections, section())
	}
	for i := range p.Sections {
		s := &p.Sections[i]
		s.Heading = strconv.Itoa(i+1) + ". " + p.text("section_"+s.Key)
	}
	return p
}

// mark says what the reader must know before anything else.
func (p *Paper) mark() {
	r := p.of
	for _, m := range []struct {
		is   bool
		code string
	}{
		{r.Marks.Simulated > 0, "mark_simulated"},
		{r.Marks.Provisional > 0, "mark_provisional"},
		{!r.Over, "mark_open"},
		{!r.Told, "mark_nothing"},
	} {
		if m.is {
			p.Marks = append(p.Marks, p.text(m.code, "last", p.say.Date(r.Last)))
		}
	}
}

func (p *Paper) text(code string, holes ...string) string {
	return p.say.Text("report_"+code, holes...)
}

// or is a name, or the room to write it in.
func (p *Paper) or(name forecast.Text, blank string) string {
	if text := name.In(p.Lang); text != "" {
		return text
	}
	return p.say.Text(blank)
}

// upper is a text in capitals, as headings of offices are written.
func upper(text string) string { return strings.ToUpper(text) }

// words is a cell of text.
func words(text string) Item { return Item{Text: text, Value: text} }

// count is a cell of a whole number.
func (p *Paper) count(n int) Item { return Item{Text: p.number(n), Value: n} }

func (p *Paper) number(n int) string { return p.say.Number(forecast.Some(float64(n)), 0) }

// value is a cell of a number, missing where there is none.
func (p *Paper) value(v forecast.Float, decimals int) Item {
	if !v.OK {
		return Item{Text: "–"}
	}
	return Item{Text: p.say.Number(v, decimals), Value: rounded(v.V, decimals)}
}

// share is a part of a whole in per cent; missing of nothing.
func (p *Paper) share(part, whole int) Item {
	if whole == 0 {
		return Item{Text: "–"}
	}
	return p.value(forecast.Some(100*float64(part)/float64(whole)), 1)
}

// percent is a share as it stands in a sentence.
func (p *Paper) percent(part, whole int) string { return p.share(part, whole).Text + " %" }

// date is a day in figures: 02/03/2016, 2016-03-02.
func (p *Paper) date(d forecast.Date) Item {
	if d.IsZero() {
		return Item{Text: "–"}
	}
	text := p.say.Date(d)
	if p.Lang == "en" {
		text = d.String()
	}
	return Item{Text: text, Value: text}
}

// level is a cell with a level's numeral in its colour.
func (p *Paper) level(l forecast.Level) Item {
	if !l.Known() {
		return Item{Text: p.say.Label(forecast.Unknown), Value: p.say.Label(forecast.Unknown)}
	}
	return Item{Text: l.Roman(), Value: l.Roman(), Color: p.color(l)}
}

func (p *Paper) color(l forecast.Level) string { return p.say.Province.Styles[max(l, 0)].Color }

// scale are powers of ten by decimals.
var scale = [...]float64{1, 10, 100, 1000}

func rounded(v float64, decimals int) float64 {
	s := scale[decimals]
	if v < 0 {
		return -float64(int64(-v*s+0.5)) / s
	}
	return float64(int64(v*s+0.5)) / s
}
