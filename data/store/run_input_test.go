package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// testEnsembleThereAndBack: an ensemble is kept behind the input and comes back to
// the last bit; the input is read without it, and a run without one has none.
func testEnsembleThereAndBack(t *testing.T, s *store.Store) {
	run := makeRun(today, noon, 2, 1, 3)
	run.Ensemble = makeEnsemble(40, 3)
	ok(t, s.SaveRun(ctx, run))
	same(t, "input", string(must[json.RawMessage](t)(s.RunInput(ctx, run.ID))), string(run.Input))
	same(t, "ensemble", written(t, must[*forecast.Ensemble](t)(s.RunEnsemble(ctx, run.ID))), written(t, run.Ensemble))

	plain := makeRun(today, noon.Add(time.Second), 2, 1, 3)
	ok(t, s.SaveRun(ctx, plain))
	if e := must[*forecast.Ensemble](t)(s.RunEnsemble(ctx, plain.ID)); e != nil {
		t.Errorf("a run without an ensemble has %+v", e)
	}
	_, err := s.RunEnsemble(ctx, "none")
	notFound(t, err)
}

func makeEnsemble(places, days int) *forecast.Ensemble {
	e := &forecast.Ensemble{Issued: noon, From: today, Days: days}
	for z := range places {
		e.Places = append(e.Places, fmt.Sprintf("%05d", 25700+z))
	}
	for n := range 5 {
		m := e.Member(fmt.Sprintf("%02d", n))
		for i := range places * days {
			v := forecast.NoonValues{TempC: forecast.Some(30 + float64(n*i)/7), RainMM: forecast.Float{V: float64(i % 13), OK: i%5 > 0}}
			e.Set(m, i/days, today.AddDays(i%days), v)
		}
	}
	return e
}

func written(t *testing.T, e *forecast.Ensemble) string {
	t.Helper()
	var text bytes.Buffer
	if _, err := e.WriteTo(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
