package run

import (
	"errors"

	"github.com/canhlua/canhlua/forecast"
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
func (c *chain) lookUp(t *table.Table, d forecast.Date, r *forecast.DayReason) {
	e := t.Edition()
	r.Edition = e.ID
	if c.otherReset(t) {
		r.Notes = append(r.Notes, noteOf("other_reset", "mm", format(e.RainResetMM)))
		return
	}
	now := c.standing(r, needsFuel(t))
	q, stranger, ok := query(t, &now, d)
	if stranger != "" {
		r.Notes = append(r.Notes, noteOf("method_not_computed", "method", stranger))
	}
	r.Step.Key, r.Step.Others = forecast.Float{V: q.X, OK: ok}, nil
	if !ok {
		r.Step.Key.V = 0
		return
	}
	for _, v := range q.Others {
		r.Step.Others = append(r.Step.Others, forecast.Some(v))
	}
	if e.Method == "p_wind" {
		r.Step.WindFactor = windFactor(now.wind)
	}
	for _, group := range c.place.Groups {
		q.Group = group
		hit, ok := t.Lookup(q)
		r.Groups = append(r.Groups, forecast.GroupLevel{Group: group, Level: hit.Level, Row: hit.Row})
		if !ok {
			r.Notes = append(r.Notes, noteOf("group_not_in_table", "group", group))
		}
	}
	r.Level = highest(r.Groups)
}

// standing is what the chain has come to on the day of a reason, the other
// indices where they are asked for.
func (c *chain) standing(r *forecast.DayReason, fuel bool) standing {
	now := standing{noon: noonOf(r.Weather), p: r.Step.After.P, h: r.Step.After.H}
	if fuel {
		now.indices = indicesOf(c.fuel, now.noon)
	}
	return now
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

func (c *chain) dayStatus(d forecast.Date, r *forecast.DayReason) forecast.Status {
	switch {
	case !r.Level.Known():
		return forecast.StatusUnknown
	case c.isForecast(d, r.Weather):
		return forecast.StatusForecast
	case r.Step.After.Status == forecast.StatusUnknown: // another index than P and H decides
		return forecast.StatusEstimated
	}
	return r.Step.After.Status
}

// nextClass is the distance to the class above for the group that decided.
func (c *chain) nextClass(t *table.Table, d forecast.Date, r *forecast.DayReason) verdict {
	var best verdict
	for _, g := range r.Groups {
		if g.Level != r.Level {
			continue
		}
		next, ok := t.Next(table.Query{Group: g.Group, Month: int(d.Month), X: r.Step.Key.V})
		if ok && (!best.toNext.OK || next.Lacks < best.toNext.V) {
			best = verdict{toNext: forecast.Some(next.Lacks), nextLevel: next.Level}
		}
	}
	return best
}

// zoneDay is the public row of a day.
func (c *chain) zoneDay(r forecast.DayReason, v verdict) forecast.ZoneDay {
	w := r.Weather
	return forecast.ZoneDay{
		Zone: c.place.Zone, Date: r.Date, Level: r.Level, Status: r.Status,
		P: r.Step.After.P, H: r.Step.After.H, DaysSinceRain: r.Step.After.H,
		ToNext: v.toNext, NextLevel: v.nextLevel, Groups: r.Groups, Edition: r.Edition,
		TempC: w.TempC, DewPointC: w.DewPointC, DeficitHPa: r.Step.DeficitHPa, RainMM: w.RainMM, WindKmh: w.WindKmh,
		RHPct: humidity(noonOf(w)), Indices: twoDecimals(indicesOf(c.fuel, noonOf(w))),
	}
}
