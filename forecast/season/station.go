package season

import "github.com/canhlua/canhlua/forecast"

// Station is how complete a station's season is. All counts are of days.
type Station struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Days      int    `json:"days"`      // of the season
	Any       int    `json:"any"`       // with any reading, usable or not; 0 = no record
	Noon      int    `json:"noon"`      // with a usable temperature and dew point of the noon hour
	Rain      int    `json:"rain"`      // whose rain day is known without a hole
	Both      int    `json:"both"`      // with both
	Estimated int    `json:"estimated"` // of those with any: values that stand for others, such as a daily maximum for 13:00
	Flagged   int    `json:"flagged"`   // of those with any: a value of the noon hour was withheld by a check
	Simulated bool   `json:"simulated"` // a station that does not exist
}

// stationsOf counts each station's days, by ID. Model weather is no reading.
func stationsOf(m *Material) []Station {
	at, list := map[string]int{}, make([]Station, len(m.Stations))
	for i, s := range m.Stations {
		at[s.ID] = i
		list[i] = Station{ID: s.ID, Name: s.Name, Simulated: s.Simulated, Days: m.Span.Days()}
	}
	for i := range m.StationDays {
		d := &m.StationDays[i]
		if n, ok := at[d.Place]; ok && m.Span.has(d.Date) && d.Origin != forecast.Model {
			list[n].take(d)
		}
	}
	return list
}

func (s *Station) take(d *forecast.Day) {
	s.Any++
	noon, rain := d.TempC.OK && d.DewPointC.OK, d.RainMM.OK
	for _, c := range []struct {
		is bool
		n  *int
	}{{noon, &s.Noon}, {rain, &s.Rain}, {noon && rain, &s.Both}, {d.Origin == forecast.Estimated, &s.Estimated}, {len(d.Flags) > 0, &s.Flagged}} {
		if c.is {
			*c.n++
		}
	}
}
