package forecast

import (
	"context"
	"time"
)

// Confidence is how sure a detection is, in three steps.
type Confidence string

// The confidences, the least first.
const (
	LowConfidence     Confidence = "low"
	NominalConfidence Confidence = "nominal"
	HighConfidence    Confidence = "high"
)

// Fire is a hotspot seen from space: something hot at a place and time, often but
// not always a fire.
type Fire struct {
	ID            string     `json:"id"` // from satellite, time and place: the same detection has the same ID
	Kind          string     `json:"kind"`
	Time          time.Time  `json:"time"`                    // of the overpass, UTC
	Lat           float64    `json:"lat"`                     // of the pixel's centre, degrees north, WGS 84
	Lon           float64    `json:"lon"`                     // degrees east
	Confidence    Confidence `json:"confidence,omitempty"`    // of a hotspot
	ConfidencePct Float      `json:"confidence_pct,omitzero"` // MODIS only, 0–100
	FRPMW         Float      `json:"frp_mw,omitzero"`         // fire radiative power, MW
	BrightnessK   Float      `json:"brightness_k,omitzero"`   // of the channel that found it
	ScanKm        Float      `json:"scan_km,omitzero"`        // size of the pixel across the track
	TrackKm       Float      `json:"track_km,omitzero"`       // and along it
	Night         Tri        `json:"night,omitzero"`
	Satellite     string     `json:"satellite,omitempty"`
	Instrument    string     `json:"instrument,omitempty"` // MODIS or VIIRS
	Version       string     `json:"version,omitempty"`
	Source        string     `json:"source"`

	RawHash  string    `json:"-"` // the Raw it was read from
	Received time.Time `json:"-"` // when the service got it, UTC
}

// Hotspot is the kind of fire that a satellite saw.
const Hotspot = "hotspot"

// FireStore keeps fires.
type FireStore interface {
	// SaveFires adds those that are new, by ID, and says how many were.
	SaveFires(ctx context.Context, fires []Fire) (saved int, err error)
	// Fires gives those seen in [from, to) and received by asOf, newest first.
	Fires(ctx context.Context, from, to, asOf time.Time) ([]Fire, error)
}
