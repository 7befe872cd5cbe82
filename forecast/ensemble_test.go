package forecast_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

var ensembleDay = forecast.Date{Year: 2026, Month: time.March, Day: 2}

func ensembleOf(values ...forecast.NoonValues) *forecast.Ensemble {
	e := &forecast.Ensemble{Issued: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), From: ensembleDay, Days: 2, Places: []string{"a", "b"}}
	e.Member("01")
	for i, v := range values {
		e.Set(e.Member("00"), i/2, ensembleDay.AddDays(i%2), v)
	}
	return e
}

// TestEnsembleThereAndBack: what is written is a line for the head and one for each
// member, by name, and comes back to the last bit.
func TestEnsembleThereAndBack(t *testing.T) {
	some := forecast.Some
	e := ensembleOf(
		forecast.NoonValues{TempC: some(33.1), DewPointC: some(0.1 + 0.2), RainMM: some(0), WindKmh: some(12.6)},
		forecast.NoonValues{TempC: some(-0.5), RainMM: some(math.Copysign(0, -1)), WindKmh: some(5e-324)},
		forecast.NoonValues{},
		forecast.NoonValues{TempC: some(math.MaxFloat64), DewPointC: some(1e21), RainMM: some(math.NaN()), WindKmh: some(math.Inf(1))})
	var text bytes.Buffer
	if n, err := e.WriteTo(&text); err != nil || n != int64(text.Len()) {
		t.Fatal(n, err)
	}
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	if len(lines) != 3 || !strings.Contains(lines[1], `"00","temp13_c":[33.1,-0.5,null,`) || strings.Count(lines[2], "null") != 16 {
		t.Errorf("%s", text.String())
	}
	back, err := forecast.ReadEnsemble(json.NewDecoder(bytes.NewReader(text.Bytes())))
	if err != nil || len(back.Members) != 2 {
		t.Fatal(back, err)
	}
	var again bytes.Buffer
	if _, err := back.WriteTo(&again); err != nil || again.String() != text.String() {
		t.Errorf("%v\n%s\n%s", err, again.String(), text.String())
	}
	for place := range 2 {
		for day := range 2 {
			if got, want := back.At(back.Member("00"), place, day), e.At(e.Member("00"), place, day); got != want || math.Signbit(got.RainMM.V) != math.Signbit(want.RainMM.V) {
				t.Errorf("place %d, day %d: %v, want %v", place, day, got, want)
			}
		}
	}
	if last := e.At(e.Member("00"), 1, 1); !last.TempC.OK || last.RainMM.OK || last.WindKmh.OK {
		t.Errorf("what is no number is missing: %v", last)
	}
	if e.Set(e.Member("00"), 1, ensembleDay.AddDays(2), forecast.NoonValues{TempC: some(1)}); e.At(e.Member("00"), 1, 2) != (forecast.NoonValues{}) {
		t.Error("a day behind the last")
	}
}

// TestEnsembleBroken: an ensemble that cannot be is refused, none is none.
func TestEnsembleBroken(t *testing.T) {
	head := `{"issued":"2026-03-02T00:00:00Z","from":"2026-03-02","days":2,"places":["a"]}` + "\n"
	full := `"dewpoint13_c":[1,2],"rain24_mm":[0,null],"wind13_kmh":[1,1]}`
	for name, c := range map[string]struct{ text, says string }{
		"cut off":      {head + `{"name":"00","temp13_c":[1,`, "member 1"},
		"too short":    {head + `{"name":"00","temp13_c":[1],` + full, "1 values of temp13_c, want 2"},
		"no list":      {head + `{"name":"00","temp13_c":"12",` + full, "not a list"},
		"no number":    {head + `{"name":"00","temp13_c":[true,1],` + full, "true"},
		"a list in it": {head + `{"name":"00","temp13_c":[[1,2]],` + full, "[1"},
		"too large":    {head + `{"name":"00","temp13_c":[1e999,1],` + full, "range"},
		"no days":      {`{"days":-1,"from":"2026-03-02"}`, "cannot be"},
		"too many":     {`{"days":9223372036854775807,"from":"2026-03-02","places":["a","b"]}`, "cannot be"},
		"no head":      {`[]`, "ensemble"},
	} {
		if e, err := forecast.ReadEnsemble(json.NewDecoder(strings.NewReader(c.text))); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
	}
	if e, err := forecast.ReadEnsemble(json.NewDecoder(strings.NewReader(" \n"))); e != nil || err != nil {
		t.Error(e, err)
	}
}

// FuzzReadEnsemble: whatever is read is written and read again as the same.
func FuzzReadEnsemble(f *testing.F) {
	var text bytes.Buffer
	if _, err := ensembleOf(forecast.NoonValues{TempC: forecast.Some(33.1)}).WriteTo(&text); err != nil {
		f.Fatal(err)
	}
	f.Add(text.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := forecast.ReadEnsemble(json.NewDecoder(bytes.NewReader(data)))
		if err != nil || e == nil {
			return
		}
		var once, twice bytes.Buffer
		if _, err := e.WriteTo(&once); err != nil {
			t.Skip(err) // a date beyond the year 9999
		}
		back, err := forecast.ReadEnsemble(json.NewDecoder(bytes.NewReader(once.Bytes())))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := back.WriteTo(&twice); err != nil || twice.String() != once.String() {
			t.Errorf("%v\n%s\n%s", err, once.String(), twice.String())
		}
	})
}
