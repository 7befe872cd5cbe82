package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// IngestCmd takes files into the store.
type IngestCmd struct {
	Format   string   `help:"csv, synop, metar, bufr, json, firms, wis2, openmeteo or stations; auto tells by the content" enum:"auto,csv,synop,metar,bufr,json,firms,wis2,openmeteo,stations" default:"auto"`
	Columns  string   `help:"YAML file that maps foreign CSV columns" placeholder:"FILE"`
	Received string   `help:"when the files came (RFC 3339): SYNOP and METAR bear no month; default: the file's name or time" placeholder:"TIME"`
	Paths    []string `arg:"" name:"path" help:"files and folders"`
}

// Run decodes, checks and saves, and prints what became of the records. It fails
// at the end when a record was rejected; the others are saved all the same.
func (c *IngestCmd) Run(ctx context.Context, app *App) error {
	reader, err := app.reader(c.Format, c.Columns, c.Received)
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		files := &source.Files{Paths: c.Paths, Reader: *reader, Clock: app.clock}
		t, err := app.service(st).Ingest(ctx, files)
		app.tell(t.Rejects)
		skipped := countSkipped(t.Rejects)
		rejected := len(t.Rejects) - skipped
		app.printTally(t, rejected, skipped)
		if err == nil && rejected > 0 {
			return errReported
		}
		return err
	})
}

func (a *App) printTally(t job.Tally, rejected, skipped int) {
	fmt.Fprintf(a.out, "accepted %d, flagged %d, duplicate %d, rejected %d", t.Accepted, t.Flagged, t.Duplicate, rejected)
	for _, extra := range []struct {
		n    int
		what string
	}{{t.Stations, "stations"}, {t.ModelDays, "days of model weather"}, {t.Fires, "hotspots"}, {skipped, "files passed over"}} {
		if extra.n > 0 {
			fmt.Fprintf(a.out, ", %d %s", extra.n, extra.what)
		}
	}
	fmt.Fprintln(a.out)
}

// countSkipped counts the files of a folder that are no weather at all.
func countSkipped(rejects []forecast.Reject) int {
	n := 0
	for _, r := range rejects {
		var skipped *source.Skipped
		if errors.As(r.Err, &skipped) {
			n++
		}
	}
	return n
}

// rejectText is a reject in one line: file, line, reason, and the record's
// beginning.
func rejectText(r forecast.Reject) string {
	text := r.Err.Error()
	if r.Name != "" && !strings.Contains(text, r.Name) {
		if r.Line > 0 {
			text = fmt.Sprintf("%s:%d: %s", r.Name, r.Line, text)
		} else {
			text = r.Name + ": " + text
		}
	}
	if r.Record != "" && !strings.Contains(text, r.Record) {
		text += fmt.Sprintf(" [%s]", r.Record)
	}
	return text
}
