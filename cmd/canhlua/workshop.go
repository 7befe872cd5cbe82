package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/forecast/workshop"
)

// past gathers what tables are tried on.
func (a *App) past(st *store.Store) api.Past {
	return func(ctx context.Context, from, to forecast.Date) (*workshop.Source, error) {
		in, weather, err := a.service(st).PastWeather(ctx, from, to)
		if err != nil {
			return nil, err
		}
		fires, err := a.placedFires(ctx, st, from, to)
		return &workshop.Source{From: from, To: to, Places: in.Places, Weather: weather, Stations: len(in.Stations), Fires: fires}, err
	}
}

// Trial is the past a table is tried on.
type Trial struct {
	From string `required:"" help:"first day of the past" placeholder:"D"`
	To   string `required:"" help:"last day of the past" placeholder:"D"`
}

// source gathers it, with a bar that shows how far the trial has come.
func (t *Trial) source(ctx context.Context, app *App, st *store.Store, what string) (*workshop.Source, workshop.Progress, error) {
	from, to, err := app.span(t.From, t.To)
	if err != nil {
		return nil, nil, err
	}
	s, err := app.past(st)(ctx, from, to)
	if err != nil {
		return nil, nil, err
	}
	bar := app.progress(len(s.Places), what)
	return s, func(int, int) { _ = bar.Add(1) }, nil // a bar that cannot be drawn hinders nothing
}

// TableImpactCmd tries two tables on the past.
type TableImpactCmd struct {
	Trial

	A      string `arg:"" help:"edition or file: as it was"`
	B      string `arg:"" help:"edition or file: as it would be"`
	Format string `enum:"text,csv,json" default:"text" help:"text, csv or json"`
}

// Run prints what would have been otherwise.
func (c *TableImpactCmd) Run(ctx context.Context, app *App) error {
	return app.with(ctx, func(st *store.Store) error {
		a, err := tableOf(ctx, st, c.A)
		if err != nil {
			return err
		}
		b, err := tableOf(ctx, st, c.B)
		if err != nil {
			return err
		}
		source, told, err := c.source(ctx, app, st, "impact")
		if err != nil {
			return err
		}
		impact, err := workshop.Compare(ctx, source, a, b, told)
		if err != nil {
			return err
		}
		switch c.Format {
		case "json":
			return json.NewEncoder(app.out).Encode(impact)
		case "csv":
			return writeImpactCSV(app.out, &impact)
		}
		return writeImpact(app.out, app.province(), &impact)
	})
}

// writeImpact prints the comparison for a person.
func writeImpact(to io.Writer, province *forecast.Province, m *workshop.Impact) error {
	fmt.Fprintf(to, "%s … %s: %d zones, weather of %d stations, %d zone-days compared, %d changed\n", m.From, m.To, m.Zones, m.Stations, m.Compared, m.Changed)
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := "\tunknown\tI\tII\tIII\tIV\tV\twarnings\tall-clears\tdays of warnings\tJan–Apr at V\t"
	fmt.Fprintln(w, head)
	for _, side := range []*workshop.Side{&m.Before, &m.After} {
		dry := "–"
		if side.DryAtV.OK {
			dry = fmt.Sprintf("%.1f %%", 100*side.DryAtV.V)
		}
		fmt.Fprintf(w, "%s days\t%s%d\t%d\t%d\t%s\t\n", side.Edition[:8], cells(side.Days), side.Warnings, side.AllClears, side.WarningDays, dry)
		fmt.Fprintf(w, "fires\t%s\t\t\t\t\n", cells(side.Fires))
		fmt.Fprintf(w, "hotspots\t%s\t\t\t\t\n", cells(side.Hotspots))
		fmt.Fprint(w, "hotspots in 1,000\t")
		for _, rate := range side.HotspotRate {
			text := "–"
			if rate.OK {
				text = fmt.Sprintf("%.2f", rate.V)
			}
			fmt.Fprintf(w, "%s\t", text)
		}
		fmt.Fprintln(w, "\t\t\t\t")
	}
	fmt.Fprintln(w, "before ↓ after →\tunknown\tI\tII\tIII\tIV\tV\t\t\t\t\t")
	for level, row := range m.Matrix {
		fmt.Fprintf(w, "%s\t%s\t\t\t\t\n", forecast.Level(level).Roman(), cells(row))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, side := range []*workshop.Side{&m.Before, &m.After} {
		fmt.Fprintf(to, "%s: the owner of a forest in one zone would have got %s warnings and %s all-clears in a year\n",
			side.Edition[:8], side.OwnerYear.Warnings, side.OwnerYear.AllClears)
	}
	fmt.Fprint(to, lossText(&m.Loss))
	for _, n := range m.Notes {
		fmt.Fprintln(to, "note:", province.Tell(n).En)
	}
	return nil
}

func cells(l workshop.Levels) string {
	var out strings.Builder
	for _, n := range l {
		fmt.Fprintf(&out, "%d\t", n)
	}
	return out.String()
}

// writeImpactCSV writes a row for each zone, month and year.
func writeImpactCSV(to io.Writer, m *workshop.Impact) error {
	w := csv.NewWriter(to)
	_ = w.Write(strings.Split("part,name,table,unknown,i,ii,iii,iv,v,warnings,all_clears,changed", ",")) // Error tells of all
	for _, list := range []struct {
		name  string
		parts []workshop.Part
	}{{"zone", m.ByZone}, {"month", m.ByMonth}, {"year", m.ByYear}} {
		for _, p := range list.parts {
			for _, side := range []struct {
				name   string
				levels workshop.Levels
				told   workshop.Letters
			}{{"before", p.Before, p.LettersBefore}, {"after", p.After, p.LettersAfter}} {
				row := []string{list.name, forecast.PlainCell(p.Name), side.name}
				for _, n := range side.levels {
					row = append(row, strconv.Itoa(n))
				}
				_ = w.Write(append(row, strconv.Itoa(side.told.Warnings), strconv.Itoa(side.told.AllClears), strconv.Itoa(p.Changed)))
			}
		}
	}
	w.Flush()
	return w.Error()
}

// TableCalibrateCmd proposes class limits.
type TableCalibrateCmd struct {
	Trial

	Goal      string    `required:"" enum:"shares,separate,rate" help:"shares: each level on a given share of the days; separate: fires told apart best; rate: equal steps of the fire rate"`
	Method    string    `default:"p" help:"index: p, p_wind, h, nesterov, angstrom, kbdi, ffdi, ffwi, hdw, fwi"`
	RainReset float64   `default:"5" help:"rain that sets P and H back, mm" placeholder:"MM"`
	Shares    []float64 `default:"40,25,20,10,5" help:"of the days at I–V, for the goal shares"`
	Months    []string  `sep:";" default:"1-12" help:"parts of the year with limits of their own, such as 12-4;5-11"`
	Groups    []string  `help:"forest groups with limits of their own, beside all"`
	Step      float64   `help:"limits are multiples of it; 0 = one that suits the index"`
	Fires     string    `enum:"both,fire,hotspot" default:"both" help:"what counts as burning: fire, hotspot or both"`
	Resamples int       `default:"500" help:"of the seasons, for the intervals; 0 = none"`
	Seed      uint64    `default:"1" help:"of the resamples"`
	Out       string    `help:"file for the proposed table, a draft; empty = standard output" placeholder:"FILE.csv"`
}

func (c *TableCalibrateCmd) request() (workshop.Request, error) {
	q := workshop.Request{Goal: c.Goal, Method: c.Method, Months: c.Months, Groups: c.Groups, Step: c.Step, Resamples: c.Resamples, Seed: c.Seed}
	if c.Method == "p" || c.Method == "p_wind" || c.Method == "h" {
		q.RainResetMM = c.RainReset
	}
	if c.Fires != "both" {
		q.Only = c.Fires
	}
	if copy(q.Shares[:], c.Shares) != 5 || len(c.Shares) != 5 {
		return q, usage{fmt.Errorf("--shares %v: not five numbers; give one for each level, such as 40,25,20,10,5", c.Shares)}
	}
	return q, nil
}

// Run writes the proposal, and tells on standard error what it rests on.
func (c *TableCalibrateCmd) Run(ctx context.Context, app *App) error {
	q, err := c.request()
	if err != nil {
		return err
	}
	return app.with(ctx, func(st *store.Store) error {
		source, told, err := c.source(ctx, app, st, "calibrate")
		if err != nil {
			return err
		}
		p, err := workshop.Calibrate(ctx, source, q, told)
		if err != nil {
			return err
		}
		checked := api.ProposedTable(app.province(), &p)
		if checked.Err != nil {
			return checked.Err
		}
		if err := weigh(ctx, app, st, source, &p, checked.Table); err != nil {
			return err
		}
		checked = api.ProposedTable(app.province(), &p)
		tellProposal(app.err, app.province(), &p)
		if c.Out == "" {
			_, err = app.out.Write(checked.Table.CSV())
			return err
		}
		return writeWhole(c.Out, func(w io.Writer) error {
			_, err := w.Write(checked.Table.CSV())
			return err
		})
	})
}

// weigh holds a proposal against the table that decides today, where there is one.
func weigh(ctx context.Context, app *App, st *store.Store, source *workshop.Source, p *workshop.Proposal, proposed table.Table) error {
	editions, err := st.Editions(ctx)
	if err != nil {
		return err
	}
	var tables []table.Table
	for _, e := range editions {
		t, err := table.Of(e)
		if err != nil {
			return fmt.Errorf("edition %s: %w", e.ID, err)
		}
		tables = append(tables, t)
	}
	var none *forecast.NotFound
	present, err := table.InForce(tables, app.today())
	if errors.As(err, &none) {
		return nil
	}
	if err != nil {
		return err
	}
	return p.Weigh(ctx, source, present, proposed, nil)
}

// lossText says what a table would no longer warn of.
func lossText(l *workshop.Loss) string {
	if !l.Share.OK {
		return ""
	}
	return fmt.Sprintf("lost: of %d zone-days that %q calls IV or V, %d (%.1f %%) would be I or II, where burning is allowed; %d fires and hotspots are recorded on them\n",
		l.Dangerous, l.Title, l.Lowered, 100*l.Share.V, l.Fires)
}

func tellProposal(to io.Writer, province *forecast.Province, p *workshop.Proposal) {
	for _, l := range p.Ladders {
		fmt.Fprintf(to, "%s, months %s: %d zone-days in %d seasons, %d with a fire\n", l.Group, l.Months, l.Days, l.Seasons, l.FireDays)
		for i, limit := range l.Limits {
			fmt.Fprintf(to, "  %s up to %s (90 %%: %s … %s), %.1f %% of the days\n", forecast.Levels[i], table.Number(limit.Value), limit.Low, limit.High, 100*l.Shares[i])
		}
		fmt.Fprintf(to, "  V above, %.1f %% of the days\n", 100*l.Shares[4])
	}
	fmt.Fprint(to, lossText(&p.Loss))
	for _, n := range p.Notes {
		fmt.Fprintln(to, "warning:", province.Tell(n).En)
	}
}

// TableEnactCmd makes a draft the table in force.
type TableEnactCmd struct {
	ID        string `arg:"" help:"identifier of a draft, or its beginning"`
	Decision  string `required:"" help:"number of the decision" placeholder:"NO"`
	Date      string `required:"" help:"day of the decision" placeholder:"D"`
	Issuer    string `required:"" help:"who issued it" placeholder:"NAME"`
	ValidFrom string `required:"" help:"first day, today or later" placeholder:"D"`
	ValidTo   string `help:"last day; empty = until the next one" placeholder:"D"`
}

// Run enacts it and says which edition it ends.
func (c *TableEnactCmd) Run(ctx context.Context, app *App) error {
	by := forecast.Enactment{Decision: c.Decision, Issuer: c.Issuer}
	for _, day := range []struct {
		flag, text string
		to         *forecast.Date
	}{{"--date", c.Date, &by.Date}, {"--valid-from", c.ValidFrom, &by.ValidFrom}, {"--valid-to", c.ValidTo, &by.ValidTo}} {
		if err := day.to.UnmarshalText([]byte(day.text)); err != nil {
			return usage{fmt.Errorf("%s %w", day.flag, err)}
		}
	}
	return app.with(ctx, func(st *store.Store) error {
		e, err := findEdition(ctx, st, c.ID)
		if err != nil {
			return err
		}
		draft, err := table.Of(e)
		if err != nil {
			return err
		}
		t, err := draft.Enact(by, app.today())
		if err != nil {
			return err
		}
		enacted := t.Edition()
		enacted.Added = app.clock()
		ended, err := st.Enact(ctx, enacted, app.byCommandLine())
		if err != nil {
			return err
		}
		fmt.Fprintf(app.out, "edition %s in force from %s: %s\n", enacted.ID, enacted.ValidFrom, enacted.Title)
		for _, before := range ended {
			fmt.Fprintf(app.out, "edition %s ends on %s: %s\n", before.ID, before.Ends, before.Title)
		}
		return nil
	})
}
