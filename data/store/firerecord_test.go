package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func report(key string, hours float64) forecast.FireRecord {
	return forecast.FireRecord{ID: forecast.FireID(day("2016-03-05"), key), Key: key, Asked: "hash of " + key, Status: forecast.FireReported,
		Origin: forecast.FireByReport, Time: at(hours), Received: at(hours + 1), Lat: 11.29, Lon: 106.36, Text: "khói đen", Phone: "0900 000 000"}
}

func picture(text string) *forecast.Photo {
	return &forecast.Photo{Hash: "hash-" + text, Type: "image/jpeg", Width: 4, Height: 3, Data: []byte{0xff, 0xd8, 0, 1}, Taken: at(1)}
}

// testFireReports: a report is kept once, takes its steps in order, and its
// reporter is forgotten.
func testFireReports(t *testing.T, s *store.Store) {
	f := report("a", 0)
	f.Photo = "hash-smoke"
	by := forecast.AuditEntry{At: at(1), Actor: "public", Action: "report fire", Subject: "fire " + f.ID}
	save := func(f forecast.FireRecord, p *forecast.Photo) (forecast.FireRecord, bool) {
		t.Helper()
		kept, first, err := s.SaveReport(ctx, f, p, by)
		ok(t, err)
		return kept, first
	}
	kept, first := save(f, picture("smoke"))
	same(t, "kept", kept, f)
	if !first {
		t.Error("the first report is not the first")
	}
	again := f
	again.Text = "another"
	if kept, first = save(again, nil); first || kept.Text != "khói đen" {
		t.Errorf("a replayed report: first %v, %+v", first, kept)
	}
	save(report("b", 2), nil)
	same(t, "one", must[forecast.FireRecord](t)(s.FireRecord(ctx, f.ID)), f)
	same(t, "picture", must[forecast.Photo](t)(s.Photo(ctx, "hash-smoke")), *picture("smoke"))
	_, err := s.FireRecord(ctx, "nothing")
	notFound(t, err)
	_, err = s.Photo(ctx, "nothing")
	notFound(t, err)
	if all := must[[]forecast.FireRecord](t)(s.FireRecords(ctx, forecast.FireQuery{})); len(all) != 2 || all[1].ID != f.ID {
		t.Errorf("%d reports, the first not last", len(all))
	}
	if some := must[[]forecast.FireRecord](t)(s.FireRecords(ctx, forecast.FireQuery{From: at(0), To: at(2), Status: []forecast.FireStatus{forecast.FireReported}})); len(some) != 1 {
		t.Errorf("%d of the span", len(some))
	}
	for since, n := range map[time.Time]int{at(-99): 2, at(9): 0} {
		same(t, "reports since "+since.String(), must[int](t)(s.ReportsSince(ctx, since)), n)
	}
	testFireSteps(t, s, f)
	if n := must[int64](t)(s.CheckAudit(ctx)); n != 5 { // two reports, confirmed, closed, refused
		t.Errorf("%d entries of the audit log", n)
	}
	if n := must[int64](t)(s.ForgetReporters(ctx, at(1))); n != 0 {
		t.Errorf("%d forgotten before their time", n)
	}
	if n := must[int64](t)(s.ForgetReporters(ctx, at(9))); n != 2 {
		t.Errorf("%d forgotten, not 2", n)
	}
	for _, f := range must[[]forecast.FireRecord](t)(s.FireRecords(ctx, forecast.FireQuery{})) {
		if f.Phone != "" || f.Asked != "" || f.Key != f.ID || (f.Status == forecast.FireRefused) != (f.Text == "") {
			t.Errorf("not forgotten: %+v", f)
		}
	}
}

func testFireSteps(t *testing.T, s *store.Store, f forecast.FireRecord) {
	none := func(*forecast.FireRecord) (string, error) { return "", nil }
	deed := forecast.AuditEntry{At: at(3), Actor: "key k", Role: "officer", Action: "step", Subject: "fire " + f.ID}
	_, err := s.ChangeFire(ctx, f.ID, forecast.FireClosed, deed, none)
	wrongStep(t, err, forecast.FireReported, forecast.FireClosed)
	bad := errors.New("bad edit")
	if _, err = s.ChangeFire(ctx, f.ID, forecast.FireConfirmed, deed, func(*forecast.FireRecord) (string, error) { return "", bad }); !errors.Is(err, bad) {
		t.Errorf("a bad edit: %v", err)
	}
	got := must[forecast.FireRecord](t)(s.ChangeFire(ctx, f.ID, forecast.FireConfirmed, deed, func(f *forecast.FireRecord) (string, error) {
		f.Note, f.PhotoPublic = "cháy thực bì", true
		return "a note", nil
	}))
	same(t, "confirmed", must[forecast.FireRecord](t)(s.FireRecord(ctx, f.ID)), got)
	if got.Status != forecast.FireConfirmed || !got.Confirmed.Equal(at(3)) || !got.PhotoPublic || !got.PublicAt(at(3)) || got.PublicAt(at(2)) {
		t.Errorf("confirmed: %+v", got)
	}
	_, err = s.ChangeFire(ctx, f.ID, forecast.FireConfirmed, deed, none)
	wrongStep(t, err, forecast.FireConfirmed, forecast.FireConfirmed)
	got = must[forecast.FireRecord](t)(s.ChangeFire(ctx, f.ID, forecast.FireClosed, deed, func(f *forecast.FireRecord) (string, error) {
		f.Out, f.AreaHa, f.Cause = at(4), forecast.Some(1.5), "swidden"
		return "a note", nil
	}))
	same(t, "closed", must[forecast.FireRecord](t)(s.FireRecord(ctx, f.ID)), got)
	_, err = s.ChangeFire(ctx, f.ID, forecast.FireRefused, deed, none)
	wrongStep(t, err, forecast.FireClosed, forecast.FireRefused)
	must[forecast.FireRecord](t)(s.ChangeFire(ctx, report("b", 0).ID, forecast.FireRefused, deed, none))
	_, err = s.ChangeFire(ctx, "nothing", "", deed, none)
	notFound(t, err)
}

func wrongStep(t testing.TB, err error, from, to forecast.FireStatus) {
	t.Helper()
	var wrong *forecast.WrongStep
	if !errors.As(err, &wrong) || wrong.From != string(from) || wrong.To != string(to) {
		t.Errorf("got %v, want WrongStep from %s to %s", err, from, to)
	}
}

// testFireImport: past fires come in once.
func testFireImport(t *testing.T, s *store.Store) {
	past := func(key string) forecast.FireRecord {
		f := report(key, -100)
		f.Status, f.Origin, f.Phone = forecast.FireClosed, forecast.FireByImport, ""
		f.Confirmed, f.Ended = at(0), at(0)
		return f
	}
	by := forecast.AuditEntry{At: at(0), Actor: "command line", Action: "import fires"}
	if n := must[int](t)(s.ImportFires(ctx, []forecast.FireRecord{past("a"), past("b")}, by)); n != 2 {
		t.Errorf("%d of 2 came in", n)
	}
	if n := must[int](t)(s.ImportFires(ctx, []forecast.FireRecord{past("b"), past("c")}, by)); n != 1 {
		t.Errorf("%d of 1 new came in", n)
	}
	if n := must[int](t)(s.ImportFires(ctx, []forecast.FireRecord{past("b")}, by)); n != 0 {
		t.Errorf("%d came in again", n)
	}
	if n := must[int64](t)(s.CheckAudit(ctx)); n != 2 {
		t.Errorf("%d entries of the audit log", n)
	}
}
