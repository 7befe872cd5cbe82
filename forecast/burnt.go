package forecast

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
)

// Burnt is what burnt as far as is known: each confirmed fire once, and each cluster of
// hotspots that belongs to none, as its first hotspot, with the confidence of the
// surest. A cluster that any confirmed fire has a hotspot of is that fire.
func (r *FireRules) Burnt(hotspots []Fire, records []FireRecord) []Fire {
	var out []Fire
	for _, f := range records {
		out = append(out, f.Fire())
	}
	for _, cluster := range r.Clusters(hotspots) {
		known := slices.ContainsFunc(cluster, func(h Fire) bool { return len(r.FiresOf(h, records)) > 0 })
		if !known {
			out = append(out, firstOf(cluster))
		}
	}
	return out
}

func firstOf(cluster []Fire) Fire {
	first := cluster[0]
	for _, h := range cluster {
		if sureness[h.Confidence] > sureness[first.Confidence] {
			first.Confidence = h.Confidence
		}
	}
	return first
}

var sureness = map[Confidence]int{LowConfidence: 1, NominalConfidence: 2, HighConfidence: 3}

// Clusters puts hotspots together that are likely of one fire: each lies so near to
// another of its cluster (ClusterKm), and was seen so soon before or after it
// (ClusterHours). Those within a cluster, and the clusters, stand by time and ID. A
// source of heat that is seen day after day is one cluster.
func (r *FireRules) Clusters(hotspots []Fire) [][]Fire {
	all := slices.Clone(hotspots)
	slices.SortFunc(all, func(a, b Fire) int { return cmp.Or(a.Time.Compare(b.Time), strings.Compare(a.ID, b.ID)) })
	of, begin := make([]int, len(all)), 0 // of[i] leads, step by step, to the first of i's cluster
	within := time.Duration(r.ClusterHours * float64(time.Hour))
	for i := range all {
		of[i] = i
		for all[i].Time.Sub(all[begin].Time) > within {
			begin++
		}
		for j := begin; j < i; j++ {
			if near(&all[i], &all[j], r.ClusterKm) {
				a, b := leader(of, i), leader(of, j)
				of[max(a, b)] = min(a, b)
			}
		}
	}
	return gathered(all, of)
}

func near(a, b *Fire, km float64) bool {
	return geo.DistanceHaversine(orb.Point{a.Lon, a.Lat}, orb.Point{b.Lon, b.Lat}) <= km*1000
}

func leader(of []int, i int) int {
	for of[i] != i {
		of[i] = of[of[i]] // the way is shorter next time
		i = of[i]
	}
	return i
}

func gathered(all []Fire, of []int) (clusters [][]Fire) {
	at := map[int]int{}
	for i := range all {
		first := leader(of, i)
		n, seen := at[first]
		if !seen {
			n = len(clusters)
			at[first], clusters = n, append(clusters, nil)
		}
		clusters[n] = append(clusters[n], all[i])
	}
	return clusters
}
