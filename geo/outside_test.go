package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/geo"
)

func TestOutsideKm(t *testing.T) {
	square := []orb.MultiPolygon{{{{{106, 11}, {107, 11}, {107, 12}, {106, 12}, {106, 11}}}}}
	for name, tt := range map[string]struct{ lon, lat, want float64 }{
		"within":         {106.5, 11.5, 0},
		"north":          {106.5, 12.1, 11.12},
		"beside an edge": {107.1, 11.5, 10.90},
		"at a corner":    {107.1, 12.1, 15.53},
	} {
		if got := geo.OutsideKm(square, tt.lon, tt.lat); math.Abs(got-tt.want) > 0.1 {
			t.Errorf("%s: %.2f km, not %.2f", name, got, tt.want)
		}
	}
	if got := geo.OutsideKm(nil, 106, 11); !math.IsInf(got, 1) {
		t.Errorf("of nothing: %v", got)
	}
}
