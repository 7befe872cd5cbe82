package source_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// Humidity and dew point say the same: who takes one of them away and gives no other
// takes both away, and none is reckoned back from the other.
func TestVoidHumidity(t *testing.T) {
	for text, want := range map[string][]forecast.Variable{
		`"void":["rh_pct"]`:                     {forecast.RHPct, forecast.DewPointC},
		`"void":["dewpoint_c"]`:                 {forecast.DewPointC, forecast.RHPct},
		`"void":["rh_pct"],"dewpoint_c":20`:     {forecast.RHPct},
		`"void":["temp_c"],"rh_pct":40`:         {forecast.TempC},
		`"void":["rh_pct","dewpoint_c","rain"]`: {forecast.RHPct, forecast.DewPointC, forecast.RainMM},
		`"void":["dewpoint_c"],"rh_pct":40`:     {forecast.DewPointC},
	} {
		temp := `"temp_c":33,`
		if want[0] == forecast.TempC {
			temp = ""
		}
		rows, err := source.ReadJSON("f", []byte(`{"station":"a","time":"2026-03-02T13:00:00Z","correction":"CCA",`+temp+text+`}`))
		if err != nil || len(rows) != 1 || rows[0].Err != nil {
			t.Errorf("%s: %v %+v", text, err, rows)
			continue
		}
		if o := rows[0].Observation; !cmp.Equal(o.Void, want) || len(o.Derived) > 0 {
			t.Errorf("%s: %v, derived %v", text, o.Void, o.Derived)
		}
	}
}
