package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
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

// fakeStore keeps everything in memory. Like the real one it hands out runs of
// every status; holding drafts back is the service's work.
type fakeStore struct {
	fakeFires
	stations []forecast.Freshness
	warnings []forecast.Warning
	verdicts []forecast.Verdict
	fires    []forecast.Fire

	observations []forecast.Observation
	tokens       map[string]forecast.Token // by hash
	users        []forecast.User
	sessions     map[string]forecast.Session
	attempts     map[[2]string]forecast.Attempts
	answers      map[string][2]string // by token and name: asked, answer
	sets         []forecast.ZoneSet
	editions     []forecast.Edition
	runs         []fakeRun // oldest first
	steps        []forecast.Publication
	climate      *forecast.Climatology
	audit        []forecast.AuditEntry
	remarks      []forecast.Remark
	normals      []forecast.Normal
	assets       []forecast.Asset
	err          error // answered by every method when set
	queries      atomic.Int64
}

func (f *fakeStore) ask() error {
	f.queries.Add(1)
	return f.err
}

func (f *fakeStore) Stations(context.Context, time.Time) ([]forecast.Freshness, error) {
	return f.stations, f.ask()
}

func (f *fakeStore) Verdicts(_ context.Context, station string, from, to, _ time.Time) ([]forecast.Verdict, error) {
	var out []forecast.Verdict
	for _, v := range f.verdicts {
		if v.Station == station && !v.Time.Before(from) && !v.Time.After(to) {
			out = append(out, v)
		}
	}
	return out, f.ask()
}

func (f *fakeStore) Climatology(_ context.Context, zoneSet string, _ time.Time) (forecast.Climatology, error) {
	if f.climate == nil {
		return forecast.Climatology{}, &forecast.NotFound{Kind: "climatology", Name: zoneSet}
	}
	return *f.climate, f.err
}

func (f *fakeStore) Normals(_ context.Context, _ int64, day int, zone string) ([]forecast.Normal, error) {
	var out []forecast.Normal
	for _, n := range f.normals {
		if n.Day == day && (zone == "" || n.Zone == zone) {
			out = append(out, n)
		}
	}
	return out, f.err
}

func (f *fakeStore) Warnings(context.Context, time.Time) ([]forecast.Warning, error) {
	return f.warnings, f.ask()
}

func (f *fakeStore) Token(_ context.Context, hash string) (forecast.Token, error) {
	if t, ok := f.tokens[hash]; ok {
		return t, f.ask()
	}
	return forecast.Token{}, &forecast.NotFound{Kind: "token", Name: "of that secret"}
}

func (f *fakeStore) Answered(_ context.Context, token, name string) (string, []byte, error) {
	if a, ok := f.answers[token+name]; ok {
		return a[0], []byte(a[1]), f.ask()
	}
	return "", nil, &forecast.NotFound{Kind: "answer", Name: name}
}

func (f *fakeStore) SaveAnswer(_ context.Context, token, name, asked string, answer []byte, _ time.Time) error {
	f.answers[token+name] = [2]string{asked, string(answer)}
	return f.ask()
}

func (f *fakeStore) Fires(_ context.Context, from, to, asOf time.Time) ([]forecast.Fire, error) {
	var out []forecast.Fire
	for _, fire := range f.fires {
		if !fire.Time.Before(from) && fire.Time.Before(to) && !fire.Received.After(asOf) {
			out = append(out, fire)
		}
	}
	return out, f.ask()
}

func (f *fakeStore) Observations(_ context.Context, q forecast.ObservationQuery) ([]forecast.Observation, error) {
	var out []forecast.Observation
	for _, o := range f.observations {
		if slices.Contains(q.Stations, o.Station) && !o.Time.Before(q.From) && !o.Time.After(q.To) && !o.Received.After(q.AsOf) && o.Simulated == q.Simulated {
			out = append(out, o)
		}
	}
	return out, f.ask()
}

func (f *fakeStore) ZoneSets(context.Context) ([]forecast.ZoneSet, error) {
	var out []forecast.ZoneSet
	for _, set := range f.sets {
		set.Zones = nil
		out = append(out, set)
	}
	return out, f.ask()
}

func (f *fakeStore) SaveAssets(_ context.Context, assets []forecast.Asset, _ forecast.AuditEntry) error {
	f.assets = append(f.assets, assets...)
	return f.ask()
}

func (f *fakeStore) RemoveAsset(_ context.Context, id string, _ forecast.AuditEntry) error {
	for i, a := range f.assets {
		if a.ID == id {
			f.assets = slices.Delete(f.assets, i, i+1)
			return f.ask()
		}
	}
	return &forecast.NotFound{Kind: "asset", Name: id}
}

func (f *fakeStore) Assets(context.Context) ([]forecast.Asset, error) { return f.assets, f.ask() }

func (f *fakeStore) ImportZoneSet(ctx context.Context, set forecast.ZoneSet, by forecast.AuditEntry) error {
	f.sets = append(f.sets, set)
	_, err := f.AppendAudit(ctx, by)
	return errors.Join(f.ask(), err)
}

func (f *fakeStore) ZoneSet(_ context.Context, id string) (forecast.ZoneSet, error) {
	for _, set := range f.sets {
		if set.ID == id {
			return set, f.ask()
		}
	}
	return forecast.ZoneSet{}, &forecast.NotFound{Kind: "zone set", Name: id}
}

func (f *fakeStore) Editions(context.Context) ([]forecast.Edition, error) { return f.editions, f.ask() }

func (f *fakeStore) AddEdition(_ context.Context, e forecast.Edition, by forecast.AuditEntry) error {
	f.editions = append(f.editions, e)
	f.audit = append(f.audit, by)
	return f.ask()
}

func (f *fakeStore) RemoveDraft(_ context.Context, id string, by forecast.AuditEntry) error {
	i := slices.IndexFunc(f.editions, func(e forecast.Edition) bool { return e.ID == id })
	if i < 0 {
		return &forecast.NotFound{Kind: "table", Name: id}
	}
	if status := f.editions[i].Status; status != forecast.Proposed {
		return &forecast.WrongStep{Kind: "table", Name: id, From: status, To: "removed"}
	}
	f.editions = slices.Delete(f.editions, i, i+1)
	f.audit = append(f.audit, by)
	return f.ask()
}

func (f *fakeStore) Enact(ctx context.Context, e forecast.Edition, by forecast.AuditEntry) ([]forecast.Edition, error) {
	ended, err := forecast.Succeed(f.editions, e)
	if err != nil {
		return nil, err
	}
	return ended, f.AddEdition(ctx, e, by)
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

func (f *fakeStore) AppendAudit(_ context.Context, e forecast.AuditEntry) (forecast.AuditEntry, error) {
	e.Seq = int64(len(f.audit) + 1)
	f.audit = append(f.audit, e)
	return e, nil
}

func (f *fakeStore) AuditOf(_ context.Context, q forecast.AuditQuery) ([]forecast.AuditEntry, error) {
	var out []forecast.AuditEntry
	for i := len(f.audit) - 1; i >= 0 && len(out) < q.Limit; i-- {
		e := f.audit[i]
		switch {
		case q.Before > 0 && e.Seq >= q.Before, !strings.Contains(e.Actor, q.Actor), q.Action != "" && e.Action != q.Action,
			q.Subject != "" && e.Subject != q.Subject, q.Refused && e.Refused == "":
			continue
		}
		out = append(out, e)
	}
	return out, f.err
}

func (f *fakeStore) CheckAudit(context.Context) (int64, error) { return int64(len(f.audit)), f.err }

func (f *fakeStore) SaveRemark(_ context.Context, r forecast.Remark) (forecast.Remark, error) {
	for i := range f.runs {
		if f.runs[i].ID != r.Run {
			continue
		}
		if from := f.seen(&f.runs[i], r.At).Status; from != forecast.Draft {
			return r, &forecast.WrongState{Run: r.Run, From: from, To: "commented"}
		}
		f.remarks = append(f.remarks, r)
		return r, f.err
	}
	return r, &forecast.NotFound{Kind: "run", Name: r.Run}
}

func (f *fakeStore) Remarks(_ context.Context, run string) (out []forecast.Remark, err error) {
	for _, r := range f.remarks {
		if r.Run == run {
			out = append(out, r)
		}
	}
	return out, f.err
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
