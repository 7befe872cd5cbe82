package main

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// ExportCmd writes what the authority owns in open formats.
type ExportCmd struct {
	Dir  string   `arg:"" help:"folder to write into; made where there is none, refused where it holds an export"`
	What []string `help:"only these, by commas: ${export_parts}" placeholder:"PART"`
}

// exportParts are what can be had, in the order they are written.
var exportParts = []struct {
	name  string
	write func(context.Context, *exporter) error
}{
	{"stations", exportStations}, {"readings", exportReadings}, {"starts", exportStarts}, {"zones", exportZones}, {"tables", exportTables},
	{"runs", exportRuns}, {"publications", exportPublications}, {"fires", exportFires}, {"fire_records", exportFireRecords}, {"signs", exportSigns}, {"readiness", exportReadiness},
	{"alerts", exportAlerts}, {"subscriptions", exportSubscriptions}, {"climatology", exportClimatology}, {"audit", exportAudit},
}

// partNames are the names of the parts.
func partNames() []string {
	var names []string
	for _, p := range exportParts {
		names = append(names, p.name)
	}
	return names
}

// exportedFile is a file of the export, in its manifest.
type exportedFile struct {
	Name   string `json:"name"`
	Part   string `json:"part"`
	Format string `json:"format"`
	About  string `json:"about"`
	Rows   int    `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// manifest tells what an export holds.
type manifest struct {
	Kind     string         `json:"canhlua_export"` // the format's version
	Made     time.Time      `json:"made"`
	Province string         `json:"province"`
	Profile  string         `json:"profile"`
	Parts    []string       `json:"parts"`
	Files    []exportedFile `json:"files"`
	LeftOut  string         `json:"left_out"`
}

const manifestName = "manifest.json"

// leftOut is what no open format is needed for, or nobody may have.
const leftOut = "keys, secrets and their hashes; who reported a fire, and photos; the sample season's readings; model weather; raw messages and the inputs and reasons of runs, which are in `canhlua backup`"

// exporter writes the files of one export.
type exporter struct {
	app   *App
	store *store.Store
	dir   string
	part  string
	files []exportedFile
}

// Run writes the parts and, last, the manifest: a folder without one is no whole
// export.
func (c *ExportCmd) Run(ctx context.Context, app *App) error {
	parts, err := c.parts()
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(c.Dir, manifestName)); !errors.Is(err, os.ErrNotExist) {
		return usage{fmt.Errorf("%s: holds an export already; name another folder", c.Dir)}
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		e := &exporter{app: app, store: st, dir: c.Dir}
		for _, p := range exportParts {
			if !slices.Contains(parts, p.name) {
				continue
			}
			e.part = p.name
			if err := p.write(ctx, e); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
		}
		return e.finish(parts)
	})
}

func (c *ExportCmd) parts() ([]string, error) {
	if len(c.What) == 0 {
		return partNames(), nil
	}
	for _, name := range c.What {
		if !slices.Contains(partNames(), name) {
			return nil, usage{fmt.Errorf("--what %s: no part of an export; give some of %s", name, strings.Join(partNames(), ", "))}
		}
	}
	return c.What, nil
}

// finish writes the manifest and says what was written.
func (e *exporter) finish(parts []string) error {
	p := e.app.province()
	m := manifest{Kind: "1", Made: e.app.clock().UTC(), Province: p.ID, Profile: p.Hash, Parts: parts, Files: e.files, LeftOut: leftOut}
	err := writeWhole(filepath.Join(e.dir, manifestName), func(w io.Writer) error {
		lines := json.NewEncoder(w)
		lines.SetIndent("", "  ")
		lines.SetEscapeHTML(false)
		return lines.Encode(m)
	})
	if err != nil {
		return err
	}
	for _, f := range e.files {
		fmt.Fprintf(e.app.out, "%-28s %9d rows  %s\n", f.Name, f.Rows, f.About)
	}
	return nil
}

// counted counts and sums up what goes through it.
type counted struct {
	to    io.Writer
	sum   hash.Hash
	bytes int64
}

// Write passes on.
func (c *counted) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.bytes += int64(n)
	c.sum.Write(p[:n])
	return n, err
}

// file writes one file; fill gives the number of its rows.
func (e *exporter) file(name, format, about string, fill func(io.Writer) (rows int, err error)) error {
	path := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f := exportedFile{Name: name, Part: e.part, Format: format, About: about}
	err := writeWhole(path, func(w io.Writer) error {
		c := &counted{to: w, sum: sha256.New()}
		var err error
		f.Rows, err = fill(c)
		f.Bytes, f.SHA256 = c.bytes, hex.EncodeToString(c.sum.Sum(nil))
		return err
	})
	if err == nil {
		e.files = append(e.files, f)
	}
	return err
}

// csv writes a table; each hands over its rows.
func (e *exporter) csv(name, about string, head []string, each func(add func(...any) error) error) error {
	return e.file(name, "csv", about, func(w io.Writer) (rows int, err error) {
		out := csv.NewWriter(w)
		if err := out.Write(head); err != nil {
			return 0, err
		}
		err = each(func(values ...any) error {
			rows++
			row := make([]string, len(values))
			for i, v := range values {
				row[i] = forecast.PlainCell(cellOf(v))
			}
			return out.Write(row)
		})
		out.Flush()
		return rows, errors.Join(err, out.Error())
	})
}

// lines writes JSON lines.
func (e *exporter) lines(name, about string, each func(add func(any) error) error) error {
	return e.file(name, "jsonl", about, func(w io.Writer) (rows int, err error) {
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		err = each(func(v any) error {
			rows++
			return out.Encode(v)
		})
		return rows, err
	})
}

// cellOf is a value in a CSV: nothing for what is missing, levels as numerals.
func cellOf(v any) string {
	switch v := v.(type) {
	case forecast.Float:
		if !v.OK {
			return ""
		}
		return fmt.Sprint(v.V)
	case forecast.Level:
		if !v.Known() {
			return ""
		}
		return fmt.Sprint(int(v))
	case forecast.Date:
		if v.IsZero() {
			return ""
		}
		return v.String()
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339Nano)
	case []string:
		return strings.Join(v, " ")
	}
	return fmt.Sprint(v)
}
