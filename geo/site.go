package geo

import "math"

// MeanRadiusKm is the mean radius of the earth, (2a+b)/3 of WGS 84 (IUGG R1).
const MeanRadiusKm = 6371.0088

// Site is a place with its height above mean sea level.
type Site struct {
	Lat          float64 // degrees north, WGS 84
	Lon          float64 // degrees east, WGS 84
	ElevationM   float64 // metres; meaningless unless HasElevation
	HasElevation bool
}

// DistanceKm is the great-circle distance on the sphere of MeanRadiusKm by the
// haversine formula (R. W. Sinnott, 1984, Sky and Telescope 68, 159; unchecked).
// It differs from the ellipsoid's by at most 0.6 %.
func DistanceKm(a, b Site) float64 {
	sinLat := math.Sin(radians(b.Lat-a.Lat) / 2)
	sinLon := math.Sin(radians(b.Lon-a.Lon) / 2)
	h := sinLat*sinLat + math.Cos(radians(a.Lat))*math.Cos(radians(b.Lat))*sinLon*sinLon
	return 2 * MeanRadiusKm * math.Asin(math.Sqrt(math.Min(h, 1)))
}

// Lapse brings a value from one height to another, both in metres, when it
// falls by kPerKm kelvin a kilometre upward.
func Lapse(value, fromM, toM, kPerKm float64) float64 {
	return value - (toM-fromM)/1000*kPerKm
}
