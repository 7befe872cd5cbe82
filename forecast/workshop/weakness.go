package workshop

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// What a comparison or a calibration needs, below which it says that it is weak.
const (
	MinSeasons     = 10   // fire seasons with weather
	MinKnown       = 0.9  // share of the days whose index is known
	MinFireDays    = 50   // zone-days with a fire
	MinFireDates   = 20   // different days with a fire
	MinFireSeasons = 5    // different seasons with one
	minBootSeasons = 5    // seasons, for an interval
	intervalTail   = 0.05 // on each side, from very many seasons
)

// Season is the fire season a day belongs to, July to June, by the year it ends in.
func Season(d forecast.Date) int {
	if d.Month >= 7 {
		return d.Year + 1
	}
	return d.Year
}

func note(code string, args ...string) forecast.Note { return forecast.NewNote(code, args...) }

// weaknesses says what a comparison does not rest on.
func (s *Source) weaknesses(m *Impact) []forecast.Note {
	list := s.weatherNotes(m.Before.Days.Known()+m.After.Days.Known(), 2*m.all())
	list = append(list, s.seasonNotes(Season(m.To)-Season(m.From)+1)...)
	list = append(list, s.fireNotes(s.firesByDay())...)
	if n := m.lowered(); n > 0 {
		list = append(list, note("workshop_lowered", "n", strconv.Itoa(n)))
	}
	return list
}

// lowered counts the zone-days that fall from IV or V to I or II: who has no fires to
// show for it should not call them safe.
func (m *Impact) lowered() (n int) {
	for _, before := range []forecast.Level{forecast.IV, forecast.V} {
		n += m.Matrix[before][forecast.I] + m.Matrix[before][forecast.II]
	}
	return n
}

func (m *Impact) all() int { return m.Before.Days.Known() + m.Before.Days[0] }

func (s *Source) weatherNotes(known, all int) []forecast.Note {
	list := []forecast.Note{}
	if s.Stations == 1 {
		list = append(list, note("workshop_one_station", "zones", strconv.Itoa(len(s.Places))))
	}
	if share := float64(known) / float64(max(all, 1)); share < MinKnown {
		list = append(list, note("workshop_holes", "share", strconv.FormatFloat(100*share, 'f', 0, 64), "least", strconv.FormatFloat(100*MinKnown, 'f', 0, 64)))
	}
	return list
}

func (s *Source) seasonNotes(seasons int) []forecast.Note {
	if seasons >= MinSeasons {
		return nil
	}
	return []forecast.Note{note("workshop_few_seasons", "n", strconv.Itoa(seasons), "least", strconv.Itoa(MinSeasons))}
}

// fireNotes says how little is known of fires.
func (s *Source) fireNotes(byDay map[day]seen) []forecast.Note {
	dates, seasons := map[forecast.Date]bool{}, map[int]bool{}
	for at := range byDay {
		dates[at.date], seasons[Season(at.date)] = true, true
	}
	if len(byDay) >= MinFireDays && len(dates) >= MinFireDates && len(seasons) >= MinFireSeasons {
		return nil
	}
	return []forecast.Note{note("workshop_few_fires", "days", strconv.Itoa(len(byDay)), "dates", strconv.Itoa(len(dates)),
		"seasons", strconv.Itoa(len(seasons)), "least_days", strconv.Itoa(MinFireDays), "least_dates", strconv.Itoa(MinFireDates),
		"least_seasons", strconv.Itoa(MinFireSeasons))}
}
