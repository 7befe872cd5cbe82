package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// DecodeCmd prints observations and fires; it needs no store.
type DecodeCmd struct {
	Format   string   `help:"csv, synop, metar, bufr, json, firms, wis2 or openmeteo; auto tells by the content" enum:"auto,csv,synop,metar,bufr,json,firms,wis2,openmeteo" default:"auto"`
	Columns  string   `help:"YAML file that maps foreign CSV columns" placeholder:"FILE"`
	Received string   `help:"when the files came (RFC 3339): SYNOP and METAR bear no month; default: the file's name or time" placeholder:"TIME"`
	Files    []string `arg:"" name:"file" help:"files; - = standard input"`
}

// Run prints one JSON observation a line. What cannot be decoded is said on
// standard error, and fails the command at the end.
func (c *DecodeCmd) Run(app *App) error {
	reader, err := app.reader(c.Format, c.Columns, c.Received)
	if err != nil {
		return err
	}
	bad := 0
	for _, name := range c.Files {
		n, err := c.decode(app, reader, name)
		if err != nil {
			return err
		}
		bad += n
	}
	if bad > 0 {
		return errReported
	}
	return nil
}

// decode prints one file and gives the number of its rejects.
func (c *DecodeCmd) decode(app *App, reader *source.Reader, name string) (int, error) {
	if c.Format == source.FormatCSV {
		return c.decodeCSV(app, reader, name)
	}
	data, modified, err := app.readInput(name)
	if err != nil {
		fmt.Fprintln(app.err, err)
		return 1, nil
	}
	b := reader.Bulletin(label(name), data, modified, app.clock())
	app.tell(b.Rejects)
	return len(b.Rejects), errors.Join(source.Lines(app.out, b.Observations), source.Lines(app.out, b.Fires))
}

// decodeCSV streams, so that a file of any size can be decoded.
func (c *DecodeCmd) decodeCSV(app *App, reader *source.Reader, name string) (int, error) {
	in := app.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			fmt.Fprintln(app.err, err)
			return 1, nil
		}
		defer file.Close()
		in = file
	}
	bad := 0
	opt := source.CSVOptions{Name: label(name), Columns: reader.Columns, Location: reader.Location, NoonHour: reader.NoonHour}
	err := source.DecodeCSV(in, opt, source.Encoder(app.out), func(r forecast.Reject) {
		bad++
		app.tell([]forecast.Reject{r})
	})
	if err != nil {
		fmt.Fprintln(app.err, err)
		bad++
	}
	return bad, nil
}

// reader is what turns files into bulletins in this province.
func (a *App) reader(format, columns, received string) (*source.Reader, error) {
	r := &source.Reader{Format: format, Location: a.province().Location, NoonHour: a.province().Rules.NoonHour}
	if columns != "" {
		data, err := os.ReadFile(columns)
		if err != nil {
			return nil, usage{err}
		}
		if r.Columns, err = source.ReadColumns(columns, data); err != nil {
			return nil, usage{err}
		}
	}
	if received != "" {
		t, err := time.Parse(time.RFC3339, received)
		if err != nil {
			return nil, usage{fmt.Errorf("--received %q: not a time; write it like 2022-03-21T12:05:00Z", received)}
		}
		r.Received = t
	}
	return r, nil
}

// readInput reads a file, or standard input for "-", with the file's time.
func (a *App) readInput(name string) ([]byte, time.Time, error) {
	if name == "-" {
		data, err := io.ReadAll(a.in)
		return data, a.clock(), err
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, time.Time{}, err
	}
	data, err := os.ReadFile(name)
	return data, info.ModTime(), err
}

func label(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// tell says on standard error what was rejected.
func (a *App) tell(rejects []forecast.Reject) {
	for _, r := range rejects {
		fmt.Fprintln(a.err, rejectText(r))
	}
}
