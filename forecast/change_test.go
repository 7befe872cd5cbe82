package forecast_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/canhlua/canhlua/forecast"
)

// TestSpreadOf: a tenth, half and nine tenths of the members are reached on
// their days, a share never falls when members end early, and nothing is said
// under an override or without members.
func TestSpreadOf(t *testing.T) {
	first := forecast.Date{Year: 2026, Month: 3, Day: 1}
	days := func(changed ...int) []forecast.ZoneDay {
		all := []forecast.ZoneDay{{Date: first, Level: forecast.III}}
		for i, n := range changed {
			all = append(all, forecast.ZoneDay{Date: first.AddDays(i + 1), Outlook: &forecast.Outlook{Members: 10, Changed: forecast.Some(float64(n))}})
		}
		return all
	}
	at := func(n int) *forecast.Date { d := first.AddDays(n); return &d }
	long := days(0, 2, 5, 9)
	short := days(4, 4)
	short[2].Outlook = &forecast.Outlook{Members: 4, Changed: forecast.Some(1)}
	overridden := days(5)
	overridden[0].Override = &forecast.Override{}
	old := days(5)
	old[1].Outlook.Changed = forecast.Float{}
	for _, c := range []struct {
		name string
		days []forecast.ZoneDay
		want *forecast.ChangeSpread
	}{
		{"all are reached", long, &forecast.ChangeSpread{Chance: forecast.Some(0.9), Last: first.AddDays(4), Early: at(2), Median: at(3), Late: at(4)}},
		{"members that end early take nothing back", short, &forecast.ChangeSpread{Chance: forecast.Some(0.4), Last: first.AddDays(2), Early: at(1)}},
		{"nobody changes", days(0, 0), &forecast.ChangeSpread{Chance: forecast.Some(0), Last: first.AddDays(2)}},
		{"a person's level", overridden, nil},
		{"a run from before it was counted", old, nil},
		{"no days", nil, nil},
	} {
		if diff := cmp.Diff(c.want, forecast.SpreadOf(c.days)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
