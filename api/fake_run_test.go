package api_test

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// fakeRun is a run with what became of it.
type fakeRun struct {
	forecast.Run
	published, withdrawn time.Time // zero = never
}

func (r *fakeRun) public(asOf time.Time) bool {
	return !r.published.IsZero() && !r.published.After(asOf)
}

func (r *fakeRun) gone(asOf time.Time) bool {
	return !r.withdrawn.IsZero() && !r.withdrawn.After(asOf)
}

func (f *fakeStore) seen(r *fakeRun, asOf time.Time) forecast.Run {
	run := r.Run
	run.Days, run.Reasons, run.Status, run.Published = nil, nil, forecast.Draft, time.Time{}
	if r.public(asOf) {
		run.Status, run.Published = forecast.Published, r.published
		for i := range f.runs {
			if o := &f.runs[i]; o.Date == r.Date && o.public(asOf) && !o.gone(asOf) && o.published.After(r.published) {
				run.Status = forecast.Superseded
			}
		}
	}
	if r.gone(asOf) {
		run.Status = forecast.Withdrawn
	}
	return run
}

func (f *fakeStore) Run(_ context.Context, id string, asOf time.Time) (forecast.Run, error) {
	for i := range f.runs {
		if f.runs[i].ID == id && !f.runs[i].Issued.After(asOf) {
			return f.seen(&f.runs[i], asOf), f.ask()
		}
	}
	return forecast.Run{}, &forecast.NotFound{Kind: "run", Name: id}
}

func (f *fakeStore) Runs(_ context.Context, from, to forecast.Date, asOf time.Time) ([]forecast.Run, error) {
	var out []forecast.Run
	for i := len(f.runs) - 1; i >= 0; i-- {
		r := &f.runs[i]
		if !r.Issued.After(asOf) && !r.Date.Before(from) && !r.Date.After(to) {
			out = append(out, f.seen(r, asOf))
		}
	}
	return out, f.ask()
}

func (f *fakeStore) covering(day forecast.Date, asOf time.Time) *fakeRun {
	var best *fakeRun
	for i := range f.runs {
		r := &f.runs[i]
		covers := !day.Before(r.Date) && !day.After(r.To)
		if covers && r.public(asOf) && !r.gone(asOf) && (best == nil || !r.published.Before(best.published)) {
			best = r
		}
	}
	return best
}

func (f *fakeStore) Covering(_ context.Context, day forecast.Date, asOf time.Time) (forecast.Run, error) {
	if err := f.ask(); err != nil {
		return forecast.Run{}, err
	}
	if r := f.covering(day, asOf); r != nil {
		return f.seen(r, asOf), nil
	}
	return forecast.Run{}, &forecast.NotFound{Kind: "run covering", Name: day.String()}
}

func (f *fakeStore) ZoneDays(_ context.Context, run string, day forecast.Date) ([]forecast.ZoneDay, error) {
	var out []forecast.ZoneDay
	for _, r := range f.runs {
		for _, d := range r.Days {
			if r.ID == run && (day.IsZero() || d.Date == day) {
				out = append(out, d)
			}
		}
	}
	return out, f.ask()
}

func (f *fakeStore) Series(_ context.Context, zone string, from, to forecast.Date, asOf time.Time) ([]forecast.RunDay, error) {
	var out []forecast.RunDay
	for day := from; !day.After(to); day = day.AddDays(1) {
		r := f.covering(day, asOf)
		if r == nil {
			continue
		}
		for _, d := range r.Days {
			if d.Zone == zone && d.Date == day {
				out = append(out, forecast.RunDay{ZoneDay: d, Run: r.ID, Issued: r.Issued, Simulated: r.Simulated})
			}
		}
	}
	return out, f.ask()
}

func (f *fakeStore) Reason(_ context.Context, run, zone string) (forecast.Reason, error) {
	for _, r := range f.runs {
		for _, reason := range r.Reasons {
			if r.ID == run && reason.Zone == zone {
				return reason, f.ask()
			}
		}
	}
	return forecast.Reason{}, &forecast.NotFound{Kind: "reason", Name: zone}
}

func (f *fakeStore) Covered(_ context.Context, asOf time.Time) (first, last forecast.Date, err error) {
	for i := range f.runs {
		r := &f.runs[i]
		if !r.public(asOf) || r.gone(asOf) {
			continue
		}
		if first.IsZero() || r.Date.Before(first) {
			first = r.Date
		}
		if last.IsZero() || r.To.After(last) {
			last = r.To
		}
	}
	return first, last, f.ask()
}

func (f *fakeStore) Decisions(_ context.Context, _, _ forecast.Date, asOf time.Time) ([]forecast.Decision, error) {
	var out []forecast.Decision
	for i := len(f.runs) - 1; i >= 0; i-- {
		if r := &f.runs[i]; r.public(asOf) {
			p := forecast.Publication{Run: r.ID, At: r.published, Role: "publisher", By: "secret person"}
			out = append(out, forecast.Decision{Publication: p, Kind: forecast.DecidedPublished, Date: r.Date})
		}
	}
	return out, f.ask()
}

func (f *fakeStore) SaveOverride(_ context.Context, o forecast.Override) (forecast.Override, error) {
	for i := range f.runs {
		if f.runs[i].ID != o.Run {
			continue
		}
		if from := f.seen(&f.runs[i], o.At).Status; from != forecast.Draft {
			return o, &forecast.WrongState{Run: o.Run, From: from, To: forecast.DecidedOverridden}
		}
		for j := range f.runs[i].Days {
			if d := &f.runs[i].Days[j]; d.Zone == o.Zone && d.Date == o.Date {
				o.Before = d.Level
				d.Apply(o)
				return o, f.err
			}
		}
	}
	return o, &forecast.NotFound{Kind: "zone and day in run", Name: o.Run}
}

// makeDraft is what the service behind Predict does.
func (f *fakeStore) makeDraft(ctx context.Context, run fakeRun, by forecast.AuditEntry) error {
	for i := range f.runs {
		if had := f.seen(&f.runs[i], evening); had.ID == run.ID && had.Status != forecast.Draft {
			return &forecast.WrongState{Run: run.ID, From: had.Status, To: forecast.Draft}
		}
	}
	f.runs = append(f.runs, run)
	by.Action, by.Subject = "make draft", "run "+run.ID
	_, err := f.AppendAudit(ctx, by)
	return err
}

func (f *fakeStore) ActedOn(_ context.Context, run string) ([]string, error) {
	var who []string
	for _, r := range f.runs {
		for _, d := range r.Days {
			if r.ID == run && d.Override != nil {
				who = append(who, d.Override.By)
			}
		}
	}
	for _, e := range f.audit {
		if e.Action == "make draft" && e.Subject == "run "+run {
			who = append(who, e.Actor)
		}
	}
	return who, f.err
}

func (f *fakeStore) Publish(_ context.Context, p forecast.Publication) error {
	return f.step(p, forecast.Published)
}

func (f *fakeStore) Withdraw(_ context.Context, p forecast.Publication) error {
	return f.step(p, forecast.Withdrawn)
}

func (f *fakeStore) ownDraft(p forecast.Publication) bool {
	acted, _ := f.ActedOn(context.Background(), p.Run)
	return slices.ContainsFunc(acted, func(who string) bool { return slices.Contains(p.Own, who) })
}

func (f *fakeStore) step(p forecast.Publication, to forecast.RunStatus) error {
	for i := range f.runs {
		r := &f.runs[i]
		if r.ID != p.Run {
			continue
		}
		from := f.seen(r, p.At).Status
		switch {
		case from == forecast.Withdrawn || to == forecast.Published && from != forecast.Draft:
			return &forecast.WrongState{Run: p.Run, From: from, To: to}
		case to == forecast.Published && f.ownDraft(p):
			return &forecast.OwnDraft{Run: p.Run}
		case to == forecast.Published:
			r.published = p.At
		default:
			r.withdrawn = p.At
		}
		f.steps = append(f.steps, p)
		return f.ask()
	}
	return &forecast.NotFound{Kind: "run", Name: p.Run}
}

func (f *fakeStore) RunInput(_ context.Context, run string) (json.RawMessage, error) {
	for _, r := range f.runs {
		if r.ID == run && r.Input != nil {
			return r.Input, f.ask()
		}
	}
	return json.RawMessage(`{"rules":{"network_days":30},"choices":[{"variable":"temp13_c","method":"optimal","why":"score",
		"covariance":{"variance":2.5,"length_km":80,"height_m":500,"nugget":0.7,"fitted":true,"how":"fitted"},
		"scores":[{"method":"optimal","rmse":1.1,"bias":0.1,"n":240},{"method":"background","rmse":1.9,"bias":-0.4,"n":240}],
		"last":[{"method":"optimal","rmse":0.9,"bias":0,"n":8}]}]}`), f.ask()
}

func (f *fakeStore) Told(_ context.Context, q forecast.ToldQuery, each func(forecast.Told) error) error {
	for _, r := range f.runs {
		if !r.public(q.AsOf) || r.gone(q.AsOf) || r.Date.Before(q.From) || r.Date.After(q.To) {
			continue
		}
		for _, d := range r.Days {
			if d.Date.DaysSince(r.Date) > q.LeadDays {
				continue
			}
			if err := each(forecast.Told{Issued: r.Date, Date: d.Date, Zone: d.Zone, Level: d.Level, Computed: computedOf(d), Status: d.Status, Outlook: d.Outlook, Simulated: r.Simulated}); err != nil {
				return err
			}
		}
	}
	return f.ask()
}

func computedOf(d forecast.ZoneDay) forecast.Level {
	if d.Override != nil {
		return d.Override.Before
	}
	return d.Level
}
