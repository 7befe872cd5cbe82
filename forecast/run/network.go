package run

import (
	"strconv"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// weightsOn are the weights at a zone, by a variable's method, of the network as it
// was on a day; without a variable by inverse distance. A station that joined later
// neither counts nor is missing.
func (a *analysis) weightsOn(p Place, v string, d forecast.Date) []geo.Weight {
	members := a.membersOn(d)
	if len(members) < len(a.stations) {
		return a.weightsAmong(p, v, members)
	}
	if a.choice[v].Method != geo.MethodKriging {
		return a.weights[p.Zone]
	}
	return a.weightsAmong(p, v, members)
}

// membersOn are the stations that had joined the network by a day, by their place in
// it. They only grow from day to day, so that their number tells who they are.
func (a *analysis) membersOn(d forecast.Date) []int {
	if len(a.joined) == 0 {
		return a.everyone
	}
	members := make([]int, 0, len(a.stations))
	for i, s := range a.stations {
		if since, later := a.joined[s.ID]; !later || !d.Before(since) {
			members = append(members, i)
		}
	}
	return members
}

// weightsAmong computes the weights of some stations once.
func (a *analysis) weightsAmong(p Place, v string, members []int) []geo.Weight {
	key := v + " " + p.Zone + " " + strconv.Itoa(len(members))
	if weights, done := a.among[key]; done {
		return weights
	}
	sites := make([]geo.Site, len(members))
	for i, m := range members {
		sites[i] = a.sites[m]
	}
	weights := a.interpolator(v).Weights(site(p.Lat, p.Lon, p.ElevationM), sites)
	for i := range weights {
		weights[i].Index = members[weights[i].Index]
	}
	a.among[key] = weights
	return weights
}

// interpolator is a variable's method; optimal interpolation has a way of its own,
// and inverse distance where it has no background.
func (a *analysis) interpolator(v string) geo.Interpolator {
	if c := a.choice[v]; c.Method == geo.MethodKriging {
		return a.kriging(c.Covariance.Covariance)
	}
	return a.method
}

// everyWeight are the weights at a zone of the network as it is and as it ever was.
func (a *analysis) everyWeight(p Place) []geo.Weight {
	all := a.weights[p.Zone]
	for _, since := range a.joined {
		all = append(all[:len(all):len(all)], a.weightsOn(p, "", since.AddDays(-1))...)
	}
	return all
}

func (a *analysis) kriging(c geo.Covariance) geo.Kriging {
	return geo.Kriging{Covariance: c, MaxKm: a.rules.MaxKm, MaxCount: a.rules.MaxStations}
}
