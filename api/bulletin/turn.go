package bulletin

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/canhlua/canhlua/forecast"
)

// mostTurns is how many expected changes one sentence names.
const mostTurns = 4

// turns say when zones are expected to leave their level, and how likely that is.
func (b *Bulletin) turns() []string {
	if len(b.src.Ahead) == 0 {
		return nil
	}
	return slices.DeleteFunc([]string{b.turn(), b.chanceOfTurn()}, func(text string) bool { return text == "" })
}

// turn names the expected changes, the nearest first; empty where no level is known.
func (b *Bulletin) turn() string {
	zones, known := map[forecast.Change]int{}, 0
	for _, d := range b.today {
		if !d.Level.Known() {
			continue
		}
		known++
		if d.NextChange != nil {
			zones[*d.NextChange]++
		}
	}
	switch {
	case known == 0:
		return ""
	case len(zones) == 0:
		return b.say.Text("bulletin_turn_none")
	}
	var changes []forecast.Change
	for c := range zones {
		changes = append(changes, c)
	}
	slices.SortFunc(changes, func(x, y forecast.Change) int {
		return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(y.Level, x.Level))
	})
	var parts []string
	for _, c := range changes[:min(len(changes), mostTurns)] {
		parts = append(parts, b.say.Text("bulletin_turn_part", "date", b.say.Day(c.Date), "level", b.levelName(c.Level), "n", strconv.Itoa(zones[c])))
	}
	code := "bulletin_turn"
	if len(changes) > mostTurns {
		code = "bulletin_turn_more"
	}
	return b.say.Text(code, "parts", strings.Join(parts, "; "))
}

func (b *Bulletin) levelName(l forecast.Level) string {
	if !l.Known() {
		return b.say.Text("bulletin_turn_unknown")
	}
	return b.say.Text("bulletin_turn_level", "roman", l.Roman())
}

// chanceOfTurn is the probability that a zone leaves its level by the last day,
// lowest and highest; empty for a bulletin that is not of the run's own day, and
// without members.
func (b *Bulletin) chanceOfTurn() string {
	if b.Day != b.src.Run.Date {
		return ""
	}
	low, high, last, any := 1.0, 0.0, forecast.Date{}, false
	for _, d := range b.src.Today {
		s := forecast.SpreadOf(b.daysOf(d))
		if s == nil {
			continue
		}
		low, high, any = min(low, s.Chance.V), max(high, s.Chance.V), true
		if s.Last.After(last) {
			last = s.Last
		}
	}
	if !any {
		return ""
	}
	return b.say.Text("bulletin_turn_chance", "date", b.say.Day(last), "share", b.say.Between(100*low, 100*high))
}

// daysOf are a zone's days from the bulletin's on.
func (b *Bulletin) daysOf(first forecast.ZoneDay) []forecast.ZoneDay {
	days := []forecast.ZoneDay{first}
	for _, ahead := range b.src.Ahead {
		for _, d := range ahead {
			if d.Zone == first.Zone {
				days = append(days, d)
			}
		}
	}
	return days
}

// headline is the rule by which members give the one level of a day ahead; empty
// where none has members.
func (b *Bulletin) headline() string {
	switch b.src.Headline {
	case forecast.HeadlineMedian:
		return b.say.Text("bulletin_headline_median")
	case forecast.HeadlineProbable:
		return b.say.Text("bulletin_headline_probable", "share", b.say.Number(forecast.Some(100*b.src.HeadlineProbability), 0))
	}
	return ""
}

// offUsual tells how far P stands from its median of the season.
func (b *Bulletin) offUsual(s *Season) string {
	if !s.Off {
		return ""
	}
	low, high := s.OffLow, s.OffHigh
	switch {
	case low >= 0:
		return b.say.Text("bulletin_season_above", "off", b.say.Between(low, high))
	case high <= 0:
		return b.say.Text("bulletin_season_below", "off", b.say.Between(-high, -low))
	}
	return b.say.Text("bulletin_season_around", "below", b.say.Number(forecast.Some(-low), 0), "above", b.say.Number(forecast.Some(high), 0))
}
