package store_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// What somebody does and the entry that says so are one: where the audit log cannot
// be written, nothing is done.
func testNothingUnaudited(t *testing.T, s *store.Store) {
	run, raw := makeRun(day("2026-03-02"), at(1), 1, 0, 1), forecast.Raw{Source: "json", Name: "sent by user lan", Data: []byte(`{"x":1}`)}
	by := forecast.AuditEntry{At: at(1), Actor: "user lan", Role: "officer"}
	sentHash := "5041bf1f713df204784353e82f6a4a535931cb64f1f4b4a5aeaffcb720918b22"
	acts := []struct {
		name string
		do   func() error
		done func() (bool, error)
	}{
		{"a set of zones", func() error { return s.ImportZoneSet(ctx, forecast.ZoneSet{ID: "s-1", Name: "S"}, by) },
			func() (bool, error) {
				sets, err := s.ZoneSets(ctx)
				return len(sets) > 0, err
			}},
		{"a draft", func() error { return s.MakeDraft(ctx, run, by) },
			func() (bool, error) {
				runs, err := s.Runs(ctx, run.Date, run.Date, at(9))
				return len(runs) > 0, err
			}},
		{"what was sent", func() error { return s.SaveSent(ctx, raw, by) },
			func() (bool, error) {
				kept, err := s.Raw(ctx, sentHash)
				return len(kept.Data) > 0, ignoreMissing(err)
			}},
		{"the register", func() error {
			return s.SaveAssets(ctx, []forecast.Asset{{ID: "c-1", Kind: "crew", Name: "Tổ 1"}}, by)
		}, func() (bool, error) {
			assets, err := s.Assets(ctx)
			return len(assets) > 0, err
		}},
	}
	must[any](t)(s.DB().ExecContext(ctx, "ALTER TABLE audit RENAME TO audit_away"))
	for _, a := range acts {
		err := a.do()
		done, looking := a.done()
		if ok(t, looking); err == nil || done {
			t.Errorf("%s: done without an entry: %v", a.name, err)
		}
	}
	must[any](t)(s.DB().ExecContext(ctx, "ALTER TABLE audit_away RENAME TO audit"))
	for n, a := range acts {
		ok(t, a.do())
		done, looking := a.done()
		ok(t, looking)
		if last := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 1))[0]; !done || last.Seq != int64(n+1) || last.Actor != "user lan" {
			t.Errorf("%s: done %v, and the audit log ends with %+v", a.name, done, last)
		}
	}
}

func ignoreMissing(err error) error {
	if isMissing(err) {
		return nil
	}
	return err
}

// Who makes the same draft again has made it too; what is a draft no more is not made.
func testMakeDraft(t *testing.T, s *store.Store) {
	run := makeRun(day("2026-03-02"), at(1), 1, 0, 1)
	ok(t, s.SaveRun(ctx, run))
	for _, who := range []string{"user lan", "user hoa"} {
		ok(t, s.MakeDraft(ctx, run, forecast.AuditEntry{At: at(2), Actor: who}))
	}
	same(t, "who made it", must[[]string](t)(s.ActedOn(ctx, run.ID)), []string{"user hoa", "user lan"})
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(3), By: "user minh"}))
	wrongState(t, s.MakeDraft(ctx, run, forecast.AuditEntry{At: at(4), Actor: "user tam"}), forecast.Published, forecast.Draft)
	same(t, "who made it", must[[]string](t)(s.ActedOn(ctx, run.ID)), []string{"user hoa", "user lan"})
}
