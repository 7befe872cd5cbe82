package run

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/index"
)

// stepOver moves the cumulative indices over one day of weather.
func (c *chain) stepOver(w forecast.ZoneWeather, notes *[]forecast.Note) forecast.Step {
	before := c.state
	s := forecast.Step{Before: before, After: forecast.State{Zone: c.place.Zone, Date: w.Date, ResetMM: c.resetMM}}
	rain := c.rainOf(w, notes)
	if !c.lean {
		c.fuel = c.dryOut(c.fuel, w.Date, noonOf(w))
	}
	s.DeficitHPa = deficitOf(w.TempC, w.DewPointC)
	s.DailyP = c.pOf(forecast.Some(0), w, s.DeficitHPa, forecast.Some(0))
	resets := c.resets(rain)
	switch {
	case resets:
		s.K = forecast.Some(0)
		s.After.P, s.After.H = forecast.Some(0), forecast.Some(0)
	case c.reset && rain.OK:
		s.K = forecast.Some(1)
		s.After.P, s.After.H = c.pOf(before.P, w, s.DeficitHPa, rain), c.hOf(before.H, rain)
		s.After.Lower = before.Lower
	}
	c.judge(&s.After, before, w, resets, notes)
	c.startValue(w.Date, &s.After, notes)
	return s
}

// known turns a kernel's answer into a value: what lies outside a formula's
// range is not known.
func known(v float64, err error) forecast.Float {
	if err != nil {
		return forecast.Float{}
	}
	return forecast.Some(v)
}

func (c *chain) resets(rain forecast.Float) bool {
	if !c.reset || !rain.OK {
		return false
	}
	resets, err := index.Resets(rain.V, c.resetMM)
	return resets && err == nil
}

// deficitOf gives d13, missing when temperature or dew point is.
func deficitOf(temp, dew forecast.Float) forecast.Float {
	if !temp.OK || !dew.OK {
		return forecast.Float{}
	}
	return known(index.DeficitFromDewPoint(temp.V, dew.V))
}

// pOf is P a day on, missing when anything it needs is.
func (c *chain) pOf(before forecast.Float, w forecast.ZoneWeather, deficit, rain forecast.Float) forecast.Float {
	if !before.OK || !w.TempC.OK || !deficit.OK || !c.reset {
		return forecast.Float{}
	}
	step, err := index.P(before.V, index.PInput{TempC: w.TempC.V, DeficitHPa: deficit.V, RainMM: rain.V}, c.resetMM)
	return known(step.P, err)
}

// hOf is H a day on.
func (c *chain) hOf(before, rain forecast.Float) forecast.Float {
	if !before.OK {
		return forecast.Float{}
	}
	return known(index.H(before.V, rain.V, c.resetMM))
}

// rainOf is the amount to hold against the reset: the whole when it is known, or
// what fell at least when that already says more.
func (c *chain) rainOf(w forecast.ZoneWeather, notes *[]forecast.Note) forecast.Float {
	least := w.RainAtLeastMM
	if least.OK && c.reset && least.V >= c.resetMM {
		*notes = append(*notes, noteOf("rain_at_least", "mm", format(least.V)))
		return least
	}
	if !w.RainMM.OK && least.OK {
		*notes = append(*notes, noteOf("rain_incomplete", "mm", format(least.V)))
	}
	return w.RainMM
}

// judge says what the new state rests on, and takes it away when the readings
// have been missing for too long.
func (c *chain) judge(after *forecast.State, before forecast.State, w forecast.ZoneWeather, resets bool, notes *[]forecast.Note) {
	ahead := c.isForecast(w.Date, w)
	bridged := w.Bridged != forecast.NotBridged || w.Origin == ""
	after.GapDays, after.FromModel = before.GapDays, before.FromModel
	if !ahead {
		c.countGap(after, bridged, resets, w, notes)
	}
	if after.GapDays > c.in.Rules.GapDays && !after.FromModel && !resets && !ahead {
		after.P, after.H = forecast.Float{}, forecast.Float{}
		c.fuel = unknownFuel()
		*notes = append(*notes, noteOf("gap_exceeded", "days", strconv.Itoa(after.GapDays), "limit", strconv.Itoa(c.in.Rules.GapDays)))
	}
	after.Status = statusOf(after, before, w, bridged, resets)
}

// countGap counts the days without readings of the network and notes the bridge.
func (c *chain) countGap(after *forecast.State, bridged, resets bool, w forecast.ZoneWeather, notes *[]forecast.Note) {
	if !bridged {
		after.GapDays, after.FromModel = 0, false
		return
	}
	after.GapDays++
	if resets && w.Bridged == forecast.ByModel {
		after.FromModel = true
	}
	switch w.Bridged {
	case forecast.ByNeighbours:
		*notes = append(*notes, noteOf("bridged_neighbours"))
	case forecast.ByModel:
		*notes = append(*notes, noteOf("bridged_model"))
	default:
		*notes = append(*notes, noteOf("no_weather"))
	}
}

func statusOf(after *forecast.State, before forecast.State, w forecast.ZoneWeather, bridged, resets bool) forecast.Status {
	switch {
	case !after.P.OK && !after.H.OK:
		return forecast.StatusUnknown
	case bridged || w.Origin != forecast.Observed:
		return forecast.StatusEstimated
	case !resets && before.Status != forecast.StatusObserved:
		return forecast.StatusEstimated
	}
	return forecast.StatusObserved
}

// format is a number for a note's argument: one decimal, a point.
func format(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
