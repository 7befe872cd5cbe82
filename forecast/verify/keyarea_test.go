package verify

import (
	"context"
	"math"
	"testing"

	"github.com/canhlua/canhlua/forecast"
)

type toldList []forecast.Told

func (l toldList) Told(_ context.Context, _ forecast.ToldQuery, each func(forecast.Told) error) error {
	for _, t := range l {
		if err := each(t); err != nil {
			return err
		}
	}
	return nil
}

func TestKeyFactsCountOnlyWhatIsKnown(t *testing.T) {
	parse := func(text string) forecast.Date {
		d, err := forecast.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	told := toldList{{Zone: "a", Level: forecast.IV}, {Zone: "a", Level: forecast.V}, {Zone: "a", Level: forecast.I}, {Zone: "a", Level: forecast.Unknown}, {Zone: "b", Level: forecast.Unknown}}
	zones := []forecast.Zone{{ID: "a"}, {ID: "b"}}
	q := forecast.ToldQuery{From: parse("2024-01-01"), To: parse("2025-12-31")}
	facts := func(fires ...Fire) map[string]forecast.KeyFacts {
		got, err := KeyFacts(t.Context(), told, q, fires, zones)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if a := facts()["a"]; a.KnownDays != 3 || a.DangerousDays != 2 || a.FiresPerYear.OK {
		t.Errorf("without fires kept: %+v", a)
	}
	if b := facts()["b"]; b.KnownDays != 0 {
		t.Errorf("unknown days count: %+v", b)
	}
	if a := facts(Fire{"a", parse("2025-06-01")})["a"]; a.FiresPerYear.OK {
		t.Errorf("half a year of fires: %+v", a)
	}
	two := facts(Fire{"a", parse("2024-01-01")}, Fire{"a", parse("2025-06-01")})
	if a, b := two["a"].FiresPerYear, two["b"].FiresPerYear; math.Abs(a.V-1) > 0.01 || !b.OK || b.V != 0 {
		t.Errorf("two years of fires: %v %v", a, b)
	}
}
