package run

import (
	"slices"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/bias"
	"github.com/canhlua/canhlua/forecast/index"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/geo"
)

// Member is one weather that may come, as a list of days; those of a numerical
// ensemble are too many for that (forecast.Ensemble).
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

// membersOf are the analyses of all members, several made at once.
func (a *analysis) membersOf(in Input) []*analysis {
	out := make([]*analysis, len(in.Members))
	inParallel(len(in.Members), func(i int) { out[i] = a.forMember(in.Members[i]) })
	return append(out, a.forEnsemble(in.Ensemble)...)
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

// ensembleMember is the weather of a numerical ensemble's member.
type ensembleMember struct {
	*forecast.Ensemble
	own   *forecast.EnsembleMember
	first int            // number of the first day
	place map[string]int // in Places, by zone
}

// forEnsemble are the analyses of an ensemble's members: model weather alone.
func (a *analysis) forEnsemble(e *forecast.Ensemble) []*analysis {
	if e == nil {
		return nil
	}
	place := make(map[string]int, len(e.Places))
	for i, zone := range e.Places {
		place[zone] = i
	}
	out := make([]*analysis, len(e.Members))
	for i, m := range e.Members {
		own := *a
		own.observed, own.model, own.noReadings = nil, nil, true
		own.ensemble = &ensembleMember{e, m, e.From.Number(), place}
		out[i] = &own
	}
	return out
}

// zonePlain is what a member's weather at one zone is made from.
type zonePlain struct {
	*analysis
	position  int // among the places of the ensemble, -1 where it has none
	stations  []stationPlain
	model     *calendar
	corrected map[string]bias.Correction
}

// stationPlain is a station that has a say in a zone.
type stationPlain struct {
	share float64
	days  *calendar
	rates [4]float64 // kelvins per kilometre by which a variable falls
	lift  bool       // both heights are known
	from  float64    // height of the station, m
	to    float64    // height of the zone, m
}

// atZone prepares for a zone; it fills the list of stations, which it may reuse.
func (a *analysis) atZone(p Place, stations []stationPlain) zonePlain {
	stations = stations[:0]
	if !a.noReadings {
		for _, w := range a.weights[p.Zone] {
			s := &a.stations[w.Index]
			stations = append(stations, stationPlain{share: w.Share, days: a.observed[s.ID],
				lift: s.ElevationM.OK && p.ElevationM.OK, from: s.ElevationM.V, to: p.ElevationM.V,
				rates: [4]float64{a.rules.TempLapseKPerKm, a.rules.DewLapseKPerKm}})
		}
	}
	z := zonePlain{a, -1, stations, a.model[p.Zone], a.corrected[p.Zone]}
	if a.ensemble != nil {
		if at, ok := a.ensemble.place[p.Zone]; ok {
			z.position = at
		}
	}
	return z
}

// said is what the model says of a day; all missing where it says nothing.
func (z *zonePlain) said(d int) plainDay {
	if m := z.ensemble; m != nil && z.position >= 0 {
		v := m.At(m.own, z.position, d-m.first)
		return plainDay{v.TempC, v.DewPointC, v.RainMM, v.WindKmh}
	}
	if day := z.model.at(d); day != nil {
		return plainOf(day)
	}
	return plainDay{}
}

// on is a zone's day without its reasons: the stations' weighted mean where any
// has the variable, else the model's value, corrected.
func (z *zonePlain) on(d int) noon {
	day := z.readings(d)
	z.fill(&day, z.said(d))
	return noon{temp: day[0], dew: bias.LimitDewPoint(day[0], day[1]), rain: day[2], wind: day[3]}
}

// plainDay is a day's values in the order of variables.
type plainDay [4]forecast.Float

func plainOf(d *forecast.Day) plainDay { return plainDay{d.TempC, d.DewPointC, d.RainMM, d.WindKmh} }

// readings are the stations' weighted means, the values brought to the zone's
// height as adjust does.
func (z *zonePlain) readings(d int) (means plainDay) {
	var sum, share [4]float64
	for i := range z.stations {
		s := &z.stations[i]
		day := s.days.at(d)
		if day == nil {
			continue
		}
		for v, f := range plainOf(day) {
			if !f.OK {
				continue
			}
			value := f.V
			if s.lift && v < 2 { // temperature and dew point
				value = geo.Lapse(value, s.from, s.to, s.rates[v])
			}
			sum[v] += s.share * value
			share[v] += s.share
		}
	}
	for v := range means {
		if share[v] != 0 {
			means[v] = forecast.Some(sum[v] / share[v])
		}
	}
	return means
}

// fill takes what the stations left open from what the model said.
func (z *zonePlain) fill(day *plainDay, said plainDay) {
	for v := range day {
		if day[v].OK || !said[v].OK {
			continue
		}
		day[v] = said[v]
		if c, ok := z.corrected[variables[v]]; ok {
			day[v] = c.Apply(day[v])
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
//
// Fuel is where the member's begins; what it adds to the list of rain is written
// behind it, over what the member before has left there.
func (c *chain) liveMember(zone *zonePlain, fuel forecast.Fuel, take func(i int, l lived)) {
	now := standing{p: c.origin.P, h: c.origin.H}
	for i := range c.days {
		d := c.days[i].Date
		if d.Before(c.ahead) {
			continue
		}
		before := now
		now.noon = zone.on(d.Number())
		now.p, now.h = c.stepPlain(now.p, now.h, now.noon)
		if c.fuelled {
			now.rh = humidity(now.noon)
			fuel = c.dryOut(fuel, d, now.noon)
			now.indices = indicesOf(fuel, now.noon)
		}
		if c.editions[i].table == nil { // nothing of this chain decides the day, but it goes on behind it
			if before.p.OK && !now.p.OK || before.h.OK && !now.h.OK {
				return
			}
			continue
		}
		l, ok := c.levelPlain(&c.editions[i], d, &now)
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
func (c *chain) levelPlain(e *dayEdition, d forecast.Date, now *standing) (l lived, ok bool) {
	if e.table == nil {
		return l, false
	}
	q, _, ok := query(e.table, now, d)
	if !ok {
		return l, false
	}
	l.key = forecast.Some(q.X)
	for i := range e.ladders {
		hit, ok := e.ladders[i].Lookup(q.X, q.Others)
		if !ok {
			return l, false
		}
		l.level = max(l.level, hit.Level)
	}
	return l, l.level.Known()
}

// otherReset reports whether a table asks for P and H by another resetting rain
// than the chain's.
func (c *chain) otherReset(t *table.Table) bool {
	reset := t.Edition().RainResetMM
	return reset > 0 && reset != c.resetMM
}
