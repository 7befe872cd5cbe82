package run

import (
	"math"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// leastExpecting is how many stations must report together before the analysis of
// the others says anything of one.
const leastExpecting = 5

// expectedVariables are those whose spread over the land is known well enough,
// with the covariance in their own unit (wind in m/s).
func expectedVariables() map[forecast.Variable]geo.Covariance {
	wind := priors[windVar]
	wind.Variance, wind.Nugget = wind.Variance/(3.6*3.6), wind.Nugget/(3.6*3.6)
	return map[forecast.Variable]geo.Covariance{forecast.TempC: priors[tempVar], forecast.DewPointC: priors[dewVar], forecast.WindMS: wind}
}

type readingKey struct {
	station  string
	variable forecast.Variable
	at       time.Time
}

type expectation struct{ value, sigma forecast.Float }

// Expect analyses what stations read about noon, each left out in turn: the
// answer gives what the others lead to expect of a station's value, and the
// standard error of that. Missing where fewer than five report together, for
// other hours and other variables. Values that bear a flag say nothing.
func Expect(stations map[string]forecast.Station, obs []forecast.Observation, rules forecast.Rules, loc *time.Location) func(string, forecast.Variable, time.Time) (value, sigma forecast.Float) {
	said := map[readingKey]expectation{}
	for _, group := range noonGroups(stations, obs, rules, loc) {
		for v, covariance := range expectedVariables() {
			group.expect(said, v, covariance, stations, rules)
		}
	}
	return func(station string, v forecast.Variable, at time.Time) (value, sigma forecast.Float) {
		e := said[readingKey{station, v, at}]
		return e.value, e.sigma
	}
}

// noonGroup is what the stations read about one noon, nearest to it.
type noonGroup []*forecast.Observation

// noonGroups are the groups by day, real and simulated readings apart, in an
// order that does not depend on that of the observations.
func noonGroups(stations map[string]forecast.Station, obs []forecast.Observation, rules forecast.Rules, loc *time.Location) []noonGroup {
	type day struct {
		date      forecast.Date
		simulated bool
	}
	nearest := map[day]map[string]*forecast.Observation{}
	for i := range obs {
		o := &obs[i]
		date := forecast.DateOf(o.Time, loc)
		off := func(o *forecast.Observation) time.Duration { return o.Time.Sub(date.At(rules.NoonHour, 0, loc)).Abs() }
		if _, placed := stations[o.Station]; !placed || !o.Issued.IsZero() || off(o) > time.Duration(rules.NoonWithinMinutes)*time.Minute {
			continue
		}
		own := nearest[day{date, o.Simulated}]
		if own == nil {
			own = map[string]*forecast.Observation{}
			nearest[day{date, o.Simulated}] = own
		}
		if had := own[o.Station]; had == nil || off(o) < off(had) || off(o) == off(had) && o.Time.Before(had.Time) {
			own[o.Station] = o
		}
	}
	var groups []noonGroup
	for _, own := range nearest {
		var g noonGroup
		for _, id := range sortedKeys(own) {
			g = append(g, own[id])
		}
		groups = append(groups, g)
	}
	return groups
}

// expect leaves each station out of the analysis of departures from the median.
func (g noonGroup) expect(said map[readingKey]expectation, v forecast.Variable, c geo.Covariance, stations map[string]forecast.Station, rules forecast.Rules) {
	var sites []geo.Site
	var values []geo.Value
	var from noonGroup
	for _, o := range g {
		st := stations[o.Station]
		if value := o.Usable(v); value.OK {
			sites = append(sites, site(st.Lat, st.Lon, st.ElevationM))
			values = append(values, geo.Value{V: value.V - lift(v, st, rules), OK: true})
			from = append(from, o)
		}
	}
	if len(values) < leastExpecting {
		return
	}
	middle := median(values)
	for i := range values {
		values[i].V -= middle
	}
	network, err := geo.NewNetwork(c, sites, nil)
	if err != nil {
		return
	}
	left, sigma, err := network.Expect(values)
	if err != nil { // two stations at one place, say: then nobody can judge
		return
	}
	for i, o := range from {
		said[readingKey{o.Station, v, o.Time}] = expectation{
			forecast.Some(left[i].V + middle + lift(v, stations[o.Station], rules)), forecast.Some(sigma[i])}
	}
}

// lift is what a station's height adds to a value at sea level.
func lift(v forecast.Variable, s forecast.Station, rules forecast.Rules) float64 {
	if !s.ElevationM.OK {
		return 0
	}
	switch v {
	case forecast.TempC:
		return geo.Lapse(0, 0, s.ElevationM.V, rules.TempLapseKPerKm)
	case forecast.DewPointC:
		return geo.Lapse(0, 0, s.ElevationM.V, rules.DewLapseKPerKm)
	}
	return 0
}

func median(values []geo.Value) float64 {
	sorted := make([]float64, len(values))
	for i, v := range values {
		sorted[i] = v.V
	}
	slices.Sort(sorted)
	n := len(sorted)
	return math.FMA(0.5, sorted[n/2]-sorted[(n-1)/2], sorted[(n-1)/2])
}
