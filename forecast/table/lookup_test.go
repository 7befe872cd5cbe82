package table_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

func TestGenericClasses(t *testing.T) {
	tab := parse(t, generic)
	for _, c := range []struct {
		p    float64
		want forecast.Level
		row  int
	}{
		{0, forecast.I, 1}, {715.3, forecast.I, 1}, {1000, forecast.I, 1}, {1000.5, forecast.II, 2}, {1657.7, forecast.II, 2},
		{2500, forecast.II, 2}, {2687.8, forecast.III, 3}, {3682.3, forecast.III, 3}, {4379.2, forecast.III, 3}, {5000, forecast.III, 3},
		{5501.7, forecast.IV, 4}, {10000, forecast.IV, 4}, {10384.8, forecast.V, 5}, {12949.2, forecast.V, 5}, {math.Inf(1), forecast.V, 5},
	} {
		hit, ok := tab.Lookup(table.Query{Group: "pine", Month: 3, X: c.p})
		if !ok || hit.Level != c.want || hit.Row != c.row {
			t.Errorf("P %v: got %+v, %v; want %v", c.p, hit, ok, c.want)
		}
	}
	for _, q := range []table.Query{{Group: "all", X: 5}, {Group: "all", Month: 13, X: 5}, {Group: "all", Month: 1, X: math.NaN()}, {Group: "all", Month: 1, X: 5, Others: []float64{1}}} {
		if hit, ok := tab.Lookup(q); ok || hit.Level != forecast.Unknown {
			t.Errorf("%+v: got %+v; want no level", q, hit)
		}
	}
	if hit, ok := (&table.Table{}).Lookup(table.Query{Group: "all", Month: 1}); ok {
		t.Errorf("the zero table gave %+v", hit)
	}
}

func TestGroupBeforeAll(t *testing.T) {
	tab := parse(t, generic+"pine,11-4,,500,2\npine,11-4,500,,5\n")
	for _, c := range []struct {
		group string
		month int
		want  forecast.Level
		row   int
	}{{"pine", 12, forecast.V, 7}, {"pine", 4, forecast.V, 7}, {"pine", 5, forecast.I, 1}, {"acacia", 12, forecast.I, 1}} {
		if hit, ok := tab.Lookup(table.Query{Group: c.group, Month: c.month, X: 800}); !ok || hit.Level != c.want || hit.Row != c.row {
			t.Errorf("%s in month %d: got %+v, %v", c.group, c.month, hit, ok)
		}
	}
	only := parse(t, head+"forest_group,months,p_over,p_to,level\npine,1-12,,,3\n")
	if hit, ok := only.Lookup(table.Query{Group: "acacia", Month: 1, X: 1}); ok {
		t.Errorf("a group without rows got %+v", hit)
	}
}

func TestNextAndBands(t *testing.T) {
	tab := parse(t, head+"forest_group,months,p_over,p_to,level\nall,1-12,,100,1\nall,1-12,100,200,1\nall,1-12,200,300,3\nall,1-12,300,,4\n")
	for x, want := range map[float64]table.Next{50: {forecast.III, 200, 150}, 100: {forecast.III, 200, 100}, 200: {forecast.III, 200, 0}, 201: {forecast.IV, 300, 99}, 300: {forecast.IV, 300, 0}} {
		if got, ok := tab.Next(table.Query{Group: "all", Month: 1, X: x}); !ok || got != want {
			t.Errorf("%v: got %+v, %v; want %+v", x, got, ok, want)
		}
	}
	if got, ok := tab.Next(table.Query{Group: "all", Month: 1, X: 301}); ok {
		t.Errorf("above the highest class: %+v", got)
	}
	want := []table.Band{{forecast.I, table.Range{To: forecast.Some(200)}},
		{forecast.III, table.Range{Over: forecast.Some(200), To: forecast.Some(300)}}, {forecast.IV, table.Range{Over: forecast.Some(300)}}}
	if diff := cmp.Diff(want, tab.Bands("pine", 7)); diff != "" {
		t.Error(diff)
	}
}

// drawTable makes a sound table: any groups, months cut anywhere, limits anywhere.
func drawTable(t *rapid.T) string {
	var out strings.Builder
	out.WriteString(head + "forest_group,months,p_over,p_to,level\n")
	for _, group := range []string{"all", "pine"} {
		cut := rapid.IntRange(1, 11).Draw(t, "cut")
		for _, months := range []string{fmt.Sprintf("1-%d", cut), fmt.Sprintf("%d-12", cut+1)} {
			limits := rapid.SliceOfNDistinct(rapid.IntRange(-1e9, 1e9), 0, 6, rapid.ID[int]).Draw(t, "limits")
			slices.Sort(limits)
			level, over := 1, ""
			for i := 0; i <= len(limits); i++ {
				level = rapid.IntRange(level, 5).Draw(t, "level")
				to := ""
				if i < len(limits) {
					to = fmt.Sprintf("%.6f", float64(limits[i])/1000)
				}
				fmt.Fprintf(&out, "%s,%s,%s,%s,%d\n", group, months, over, to, level)
				over = to
			}
		}
	}
	return out.String()
}

// Every border of every table, from both sides: the limit belongs to the lower row.
func TestBothSidesOfEveryBorder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, err := table.Parse("t.csv", []byte(drawTable(t)))
		if err != nil {
			t.Fatal(err)
		}
		at := func(r table.Row, m int, x float64) int {
			hit, ok := tab.Lookup(table.Query{Group: r.Group, Month: m, X: x})
			if !ok {
				t.Fatalf("%v has no level", x)
			}
			return hit.Row
		}
		for i, r := range tab.Rows() {
			for m := 1; m <= 12; m++ {
				if !r.Months.Has(m) {
					continue
				}
				if over := r.Ranges[0].Over; over.OK && (at(r, m, over.V) == i+1 || at(r, m, math.Nextafter(over.V, math.Inf(1))) != i+1) {
					t.Fatalf("lower border of row %d: %+v", i+1, r)
				}
				if to := r.Ranges[0].To; to.OK && (at(r, m, to.V) != i+1 || at(r, m, math.Nextafter(to.V, math.Inf(1))) == i+1) {
					t.Fatalf("upper border of row %d: %+v", i+1, r)
				}
			}
		}
		again, err := table.Parse("t.csv", tab.CSV())
		if err != nil || again.ID() != tab.ID() {
			t.Fatalf("the canonical text is another edition: %v\n%s", err, tab.CSV())
		}
	})
}

func TestLevelsNeverFallAndNextIsAbove(t *testing.T) {
	tab := parse(t, generic)
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-10, 20000).Draw(t, "x")
		y := rapid.Float64Range(x, 20001).Draw(t, "y")
		low, _ := tab.Lookup(table.Query{Group: "all", Month: 3, X: x})
		high, _ := tab.Lookup(table.Query{Group: "all", Month: 3, X: y})
		if high.Level < low.Level {
			t.Fatalf("%v gives %v, %v gives %v", x, low.Level, y, high.Level)
		}
		if next, ok := tab.Next(table.Query{Group: "all", Month: 3, X: x}); ok && (next.Limit < x || next.Lacks != next.Limit-x || next.Level <= low.Level) {
			t.Fatalf("%v in %v: next %+v", x, low.Level, next)
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	tab := parse(b, generic)
	q := table.Query{Group: "acacia", Month: 3}
	for i := 0; b.Loop(); i++ {
		q.X = float64(i & 16383)
		if _, ok := tab.Lookup(q); !ok {
			b.Fatal("no level")
		}
	}
}
