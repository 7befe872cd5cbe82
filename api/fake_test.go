package api_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

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
