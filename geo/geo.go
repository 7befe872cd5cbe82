// Package geo knows where things are: shapes of zones and their faults,
// distances, areas, neighbours' shares, GeoJSON in and out. It knows nothing of
// weather, levels or provinces, and never changes a shape it was given.
package geo

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Severity says whether a shape can be used in spite of a problem.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // the shape or file cannot be used
	Warning Severity = "warning" // it can be used; somebody should look
)

// Problem is what is wrong with a file, a feature or a ring, and what to do.
type Problem struct {
	Severity Severity
	File     string    // empty when unknown
	Feature  int       // 1-based; 0 = the whole file
	ID       string    // the feature's ID, when it has one
	Part     int       // polygon of a multipolygon, 1-based; 0 = none in particular
	Ring     int       // 1-based, the first is the outer ring; 0 = none in particular
	At       orb.Point // where, WGS 84; the zero point for nowhere in particular
	Value    string    // as given
	Reason   string
	Remedy   string
	Code     string            // of the kind, for those who word it in another language; may be empty
	Args     map[string]string // that fill the kind's words
}

// Error is "file: feature 3 (25747): part 1 ring 2: value: reason; remedy"
// without what is empty.
func (p Problem) Error() string {
	text := p.Reason
	if p.Value != "" {
		text = p.Value + ": " + text
	}
	if p.Ring > 0 {
		text = fmt.Sprintf("part %d ring %d: %s", p.Part, p.Ring, text)
	}
	if p.Feature > 0 {
		name := fmt.Sprintf("feature %d", p.Feature)
		if p.ID != "" {
			name += " (" + p.ID + ")"
		}
		text = name + ": " + text
	}
	if p.File != "" {
		text = p.File + ": " + text
	}
	if p.Remedy != "" {
		text += "; " + p.Remedy
	}
	return text
}

// Failed reports whether one of the problems is an error.
func Failed(problems []Problem) bool {
	for _, p := range problems {
		if p.Severity == Error {
			return true
		}
	}
	return false
}

// Bound is the smallest box, in degrees, around all shapes; the empty box
// (IsEmpty) for none.
func Bound(shapes []orb.MultiPolygon) orb.Bound {
	var all orb.Bound
	found := false
	for _, shape := range shapes {
		switch b := shape.Bound(); {
		case len(shape) == 0 || b.IsEmpty():
		case !found:
			all, found = b, true
		default:
			all = all.Union(b)
		}
	}
	if !found {
		return orb.MultiPolygon{}.Bound()
	}
	return all
}

func radians(deg float64) float64 { return deg * math.Pi / 180 }
