package run

import (
	"errors"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/index"
	"github.com/canhlua/canhlua/forecast/table"
)

// verdict is what the edition in force says of a day.
type verdict struct {
	toNext    forecast.Float
	nextLevel forecast.Level
}

// decide looks the day up in the edition in force and files group levels, level
// and status in the reason. A zone's level is the highest of its groups, and
// unknown when one of them is.
func (c *chain) decide(d forecast.Date, r *forecast.DayReason) (verdict, error) {
	t, err := c.book.on(d)
	var none *forecast.NotFound
	switch {
	case errors.As(err, &none):
		r.Notes = append(r.Notes, noteOf("no_edition"))
	case err != nil:
		return verdict{}, err
	default:
		c.lookUp(t, d, r)
	}
	r.Status = c.dayStatus(d, r)
	if !r.Level.Known() {
		return verdict{}, nil
	}
	return c.nextClass(t, d, r), nil
}

// lookUp fills key, edition, groups and level.
func (c *chain) lookUp(t table.Table, d forecast.Date, r *forecast.DayReason) {
	e := t.Edition()
	r.Edition = e.ID
	if e.RainResetMM != c.resetMM {
		r.Notes = append(r.Notes, noteOf("other_reset", "mm", format(e.RainResetMM)))
		return
	}
	if r.Step.Key = keyOf(e.Method, r); !r.Step.Key.OK {
		return
	}
	for _, group := range c.place.Groups {
		hit, ok := t.Lookup(table.Query{Group: group, Month: int(d.Month), X: r.Step.Key.V})
		r.Groups = append(r.Groups, forecast.GroupLevel{Group: group, Level: hit.Level, Row: hit.Row})
		if !ok {
			r.Notes = append(r.Notes, noteOf("group_not_in_table", "group", group))
		}
	}
	r.Level = highest(r.Groups)
}

// highest is the highest level of the groups, Unknown when one is unknown.
func highest(groups []forecast.GroupLevel) forecast.Level {
	top := forecast.Unknown
	for _, g := range groups {
		if !g.Level.Known() {
			return forecast.Unknown
		}
		top = max(top, g.Level)
	}
	return top
}

// keyOf is the number a method looks up, missing when it cannot be known.
func keyOf(method string, r *forecast.DayReason) forecast.Float {
	after := r.Step.After
	switch method {
	case "p":
		return after.P
	case "h":
		return after.H
	case "p_wind":
		if !after.P.OK || !r.Weather.WindKmh.OK {
			return forecast.Float{}
		}
		factor, err := index.CooperFactor(r.Weather.WindKmh.V)
		if err != nil {
			return forecast.Float{}
		}
		r.Step.WindFactor = forecast.Some(factor)
		return forecast.Some(after.P.V * factor)
	}
	r.Notes = append(r.Notes, noteOf("method_not_computed", "method", method))
	return forecast.Float{}
}

func (c *chain) dayStatus(d forecast.Date, r *forecast.DayReason) forecast.Status {
	switch {
	case !r.Level.Known():
		return forecast.StatusUnknown
	case c.isForecast(d, r.Weather):
		return forecast.StatusForecast
	}
	return r.Step.After.Status
}

// nextClass is the distance to the class above for the group that decided.
func (c *chain) nextClass(t table.Table, d forecast.Date, r *forecast.DayReason) verdict {
	var best verdict
	for _, g := range r.Groups {
		if g.Level != r.Level {
			continue
		}
		next, ok := t.Next(table.Query{Group: g.Group, Month: int(d.Month), X: r.Step.Key.V})
		if lack := next.Over - r.Step.Key.V; ok && (!best.toNext.OK || lack < best.toNext.V) {
			best = verdict{toNext: forecast.Some(lack), nextLevel: next.Level}
		}
	}
	return best
}

// zoneDay is the public row of a day.
func zoneDay(zone string, r forecast.DayReason, v verdict) forecast.ZoneDay {
	w := r.Weather
	out := forecast.ZoneDay{
		Zone: zone, Date: r.Date, Level: r.Level, Status: r.Status,
		P: r.Step.After.P, H: r.Step.After.H, DaysSinceRain: r.Step.After.H,
		ToNext: v.toNext, NextLevel: v.nextLevel, Groups: r.Groups, Edition: r.Edition,
		TempC: w.TempC, DewPointC: w.DewPointC, DeficitHPa: r.Step.DeficitHPa, RainMM: w.RainMM, WindKmh: w.WindKmh,
	}
	if w.TempC.OK && w.DewPointC.OK {
		if rh, err := index.RHPct(w.TempC.V, w.DewPointC.V); err == nil {
			out.RHPct = forecast.Some(rh)
		}
	}
	return out
}
