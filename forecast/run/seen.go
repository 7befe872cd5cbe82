package run

import (
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// Seen is a zone's weather of the archive, brought there once, so that tables can
// be tried on it one after the other.
type Seen struct {
	past  *Past
	place Place
	first forecast.Date
	days  []seenDay
}

// seenDay is what the indices and the judgement of a state need of a day.
type seenDay struct {
	temp, dew, rain, wind, least forecast.Float

	origin  forecast.Origin
	bridged forecast.Bridge
}

// See brings the archive's weather to a place. Several places may be seen at once.
func (p *Past) See(place Place) *Seen {
	c := &chain{in: p.in, weather: p.weather, place: place}
	s := &Seen{past: p, place: place, first: c.firstDay()}
	for d := s.first; !d.After(p.in.Today); d = d.AddDays(1) {
		w := p.weather.at(place, d)
		s.days = append(s.days, seenDay{w.TempC, w.DewPointC, w.RainMM, w.WindKmh, w.RainAtLeastMM, w.Origin, w.Bridged})
	}
	return s
}

// Place is where it is.
func (s *Seen) Place() Place { return s.place }

// Tried is what a table says of a day. Groups hold until the next day.
type Tried struct {
	Date   forecast.Date
	Level  forecast.Level
	Key    forecast.Float // the first number it was looked up with; missing when one of them is
	Groups []forecast.GroupLevel
}

// Try lives through the archive with P and H by the table's own rain reset, and
// hands over what a run would have said had the table been in force every day.
func (s *Seen) Try(t table.Table, take func(Tried)) {
	reset := t.Edition().RainResetMM
	if reset == 0 {
		reset = s.past.in.Rules.RainResetMM
	}
	c := &chain{in: s.past.in, weather: s.past.weather, place: s.place, fuel: unknownFuel(),
		resetMM: reset, reset: reset > 0, lean: !needsFuel(&t)}
	c.begin()
	c.state.Date = s.first.AddDays(-1)
	reason := forecast.DayReason{}
	for i := range s.days {
		d := s.first.AddDays(i)
		reason = forecast.DayReason{Date: d, Weather: s.days[i].weather(d), Notes: reason.Notes[:0], Groups: reason.Groups[:0]}
		reason.Step = c.stepOver(reason.Weather, &reason.Notes)
		c.state = reason.Step.After
		c.lookUp(&t, d, &reason)
		take(Tried{Date: d, Level: reason.Level, Key: reason.Step.Key, Groups: reason.Groups})
	}
}

func (s *seenDay) weather(d forecast.Date) forecast.ZoneWeather {
	return forecast.ZoneWeather{Bridged: s.bridged, Day: forecast.Day{Date: d, Origin: s.origin,
		TempC: s.temp, DewPointC: s.dew, RainMM: s.rain, WindKmh: s.wind, RainAtLeastMM: s.least}}
}
