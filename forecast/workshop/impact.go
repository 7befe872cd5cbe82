package workshop

import (
	"context"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
	"github.com/canhlua/canhlua/forecast/table"
)

// Impact is what would have been otherwise, had another table been in force in the
// past. Zone-days are counted; "before" is the first table, "after" the second.
type Impact struct {
	From     forecast.Date `json:"from"` // first day that counted
	To       forecast.Date `json:"to"`
	Zones    int           `json:"zones"`
	Stations int           `json:"stations"` // whose readings are the weather
	Compared int           `json:"compared"` // zone-days with a level by both
	Changed  int           `json:"changed"`  // of them with another level
	Before   Side          `json:"before"`
	After    Side          `json:"after"`
	Matrix   [6]Levels     `json:"matrix"` // [level before][level after]
	Loss     Loss          `json:"loss"`

	ByZone  []Part          `json:"by_zone"`
	ByMonth []Part          `json:"by_month"` // January first
	ByYear  []Part          `json:"by_year"`
	Notes   []forecast.Note `json:"notes"` // what weakens the comparison

	loweredFires int
}

// Levels counts something by level, unknown first.
type Levels [6]int

// Known is how many have a level.
func (l *Levels) Known() int { return l[1] + l[2] + l[3] + l[4] + l[5] }

// Dangerous is how many stand at IV or V.
func (l *Levels) Dangerous() int { return l[forecast.IV] + l[forecast.V] }

func (l *Levels) add(other *Levels) {
	for i, n := range other {
		l[i] += n
	}
}

// Side is one table's past.
type Side struct {
	Edition  string `json:"edition"`
	Title    string `json:"title"`
	Days     Levels `json:"days"`     // zone-days
	Fires    Levels `json:"fires"`    // recorded fires
	Hotspots Levels `json:"hotspots"` // seen by satellites
	Letters

	WarningDays int     `json:"warning_days"` // days on which at least one zone's owner was warned
	OwnerYear   PerYear `json:"owner_year"`   // what one owner would have got in a year, on average

	FireRate    [6]forecast.Float `json:"fire_rate"`    // fires in 1,000 zone-days
	HotspotRate [6]forecast.Float `json:"hotspot_rate"` // hotspots in 1,000 zone-days
	DryAtV      forecast.Float    `json:"dry_at_v"`     // share of the known zone-days of January–April at level V, 0–1
}

// Part is the comparison within a zone, a month or a year.
type Part struct {
	Name          string  `json:"name"` // zone, month 1–12, or year
	Before        Levels  `json:"before"`
	After         Levels  `json:"after"`
	Changed       int     `json:"changed"`
	LettersBefore Letters `json:"letters_before"`
	LettersAfter  Letters `json:"letters_after"`
}

// Compare tries two tables on the past.
func Compare(ctx context.Context, s *Source, before, after table.Table, told Progress) (Impact, error) {
	fires := s.firesByDay()
	zones := make([]*zoneTally, len(s.Places))
	err := s.each(ctx, told, func(i int, zone *run.Seen) {
		zones[i] = newZoneTally(zone.Place().Zone)
		levels := map[forecast.Date]forecast.Level{}
		zone.Try(before, func(t run.Tried) { levels[t.Date] = t.Level })
		var days []pair
		zone.Try(after, func(t run.Tried) { days = append(days, pair{t.Date, [2]forecast.Level{levels[t.Date], t.Level}}) })
		zones[i].live(s, days, fires)
	})
	if err != nil {
		return Impact{}, err
	}
	out := sum(s, zones)
	out.Before.name(before)
	out.After.name(after)
	out.Loss = out.loss(before)
	out.Notes = s.weaknesses(&out)
	return out, nil
}

func (s *Side) name(t table.Table) {
	e := t.Edition()
	s.Edition, s.Title = e.ID, e.Title
}
