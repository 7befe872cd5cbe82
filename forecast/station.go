package forecast

import (
	"context"
	"time"
)

// Station is a place where weather is observed.
type Station struct {
	ID         string  `json:"id"`               // as reported: WMO block and number, ICAO code, a ranger post's own code
	WIGOS      string  `json:"wigos,omitempty"`  // WIGOS station identifier, when known
	Name       string  `json:"name"`             // as people call it
	Lat        float64 `json:"lat"`              // degrees north, WGS 84
	Lon        float64 `json:"lon"`              // degrees east, WGS 84
	ElevationM Float   `json:"elevation_m"`      // metres above mean sea level
	Simulated  bool    `json:"simulated"`        // a station of the sample season; it does not exist
	Source     string  `json:"source,omitempty"` // where its place is known from
}

// Freshness is a station with the time of its newest observation.
type Freshness struct {
	Station
	Newest time.Time `json:"newest,omitzero"` // valid time of the newest observation, zero when there is none
}

// StationStore keeps stations.
type StationStore interface {
	// SaveStations adds stations or renews those of the same ID.
	SaveStations(ctx context.Context, stations []Station) error
	// Stations gives every station by ID, with its newest observation received by asOf.
	Stations(ctx context.Context, asOf time.Time) ([]Freshness, error)
}
