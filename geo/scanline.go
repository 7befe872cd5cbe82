package geo

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// widestMiddle is the middle of the widest stretch of a latitude inside the polygon.
func widestMiddle(polygon orb.Polygon, lat float64) (orb.Point, bool) {
	var lons []float64
	for _, ring := range polygon {
		for i := range len(ring) - 1 {
			a, b := ring[i], ring[i+1]
			if (a[1] <= lat) != (b[1] <= lat) {
				lons = append(lons, a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]))
			}
		}
	}
	slices.Sort(lons)
	best, width := orb.Point{}, 0.0
	for i := 0; i+1 < len(lons); i += 2 {
		if w := lons[i+1] - lons[i]; w > width {
			best, width = orb.Point{(lons[i] + lons[i+1]) / 2, lat}, w
		}
	}
	return best, width > 0 && planar.PolygonContains(polygon, best)
}
