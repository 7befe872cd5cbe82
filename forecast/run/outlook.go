package run

import (
	"math"
	"slices"
	"strconv"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
)

// look lives through every member and says what the days ahead look like over
// all of them. Nothing is said from a state that is not known.
func (c *chain) look() {
	if len(c.members) == 0 || c.ahead.IsZero() {
		return
	}
	c.editions = c.editionsAhead()
	c.fuelled = slices.ContainsFunc(c.editions, func(e dayEdition) bool { return e.table != nil && needsFuel(e.table) })
	if !c.fuelled && !c.origin.P.OK && !c.origin.H.OK {
		return
	}
	keys := c.emptyKeys()
	looks := make([]*forecast.Outlook, len(c.days))
	for i, d := range c.days {
		if !d.Date.Before(c.ahead) {
			looks[i] = &forecast.Outlook{Source: c.in.MembersFrom, Broken: len(c.members), Counts: make([]int, int(forecast.V))}
		}
	}
	var stations []stationPlain
	fuel := forecast.Fuel{}
	if c.fuelled {
		fuel = settled(c.originFuel, len(c.days))
	}
	c.looks, c.paths = looks, c.emptyPaths()
	for n, m := range c.members {
		zone := m.atZone(c.place, stations)
		stations = zone.stations
		c.liveMember(&zone, fuel, func(i int, l lived) {
			c.paths[n][i] = l.level
			looks[i].Counts[l.level-1]++
			looks[i].Members++
			looks[i].Broken--
			keys[i] = append(keys[i], l.key.V)
		})
	}
	for i, o := range looks {
		if o != nil && o.Members >= max(c.in.Rules.MinMembers, 1) {
			slices.Sort(keys[i])
			o.Low, o.Median, o.High = percentile(keys[i], 0.1), percentile(keys[i], 0.5), percentile(keys[i], 0.9)
			c.headline(i, o)
		} else if o != nil && o.Members > 0 && !c.days[i].Level.Known() {
			reason := c.reasonOf(i)
			reason.Notes = append(reason.Notes, noteOf("outlook_too_few", "members", strconv.Itoa(o.Members), "least", strconv.Itoa(c.in.Rules.MinMembers)))
		}
	}
}

// emptyPaths have room for each member's level on each day.
func (c *chain) emptyPaths() [][]forecast.Level {
	all, paths := make([]forecast.Level, len(c.members)*len(c.days)), make([][]forecast.Level, len(c.members))
	for i := range paths {
		paths[i], all = all[:len(c.days)], all[len(c.days):]
	}
	return paths
}

// countChanged counts the members that have left the level of the run's day.
func (c *chain) countChanged(days []forecast.ZoneDay) {
	base := days[0].Level
	if !base.Known() {
		return
	}
	for _, o := range c.looks {
		if o != nil {
			o.Changed = forecast.Some(0)
		}
	}
	for _, path := range c.paths {
		left := false
		for i, level := range path {
			if c.looks[i] == nil || !level.Known() {
				continue
			}
			if left = left || level != base; left {
				c.looks[i].Changed.V++
			}
		}
	}
}

// editionsAhead are the editions in force on the run's days, none where there is none
// that the chain's P and H are for.
func (c *chain) editionsAhead() []dayEdition {
	out := make([]dayEdition, len(c.days))
	for i, d := range c.days {
		t, err := c.book.on(d.Date)
		if err != nil || c.otherReset(t) {
			continue
		}
		out[i].table = t
		for _, group := range c.place.Groups {
			out[i].ladders = append(out[i].ladders, t.Ladder(group, int(d.Date.Month)))
		}
	}
	return out
}

// dayEdition is what a zone's day is looked up in.
type dayEdition struct {
	table   *table.Table
	ladders []table.Ladder // of the zone's groups
}

// emptyKeys have room for each member's number on each day.
func (c *chain) emptyKeys() [][]float64 {
	n := len(c.members)
	all, keys := make([]float64, n*len(c.days)), make([][]float64, len(c.days))
	for i := range keys {
		keys[i], all = all[:0:n], all[n:]
	}
	return keys
}

// percentile interpolates between sorted values (R. J. Hyndman and Y. Fan,
// 1996, The American Statistician 50, 361–365, type 7; unchecked), to a tenth.
func percentile(values []float64, p float64) forecast.Float {
	if len(values) == 0 {
		return forecast.Float{}
	}
	at := p * float64(len(values)-1)
	low := int(at)
	v := values[low]
	if low+1 < len(values) {
		v += (at - float64(low)) * (values[low+1] - v)
	}
	return forecast.Some(math.Round(v*10) / 10)
}

// reasonOf is the reason of one of the run's days.
func (c *chain) reasonOf(i int) *forecast.DayReason { return &c.reasons[len(c.reasons)-len(c.days)+i] }

// headline puts the outlook beside a day's level, and in its place by the rule
// of the profile.
func (c *chain) headline(i int, o *forecast.Outlook) {
	day := &c.days[i]
	day.Outlook = o
	reason := c.reasonOf(i)
	reason.Outlook = o
	level := o.Headline(c.in.Rules.Headline, c.in.Rules.HeadlineProbability)
	if o.Source == forecast.FromClimatology {
		reason.Notes = append(reason.Notes, noteOf("outlook_climatology", "members", strconv.Itoa(o.Members)))
	}
	if level == day.Level {
		return
	}
	day.Level, day.Status = level, forecast.StatusForecast
	day.ToNext, day.NextLevel, day.Groups = forecast.Float{}, forecast.Unknown, nil
	reason.Level, reason.Status = level, forecast.StatusForecast
	if day.Edition == "" && c.editions[i].table != nil {
		day.Edition = c.editions[i].table.ID()
		reason.Edition = day.Edition
	}
}
