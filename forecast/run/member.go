package run

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/bias"
	"github.com/canhlua/canhlua/forecast/index"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/geo"
)

// Member is one weather that may come.
type Member struct {
	Name string         `json:"name"` // number in the ensemble, or the first day taken from the archive
	Days []forecast.Day `json:"days"` // at zones (ensemble) or stations (archive), with the dates of the days ahead
}

// noon is what the indices need of a zone's day.
type noon struct {
	temp, dew, rain, wind forecast.Float

	rh forecast.Float // where it was worked out already
}

func noonOf(w forecast.ZoneWeather) noon {
	return noon{temp: w.TempC, dew: w.DewPointC, rain: w.RainMM, wind: w.WindKmh}
}

// forMember is the analysis of a member's weather: the same stations, weights
// and corrections, other days.
func (a *analysis) forMember(m Member) *analysis {
	own := *a
	days := byPlace(m.Days)
	own.observed, own.model = days, days
	own.noReadings = !slices.ContainsFunc(a.stations, func(s forecast.Station) bool { return days[s.ID] != nil })
	return &own
}

// zonePlain is what a member's weather at one zone is made from.
type zonePlain struct {
	*analysis
	place     Place
	weights   []geo.Weight
	model     map[forecast.Date]*forecast.Day
	corrected map[string]bias.Correction
}

func (a *analysis) atZone(p Place) zonePlain {
	return zonePlain{a, p, a.weights[p.Zone], a.model[p.Zone], a.corrected[p.Zone]}
}

// on is a zone's day without its reasons: the stations' weighted mean where any
// has the variable, else the model's value, corrected.
func (z *zonePlain) on(d forecast.Date) noon {
	var day forecast.Day
	if !z.noReadings {
		for _, v := range variables {
			*field(&day, v) = z.plainMean(z.weights, z.place, d, v)
		}
	}
	if model := z.model[d]; model != nil {
		z.plainModel(&day, model, z.corrected)
	}
	if day.DewPointC.OK && day.TempC.OK {
		day.DewPointC.V = min(day.DewPointC.V, day.TempC.V)
	}
	return noon{temp: day.TempC, dew: day.DewPointC, rain: day.RainMM, wind: day.WindKmh}
}

func (a *analysis) plainMean(weights []geo.Weight, p Place, d forecast.Date, v string) forecast.Float {
	sum, share := 0.0, 0.0
	for _, w := range weights {
		station := &a.stations[w.Index]
		if day := a.observed[station.ID][d]; day != nil && field(day, v).OK {
			sum += w.Share * a.adjust(v, field(day, v).V, *station, p)
			share += w.Share
		}
	}
	if share == 0 {
		return forecast.Float{}
	}
	return forecast.Some(sum / share)
}

// plainModel fills what the stations left open.
func (a *analysis) plainModel(day, model *forecast.Day, corrected map[string]bias.Correction) {
	for _, v := range variables {
		to := field(day, v)
		if to.OK {
			continue
		}
		*to = *field(model, v)
		if c, ok := corrected[v]; ok {
			*to = c.Apply(*to)
		}
	}
}

// lived is a member's day: the number looked up and the level it gives.
type lived struct {
	key   forecast.Float
	level forecast.Level
}

// liveMember lives through a member's days from the chain's origin and hands each to
// take. A member that meets a hole stays out from there on: to let it in again
// after the next rain would count wet members only.
func (c *chain) liveMember(weather *analysis, take func(i int, l lived)) {
	zone := weather.atZone(c.place)
	now, fuel := standing{p: c.origin.P, h: c.origin.H}, forecast.Fuel{}
	if c.fuelled {
		fuel = settled(c.originFuel, len(c.days))
	}
	for i := range c.days {
		d := c.days[i].Date
		if d.Before(c.ahead) {
			continue
		}
		now.noon = zone.on(d)
		now.p, now.h = c.stepPlain(now.p, now.h, now.noon)
		if c.fuelled {
			now.rh = humidity(now.noon)
			fuel = c.dryOut(fuel, d, now.noon)
			now.indices = indicesOf(fuel, now.noon)
		}
		l, ok := c.levelPlain(c.editions[i], d, &now)
		if !ok {
			return
		}
		take(i, l)
	}
}

// stepPlain moves P and H over a day; missing when anything they need is.
func (c *chain) stepPlain(p, h forecast.Float, w noon) (nextP, nextH forecast.Float) {
	if !w.rain.OK || !c.reset {
		return forecast.Float{}, forecast.Float{}
	}
	if c.resets(w.rain) {
		return forecast.Some(0), forecast.Some(0)
	}
	if p.OK && w.temp.OK && w.dew.OK {
		deficit := known(index.DeficitFromDewPoint(w.temp.V, w.dew.V))
		nextP = c.pOf(p, forecast.ZoneWeather{Day: forecast.Day{TempC: w.temp}}, deficit, w.rain)
	}
	return nextP, c.hOf(h, w.rain)
}

// levelPlain looks a member's day up in the edition in force.
func (c *chain) levelPlain(t *table.Table, d forecast.Date, now *standing) (l lived, ok bool) {
	if t == nil {
		return l, false
	}
	q, _, ok := query(t, now, d)
	if !ok {
		return l, false
	}
	l.key = forecast.Some(q.X)
	for _, group := range c.place.Groups {
		q.Group = group
		hit, ok := t.Lookup(q)
		if !ok {
			return l, false
		}
		l.level = max(l.level, hit.Level)
	}
	return l, l.level.Known()
}

// otherReset reports whether a table asks for P and H by another resetting rain
// than the chain's.
func (c *chain) otherReset(t table.Table) bool {
	reset := t.Edition().RainResetMM
	return reset > 0 && reset != c.resetMM
}
