package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// TableCmd works on lookup-table editions.
type TableCmd struct {
	List   TableListCmd   `cmd:"" help:"list the editions"`
	Show   TableShowCmd   `cmd:"" help:"print an edition as CSV"`
	Check  TableCheckCmd  `cmd:"" help:"check a CSV or XLSX file; changes nothing"`
	Import TableImportCmd `cmd:"" help:"add an edition from a CSV or XLSX file"`
	Diff   TableDiffCmd   `cmd:"" help:"rows that differ between two editions or files"`
	Export TableExportCmd `cmd:"" help:"write an edition as CSV or XLSX, or as the annex of its decision"`

	Impact    TableImpactCmd    `cmd:"" help:"two tables tried on the past: days, warnings and fires by level"`
	Calibrate TableCalibrateCmd `cmd:"" help:"propose class limits for a goal, from the past"`
	Enact     TableEnactCmd     `cmd:"" help:"make a draft the table in force, by a decision"`
}

// readTable reads a table file by its content.
func readTable(path string) (table.Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return table.Table{}, err
	}
	return table.Read(path, data)
}

// TableListCmd lists editions.
type TableListCmd struct{}

// Run prints one line an edition.
func (c *TableListCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		editions, err := st.Editions(ctx)
		for _, e := range editions {
			fmt.Fprintf(app.out, "%s  %-12s %-8s reset %g mm  %s … %s  %s\n",
				e.ID, e.Status, e.Method, e.RainResetMM, dateOrOpen(e.ValidFrom), dateOrOpen(e.ValidTo), e.Title)
		}
		return err
	})
}

func dateOrOpen(d forecast.Date) string {
	if d.IsZero() {
		return "open"
	}
	return d.String()
}

// TableShowCmd prints an edition.
type TableShowCmd struct {
	ID string `arg:"" help:"identifier, or its beginning"`
}

// Run prints the edition's text.
func (c *TableShowCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		e, err := findEdition(ctx, st, c.ID)
		if err != nil {
			return err
		}
		_, err = io.WriteString(app.out, e.Text)
		return err
	})
}

// findEdition finds an edition by the beginning of its identifier.
func findEdition(ctx context.Context, st *store.Store, id string) (forecast.Edition, error) {
	editions, err := st.Editions(ctx)
	if err != nil {
		return forecast.Edition{}, err
	}
	var found []forecast.Edition
	for _, e := range editions {
		if strings.HasPrefix(e.ID, id) {
			found = append(found, e)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return forecast.Edition{}, &forecast.NotFound{Kind: "edition", Name: id}
	}
	return forecast.Edition{}, usage{fmt.Errorf("edition %s: %d editions begin so; give more of the identifier", id, len(found))}
}

// TableCheckCmd checks a file.
type TableCheckCmd struct {
	File string `arg:"" help:"CSV or XLSX file"`
}

// Run prints what the file holds when it is right.
func (c *TableCheckCmd) Run(app *App) error {
	t, err := readTable(c.File)
	if err != nil {
		return err
	}
	e := t.Edition()
	fmt.Fprintf(app.out, "%s: good; edition %s, method %s, reset %g mm, %d rows\n", c.File, e.ID, e.Method, e.RainResetMM, len(t.Rows()))
	return nil
}

// TableImportCmd adds an edition.
type TableImportCmd struct {
	File  string `arg:"" help:"CSV or XLSX file"`
	Draft bool   `help:"as a draft, without decision and dates: it decides nothing until it is enacted"`
}

// Run checks the file against itself and the editions there are, and adds it.
func (c *TableImportCmd) Run(ctx context.Context, app *App) error {
	t, err := readTable(c.File)
	if err != nil {
		return err
	}
	if c.Draft {
		t = t.Draft()
	}
	e := t.Edition()
	if err := e.Grounds(); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	return app.with(ctx, func(st *store.Store) error {
		if err := refuseOverlap(ctx, st, t); err != nil {
			return err
		}
		e.Added = app.clock()
		if err := st.AddEdition(ctx, e, app.byCommandLine()); err != nil {
			return err
		}
		fmt.Fprintf(app.out, "edition %s added: %s; %s\n", e.ID, e.Title, decidesWhen(&e))
		return nil
	})
}

// decidesWhen says which days an edition decides, and on what ground.
func decidesWhen(e *forecast.Edition) string {
	switch ground := map[string]string{forecast.InForce: "by decision " + e.Decision, forecast.Provisional: "provisional"}[e.Status]; {
	case ground == "":
		return e.Status + ", decides nothing"
	case !e.Dated():
		return ground + ", decides the days that no dated edition covers"
	default:
		return fmt.Sprintf("%s, decides %s … %s", ground, dateOrOpen(e.ValidFrom), dateOrOpen(e.Last()))
	}
}

// refuseOverlap refuses an edition that would decide a day together with
// another of its rank, or take one from an issued table without a decision.
func refuseOverlap(ctx context.Context, st *store.Store, fresh table.Table) error {
	editions, err := st.Editions(ctx)
	if err != nil {
		return err
	}
	e := fresh.Edition()
	if err := e.Yields(editions); err != nil {
		return err
	}
	tables := []table.Table{fresh}
	for _, e := range editions {
		t, err := table.Of(e)
		if err != nil {
			return fmt.Errorf("edition %s: %w", e.ID, err)
		}
		tables = append(tables, t)
	}
	return table.Conflicts(tables)
}

// TableDiffCmd compares two tables.
type TableDiffCmd struct {
	A string `arg:"" help:"edition or file"`
	B string `arg:"" help:"edition or file"`
}

// Run prints the rows that differ.
func (c *TableDiffCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		a, err := tableOf(ctx, st, c.A)
		if err != nil {
			return err
		}
		b, err := tableOf(ctx, st, c.B)
		if err != nil {
			return err
		}
		for _, line := range table.Diff(a, b) {
			fmt.Fprintln(app.out, line)
		}
		return nil
	})
}

// tableOf is the table of a file, or of an edition in the store.
func tableOf(ctx context.Context, st *store.Store, name string) (table.Table, error) {
	if _, err := os.Stat(name); err == nil {
		return readTable(name)
	}
	e, err := findEdition(ctx, st, name)
	if err != nil {
		return table.Table{}, err
	}
	return table.Of(e)
}

// TableExportCmd writes an edition.
type TableExportCmd struct {
	ID     string `arg:"" help:"identifier, or its beginning, or a file"`
	Format string `enum:",csv,xlsx,pdf,html,annex" default:"" help:"csv, xlsx (both read back), pdf, html, or annex (XLSX): the annex of a decision, ready to sign; empty = by the ending of the file"`
	Lang   string `enum:"vi,en" default:"vi" help:"of the annex: vi, the one that is signed, or en, a translation"`
	Out    string `required:"" help:"file; - = standard output" placeholder:"FILE"`
}

// Run writes the file whole or not at all.
func (c *TableExportCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		t, err := tableOf(ctx, st, c.ID)
		if err != nil {
			return err
		}
		body, err := exported(app.province(), t, c.Lang, cmp.Or(c.Format, strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Out)), "."), "csv"))
		if err != nil {
			return err
		}
		if c.Out == "-" {
			_, err = app.out.Write(body)
			return err
		}
		return writeWhole(c.Out, func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		})
	})
}

func exported(province *forecast.Province, t table.Table, lang, format string) ([]byte, error) {
	switch format {
	case "csv":
		return t.CSV(), nil
	case "xlsx":
		var out bytes.Buffer
		err := t.WriteXLSX(&out)
		return out.Bytes(), err
	case "annex":
		format = "xlsx"
	}
	return api.Annex(province, t, format, lang)
}
