package source_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

func TestReadJSON(t *testing.T) {
	one := `{"station":"a","time":"2026-03-02T13:00:00+07:00","temp_c":33,"dewpoint_c":22}`
	for name, c := range map[string]struct {
		text   string
		good   int
		reason string // of the one bad row
	}{
		"one":              {text: one, good: 1},
		"a list":           {text: "[" + one + "," + one + "]", good: 2},
		"an envelope":      {text: `{"observations":[` + one + `]}`, good: 1},
		"one a line":       {text: one + "\n" + one + "\n", good: 2},
		"byte order mark":  {text: "\ufeff" + one, good: 1},
		"no station":       {text: `[` + one + `,{"time":"2026-03-02T13:00:00Z","temp_c":3}]`, good: 1, reason: "names no station"},
		"no zone of time":  {text: `{"station":"a","time":"2026-03-02 13:00"}`, reason: "RFC 3339"},
		"text for number":  {text: `{"station":"a","time":"2026-03-02T13:00:00Z","temp_c":"33"}`, reason: "numbers as numbers"},
		"unknown field":    {text: `{"station":"a","time":"2026-03-02T13:00:00Z","temprature":33}`, reason: "temprature"},
		"rain, no period":  {text: `{"station":"a","time":"2026-03-02T13:00:00Z","rain_mm":3}`, reason: "rain_hours"},
		"rain of 0 hours":  {text: `{"station":"a","time":"2026-03-02T13:00:00Z","rain":[{"mm":1,"hours":0}]}`, reason: "not a period"},
		"not an object":    {text: `[3]`, reason: "canhlua decode"},
		"issued":           {text: `{"station":"a","time":"2026-03-02T13:00:00Z","issued":"2026-03-02T00:00:00Z"}`, reason: "issued"},
		"missing is null":  {text: `{"station":"a","time":"2026-03-02T13:00:00Z","temp_c":null}`, good: 1},
		"taken away":       {text: `{"station":"a","time":"2026-03-02T13:00:00Z","temp_c":33,"correction":"CCA","void":["rh_pct","rain"]}`, good: 1},
		"void and given":   {text: `{"station":"a","time":"2026-03-02T13:00:00Z","temp_c":33,"correction":"CCA","void":["temp_c"]}`, reason: "gives a value"},
		"void of nothing":  {text: `{"station":"a","time":"2026-03-02T13:00:00Z","void":["temp_c"]}`, reason: "by a correction alone"},
		"no variable":      {text: `{"station":"a","time":"2026-03-02T13:00:00Z","correction":"CCA","void":["clouds"]}`, reason: "no variable"},
		"an empty list":    {text: `[]`},
		"decode's own row": {text: `{"station":"15015","wigos":"0-20000-0-15015","time":"2022-03-21T12:00:00Z","temp_c":10.3,"dewpoint_c":-9,"rh_pct":24.7,"rain":[{"mm":0,"hours":6}],"derived":["rh_pct"],"source":"synop","raw":"15015 …"}`, good: 1},
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := source.ReadJSON("f.json", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			good := 0
			for i, r := range rows {
				if r.Number != i+1 {
					t.Errorf("row %d says it is %d", i+1, r.Number)
				}
				var invalid *forecast.Invalid
				switch {
				case r.Err == nil:
					good++
					if r.Observation.Source != "json" || !r.Observation.Issued.IsZero() || r.Observation.Simulated {
						t.Errorf("%+v", r.Observation)
					}
				case !errors.As(r.Err, &invalid) || invalid.Line != i+1 || invalid.Remedy == "" || !strings.Contains(r.Err.Error(), c.reason) || c.reason == "":
					t.Errorf("row %d: %v", i+1, r.Err)
				}
			}
			if good != c.good || len(rows)-good != btoi(c.reason != "") {
				t.Errorf("%d good of %d", good, len(rows))
			}
		})
	}
	rows, err := source.ReadJSON("f.json", []byte(one+"\n{broken"))
	if err == nil || !strings.Contains(err.Error(), "f.json:2") || len(rows) != 1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestJSONHumidityIsDerived(t *testing.T) {
	rows, err := source.ReadJSON("f", []byte(`{"station":"a","time":"2026-03-02T13:00:00Z","temp_c":33,"rh_pct":52.6}`))
	if err != nil || rows[0].Observation.DewPointC != forecast.Some(22) || len(rows[0].Observation.Derived) != 1 {
		t.Errorf("%+v, %v", rows, err)
	}
}

func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`{"observations":[{"station":"a","time":"2026-03-02T13:00:00Z","temp_c":33,"rain_mm":1,"rain_hours":3}]}`))
	f.Add([]byte(`[{"station":"a"},3,null]`))
	f.Add([]byte("{}\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, _ := source.ReadJSON("f", data)
		for _, r := range rows {
			if r.Err == nil && (r.Observation.Station == "" || r.Observation.Time.IsZero()) {
				t.Errorf("%+v", r)
			}
		}
	})
}
