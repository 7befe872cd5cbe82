package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// ReplayCmd lives through past days.
type ReplayCmd struct {
	Weather  string `required:"" help:"weather file (CSV, SYNOP)" placeholder:"FILE"`
	From     string `required:"" help:"first day" placeholder:"D"`
	To       string `required:"" help:"last day" placeholder:"D"`
	Columns  string `help:"YAML file that maps foreign CSV columns" placeholder:"FILE"`
	Received string `help:"when SYNOP bulletins came (RFC 3339)" placeholder:"TIME"`
	Hindcast bool   `help:"members of the outlook from all other years of the file, later ones too; for verification"`
	Deliver  bool   `help:"send the alerts of the days that are lived through; else they are only decided"`
	Out      string `help:"CSV of zone, date, p, h, level; an empty level is unknown" placeholder:"FILE"`
}

// Run replays the days into the store.
func (c *ReplayCmd) Run(ctx context.Context, app *App) error {
	defer inBulk()()
	from, to, err := app.span(c.From, c.To)
	if err != nil {
		return err
	}
	reader, err := app.reader("auto", c.Columns, c.Received)
	if err != nil {
		return err
	}
	data, modified, err := app.readInput(c.Weather)
	if err != nil {
		return err
	}
	b := reader.Bulletin(c.Weather, data, modified, app.clock())
	app.tell(b.Rejects)
	if len(b.Observations) == 0 {
		return fmt.Errorf("%s: no observation could be read; see what was rejected", c.Weather)
	}
	return app.with(ctx, func(st *store.Store) error {
		app.replaying = true
		service := app.service(st)
		var send func(context.Context, time.Time) error
		if c.Deliver {
			if send, err = app.deliverAt(ctx, st); err != nil {
				return err
			}
		}
		if c.Hindcast {
			service.Archive = wholeArchive(b.Observations, service.Province)
		}
		if c.Out == "" {
			return app.replay(ctx, service, b, from, to, send, nil)
		}
		return writeWhole(c.Out, func(w io.Writer) error { return app.replay(ctx, service, b, from, to, send, w) })
	})
}

// wholeArchive is every day that the observations give.
func wholeArchive(obs []forecast.Observation, p *forecast.Province) job.Archive {
	var first, last forecast.Date
	for _, o := range obs {
		d := forecast.DateOf(o.Time, p.Location)
		if first.IsZero() || d.Before(first) {
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	return job.NewArchive(obs, first, last, p)
}

// span reads the first and last day.
func (a *App) span(first, last string) (from, to forecast.Date, err error) {
	if from, err = a.dateOr(first); err != nil {
		return from, to, err
	}
	if to, err = a.dateOr(last); err != nil {
		return from, to, err
	}
	if to.Before(from) {
		return from, to, usage{fmt.Errorf("--from %s is after --to %s; turn them round", from, to)}
	}
	return from, to, nil
}

// replay lives through the days and writes a row for each zone and day.
func (a *App) replay(ctx context.Context, service *job.Service, b forecast.Bulletin, from, to forecast.Date,
	send func(context.Context, time.Time) error, out io.Writer) error {
	rows := csv.NewWriter(io.Discard)
	if out != nil {
		rows = csv.NewWriter(out)
	}
	if err := rows.Write([]string{"zone", "date", "p", "h", "level"}); err != nil {
		return err
	}
	bar := a.progress(to.DaysSince(from)+1, "replay")
	t, err := service.Replay(ctx, job.Replay{
		From: from, To: to, Raw: b.Raw, Observations: b.Observations, Stations: b.Stations, Deliver: send,
		Day: func(r forecast.Run) error {
			_ = bar.Add(1) // a bar that cannot be drawn stops no replay
			return writeLevels(rows, r)
		},
	})
	a.tell(t.Rejects)
	rows.Flush()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "replayed %s … %s: ", from, to)
	fmt.Fprintf(a.err, "%d observations, %d flagged, %d duplicate, %d rejected\n", t.Accepted, t.Flagged, t.Duplicate, len(t.Rejects))
	return rows.Error()
}

// writeLevels writes a run's own day.
func writeLevels(rows *csv.Writer, r forecast.Run) error {
	for _, d := range r.Days {
		if d.Date != r.Date {
			continue
		}
		level := ""
		if d.Level.Known() {
			level = strconv.Itoa(int(d.Level))
		}
		if err := rows.Write([]string{d.Zone, d.Date.String(), cell(d.P), cell(d.H), level}); err != nil {
			return err
		}
	}
	return nil
}

func cell(v forecast.Float) string {
	if !v.OK {
		return ""
	}
	return v.String()
}
