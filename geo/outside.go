package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// OutsideKm is how far a place lies outside of the shapes, 0 within one; +Inf
// without any. Distances are on a plane that touches the earth at the place: good
// to a percent within some hundred kilometres.
func OutsideKm(shapes []orb.MultiPolygon, lon, lat float64) float64 {
	if NewLocator(shapes).Find(lon, lat) >= 0 {
		return 0
	}
	kmPerDegree := radians(MeanRadiusKm)
	scale := orb.Point{kmPerDegree * math.Cos(radians(lat)), kmPerDegree}
	least := math.Inf(1)
	for _, shape := range shapes {
		for _, polygon := range shape {
			for _, ring := range polygon {
				for i := 1; i < len(ring); i++ {
					least = math.Min(least, chordM(orb.Point{lon, lat}, ring[i-1], ring[i], scale))
				}
			}
		}
	}
	return least
}
