package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// StartCmd keeps officers' start values.
type StartCmd struct {
	Set  StartSetCmd  `cmd:"" help:"give the state of a zone at 13:00 of a day"`
	List StartListCmd `cmd:"" help:"list the start values"`
}

// StartSetCmd gives a start value.
type StartSetCmd struct {
	Zone   string   `default:"*" help:"zone, or * for every zone"`
	Date   string   `required:"" help:"the day at whose 13:00 the state holds" placeholder:"D"`
	P      *float64 `help:"composite index P, °C·hPa"`
	H      *float64 `help:"consecutive dry days"`
	By     string   `required:"" help:"who vouches for it"`
	Reason string   `required:"" help:"where it is known from"`
}

// Run checks the value and keeps it; the next run begins from it.
func (c *StartSetCmd) Run(ctx context.Context, app *App) error {
	day, err := app.dateOr(c.Date)
	if err != nil {
		return err
	}
	s := forecast.Start{Zone: c.Zone, Date: day, P: optional(c.P), H: optional(c.H), By: c.By, Reason: c.Reason, Given: app.clock()}
	if err := app.checkStart(s); err != nil {
		return usage{err}
	}
	return app.with(ctx, func(st *store.Store) error {
		if err := knownZone(ctx, st, s.Zone, day); err != nil {
			return err
		}
		if err := st.SaveStart(ctx, s); err != nil {
			return err
		}
		fmt.Fprintf(app.out, "zone %s, %s: the next run begins from P %s, H %s\n", s.Zone, s.Date, s.P, s.H)
		return nil
	})
}

func (a *App) checkStart(s forecast.Start) error {
	back := a.province().Rules.LookbackDays
	switch {
	case !s.P.OK && !s.H.OK:
		return fmt.Errorf("start value of %s: neither --p nor --h is given", s.Date)
	case s.P.OK && s.P.V < 0 || s.H.OK && s.H.V < 0:
		return fmt.Errorf("start value of %s: P %s, H %s: below 0", s.Date, s.P, s.H)
	case s.Date.After(a.today()):
		return fmt.Errorf("start value of %s: the day has not come yet", s.Date)
	case a.today().DaysSince(s.Date) > back:
		return fmt.Errorf("start value of %s: runs look back %d days; give the state of a later day", s.Date, back)
	}
	return nil
}

// knownZone refuses a zone that the day's set does not have.
func knownZone(ctx context.Context, st *store.Store, zone string, day forecast.Date) error {
	if zone == "*" {
		return nil
	}
	set, err := zoneSetOn(ctx, st, day)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(set.Zones, func(z forecast.Zone) bool { return z.ID == zone }) {
		return fmt.Errorf("zone %s: not in the set %s; see `canhlua zones list`", zone, set.Name)
	}
	return nil
}

func optional(v *float64) forecast.Float {
	if v == nil {
		return forecast.Float{}
	}
	return forecast.Some(*v)
}

// StartListCmd lists start values.
type StartListCmd struct {
	From string `help:"first day" placeholder:"D"`
	To   string `help:"last day" placeholder:"D"`
}

// Run prints one line a value.
func (c *StartListCmd) Run(ctx context.Context, app *App) error {
	to, err := app.dateOr(c.To)
	if err != nil {
		return err
	}
	from := to.AddDays(-366)
	if c.From != "" {
		if from, err = app.dateOr(c.From); err != nil {
			return err
		}
	}
	return app.with(ctx, func(st *store.Store) error {
		starts, err := st.Starts(ctx, from, to, app.clock())
		for _, s := range starts {
			fmt.Fprintf(app.out, "%s  zone %s  P %s  H %s  by %s: %s\n", s.Date, s.Zone, s.P, s.H, s.By, s.Reason)
		}
		return err
	})
}
