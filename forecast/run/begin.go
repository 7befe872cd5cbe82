package run

import (
	"slices"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
)

// begin puts the chain's state before its first day: the state it was given, or
// unknown before the first day that has any weather.
func (c *chain) begin() {
	for i := range c.in.Begin {
		s := &c.in.Begin[i]
		if s.Zone == c.place.Zone && c.reset && s.ResetMM == c.resetMM {
			c.state = *s
			if s.Fuel != nil {
				c.fuel = *s.Fuel
				c.fuel.RainMM = slices.Clip(c.fuel.RainMM) // others begin from it too
			}
			c.state.Fuel = nil
			return
		}
	}
	first := c.firstDay()
	c.state = forecast.State{
		Zone: c.place.Zone, Date: first.AddDays(-1), ResetMM: c.resetMM,
		Status: forecast.StatusUnknown, FromModel: true,
	}
	if n := c.dryDaysFrom(first); n >= c.in.Rules.StartDryDays && c.in.Rules.StartDryDays > 0 {
		c.state.P, c.state.H = forecast.Some(0), forecast.Some(0)
		c.state.Status, c.state.Lower = forecast.StatusEstimated, true
		c.note("started_low", "days", strconv.Itoa(n))
	}
	c.startValue(c.state.Date, &c.state, &c.notes)
}

func (c *chain) note(code string, args ...string) {
	c.notes = append(c.notes, noteOf(code, args...))
}

func noteOf(code string, args ...string) forecast.Note {
	n := forecast.Note{Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if n.Args == nil {
			n.Args = map[string]string{}
		}
		n.Args[args[i]] = args[i+1]
	}
	return n
}

// firstDay is the first day with weather for the zone, or the day after the
// first start value, at the latest today.
func (c *chain) firstDay() forecast.Date {
	first := c.in.Today
	earlier := func(d forecast.Date) {
		if d.Before(first) {
			first = d
		}
	}
	for _, w := range c.weather.everyWeight(c.place) {
		if day := c.weather.observed[c.weather.stations[w.Index].ID].earliest(); day != nil {
			earlier(day.Date)
		}
	}
	if day := c.weather.model[c.place.Zone].earliest(); day != nil {
		earlier(day.Date)
	}
	for _, s := range c.in.Starts {
		if s.Zone == c.place.Zone || s.Zone == "*" {
			earlier(s.Date.AddDays(1))
		}
	}
	return first
}

// dryDaysFrom counts the days from first to yesterday that are known from end
// to end and have no rain that resets. One that resets, or a hole, gives 0: then
// there is something to begin from, or nothing to rely on.
func (c *chain) dryDaysFrom(first forecast.Date) int {
	if !c.reset {
		return 0
	}
	n := 0
	for d := first; d.Before(c.in.Today) && n < c.in.Rules.StartDryDays; d = d.AddDays(1) {
		w := c.weather.at(c.place, d)
		if !w.TempC.OK || !w.DewPointC.OK || !w.RainMM.OK || w.RainMM.V >= c.resetMM {
			return 0
		}
		n++
	}
	return n
}

// startValue puts an officer's start value for the day in place of the state's.
func (c *chain) startValue(d forecast.Date, s *forecast.State, notes *[]forecast.Note) {
	for _, start := range c.in.Starts {
		if start.Date != d || (start.Zone != c.place.Zone && start.Zone != "*") {
			continue
		}
		s.P, s.H = or(start.P, s.P), or(start.H, s.H)
		s.Status, s.GapDays, s.FromModel, s.Lower = forecast.StatusEstimated, 0, false, false
		*notes = append(*notes, noteOf("start_value", "reason", start.Reason))
	}
}

func or(a, b forecast.Float) forecast.Float {
	if a.OK {
		return a
	}
	return b
}
