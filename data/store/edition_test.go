package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func law(id, from string) forecast.Edition {
	return forecast.Edition{ID: id, Title: "Bảng " + id, Method: "p", RainResetMM: 5, Status: forecast.InForce, Decision: "12/QĐ",
		Issuer: "UBND", Date: day("2016-01-02"), ValidFrom: day(from), Text: "# title: " + id + "\n", Added: at(-1)}
}

// testEnact: the next edition ends the one before, its text as it was; two for one
// day are refused; the log says who did it.
func testEnact(t *testing.T, s *store.Store) {
	by := forecast.AuditEntry{Actor: "key p", Role: "publisher", From: "127.0.0.1"}
	draft := forecast.Edition{ID: "d", Title: "Bảng d", Method: "p", Status: forecast.Proposed, Text: "# d\n", Added: at(-3)}
	ok(t, s.AddEdition(ctx, draft, by))
	first, second := law("a", "2016-02-01"), law("b", "2016-04-01")
	second.Added = at(0)
	same(t, "ended by the first", len(must[[]forecast.Edition](t)(s.Enact(ctx, first, by))), 0)
	ended := must[[]forecast.Edition](t)(s.Enact(ctx, second, by))
	first.Ends = day("2016-03-31")
	same(t, "ended", ended, []forecast.Edition{first})
	same(t, "editions", must[[]forecast.Edition](t)(s.Editions(ctx)), []forecast.Edition{draft, first, second})
	same(t, "ended again", len(must[[]forecast.Edition](t)(s.Enact(ctx, second, by))), 0)
	if _, err := s.Enact(ctx, law("c", "2016-04-01"), by); err == nil || !strings.Contains(err.Error(), `b ("Bảng b") and c ("Bảng c")`) {
		t.Errorf("two for one day: %v", err)
	}
	log := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 10))
	if len(log) != 3 || log[0].Action != "enact table" || log[0].Actor != "key p" || log[0].Reason != "12/QĐ" || !strings.Contains(log[0].Detail, "ends a") ||
		log[2].Action != "add table" || log[2].Actor != "key p" {
		t.Errorf("the log: %+v", log)
	}
}

// testRemoveDraft: a draft goes, with an entry in the log; nothing else can be removed.
func testRemoveDraft(t *testing.T, s *store.Store) {
	by := forecast.AuditEntry{Actor: "key p", Role: "publisher", From: "127.0.0.1"}
	draft := forecast.Edition{ID: "d", Title: "Bảng d", Method: "p", Status: forecast.Proposed, Text: "# d\n", Added: at(-3)}
	ok(t, s.AddEdition(ctx, draft, by))
	_ = must[[]forecast.Edition](t)(s.Enact(ctx, law("a", "2016-02-01"), by))
	var step *forecast.WrongStep
	if err := s.RemoveDraft(ctx, "a", by); !errors.As(err, &step) || step.From != forecast.InForce {
		t.Errorf("a table in force: %v", err)
	}
	ok(t, s.RemoveDraft(ctx, "d", by))
	var missing *forecast.NotFound
	if err := s.RemoveDraft(ctx, "d", by); !errors.As(err, &missing) {
		t.Errorf("removed twice: %v", err)
	}
	same(t, "editions", len(must[[]forecast.Edition](t)(s.Editions(ctx))), 1)
	log := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 10))
	if log[0].Action != "remove draft table" || log[0].Subject != "table d" || log[0].Detail != "Bảng d" || log[0].Actor != "key p" || len(log) != 3 {
		t.Errorf("the log: %+v", log)
	}
}

// testEnactAtOnce: of those who enact for the same day at once, one succeeds.
func testEnactAtOnce(t *testing.T, s *store.Store) {
	var all sync.WaitGroup
	var turn sync.Mutex
	done := 0
	for _, id := range []string{"a", "b", "c", "d"} {
		all.Go(func() {
			if _, err := s.Enact(ctx, law(id, "2016-02-01"), forecast.AuditEntry{Actor: id}); err == nil {
				turn.Lock()
				done++
				turn.Unlock()
			}
		})
	}
	all.Wait()
	if n := len(must[[]forecast.Edition](t)(s.Editions(ctx))); done != 1 || n != 1 {
		t.Errorf("%d were enacted, %d are kept", done, n)
	}
}
