package verify

import (
	"fmt"

	"github.com/canhlua/canhlua/forecast"
)

// Season is how the levels of a span of days were, for the season report.
type Season struct {
	From       forecast.Date `json:"from"`
	To         forecast.Date `json:"to"`
	Days       int           `json:"days"`        // from From to To, both counted
	NoticeDays int           `json:"notice_days"` // on which a zone stood at IV or V: the media notice is due (Decree 156/2018/NĐ-CP art. 46)
	Levels     LevelDays     `json:"levels"`      // zone-days over all zones
	Zones      []ZoneSeason  `json:"zones"`       // in the order they were asked for
	ByFires    FireShare     `json:"by_fires"`
	FireArea   Score         `json:"fire_area"` // see Scores.FireArea; by the observed level, without interval
}

// LevelDays counts days, or zone-days, by level.
type LevelDays struct {
	ByLevel     [5]int         `json:"by_level"` // I first
	Unknown     int            `json:"unknown"`
	CompletePct forecast.Float `json:"complete_pct"` // known of all, 0–100 %; missing when there is none
}

// ZoneSeason is one zone's season.
type ZoneSeason struct {
	Zone           string         `json:"zone"`
	Levels         LevelDays      `json:"levels"`
	Highest        forecast.Level `json:"highest"`                  // that is known
	FirstDangerous forecast.Date  `json:"first_dangerous,omitzero"` // first day at IV or V
	LastDangerous  forecast.Date  `json:"last_dangerous,omitzero"`  // last such day
	LongestDays    int            `json:"longest_dangerous_days"`   // longest spell at IV or V; an unknown day ends it
	Fires          int            `json:"fires"`                    // in the span, whether or not the level is known
}

// SeasonOf counts the observed levels of the zones in from…to. A zone or day
// that the record does not hold is unknown, never I. Fires outside the zones or
// days are left out and counted. A span that is none is *forecast.Invalid.
func SeasonOf(record *Record, zones []string, from, to forecast.Date, fires []Fire, o Options) (*Season, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if err := checkSpan(from, to); err != nil {
		return nil, err
	}
	s := &Season{From: from, To: to, Days: dayNumber(to) - dayNumber(from) + 1, Zones: []ZoneSeason{}}
	first, notice := dayNumber(from), make([]bool, s.Days)
	at := map[string]int{}
	for _, id := range zones {
		if _, twice := at[id]; twice {
			return nil, &forecast.Invalid{Column: "zone", Value: id, Reason: "asked for twice", Remedy: "name each zone once"}
		}
		at[id] = len(s.Zones)
		s.Zones = append(s.Zones, seasonOf(record.zone(id), id, first, notice))
		s.Levels.add(&s.Zones[at[id]].Levels)
	}
	for _, due := range notice {
		if due {
			s.NoticeDays++
		}
	}
	s.burn(record, at, fires, &o)
	return s, nil
}

// seasonOf walks through a zone's days, and marks those that ask for a notice.
func seasonOf(z *zoneRecord, id string, first int, notice []bool) ZoneSeason {
	s, spell := ZoneSeason{Zone: id}, 0
	for i := range notice {
		level := forecast.Unknown
		if z != nil {
			level = z.at(first + i)
		}
		s.Levels.take(level)
		s.Highest = max(s.Highest, level)
		if !level.Dangerous() {
			spell = 0
			continue
		}
		notice[i] = true
		if s.FirstDangerous.IsZero() {
			s.FirstDangerous = dateOf(first + i)
		}
		s.LastDangerous = dateOf(first + i)
		spell++
		s.LongestDays = max(s.LongestDays, spell)
	}
	s.Levels.complete()
	return s
}

// burn lays the fires beside the levels.
func (s *Season) burn(record *Record, at map[string]int, fires []Fire, o *Options) {
	var zoneDays, burnt [5]float64
	for i, n := range s.Levels.ByLevel {
		zoneDays[i] = float64(n)
	}
	for _, f := range fires {
		i, ours := at[f.Zone]
		if !ours || f.Date.Before(s.From) || f.Date.After(s.To) {
			continue
		}
		s.Zones[i].Fires++
		if l := record.Level(f.Zone, f.Date); l.Known() {
			burnt[l-forecast.I]++
		}
	}
	s.ByFires = fireShare(&zoneDays, &burnt, len(fires))
	s.FireArea = fireArea(&zoneDays, &burnt, enough{fires: float64(o.MinFires)})
}

func (d *LevelDays) take(l forecast.Level) {
	if l.Known() {
		d.ByLevel[l-forecast.I]++
	} else {
		d.Unknown++
	}
}

func (d *LevelDays) add(o *LevelDays) {
	for i, n := range o.ByLevel {
		d.ByLevel[i] += n
	}
	d.Unknown += o.Unknown
	d.complete()
}

func (d *LevelDays) complete() {
	known := 0
	for _, n := range d.ByLevel {
		known += n
	}
	if all := known + d.Unknown; all > 0 {
		d.CompletePct = forecast.Some(100 * float64(known) / float64(all))
	}
}

func checkSpan(from, to forecast.Date) error {
	for _, d := range []forecast.Date{from, to} {
		if err := checkDate(d); err != nil {
			err.Column = "season"
			return err
		}
	}
	if to.Before(from) {
		return &forecast.Invalid{Column: "season", Value: fmt.Sprintf("%s to %s", from, to), Reason: "ends before it begins", Remedy: "give the first day first"}
	}
	return nil
}
