package season

import (
	"slices"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// book is the season day by day.
type book struct {
	*Material
	runs map[string]*forecast.Run
	sets map[string]*forecast.ZoneSet
	days []bookDay // each of the season, in order
}

// bookDay is a day with its zones.
type bookDay struct {
	date  forecast.Date
	set   string            // of the run that told of it, else the one in force; empty = none
	zones []forecast.RunDay // told, by zone
}

func newBook(m *Material) *book {
	b := &book{Material: m, runs: map[string]*forecast.Run{}, sets: map[string]*forecast.ZoneSet{}, days: make([]bookDay, m.Span.Days())}
	for i := range m.Runs {
		b.runs[m.Runs[i].ID] = &m.Runs[i]
	}
	for i := range m.Sets {
		b.sets[m.Sets[i].ID] = &m.Sets[i]
	}
	for i := range b.days {
		b.days[i].date = m.Span.From.AddDays(i)
		b.days[i].set = b.inForce(b.days[i].date)
	}
	for _, t := range m.Told {
		if !m.Span.has(t.Date) {
			continue
		}
		day := &b.days[t.Date.DaysSince(m.Span.From)]
		day.zones = append(day.zones, t)
		if run := b.runs[t.Run]; run != nil && b.sets[run.ZoneSet] != nil {
			day.set = run.ZoneSet
		}
	}
	for i := range b.days {
		slices.SortFunc(b.days[i].zones, func(x, y forecast.RunDay) int { return strings.Compare(x.Zone, y.Zone) })
	}
	return b
}

// inForce is the set that covers a day, as far as it is known.
func (b *book) inForce(d forecast.Date) string {
	for i := range b.Sets {
		if b.Sets[i].Covers(d) {
			return b.Sets[i].ID
		}
	}
	return ""
}

// zones are how many there are on a day.
func (d *bookDay) count(b *book) int {
	if set := b.sets[d.set]; set != nil {
		return len(set.Zones)
	}
	return len(d.zones)
}

// early reports whether the day was told by a run made for an earlier one: none
// was published for the day itself.
func (b *book) early(t *forecast.RunDay) bool {
	run := b.runs[t.Run]
	return run != nil && run.Date.Before(t.Date)
}
