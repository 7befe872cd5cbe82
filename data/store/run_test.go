package store_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

var today = day("2016-03-05")

// published saves and publishes a small run.
func published(t testing.TB, s *store.Store, date forecast.Date, issued, at time.Time, ahead int) forecast.Run {
	t.Helper()
	run := makeRun(date, issued, 3, 1, ahead)
	ok(t, s.SaveRun(ctx, run))
	ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at, Role: "publisher", By: "lan"}))
	return run
}

// head is what a run is without its days.
func head(run forecast.Run) forecast.Run {
	run.Days, run.Reasons, run.States, run.Input = nil, nil, nil, nil
	return run
}

func testRunThereAndBack(t *testing.T, s *store.Store) {
	run := makeRun(today, noon, 7, 10, 10)
	ok(t, s.SaveRun(ctx, run))
	changed := run
	changed.Slot, changed.Days = "changed", nil
	ok(t, s.SaveRun(ctx, changed)) // the same run again changes nothing
	same(t, "run", must[forecast.Run](t)(s.Run(ctx, run.ID, noon)), head(run))
	same(t, "all days", must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, forecast.Date{})), run.Days)
	var third []forecast.ZoneDay
	for _, d := range run.Days {
		if d.Date == today.AddDays(3) {
			third = append(third, d)
		}
	}
	same(t, "one day", must[[]forecast.ZoneDay](t)(s.ZoneDays(ctx, run.ID, today.AddDays(3))), third)
	for _, want := range run.Reasons {
		same(t, "reason", must[forecast.Reason](t)(s.Reason(ctx, run.ID, want.Zone)), want)
	}
	same(t, "input", string(must[json.RawMessage](t)(s.RunInput(ctx, run.ID))), string(run.Input))

	_, err := s.Run(ctx, "none", noon)
	notFound(t, err)
	_, err = s.ZoneDays(ctx, "none", today)
	notFound(t, err)
	_, err = s.Reason(ctx, run.ID, "none")
	notFound(t, err)
	_, err = s.RunInput(ctx, "none")
	notFound(t, err)
	run.ID, run.To = "long", run.Date.AddDays(93)
	var invalid *forecast.Invalid
	if err := s.SaveRun(ctx, run); !errors.As(err, &invalid) {
		t.Errorf("93 days ahead: got %v, want Invalid", err)
	}
}

func testRunSteps(t *testing.T, s *store.Store) {
	p := func(run forecast.Run) forecast.Publication {
		return forecast.Publication{Run: run.ID, At: noon, Role: "publisher", Reason: "sai"}
	}
	status := func(run forecast.Run, want forecast.RunStatus) {
		t.Helper()
		if got := must[forecast.Run](t)(s.Run(ctx, run.ID, at(9))); got.Status != want {
			t.Errorf("run %s is %s, want %s", run.ID, got.Status, want)
		}
	}
	draft, first, second := makeRun(today, at(0), 2, 0, 1), makeRun(today, at(1), 2, 0, 1), makeRun(today, at(2), 2, 0, 1)
	for _, run := range []forecast.Run{draft, first, second} {
		ok(t, s.SaveRun(ctx, run))
		status(run, forecast.Draft)
	}
	ok(t, s.Publish(ctx, p(first)))
	status(first, forecast.Published)
	wrongState(t, s.Publish(ctx, p(first)), forecast.Published, forecast.Published)
	ok(t, s.Publish(ctx, p(second))) // at the same instant, issued later
	status(first, forecast.Superseded)
	status(second, forecast.Published)
	wrongState(t, s.Publish(ctx, p(first)), forecast.Superseded, forecast.Published)
	ok(t, s.Withdraw(ctx, p(second)))
	status(second, forecast.Withdrawn)
	status(first, forecast.Published)
	wrongState(t, s.Publish(ctx, p(second)), forecast.Withdrawn, forecast.Published)
	wrongState(t, s.Withdraw(ctx, p(second)), forecast.Withdrawn, forecast.Withdrawn)
	ok(t, s.Withdraw(ctx, p(draft)))
	wrongState(t, s.Publish(ctx, p(draft)), forecast.Withdrawn, forecast.Published)
	notFound(t, s.Publish(ctx, forecast.Publication{Run: "none"}))
	notFound(t, s.Withdraw(ctx, forecast.Publication{Run: "none"}))
	var told []string
	for _, d := range must[[]forecast.Decision](t)(s.Decisions(ctx, today, today, at(9))) {
		told = append(told, d.Run+" "+d.Kind+" "+d.Role+" "+d.Reason)
	}
	same(t, "decisions", told, []string{second.ID + " withdrawn publisher sai", second.ID + " published publisher sai", first.ID + " published publisher sai"})
}

func testRunAsOf(t *testing.T, s *store.Store) {
	run := published(t, s, today, at(0), at(2), 1)
	other := published(t, s, today, at(1), at(4), 1)
	ok(t, s.Withdraw(ctx, forecast.Publication{Run: other.ID, At: at(6), Reason: "sai"}))
	_, err := s.Run(ctx, run.ID, at(-1))
	notFound(t, err)
	for hour, want := range map[float64]forecast.RunStatus{0: forecast.Draft, 2: forecast.Published, 5: forecast.Superseded, 6: forecast.Published} {
		got := must[forecast.Run](t)(s.Run(ctx, run.ID, at(hour)))
		if got.Status != want || got.Published.IsZero() != (want == forecast.Draft) {
			t.Errorf("hour %v: %s published %s, want %s", hour, got.Status, got.Published, want)
		}
	}
	ids := func(asOf time.Time) (all []string) {
		for _, r := range must[[]forecast.Run](t)(s.Runs(ctx, today, today, asOf)) {
			all = append(all, r.ID)
		}
		return all
	}
	same(t, "runs at first", ids(at(0)), []string{run.ID})
	same(t, "runs at last, newest first", ids(at(9)), []string{other.ID, run.ID})
	same(t, "no day", must[[]forecast.Run](t)(s.Runs(ctx, today.AddDays(1), today.AddDays(9), at(9))), []forecast.Run{})
}

func testCovering(t *testing.T, s *store.Store) {
	check := func(what string, d forecast.Date, asOf time.Time, want string) {
		t.Helper()
		got, err := s.Covering(ctx, d, asOf)
		if want == "" {
			notFound(t, err)
		} else if err != nil || got.ID != want {
			t.Errorf("%s: got %s %v, want %s", what, got.ID, err, want)
		}
	}
	_, _, err := s.Covered(ctx, at(99))
	notFound(t, err)
	old := published(t, s, today, at(0), at(1), 5)
	ok(t, s.SaveRun(ctx, makeRun(today, at(2), 2, 0, 5))) // a draft says nothing
	newer := published(t, s, today.AddDays(1), at(24), at(25), 2)
	check("not yet published", today, at(0.5), "")
	check("its day", today, at(99), old.ID)
	check("the day before", today.AddDays(-1), at(99), "")
	check("newest publication", today.AddDays(2), at(99), newer.ID)
	check("before the newest", today.AddDays(2), at(24.5), old.ID)
	check("beyond the newest", today.AddDays(5), at(99), old.ID)
	check("beyond all", today.AddDays(6), at(99), "")
	first, last, err := s.Covered(ctx, at(99))
	ok(t, err)
	same(t, "covered", []forecast.Date{first, last}, []forecast.Date{today, today.AddDays(5)})
	ok(t, s.Withdraw(ctx, forecast.Publication{Run: newer.ID, At: at(30), Reason: "sai"}))
	check("withdrawn", today.AddDays(2), at(30), old.ID)
	check("before it was withdrawn", today.AddDays(2), at(29), newer.ID)
}

func testSeries(t *testing.T, s *store.Store) {
	first := published(t, s, today, at(0), at(1), 2)
	second := published(t, s, today.AddDays(1), at(24), at(25), 2)
	zone := first.Days[0].Zone
	got := must[[]forecast.RunDay](t)(s.Series(ctx, zone, today.AddDays(-5), today.AddDays(9), at(99)))
	want := []forecast.RunDay{
		{ZoneDay: first.Days[0], Run: first.ID, Issued: first.Issued},
		{ZoneDay: second.Days[0], Run: second.ID, Issued: second.Issued},
		{ZoneDay: second.Days[1], Run: second.ID, Issued: second.Issued},
		{ZoneDay: second.Days[2], Run: second.ID, Issued: second.Issued},
	}
	same(t, "series", got, want)
	same(t, "no zone", must[[]forecast.RunDay](t)(s.Series(ctx, "none", today, today, at(99))), []forecast.RunDay{})
	same(t, "too early", must[[]forecast.RunDay](t)(s.Series(ctx, zone, today, today, at(0))), []forecast.RunDay{})
}

// testSeriesEqualsCovering publishes and withdraws at random and asks both ways.
func testSeriesEqualsCovering(t *testing.T, s *store.Store) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		run := makeRun(today.AddDays(rnd.IntN(20)), at(float64(i)), 1, 0, rnd.IntN(6))
		ok(t, s.SaveRun(ctx, run))
		if rnd.IntN(5) > 0 {
			ok(t, s.Publish(ctx, forecast.Publication{Run: run.ID, At: at(float64(i + rnd.IntN(9)))}))
		}
		if rnd.IntN(4) == 0 {
			ok(t, s.Withdraw(ctx, forecast.Publication{Run: run.ID, At: at(float64(i + rnd.IntN(20)))}))
		}
	}
	for _, asOf := range []time.Time{at(10), at(35), at(99)} {
		byDay := map[forecast.Date]string{}
		for _, d := range must[[]forecast.RunDay](t)(s.Series(ctx, "25700", today.AddDays(-3), today.AddDays(30), asOf)) {
			byDay[d.Date] = d.Run
		}
		for n := -3; n <= 30; n++ {
			run, err := s.Covering(ctx, today.AddDays(n), asOf)
			if got := byDay[today.AddDays(n)]; got != run.ID || (err != nil) != (got == "") {
				t.Errorf("day %d: series says %q, covering %q (%v)", n, got, run.ID, err)
			}
			if err == nil && run.Status != forecast.Published && run.Status != forecast.Superseded {
				t.Errorf("covering run is %s", run.Status)
			}
		}
	}
}

func testStates(t *testing.T, s *store.Store) {
	save := func(date forecast.Date, issued time.Time, zones int, mark float64, simulated bool) forecast.Run {
		run := makeRun(date, issued, zones, 3, 0)
		run.Simulated, run.ZoneSet = simulated, "three"
		for i := range run.States {
			run.States[i].P = forecast.Some(mark)
		}
		ok(t, s.SaveRun(ctx, run))
		return run
	}
	set := zoneSet("three", "", "")
	ok(t, s.SaveZoneSet(ctx, set))
	check := func(what string, from, to int, simulated bool, asOf time.Time, want ...string) {
		t.Helper()
		var got []string
		for _, st := range must[[]forecast.State](t)(s.States(ctx, today.AddDays(from), today.AddDays(to), simulated, asOf)) {
			got = append(got, fmt.Sprintf("%s %d %v", st.Zone, st.Date.DaysSince(today), st.P))
		}
		same(t, what, got, want)
	}
	check("none", -9, 9, false, at(99))
	save(today, at(0), 3, 1, false)
	save(today, at(1), 3, 2, false)
	save(today, at(2), 3, 9, true)
	check("newest issue", -9, -1, false, at(99), "25700 -1 2", "25701 -1 2", "25702 -1 2")
	check("up to its end", -9, 9, false, at(99), "25700 0 2", "25701 0 2", "25702 0 2")
	check("as of", -9, 0, false, at(0.5), "25700 0 1", "25701 0 1", "25702 0 1")
	check("simulated", -9, 0, true, at(99), "25700 0 9", "25701 0 9", "25702 0 9")
	check("too late", 1, 9, false, at(99))
	narrow := save(today.AddDays(1), at(24), 1, 3, false)
	check("one zone goes on", -9, 9, false, at(99), "25700 1 3", "25701 0 2", "25702 0 2")
	check("only its days", 1, 9, false, at(99), "25700 1 3")
	ok(t, s.Withdraw(ctx, forecast.Publication{Run: narrow.ID, At: at(30), Reason: "sai"}))
	check("withdrawn", -9, 9, false, at(30), "25700 0 2", "25701 0 2", "25702 0 2")
	check("before it was withdrawn", -9, 9, false, at(29), "25700 1 3", "25701 0 2", "25702 0 2")
	want := makeRun(today, at(1), 3, 3, 0).States[3]
	want.P = forecast.Some(2)
	same(t, "whole state", must[[]forecast.State](t)(s.States(ctx, today, today, false, at(31)))[0], want)
}

func testPublishersAtOnce(t *testing.T, s *store.Store) {
	for round := range 5 {
		run := makeRun(today, at(float64(round)), 1, 0, 0)
		ok(t, s.SaveRun(ctx, run))
		results := make(chan error)
		for i := range 8 {
			p := forecast.Publication{Run: run.ID, At: at(9), By: fmt.Sprint(i)}
			go func() { results <- s.Publish(ctx, p) }()
		}
		won := 0
		for range 8 {
			err := <-results
			var wrong *forecast.WrongState
			switch {
			case err == nil:
				won++
			case !errors.As(err, &wrong) || wrong.From != forecast.Published || wrong.To != forecast.Published:
				t.Errorf("got %v, want WrongState from published to published", err)
			}
		}
		if won != 1 {
			t.Errorf("%d won, want 1", won)
		}
		ok(t, s.Withdraw(ctx, forecast.Publication{Run: run.ID, At: at(10)}))
	}
}

func testOneTransaction(t *testing.T, s *store.Store) {
	run := makeRun(today, at(0), 1, 0, 0)
	ok(t, s.SaveRun(ctx, run))
	stop := errors.New("stop")
	both := func(fail error) error {
		return s.InTx(ctx, func(tx *sql.Tx) error {
			if err := s.PublishTx(ctx, tx, forecast.Publication{Run: run.ID, At: at(1)}); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES ($1, $2)", "alert", run.ID); err != nil {
				return err
			}
			return fail
		})
	}
	if err := both(stop); !errors.Is(err, stop) {
		t.Errorf("got %v, want what fn returned", err)
	}
	same(t, "nothing of it", must[string](t)(s.Meta(ctx, "alert")), "")
	same(t, "still", must[forecast.Run](t)(s.Run(ctx, run.ID, at(9))).Status, forecast.Draft)
	ok(t, both(nil))
	same(t, "both", must[string](t)(s.Meta(ctx, "alert")), run.ID)
	same(t, "now", must[forecast.Run](t)(s.Run(ctx, run.ID, at(9))).Status, forecast.Published)
}
