package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testStations(t *testing.T, s *store.Store) {
	a := forecast.Station{ID: "48900", WIGOS: "0-20000-0-48900", Name: "Tân Sơn Nhất", Lat: 10.8167, Lon: 106.6667,
		ElevationM: forecast.Some(19), Source: "WMO"}
	b := forecast.Station{ID: "mau", Name: "Mẫu", Lat: 11, Lon: 107, Simulated: true}
	ok(t, s.SaveStations(ctx, []forecast.Station{b, a}))
	a.Name = "Tân Sơn Hòa"
	ok(t, s.SaveStations(ctx, []forecast.Station{a}))
	real := forecast.Observation{Station: "48900", Time: at(-3), Received: at(-2), TempC: forecast.Some(30)}
	late := forecast.Observation{Station: "48900", Time: at(-1), Received: at(1), TempC: forecast.Some(33)}
	other := forecast.Observation{Station: "48900", Time: at(-1), Received: at(-1), Simulated: true}
	must[int](t)(s.SaveObservations(ctx, []forecast.Observation{real, late, other}))
	got := must[[]forecast.Freshness](t)(s.Stations(ctx, noon))
	same(t, "stations", got, []forecast.Freshness{{Station: a, Newest: at(-3)}, {Station: b}})
}

func testRaw(t *testing.T, s *store.Store) {
	raw := forecast.Raw{Source: "synop", Name: "a.txt", Received: at(-1), Data: bytes.Repeat([]byte("AAXX 05061\x00\xff"), 1000)}
	for i, want := range []bool{true, false} {
		if fresh := must[bool](t)(s.SaveRaw(ctx, raw)); fresh != want {
			t.Errorf("save %d: fresh %t, want %t", i+1, fresh, want)
		}
	}
	const hash = "d8a1b6b6" // not of these data
	_, err := s.SaveRaw(ctx, forecast.Raw{Hash: hash, Data: raw.Data})
	var invalid *forecast.Invalid
	if !errors.As(err, &invalid) {
		t.Errorf("wrong hash: got %v, want Invalid", err)
	}
	empty := must[bool](t)(s.SaveRaw(ctx, forecast.Raw{Hash: emptyHash, Source: "csv", Name: "empty"}))
	got := must[forecast.Raw](t)(s.Raw(ctx, emptyHash))
	if !empty || len(got.Data) != 0 || !got.Received.Equal(noon) {
		t.Errorf("empty input: got %+v", got)
	}
	_, err = s.Raw(ctx, hash)
	notFound(t, err)
}

const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

func testMeta(t *testing.T, s *store.Store) {
	same(t, "none", must[string](t)(s.Meta(ctx, "k")), "")
	ok(t, s.SetMeta(ctx, "k", "1"))
	ok(t, s.SetMeta(ctx, "k", "hai"))
	same(t, "last", must[string](t)(s.Meta(ctx, "k")), "hai")
}

func testStarts(t *testing.T, s *store.Store) {
	first := forecast.Start{Zone: "*", Date: day("2016-03-01"), P: forecast.Some(0), By: "a", Reason: "mưa", Given: at(-5)}
	second := forecast.Start{Zone: "*", Date: day("2016-03-01"), H: forecast.Some(7), By: "b", Given: at(-5)}
	later := forecast.Start{Zone: "25747", Date: day("2016-03-02"), P: forecast.Some(1200.5), Given: at(2)}
	for _, v := range []forecast.Start{first, second, later} {
		ok(t, s.SaveStart(ctx, v))
	}
	got := must[[]forecast.Start](t)(s.Starts(ctx, day("2016-03-01"), day("2016-03-05"), noon))
	same(t, "as of noon", got, []forecast.Start{first, second})
	got = must[[]forecast.Start](t)(s.Starts(ctx, day("2016-03-02"), day("2016-03-02"), at(2)))
	same(t, "of one day", got, []forecast.Start{later})
}

func testEditions(t *testing.T, s *store.Store) {
	e := forecast.Edition{ID: "00ff", Title: "Bảng tra", Method: "p", RainResetMM: 5, Status: forecast.Provisional, Basis: "x",
		Decision: "12/QĐ", Issuer: "UBND", Date: day("2016-01-02"), ValidFrom: day("2016-02-01"), ValidTo: day("2017-01-31"),
		Text: "# title: …\n", Added: at(-2)}
	old := forecast.Edition{ID: "zz", Method: "h", Added: at(-3)}
	for _, e := range []forecast.Edition{e, old, {ID: "00ff", Title: "another"}} {
		ok(t, s.AddEdition(ctx, e, forecast.AuditEntry{}))
	}
	same(t, "editions", must[[]forecast.Edition](t)(s.Editions(ctx)), []forecast.Edition{old, e})
}

func testModelDays(t *testing.T, s *store.Store) {
	d := func(date string, issued time.Time, temp float64) forecast.Day {
		return forecast.Day{Place: "25747", Date: day(date), TempC: forecast.Some(temp), RainMM: forecast.Some(0),
			At: at(0), Origin: forecast.Model, Issued: issued, Flags: []forecast.Flag{{Variable: forecast.TempC, Test: "range"}}}
	}
	ok(t, s.SaveModelDays(ctx, at(-9), []forecast.Day{d("2016-03-05", at(-12), 30), d("2016-03-06", at(-12), 31)}))
	ok(t, s.SaveModelDays(ctx, at(-3), []forecast.Day{d("2016-03-06", at(-6), 32)}))
	ok(t, s.SaveModelDays(ctx, at(-2), []forecast.Day{d("2016-03-06", at(-6), 99)})) // the same model run again
	ok(t, s.SaveModelDays(ctx, at(-1), nil))
	simulated := d("2016-03-06", at(-1), 20)
	simulated.Simulated = true
	ok(t, s.SaveModelDays(ctx, at(-1), []forecast.Day{simulated}))

	got := must[[]forecast.Day](t)(s.ModelDays(ctx, day("2016-03-05"), day("2016-03-06"), noon))
	same(t, "newest", got, []forecast.Day{d("2016-03-05", at(-12), 30), d("2016-03-06", at(-6), 32), simulated})
	got = must[[]forecast.Day](t)(s.ModelDays(ctx, day("2016-03-06"), day("2016-03-09"), at(-4)))
	same(t, "as of then", got, []forecast.Day{d("2016-03-06", at(-12), 31)})

	many := make([]string, 2500) // more than are asked for at once
	for i := range many {
		many[i] = fmt.Sprint("p", i)
	}
	for _, test := range []struct {
		name   string
		places []string
		want   []forecast.Day
	}{{"none", nil, nil}, {"elsewhere", many, nil}, {"its own among many", append(many, "25747"), []forecast.Day{d("2016-03-06", at(-6), 32), simulated}}} {
		var there []forecast.Day
		ok(t, s.EachModelDayAt(ctx, day("2016-03-06"), test.places, noon, func(d forecast.Day) { there = append(there, d) }))
		same(t, test.name, there, test.want)
	}
}

func testObservations(t *testing.T, s *store.Store) {
	o := forecast.Observation{
		Station: "48900", WIGOS: "0-20000-0-48900", Time: at(0), TempC: forecast.Some(33.4), DewPointC: forecast.Some(0),
		RHPct: forecast.Some(41), WindMS: forecast.Some(2), WindDirDeg: forecast.Some(250), PressureHPa: forecast.Some(1008.2),
		MSLPressureHPa: forecast.Some(1010), QNH: true, Rain: []forecast.Rain{{MM: 0, Hours: 6}, {MM: 0.05, Hours: 24}},
		Derived: []forecast.Variable{forecast.RHPct}, Estimated: true, Source: "synop", Raw: "48900 …", RawHash: "abc",
		Received: at(0.2), Flags: []forecast.Flag{{Variable: forecast.WindMS, Test: "stuck", Value: forecast.Some(2), Reason: "…"}},
	}
	q := forecast.ObservationQuery{From: at(-1), To: at(1), AsOf: at(2)}
	same(t, "saved", must[int](t)(s.SaveObservations(ctx, []forecast.Observation{o, o})), 1)
	same(t, "there and back", must[[]forecast.Observation](t)(s.Observations(ctx, q)), []forecast.Observation{o})

	again := o
	again.Received, again.RawHash, again.Flags = at(0.5), "def", nil
	same(t, "the same report", must[int](t)(s.SaveObservations(ctx, []forecast.Observation{again})), 0)
	same(t, "the first stays", must[[]forecast.Observation](t)(s.Observations(ctx, q)), []forecast.Observation{o})

	fix := o
	fix.Correction, fix.TempC, fix.Received = "CCA", forecast.Some(34), at(0.1)
	fix.RHPct = forecast.Float{}
	same(t, "a correction", must[int](t)(s.SaveObservations(ctx, []forecast.Observation{fix})), 1)
	got := must[[]forecast.Observation](t)(s.Observations(ctx, q))
	if len(got) != 1 || got[0].TempC.V != 34 || got[0].Correction != "CCA" {
		t.Errorf("corrected: got %+v", got)
	}
	gone := forecast.Observation{Station: "48900", Time: at(0), Received: at(0.6), Correction: "CCB", Void: []forecast.Variable{forecast.TempC, forecast.RainMM}}
	same(t, "a value taken away", must[int](t)(s.SaveObservations(ctx, []forecast.Observation{gone, gone})), 1)
	got = must[[]forecast.Observation](t)(s.Observations(ctx, q))
	if len(got) != 1 || got[0].TempC.OK || got[0].Rain != nil || !got[0].WindMS.OK || len(got[0].Void) != 2 {
		t.Errorf("taken away: got %+v", got)
	}
	q.AsOf = at(0.5)
	if got = must[[]forecast.Observation](t)(s.Observations(ctx, q)); got[0].TempC.V != 34 {
		t.Errorf("before it was taken away: got %+v", got)
	}
	same(t, "none", must[int](t)(s.SaveObservations(ctx, nil)), 0)
}

func testObservationsAsOf(t *testing.T, s *store.Store) {
	o := func(station string, hour, received float64, simulated bool) forecast.Observation {
		return forecast.Observation{Station: station, Time: at(hour), Received: at(received), TempC: forecast.Some(hour), Simulated: simulated, Source: "csv"}
	}
	a, b, late, sim := o("a", -2, -1, false), o("b", -3, -1, false), o("a", -1, 1, false), o("a", -2, -1, true)
	unstamped := forecast.Observation{Station: "c", Time: at(-2), TempC: forecast.Some(1), Source: "csv"}
	must[int](t)(s.SaveObservations(ctx, []forecast.Observation{late, b, sim, a, unstamped}))
	unstamped.Received = noon
	for name, test := range map[string]struct {
		q    forecast.ObservationQuery
		want []forecast.Observation
	}{
		"all":       {forecast.ObservationQuery{AsOf: at(2)}, []forecast.Observation{a, late, b, unstamped}},
		"as of":     {forecast.ObservationQuery{AsOf: at(-0.5)}, []forecast.Observation{a, b}},
		"stations":  {forecast.ObservationQuery{AsOf: at(2), Stations: []string{"b", "x"}}, []forecast.Observation{b}},
		"simulated": {forecast.ObservationQuery{AsOf: at(2), Simulated: true}, []forecast.Observation{sim}},
	} {
		test.q.From, test.q.To = at(-3), at(0)
		same(t, name, must[[]forecast.Observation](t)(s.Observations(ctx, test.q)), test.want)
	}
}

func testStrangeObservations(t *testing.T, s *store.Store) {
	good := forecast.Observation{Station: "a", Time: at(0), Received: at(0), TempC: forecast.Some(1), Source: "csv",
		Raw: "NUL \x00, broken \xff, Việt \U0001f525"}
	saved, err := s.SaveObservations(ctx, []forecast.Observation{
		{Time: at(0)}, good, {Station: "b"},
		{Station: "c", Time: at(0), TempC: forecast.Some(math.NaN())},
		{Station: "d", Time: at(0), Rain: []forecast.Rain{{MM: math.Inf(1), Hours: 6}}},
	})
	var invalid *forecast.Invalid
	if saved != 1 || !errors.As(err, &invalid) {
		t.Errorf("saved %d, %v; want 1 and Invalid", saved, err)
	}
	good.Raw = "NUL \ufffd, broken \ufffd, Việt \U0001f525"
	got := must[[]forecast.Observation](t)(s.Observations(ctx, forecast.ObservationQuery{From: at(0), To: at(0), AsOf: at(0)}))
	same(t, "the good one", got, []forecast.Observation{good})
}

func testEmpty(t *testing.T, s *store.Store) {
	check := func(what string, empty, real bool) {
		t.Helper()
		if got := must[bool](t)(s.Empty(ctx)); got != empty {
			t.Errorf("%s: empty %t", what, got)
		}
		if got := must[bool](t)(s.HasReal(ctx, noon)); got != real {
			t.Errorf("%s: real %t", what, got)
		}
	}
	ok(t, s.SaveStations(ctx, []forecast.Station{{ID: "a"}}))
	check("only stations", true, false)
	must[int](t)(s.SaveObservations(ctx, []forecast.Observation{{Station: "a", Time: at(0), Received: at(0), Simulated: true}}))
	check("simulated", false, false)
	ok(t, s.SaveModelDays(ctx, at(1), []forecast.Day{{Place: "z", Date: day("2016-03-05"), Issued: at(0)}}))
	check("not yet received", false, false)
	must[int](t)(s.SaveObservations(ctx, []forecast.Observation{{Station: "a", Time: at(0), Received: at(0)}}))
	check("real", false, true)
}
