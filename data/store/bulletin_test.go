package store_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// testNumbers: bulletins are numbered in the order of publication, by year of
// their day, simulated ones apart; a number is kept when the run is withdrawn, and
// given once when several publish at once.
func testNumbers(t *testing.T, s *store.Store) {
	publish := func(date string, hours float64, simulated bool) forecast.Run {
		run := makeRun(day(date), at(hours), 1, 0, 1)
		run.Simulated = simulated
		ok(t, s.SaveRun(ctx, run))
		ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(hours + 1), Role: "publisher"}))
		return must[forecast.Run](t)(s.Run(ctx, run.ID, at(hours+2)))
	}
	first := publish("2026-03-02", 1, false)
	if again := must[forecast.Run](t)(s.Run(ctx, first.ID, at(1.5))); again.Number != 0 || again.Status != forecast.Draft {
		t.Errorf("before it was published it has the number %d", again.Number)
	}
	ok(t, s.Withdraw(ctx, forecast.Publication{Run: first.ID, At: at(3), Role: "publisher", Reason: "sai"}))
	got := []int{must[forecast.Run](t)(s.Run(ctx, first.ID, at(9))).Number, publish("2026-03-02", 4, false).Number,
		publish("2026-03-02", 5, true).Number, publish("2026-12-31", 6, false).Number, publish("2027-01-01", 7, false).Number}
	same(t, "numbers", got, []int{1, 2, 1, 3, 1})
	testNumbersAtOnce(t, s)
}

func testNumbersAtOnce(t *testing.T, s *store.Store) {
	const many = 8
	run := makeRun(day("2028-01-01"), at(20), 1, 0, 1)
	ok(t, s.SaveRun(ctx, run))
	errs := make([]error, many)
	var all sync.WaitGroup
	for i := range many {
		all.Go(func() { errs[i] = s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(21), Role: "publisher"}) })
	}
	all.Wait()
	done := 0
	for _, err := range errs {
		var wrong *forecast.WrongState
		switch {
		case err == nil:
			done++
		case !errors.As(err, &wrong) || wrong.From != forecast.Published:
			t.Errorf("a publisher who came second is told: %v", err)
		}
	}
	if n := must[forecast.Run](t)(s.Run(ctx, run.ID, at(22))).Number; done != 1 || n != 1 {
		t.Errorf("%d published, number %d", done, n)
	}
}

// testRemarks: remarks stand on drafts alone, in order, and the audit log tells of
// them.
func testRemarks(t *testing.T, s *store.Store) {
	run := makeRun(day("2026-03-02"), at(1), 1, 0, 1)
	ok(t, s.SaveRun(ctx, run))
	say := func(hours float64, text string) error {
		_, err := s.SaveRemark(ctx, forecast.Remark{Run: run.ID, At: at(hours), Role: "officer", By: "key k", Text: text})
		return err
	}
	ok(t, say(2, "trạm Núi Cậu chưa gửi"))
	ok(t, say(3, "đã gọi, 34 °C"))
	remarks := must[[]forecast.Remark](t)(s.Remarks(ctx, run.ID))
	if len(remarks) != 2 || remarks[0].Text != "trạm Núi Cậu chưa gửi" || remarks[1].By != "key k" || !remarks[1].At.Equal(at(3)) {
		t.Errorf("kept: %+v", remarks)
	}
	if acted := must[[]string](t)(s.ActedOn(ctx, run.ID)); len(acted) > 0 {
		t.Errorf("a comment counts as a change of the draft: %v", acted)
	}
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(4), Role: "publisher"}))
	wrongState(t, say(5, "muộn"), forecast.Published, "commented")
	last := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 3))
	if last[1].Action != "comment" || last[1].Detail != "đã gọi, 34 °C" {
		t.Errorf("the audit log: %+v", last)
	}
}
