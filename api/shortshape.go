package api

import (
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/geo"
)

// A shape in a message has at most mostPoints, unless it has more rings than that
// allows; no border moves by more than roughestM.
const (
	mostPoints = 300
	finestM    = 100.0
	roughestM  = 3200.0
)

// shortShapes gives coarser copies of shapes for messages: each as fine as its number
// of points allows.
func shortShapes(shapes []orb.MultiPolygon) []orb.MultiPolygon {
	out := make([]orb.MultiPolygon, len(shapes))
	for tolerance := finestM; tolerance <= roughestM; tolerance *= 2 {
		left := false
		for i, shape := range geo.SimplifyAll(shapes, tolerance) {
			if out[i] == nil || points(out[i]) > mostPoints {
				out[i] = shape
			}
			left = left || points(out[i]) > mostPoints
		}
		if !left {
			break
		}
	}
	return out
}

func points(shape orb.MultiPolygon) int {
	n := 0
	for _, polygon := range shape {
		if len(polygon) > 0 {
			n += len(polygon[0]) // holes are not written
		}
	}
	return n
}
