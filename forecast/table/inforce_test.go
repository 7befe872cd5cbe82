package table_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

func edition(t *testing.T, title, from, to, status string) table.Table {
	text := strings.NewReplacer("generic classes", title, "provisional", status).Replace(generic)
	if from != "" {
		text = "# valid_from: " + from + "\n" + text
	}
	if to != "" {
		text = "# valid_to: " + to + "\n" + text
	}
	return parse(t, text)
}

func TestInForce(t *testing.T) {
	shipped := edition(t, "shipped", "", "", "provisional")
	season := edition(t, "season", "2024-12-01", "2025-04-30", "in_force")
	later := edition(t, "later", "2025-04-30", "", "in_force")
	off := edition(t, "off", "", "", "off")
	all := []table.Table{off, shipped, season, shipped}
	for _, c := range []struct {
		name   string
		tables []table.Table
		day    string
		want   string // title, or part of the error
	}{
		{"before: the undated one", all, "2024-11-30", "shipped"},
		{"first day", all, "2024-12-01", "season"},
		{"last day", all, "2025-04-30", "season"},
		{"after", all, "2025-05-01", "shipped"},
		{"two dated", append(all, later), "2025-04-30", `"season"`},
		{"two dated, the other", append(all, later), "2025-04-30", `"later"`},
		{"open end", append(all, later), "2030-01-01", "later"},
		{"off never", []table.Table{off}, "2025-01-01", "lookup table for 2025-01-01: there is none"},
		{"none", nil, "2025-01-01", "there is none"},
		{"two undated", []table.Table{shipped, edition(t, "mine", "", "", "in_force")}, "2025-01-01", "set one to off"},
	} {
		t.Run(c.name, func(t *testing.T) {
			day, err := forecast.ParseDate(c.day)
			if err != nil {
				t.Fatal(err)
			}
			got, err := table.InForce(c.tables, day)
			if title := got.Edition().Title; title != c.want && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %q, %v; want %q", title, err, c.want)
			}
			var none *forecast.NotFound
			if len(c.tables) < 2 && !errors.As(err, &none) {
				t.Errorf("got %v; want NotFound", err)
			}
		})
	}
	if err := table.Conflicts(all); err != nil {
		t.Error(err)
	}
	if err := table.Conflicts(append(all, later)); err == nil || !strings.Contains(err.Error(), "on 2025-04-30") {
		t.Errorf("got %v", err)
	}
}

func TestDiff(t *testing.T) {
	a := parse(t, generic)
	b := parse(t, strings.NewReplacer("generic classes", "own", "5000,10000,4", "5000,10000,5",
		"1-12,10000,,5", "1-12,10000,20000,5\nall,1-12,20000,,5").Replace(generic))
	want := []string{
		`title: "generic classes" → "own"`,
		"all, months 1-12, 5000 < p ≤ 10000: IV → V",
		"− all, months 1-12, 10000 < p: V",
		"+ all, months 1-12, 10000 < p ≤ 20000: V",
		"+ all, months 1-12, 20000 < p: V",
	}
	var got []string
	for _, c := range table.Diff(a, b) {
		got = append(got, c.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if same := table.Diff(a, a); same != nil {
		t.Error(same)
	}
}
