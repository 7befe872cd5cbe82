package api_test

import (
	"context"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// fakeFires keeps fire records, pictures and signs in memory; its deeds go into
// the audit log of the store it is part of.
type fakeFires struct {
	records []forecast.FireRecord
	photos  map[string]forecast.Photo
	signs   []forecast.Sign
	turns   []forecast.SignTurn
}

func (f *fakeStore) keep(p *forecast.Photo) {
	if f.photos == nil {
		f.photos = map[string]forecast.Photo{}
	}
	if p != nil {
		f.photos[p.Hash] = *p
	}
}

func (f *fakeStore) SaveReport(ctx context.Context, r forecast.FireRecord, p *forecast.Photo, by forecast.AuditEntry) (forecast.FireRecord, bool, error) {
	for _, kept := range f.records {
		if kept.Key == r.Key {
			return kept, false, f.ask()
		}
	}
	f.keep(p)
	f.records = append(f.records, r)
	_, err := f.AppendAudit(ctx, by)
	return r, true, err
}

func (f *fakeStore) ReportsSince(_ context.Context, since time.Time) (n int, err error) {
	for _, r := range f.records {
		if r.Origin == forecast.FireByReport && !r.Received.Before(since) {
			n++
		}
	}
	return n, f.ask()
}

func (f *fakeStore) ImportFires(context.Context, []forecast.FireRecord, forecast.AuditEntry) (int, error) {
	return 0, f.ask()
}

func (f *fakeStore) FireRecord(_ context.Context, id string) (forecast.FireRecord, error) {
	if f.err != nil {
		return forecast.FireRecord{}, f.err
	}
	for _, r := range f.records {
		if r.ID == id {
			return r, f.ask()
		}
	}
	return forecast.FireRecord{}, &forecast.NotFound{Kind: "fire", Name: id}
}

func (f *fakeStore) FireRecords(_ context.Context, q forecast.FireQuery) (out []forecast.FireRecord, err error) {
	for _, r := range f.records {
		if !r.Time.Before(q.From) && (q.To.IsZero() || r.Time.Before(q.To)) && (len(q.Status) == 0 || slices.Contains(q.Status, r.Status)) {
			out = append(out, r)
		}
	}
	return out, f.ask()
}

func (f *fakeStore) ChangeFire(ctx context.Context, id string, to forecast.FireStatus, by forecast.AuditEntry, edit func(*forecast.FireRecord) (string, error)) (forecast.FireRecord, error) {
	for i := range f.records {
		r := f.records[i]
		if r.ID != id {
			continue
		}
		if to != "" && !r.Status.MayBecome(to) {
			return r, &forecast.WrongStep{Kind: "fire", Name: id, From: string(r.Status), To: string(to)}
		}
		if to != "" {
			r.Status = to
		}
		if to == forecast.FireConfirmed {
			r.Confirmed = by.At
		}
		detail, err := edit(&r)
		if err != nil {
			return r, err
		}
		f.records[i], by.Detail = r, detail
		_, err = f.AppendAudit(ctx, by)
		return r, err
	}
	return forecast.FireRecord{}, &forecast.NotFound{Kind: "fire", Name: id}
}

func (f *fakeStore) ForgetReporters(context.Context, time.Time) (int64, error) { return 0, f.ask() }

func (f *fakeStore) Photo(_ context.Context, hash string) (forecast.Photo, error) {
	if p, ok := f.photos[hash]; ok {
		return p, f.ask()
	}
	return forecast.Photo{}, &forecast.NotFound{Kind: "photo", Name: hash}
}

func (f *fakeStore) Signs(context.Context) ([]forecast.Sign, error) { return f.signs, f.ask() }

func (f *fakeStore) SaveSigns(ctx context.Context, signs []forecast.Sign, by forecast.AuditEntry) (int, error) {
	for _, g := range signs {
		f.signs = slices.DeleteFunc(f.signs, func(old forecast.Sign) bool { return old.ID == g.ID })
		f.signs = append(f.signs, g)
	}
	_, err := f.AppendAudit(ctx, by)
	return len(signs), err
}

func (f *fakeStore) RemoveSign(ctx context.Context, id string, by forecast.AuditEntry) error {
	before := len(f.signs)
	f.signs = slices.DeleteFunc(f.signs, func(g forecast.Sign) bool { return g.ID == id })
	if len(f.signs) == before {
		return &forecast.NotFound{Kind: "sign", Name: id}
	}
	_, err := f.AppendAudit(ctx, by)
	return err
}

func (f *fakeStore) TurnSign(ctx context.Context, t forecast.SignTurn, p *forecast.Photo, by forecast.AuditEntry) error {
	if !slices.ContainsFunc(f.signs, func(g forecast.Sign) bool { return g.ID == t.Sign }) {
		return &forecast.NotFound{Kind: "sign", Name: t.Sign}
	}
	f.keep(p)
	f.turns = append(f.turns, t)
	_, err := f.AppendAudit(ctx, by)
	return err
}

func (f *fakeStore) SignTurns(_ context.Context, asOf time.Time) (out []forecast.SignTurn, err error) {
	for i, t := range f.turns {
		later := slices.ContainsFunc(f.turns[i+1:], func(o forecast.SignTurn) bool { return o.Sign == t.Sign && !o.At.After(asOf) })
		if !later && !t.At.After(asOf) {
			out = append(out, t)
		}
	}
	return out, f.ask()
}
