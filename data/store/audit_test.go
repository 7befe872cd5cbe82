package store_test

import (
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testAudit(t *testing.T, s *store.Store) {
	if n := must[int64](t)(s.CheckAudit(ctx)); n != 0 {
		t.Fatalf("%d entries at the start", n)
	}
	run := makeRun(day("2026-03-02"), at(1), 1, 0, 1)
	ok(t, s.SaveRun(ctx, run))
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(2), Automatic: true, Role: "standing_rule"}))
	ok(t, s.Withdraw(ctx, forecast.Publication{Run: run.ID, At: at(3), Role: "publisher", By: "key p", Reason: "số liệu sai"}))
	if err := s.Withdraw(ctx, forecast.Publication{Run: run.ID, At: at(4), Role: "publisher"}); err == nil {
		t.Fatal("withdrawn twice")
	}
	for i := range 5 {
		must[forecast.AuditEntry](t)(s.AppendAudit(ctx, forecast.AuditEntry{At: at(5), Actor: fmt.Sprint("key ", i), Action: "make draft", From: "127.0.0.1"}))
	}
	all := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 100))
	if len(all) != 7 || all[6].Action != "publish" || all[6].Actor != "standing rule" || all[5].Reason != "số liệu sai" || all[0].Seq != 7 {
		t.Fatalf("the log: %+v", all)
	}
	same(t, "a page", must[[]forecast.AuditEntry](t)(s.Audit(ctx, 4, 2)), all[4:6])
	for _, c := range []struct {
		ask  forecast.AuditQuery
		want []forecast.AuditEntry
	}{
		{forecast.AuditQuery{Limit: 9}, all},
		{forecast.AuditQuery{Limit: 9, Actor: "key p"}, all[5:6]},
		{forecast.AuditQuery{Limit: 9, Actor: "key"}, all[:6]},
		{forecast.AuditQuery{Limit: 9, Actor: "k%y"}, nil},
		{forecast.AuditQuery{Limit: 9, Action: "publish", Subject: "run " + run.ID}, all[6:]},
		{forecast.AuditQuery{Limit: 2, Before: 5, Action: "make draft"}, all[3:5]},
		{forecast.AuditQuery{Limit: 9, Refused: true}, nil},
	} {
		if got := must[[]forecast.AuditEntry](t)(s.AuditOf(ctx, c.ask)); len(got) != len(c.want) || len(got) > 0 && got[0].Seq != c.want[0].Seq {
			t.Errorf("%+v: %+v", c.ask, got)
		}
	}
	if n := must[int64](t)(s.CheckAudit(ctx)); n != 7 {
		t.Errorf("%d entries", n)
	}
	for _, tampered := range []struct{ sql, want string }{
		{"UPDATE audit SET reason = 'khác' WHERE seq = 2", "entry 2 was changed"},
		{"DELETE FROM audit WHERE seq = 2", "entry 3 follows entry 1"},
	} {
		ok(t, s.InTx(ctx, func(tx *sql.Tx) error { _, err := tx.ExecContext(ctx, tampered.sql); return err }))
		if _, err := s.CheckAudit(ctx); err == nil || !strings.Contains(err.Error(), tampered.want) {
			t.Errorf("%s: %v", tampered.sql, err)
		}
	}
}

// Writers at once still make one chain.
func testAuditAtOnce(t *testing.T, s *store.Store) {
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := range 10 {
				if _, err := s.AppendAudit(ctx, forecast.AuditEntry{At: at(1), Actor: fmt.Sprint(w), Action: fmt.Sprint(i)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n := must[int64](t)(s.CheckAudit(ctx)); n != 40 {
		t.Errorf("%d entries", n)
	}
}
