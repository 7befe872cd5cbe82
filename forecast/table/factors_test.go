package table_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

const factorHead = "# title: Ba yếu tố\n# method: factors\n# status: provisional\n# basis: thử\n# rain_reset_mm: 5\n"

// three is a table of humidity and dry days, with a row of its own where both
// are bad.
const three = factorHead + `forest_group,months,rh13_pct_over,rh13_pct_to,h_over,h_to,level
all,1-12,60,,,10,1
all,1-12,60,,10,,2
all,1-12,40,60,,10,2
all,1-12,40,60,10,,3
all,1-12,,40,,10,4
all,1-12,,40,10,,5
`

func TestSeveralKeys(t *testing.T) {
	tab := parse(t, three)
	if got := strings.Join(tab.Keys(), " "); got != "rh13_pct h" {
		t.Fatalf("keys %q", got)
	}
	for _, c := range []struct {
		rh, h float64
		want  forecast.Level
		row   int
	}{{61, 10, forecast.I, 1}, {60, 10, forecast.II, 3}, {60, 10.1, forecast.III, 4}, {40, 0, forecast.IV, 5}, {0, 400, forecast.V, 6}, {100, 11, forecast.II, 2}} {
		hit, ok := tab.Lookup(table.Query{Group: "pine", Month: 2, X: c.rh, Others: []float64{c.h}})
		if !ok || hit.Level != c.want || hit.Row != c.row {
			t.Errorf("humidity %v %%, %v dry days: got %+v, %v", c.rh, c.h, hit, ok)
		}
	}
	for name, others := range map[string][]float64{"too few": nil, "too many": {1, 2}, "not a number": {math.NaN()}} {
		if hit, ok := tab.Lookup(table.Query{Group: "all", Month: 2, X: 50, Others: others}); ok {
			t.Errorf("%s keys gave %+v", name, hit)
		}
	}
	again := parse(t, string(tab.CSV()))
	if again.ID() != tab.ID() {
		t.Errorf("the canonical text is another edition:\n%s", tab.CSV())
	}
	if bands, _ := tab.Bands("all", 1), 0; bands != nil {
		t.Errorf("bands of two keys: %v", bands)
	}
}

func TestFaultsOfSeveralKeys(t *testing.T) {
	body := strings.TrimPrefix(three, factorHead)
	for name, c := range map[string]struct{ text, want string }{
		"a hole":           {factorHead + strings.Replace(body, "all,1-12,40,60,10,,3\n", "", 1), "gap, no row covers 40 < rh13_pct ≤ 60, 10 < h"},
		"an overlap":       {factorHead + strings.Replace(body, "all,1-12,60,,10,,2", "all,1-12,60,,9,,2", 1), "overlaps line 7 at 60 < rh13_pct, 9 < h ≤ 10"},
		"danger falls":     {factorHead + strings.Replace(body, ",,40,10,,5", ",,40,10,,3", 1), "levels never fall"},
		"danger rises wet": {factorHead + strings.Replace(body, "60,,10,,2", "60,,10,,4", 1), "danger rises as rh13_pct falls"},
		"no factor":        {factorHead + "forest_group,months,level\nall,1-12,3\n", "no factor has range columns"},
		"half a pair":      {factorHead + "forest_group,months,h_over,level\nall,1-12,,3\n", "h_to: the column is missing"},
		"no reset":         {strings.Replace(three, "# rain_reset_mm: 5\n", "", 1), "rain_reset_mm"},
		"unknown":          {factorHead + "forest_group,months,h_over,h_to,slope_over,level\nall,1-12,,,,3\n", "unknown column"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := table.Parse("t.csv", []byte(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v; want %q", err, c.want)
			}
		})
	}
}

// Angström falls as danger rises: the next class lies below.
func TestFallingIndex(t *testing.T) {
	text := "# title: Angström\n# method: angstrom\n# status: provisional\n# basis: thử\nforest_group,months,angstrom_over,angstrom_to,level\n" +
		"all,1-12,4,,1\nall,1-12,3,4,2\nall,1-12,2.5,3,3\nall,1-12,2,2.5,4\nall,1-12,,2,5\n"
	tab := parse(t, text)
	for x, want := range map[float64]forecast.Level{5: forecast.I, 4: forecast.II, 2.5: forecast.IV, 2: forecast.V, -3: forecast.V} {
		if hit, ok := tab.Lookup(table.Query{Group: "all", Month: 3, X: x}); !ok || hit.Level != want {
			t.Errorf("%v: got %+v, %v; want %v", x, hit, ok, want)
		}
	}
	if next, ok := tab.Next(table.Query{Group: "all", Month: 3, X: 3.5}); !ok || next != (table.Next{Level: forecast.III, Limit: 3, Lacks: 0.5}) {
		t.Errorf("above 3.5: %+v, %v", next, ok)
	}
	if next, ok := tab.Next(table.Query{Group: "all", Month: 3, X: 1}); ok {
		t.Errorf("above the highest class: %+v", next)
	}
	if _, err := table.Parse("t.csv", []byte(strings.Replace(text, ",4,,1", ",4,,3", 1))); err == nil || !strings.Contains(err.Error(), "danger rises as angstrom falls") {
		t.Errorf("a ladder that rises the wrong way: %v", err)
	}
}

// Whatever the weather, a table that was accepted gives it one level, and a drier
// air or a longer drought never a lower one.
func TestAcceptedFactorsAreWhole(t *testing.T) {
	tab := parse(t, three)
	at := func(t *rapid.T, rh, h float64) forecast.Level {
		hit, ok := tab.Lookup(table.Query{Group: "all", Month: 7, X: rh, Others: []float64{h}})
		if !ok {
			t.Fatalf("humidity %v, %v days: no level", rh, h)
		}
		return hit.Level
	}
	rapid.Check(t, func(t *rapid.T) {
		rh, h := rapid.Float64Range(0, 100).Draw(t, "rh"), rapid.Float64Range(0, 200).Draw(t, "h")
		here := at(t, rh, h)
		if drier := at(t, rapid.Float64Range(0, rh).Draw(t, "drier"), h); drier < here {
			t.Fatalf("drier air falls from %v to %v", here, drier)
		}
		if longer := at(t, rh, rapid.Float64Range(h, 300).Draw(t, "longer")); longer < here {
			t.Fatalf("a longer drought falls from %v to %v", here, longer)
		}
	})
}
