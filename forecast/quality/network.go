package quality

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// Network is what the network checks are told beside the readings.
type Network struct {
	Stations map[string]forecast.Station // by ID; a station that is not here has no neighbours
	// Analyse prepares the spatial check from the readings that are not flagged;
	// nil = not checked. It must not change obs, and its answer must not depend
	// on their order. It is asked again when flags have been added.
	Analyse func(obs []forecast.Observation) Expected
}

// CheckNetwork checks readings against each other, one for each station and time
// (forecast.Merge), in any order: buddy, spatial, rain_missing. It sets the flags
// of obs in place; flags of other tests stay, and a value that bears one neither
// vouches for others nor is judged. What needs a person but makes no value
// unusable comes back as warnings: isolated, duplicate, moved. Model weather is
// left alone, simulated and real readings are never compared.
//
// It is a pure function of the whole window, meant for the moment a run is
// computed and not for ingest: neighbours may arrive later than the reading they
// vouch for. Doing it again changes nothing.
func (c Checker) CheckNetwork(obs []forecast.Observation, net Network) []forecast.Warning {
	var warnings []forecast.Warning
	for i := range obs {
		obs[i].Flags = without(obs[i].Flags, networkTests)
	}
	kinds := [2]*network{c.network(obs, net, false), c.network(obs, net, true)}
	for _, n := range kinds {
		for _, v := range forecast.Scalars {
			if limit, ok := c.Limits.Buddy[v]; ok {
				n.buddies(v, limit)
			}
		}
		n.rainAlone()
		n.rainMissing()
	}
	if net.Analyse != nil {
		spatial(kinds[:], func() Expected { return net.Analyse(obs) })
	}
	for _, n := range kinds {
		n.finish()
		warnings = append(warnings, n.isolated()...)
		warnings = append(warnings, n.duplicates()...)
		warnings = append(warnings, n.moved(net.Stations)...)
	}
	return sorted(warnings)
}

// network is the readings of one kind, by station.
type network struct {
	limits *Limits
	posts  []post                       // by station ID
	judged map[forecast.Variable]series // by buddies
	others []float64                    // room to work in
	spots  []int                        // room to work in
}

type post struct {
	id   string
	name string
	site geo.Site
	spot int                     // first post of the same place
	obs  []*forecast.Observation // by time
	near []neighbour             // nearest first
}

type neighbour struct {
	post int
	km   float64
}

func (c Checker) network(obs []forecast.Observation, net Network, simulated bool) *network {
	byStation := map[string][]*forecast.Observation{}
	for i := range obs {
		o := &obs[i]
		if o.Issued.IsZero() && o.Simulated == simulated {
			byStation[o.Station] = append(byStation[o.Station], o)
		}
	}
	n := &network{limits: &c.Limits, judged: map[forecast.Variable]series{}}
	for id, own := range byStation {
		slices.SortStableFunc(own, newer)
		n.posts = append(n.posts, newPost(id, own, net.Stations))
	}
	slices.SortFunc(n.posts, func(a, b post) int { return cmp.Compare(a.id, b.id) })
	n.meet()
	return n
}

func newPost(id string, own []*forecast.Observation, stations map[string]forecast.Station) post {
	st, placed := stations[id]
	if !placed { // nowhere: a distance from there is not a number
		st.Lat, st.Lon = math.NaN(), math.NaN()
	}
	return post{id: id, name: nameOf(id, st.Name), obs: own,
		site: geo.Site{Lat: st.Lat, Lon: st.Lon, ElevationM: st.ElevationM.V, HasElevation: st.ElevationM.OK}}
}

// meet finds everyone's neighbours. Stations of one place are not neighbours:
// they may be one sensor under two names, and would vouch for its faults. For
// the same reason only one of them speaks to others.
func (n *network) meet() {
	limit := n.limits.Neighbours
	for i := range n.posts {
		n.posts[i].spot = i
		for j := range n.posts[:i] {
			a, b := &n.posts[i], &n.posts[j]
			if math.Abs(a.site.Lat-b.site.Lat)*110 > limit.Km { // a degree of latitude is 110.6 km or more
				continue
			}
			km := geo.DistanceKm(a.site, b.site)
			if km < n.limits.Duplicate.SiteKm && a.spot == i {
				a.spot = b.spot
			}
			if km >= n.limits.Duplicate.SiteKm && km <= limit.Km && math.Abs(a.above(b)) <= limit.HeightM {
				a.near = append(a.near, neighbour{j, km})
				b.near = append(b.near, neighbour{i, km})
			}
		}
	}
	for i := range n.posts {
		slices.SortFunc(n.posts[i].near, func(a, b neighbour) int {
			return cmp.Or(cmp.Compare(a.km, b.km), cmp.Compare(a.post, b.post))
		})
	}
}

// above is how many metres a lies above b; 0 when a height is not known.
func (p *post) above(b *post) float64 {
	if !p.site.HasElevation || !b.site.HasElevation {
		return 0
	}
	return p.site.ElevationM - b.site.ElevationM
}

// within is how far apart in time two readings may lie.
func (n *network) within() time.Duration {
	return time.Duration(n.limits.Neighbours.WithinMinutes * float64(time.Minute))
}

// finish flags what was derived from something the network flagged, and puts
// the network's flags in the order of the contract behind the others.
func (n *network) finish() {
	for i := range n.posts {
		for _, o := range n.posts[i].obs {
			spread(o)
			slices.SortStableFunc(o.Flags, func(a, b forecast.Flag) int { return cmp.Compare(rank(a), rank(b)) })
		}
	}
}

func rank(f forecast.Flag) int {
	if !slices.Contains(networkTests, f.Test) {
		return -1
	}
	return slices.Index(variables, f.Variable)
}

// spread flags a derived value like the one it comes from, so that it goes when
// that flag goes.
func spread(o *forecast.Observation) {
	for _, v := range o.Derived {
		value := o.Usable(v)
		i := slices.IndexFunc(o.Flags, func(f forecast.Flag) bool {
			return slices.Contains(networkTests, f.Test) && slices.Contains(bases[v], f.Variable)
		})
		if value.OK && i >= 0 {
			o.Flags = append(o.Flags, forecast.Flag{Variable: v, Test: o.Flags[i].Test, Value: value,
				Reason: names[v] + " " + show(value.V, v) + " was derived from a flagged value: " + o.Flags[i].Reason})
		}
	}
}
