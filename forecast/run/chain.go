package run

import (
	"github.com/canhlua/canhlua/forecast"
)

// chain lives through a zone's days one after the other.
type chain struct {
	in      Input
	book    Book
	weather *analysis
	place   Place
	resetMM float64
	reset   bool // whether an edition in force says what rain resets
	state   forecast.State
	fuel    forecast.Fuel
	lean    bool // P and H alone are asked for: the fuel is left as it is
	members []*analysis
	ahead   forecast.Date   // first day whose weather is a forecast; zero when there is none
	origin  forecast.State  // before it
	notes   []forecast.Note // that belong to the first day

	originFuel forecast.Fuel // before the first day ahead
	editions   []dayEdition  // in force on the run's days
	fuelled    bool          // one of them is looked up with an index beside P and H

	looks []*forecast.Outlook // over the members, by day; nil where there is none
	paths [][]forecast.Level  // of each member, by day; Unknown where it does not reach

	days    []forecast.ZoneDay
	reasons []forecast.DayReason
	states  []forecast.State
}

// newChain computes a zone from its begin to the last day of the run, with P and
// H by one resetting rain, 0 = not at all.
func newChain(in Input, book Book, weather *analysis, members []*analysis, place Place, resetMM float64) (*chain, error) {
	c := &chain{in: in, book: book, weather: weather, members: members, place: place, fuel: unknownFuel()}
	c.resetMM, c.reset = resetMM, resetMM > 0
	c.begin()
	c.days = make([]forecast.ZoneDay, 0, max(in.Rules.AheadDays+1, 0))
	c.states = make([]forecast.State, 0, max(in.Rules.LookbackDays+1, 0))
	c.reasons = make([]forecast.DayReason, 0, max(in.Rules.LookbackDays+in.Rules.AheadDays+1, 0))
	last := in.Today.AddDays(in.Rules.AheadDays)
	for d := c.state.Date.AddDays(1); !d.After(last); d = d.AddDays(1) {
		if err := c.live(d); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// live moves the chain over one day.
func (c *chain) live(d forecast.Date) error {
	w := c.weather.at(c.place, d)
	if c.ahead.IsZero() && c.isForecast(d, w) {
		c.ahead, c.origin, c.originFuel = d, c.state, c.fuel
	}
	reason := forecast.DayReason{Date: d, Weather: w, Notes: c.notes}
	c.notes = nil
	reason.Step = c.stepOver(w, &reason.Notes)
	c.state = reason.Step.After
	verdict, err := c.decide(d, &reason)
	if err != nil {
		return err
	}
	c.keep(d, reason, verdict)
	return nil
}

// keep files the day: reasons and states for the days a later run may look back
// to, levels from today on.
func (c *chain) keep(d forecast.Date, reason forecast.DayReason, verdict verdict) {
	ahead := c.isForecast(d, reason.Weather)
	if d.DaysSince(c.in.Today) >= -c.in.Rules.LookbackDays {
		c.reasons = append(c.reasons, reason)
		if !ahead {
			c.states = append(c.states, c.stateOf(d))
		}
	}
	if !d.Before(c.in.Today) {
		c.days = append(c.days, c.zoneDay(reason, verdict))
	}
}

// isForecast reports whether the day's weather is a forecast: every later day,
// and today until readings are in.
func (c *chain) isForecast(d forecast.Date, w forecast.ZoneWeather) bool {
	return d.After(c.in.Today) || d == c.in.Today && (w.Bridged == forecast.ByModel || w.Origin == "")
}

// fuelDays are the days at the far end of the look-back whose states keep the
// fuel: one of them is where the next runs begin, though some days be left out.
const fuelDays = 3

// stateOf is the state to keep of a day.
func (c *chain) stateOf(d forecast.Date) forecast.State {
	st := c.state
	if d.DaysSince(c.in.Today) < fuelDays-c.in.Rules.LookbackDays {
		fuel := c.fuel
		st.Fuel = &fuel
	}
	return st
}
