package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/geo"
)

// CheckCmd looks at every part once.
type CheckCmd struct{}

// finding is one part and what is wrong with it, or what it holds. A source that
// cannot be reached is told and does not make the check fail: nothing here is
// broken, and the service goes on with what it has.
type finding struct {
	part, text string
	err        error
	away       bool // err is that it cannot be reached
}

// Run prints a line for each part and fails when one is broken.
func (c *CheckCmd) Run(ctx context.Context, app *App) error {
	p := app.province()
	app.say(finding{part: "configuration", text: fmt.Sprintf("profile %s %s, %s", p.ID, p.Hash[:12], p.TimeZone)})
	st, err := app.open(ctx)
	if err != nil {
		app.say(finding{part: "store", err: err})
		return errReported
	}
	defer st.Close()
	broken := false
	for _, look := range []func(context.Context, *store.Store) finding{app.checkStore, app.checkTables, app.checkZones, app.checkStations, app.checkRun, app.checkAccounts, app.checkLinks, app.checkAudit} {
		f := look(ctx, st)
		app.say(f)
		broken = broken || f.err != nil
	}
	for _, f := range append(app.checkSources(ctx, st), app.checkMail(ctx)) {
		app.say(f)
		broken = broken || f.err != nil && !f.away
	}
	if broken {
		return errReported
	}
	return nil
}

// say prints a finding.
func (a *App) say(f finding) {
	switch {
	case f.away:
		fmt.Fprintf(a.out, "%-14s AWAY    %v; check the network, and the address in the profile\n", f.part, f.err)
	case f.err != nil:
		fmt.Fprintf(a.out, "%-14s BROKEN  %v\n", f.part, f.err)
	default:
		fmt.Fprintf(a.out, "%-14s ok      %s\n", f.part, f.text)
	}
}

func (a *App) checkStore(ctx context.Context, st *store.Store) finding {
	return finding{part: "store", text: st.Engine(), err: st.Ping(ctx)}
}

// checkTables wants one edition in force today.
func (a *App) checkTables(ctx context.Context, st *store.Store) finding {
	f := finding{part: "tables"}
	editions, err := st.Editions(ctx)
	var tables []table.Table
	for _, e := range editions {
		t, bad := table.Of(e)
		tables, err = append(tables, t), errors.Join(err, bad)
	}
	if f.err = errors.Join(err, table.Conflicts(tables)); f.err != nil {
		return f
	}
	t, err := table.InForce(tables, a.today())
	if f.err = err; err == nil {
		e := t.Edition()
		f.text = fmt.Sprintf("%d editions; today %s %q, %s", len(editions), e.ID, e.Title, e.Status)
	}
	return f
}

// checkZones wants a set for today with sound shapes.
func (a *App) checkZones(ctx context.Context, st *store.Store) finding {
	f := finding{part: "zones"}
	set, err := zoneSetOn(ctx, st, a.today())
	if f.err = err; err != nil {
		return f
	}
	for _, z := range set.Zones {
		if problems := geo.Check(z.Shape); geo.Failed(problems) {
			f.err = errors.Join(f.err, fmt.Errorf("zone %s: %s", z.ID, problems[0].Error()))
		}
	}
	f.text = fmt.Sprintf("%s: %s", set.Name, sizeOf(set.Zones))
	if set.Indicative {
		f.text += ", indicative"
	}
	return f
}

func (a *App) checkStations(ctx context.Context, st *store.Store) finding {
	stations, err := st.Stations(ctx, a.clock())
	silent := 0
	for _, s := range stations {
		if s.Newest.IsZero() || a.clock().Sub(s.Newest).Hours() > a.province().Rules.StaleHours {
			silent++
		}
	}
	return finding{part: "stations", text: fmt.Sprintf("%d, of which %d silent", len(stations), silent), err: err}
}

// checkRun tells which run the public sees today; none yet is no fault of a
// store that has just been made.
func (a *App) checkRun(ctx context.Context, st *store.Store) finding {
	r, err := st.Covering(ctx, a.today(), a.clock())
	var none *forecast.NotFound
	if errors.As(err, &none) {
		return finding{part: "run", text: "no published run covers today"}
	}
	return finding{part: "run", text: fmt.Sprintf("%s of %s", r.ID, r.Date), err: err}
}

// checkSources asks every source that can be asked without taking anything in.
func (a *App) checkSources(ctx context.Context, st *store.Store) []finding {
	feeds, err := a.feeds(ctx, st)
	if err != nil {
		return []finding{{part: "sources", err: err}}
	}
	var all []finding
	for _, feed := range feeds {
		f := finding{part: "source", text: feed.Source.Name() + ", on schedule " + feed.Cron}
		if probe, ok := feed.Source.(interface{ Probe(context.Context) error }); ok && !a.fixed {
			if err := probe.Probe(ctx); err != nil {
				f.err, f.away = fmt.Errorf("%s: %w", feed.Source.Name(), err), unreachable(err)
			}
		}
		all = append(all, f)
	}
	return all
}

// checkAccounts tells who could work at the desk; nobody yet is no fault.
func (a *App) checkAccounts(ctx context.Context, st *store.Store) finding {
	users, err := st.Users(ctx)
	active, admins := 0, 0
	for _, u := range users {
		if u.Active() {
			active++
		}
		if u.Active() && u.Role == forecast.RoleAdmin {
			admins++
		}
	}
	f := finding{part: "accounts", text: fmt.Sprintf("%d active, of which %d administrators", active, admins), err: err}
	if admins == 0 {
		f.text += "; make one with canhlua user add NAME --role admin"
	}
	return f
}

// unreachable reports whether nobody answered at all: no name, no connection, no
// answer in time. An answer that is wrong is another matter.
func unreachable(err error) bool {
	var name *net.DNSError
	var line *net.OpError
	var asked *url.Error
	return errors.As(err, &name) || errors.As(err, &line) || errors.As(err, &asked) && asked.Timeout()
}

// checkAudit wants the chain of the audit log unbroken, and names its end: a chain
// that was cut off there is still whole.
func (a *App) checkAudit(ctx context.Context, st *store.Store) finding {
	n, err := st.CheckAudit(ctx)
	if err != nil || n == 0 {
		return finding{part: "audit log", text: "no entries yet", err: err}
	}
	last, err := st.AuditOf(ctx, forecast.AuditQuery{Before: n + 1, Limit: 1})
	if err != nil {
		return finding{part: "audit log", err: err}
	}
	return finding{part: "audit log", text: fmt.Sprintf("%d entries, the chain is whole; the last one's hash is %s: note it elsewhere, it shows whether entries were cut off behind", n, last[0].Hash)}
}
