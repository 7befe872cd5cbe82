package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/api/bulletin"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// Annex writes a table as the annex of its decision: pdf, html or xlsx. What the
// decision will say is left blank while there is none. The annex that is signed is
// Vietnamese (vi); the English one (en) says that it is a translation. Title, basis
// and notes stay as they were written.
func Annex(province *forecast.Province, t table.Table, format, lang string) ([]byte, error) {
	a := newAnnex(province, t, lang)
	switch format {
	case "pdf":
		return a.PDF()
	case "html":
		return a.HTML()
	case "xlsx":
		return a.XLSX()
	}
	return nil, &forecast.Invalid{Column: "format", Value: format, Reason: "no form of a table", Remedy: "ask for csv, xlsx, pdf or html"}
}

// annexWords are the profile's texts of the annex.
type annexWords struct {
	province *forecast.Province
	lang     string // vi or en
}

func (w annexWords) in(text forecast.Text) string {
	if w.lang == "en" && text.En != "" {
		return text.En
	}
	return text.Vi
}

func (w annexWords) say(code string, args ...string) string {
	return w.in(w.province.Tell(forecast.NewNote("annex_"+code, args...)))
}

// or is the text, or what stands where it has to be written in.
func (w annexWords) or(text, code string) string {
	if text != "" {
		return text
	}
	return w.say(code)
}

func (w annexWords) date(d forecast.Date) string {
	switch {
	case d.IsZero():
		return ""
	case w.lang == "en":
		return strconv.Itoa(d.Day) + " " + d.Month.String() + " " + strconv.Itoa(d.Year)
	}
	return strconv.Itoa(d.Day) + " tháng " + strconv.Itoa(int(d.Month)) + " năm " + strconv.Itoa(d.Year)
}

func newAnnex(province *forecast.Province, t table.Table, lang string) *bulletin.Annex {
	w, e := annexWords{province, lang}, t.Edition()
	a := &bulletin.Annex{Lang: lang, Head: w.say("head"), Title: strings.ToUpper(e.Title), Table: w.say("table"), Stamp: e.Added,
		With: w.say("with", "decision", w.or(e.Decision, "no_decision"), "date", w.or(w.date(e.Date), "no_date"),
			"issuer", w.or(e.Issuer, "no_issuer")),
		Basis: []string{w.say("law"), w.say("basis", "basis", strings.TrimRight(e.Basis, "."))},
		Sign:  []string{w.say("sign"), w.say("sign_office"), w.say("sign_here")},
	}
	a.Sent = append([]string{w.say("recipients")}, strings.Split(w.say("recipient_lines"), "\n")...)
	if a.Stamp.IsZero() { // a file that was never kept: a document without a time would take the clock's
		a.Stamp = time.Unix(0, 0)
	}
	switch e.Status {
	case forecast.Proposed:
		a.Marks = []string{w.say("draft")}
	case forecast.Provisional:
		a.Marks = []string{w.say("provisional")}
	}
	if lang == "en" {
		a.Marks = append(a.Marks, w.say("translation"))
	}
	a.Before = []bulletin.Section{{Heading: w.say("index"), Lines: []string{w.method(t)}}}
	a.After = []bulletin.Section{
		{Heading: w.say("how"), Lines: []string{w.say("how_limits"), w.say("how_groups")}},
		{Heading: w.say("force"), Lines: []string{w.force(&e)}},
	}
	if notes := t.Notes(); len(notes) > 0 {
		a.After = append(a.After, bulletin.Section{Heading: w.say("notes"), Lines: notes})
	}
	w.rows(a, t)
	return a
}

// method words what the table is looked up with.
func (w annexWords) method(t table.Table) string {
	code, mm := "method_"+t.Method(), w.limit(forecast.Some(t.Edition().RainResetMM))
	if _, known := w.province.Words["annex_"+code]; known {
		return w.say(code, "mm", mm)
	}
	return w.say("method_other", "name", strings.ToUpper(t.Method()))
}

func (w annexWords) force(e *forecast.Edition) string {
	switch {
	case e.ValidFrom.IsZero():
		return w.say("from_open")
	case e.Last().IsZero():
		return w.say("from", "from", w.date(e.ValidFrom))
	}
	return w.say("span", "from", w.date(e.ValidFrom), "to", w.date(e.Last()))
}

// rows writes the table as it is read: thousands parted, the empty limit empty.
func (w annexWords) rows(a *bulletin.Annex, t table.Table) {
	a.Column = []string{w.say("col_group"), w.say("col_months")}
	for _, key := range t.Keys() {
		name := w.factor(key)
		a.Column = append(a.Column, w.say("col_over", "name", name), w.say("col_to", "name", name))
	}
	a.Column = append(a.Column, w.say("col_level"), w.say("col_label"))
	for _, r := range t.Rows() {
		cells := []string{w.group(r.Group), r.Months.String()}
		for _, x := range r.Ranges {
			cells = append(cells, w.limit(x.Over), w.limit(x.To))
		}
		style := w.province.Styles[r.Level]
		a.Rows = append(a.Rows, bulletin.AnnexRow{Cells: append(cells, r.Level.Roman(), w.in(style.Label)), Color: style.Color})
	}
}

// factor names what limits are set for, with its unit; an index by its own name.
func (w annexWords) factor(key string) string {
	if text, ok := w.province.Words["annex_factor_"+key]; ok {
		return w.in(text)
	}
	return strings.ToUpper(key)
}

// group names a forest group.
func (w annexWords) group(name string) string {
	if name == table.AllGroups {
		return w.say("all_groups")
	}
	if text, ok := w.province.Words["group."+name]; ok {
		return w.in(text)
	}
	return name
}

// short is a day as 05/03/2016.
func (w annexWords) short(d forecast.Date) string {
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// limit is a limit as the language writes numbers.
func (w annexWords) limit(f forecast.Float) string {
	if w.lang == "en" {
		return strings.NewReplacer(".", ",", ",", ".").Replace(vietnamese(f))
	}
	return vietnamese(f)
}

// vietnamese is a limit with thousands parted by points and a decimal comma.
func vietnamese(f forecast.Float) string {
	if !f.OK {
		return ""
	}
	whole, decimals, has := strings.Cut(strconv.FormatFloat(f.V, 'f', -1, 64), ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if has {
		return whole + "," + decimals
	}
	return whole
}

type annexInput struct {
	ID     string `path:"id" doc:"Edition, drafts too"`
	Format string `path:"format" enum:"csv,xlsx,pdf,html"`
	Lang   string `query:"lang" enum:"vi,en" default:"vi" doc:"en: a translation, where texts exist"`
}

var annexTypes = map[string]string{"csv": "text/csv; charset=utf-8", "pdf": "application/pdf", "html": htmlType, "xlsx": xlsxType}

type fileAnswer struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// routeAnnex wires the annex of any edition, drafts too.
func (s *Server) routeAnnex() {
	op := huma.Operation{
		OperationID: "get-annex", Method: http.MethodGet, Path: "/api/v1/workshop/tables/{id}/annex/{format}",
		Summary:     "Phụ lục của quyết định · The annex of a decision",
		Security:    secured(),
		Middlewares: huma.Middlewares{s.guarded(forecast.RoleOfficer)},
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound},
	}
	huma.Register(s.api, op, func(ctx context.Context, in *annexInput) (*fileAnswer, error) {
		e, t, err := s.anyEdition(ctx, in.ID)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		body := t.CSV()
		if in.Format != "csv" {
			if body, err = Annex(s.province, t, in.Format, in.Lang); err != nil {
				return nil, s.asProblem(ctx, err)
			}
		}
		return &fileAnswer{Type: annexTypes[in.Format], Body: body, Disposition: `attachment; filename="bang-tra-` + e.ID + "." + in.Format + `"`,
			Policy: "default-src 'none'; style-src 'unsafe-inline'"}, nil
	})
}
