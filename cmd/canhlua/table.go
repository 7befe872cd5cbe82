package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

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
	Export TableExportCmd `cmd:"" help:"write an edition as CSV or XLSX"`
}

// readTable reads a table file by its ending.
func readTable(path string) (table.Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return table.Table{}, err
	}
	if strings.HasSuffix(strings.ToLower(path), ".xlsx") {
		return table.ParseXLSX(path, bytes.NewReader(data))
	}
	return table.Parse(path, data)
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
	File string `arg:"" help:"CSV or XLSX file"`
}

// Run checks the file against itself and the editions there are, and adds it.
func (c *TableImportCmd) Run(ctx context.Context, app *App) error {
	t, err := readTable(c.File)
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		e := t.Edition()
		if err := refuseOverlap(ctx, st, t); err != nil {
			return err
		}
		e.Added = app.clock()
		if err := st.SaveEdition(ctx, e); err != nil {
			return err
		}
		fmt.Fprintf(app.out, "edition %s added: %s\n", e.ID, e.Title)
		return nil
	})
}

// refuseOverlap refuses an edition that would decide a day together with
// another of its rank.
func refuseOverlap(ctx context.Context, st *store.Store, fresh table.Table) error {
	editions, err := st.Editions(ctx)
	if err != nil {
		return err
	}
	tables := []table.Table{fresh}
	for _, e := range editions {
		t, err := table.Parse(e.Title, []byte(e.Text))
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
	return table.Parse(e.Title, []byte(e.Text))
}

// TableExportCmd writes an edition.
type TableExportCmd struct {
	ID  string `arg:"" help:"identifier, or its beginning"`
	Out string `required:"" help:"file; its ending chooses CSV or XLSX" placeholder:"FILE"`
}

// Run writes the file whole or not at all.
func (c *TableExportCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		t, err := tableOf(ctx, st, c.ID)
		if err != nil {
			return err
		}
		return writeWhole(c.Out, func(w io.Writer) error {
			if strings.HasSuffix(strings.ToLower(c.Out), ".xlsx") {
				return t.WriteXLSX(w)
			}
			_, err := w.Write(t.CSV())
			return err
		})
	})
}
