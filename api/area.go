package api

import (
	"context"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
)

// mostVertices bounds a drawn area.
const mostVertices = 1000

// Reach gives the zones of a set, by their places in it, that an area concerns.
type Reach func(set forecast.ZoneSet, a *forecast.Area) []int

type areaBody struct {
	Zones    []string       `json:"zones,omitempty" maxItems:"500"`
	Drawn    [][][2]float64 `json:"drawn,omitempty" doc:"Rings of [east, north] degrees, WGS 84, each closed"`
	Point    *[2]float64    `json:"point,omitempty" doc:"[east, north] degrees, WGS 84"`
	RadiusKm float64        `json:"radius_km,omitempty" minimum:"0" maximum:"100" doc:"Around the point"`
}

// area checks that exactly one form is given, and that it meets the province.
func (s *Server) area(ctx context.Context, b *areaBody) (forecast.Area, error) {
	set, err := s.setOn(ctx, s.moment().today)
	if err != nil {
		return forecast.Area{}, err
	}
	bad := func(reason, remedy string) (forecast.Area, error) {
		return forecast.Area{}, &forecast.Invalid{Column: "area", Reason: reason, Remedy: remedy}
	}
	forms := 0
	for _, given := range []bool{len(b.Zones) > 0, len(b.Drawn) > 0, b.Point != nil} {
		if given {
			forms++
		}
	}
	if forms != 1 {
		return bad("needs one of zones, drawn, point", "give exactly one of them")
	}
	a := forecast.Area{Zones: b.Zones, RadiusKm: b.RadiusKm}
	switch {
	case len(b.Zones) > 0:
		a.ZoneSet, a.RadiusKm = set.ID, 0
		for _, id := range b.Zones {
			if _, ok := set.zone(id); !ok {
				return bad("there is no zone "+id, "see /api/v1/zones")
			}
		}
	case b.Point != nil:
		p := orb.Point(*b.Point)
		a.Point = &p
		if !set.bound.Pad(1).Contains(p) {
			return bad("the point lies far outside of the province", "give it as [east, north] in degrees")
		}
	default:
		if a.Drawn, err = drawnOf(b.Drawn); err != nil {
			return forecast.Area{}, err
		}
		if !a.Drawn.Bound().Intersects(set.bound) {
			return bad("what is drawn lies outside of the province", "give it as [east, north] in degrees")
		}
	}
	if s.cfg.Reach != nil && len(s.cfg.Reach(set.ZoneSet, &a)) == 0 { // nobody waits for a word that never comes
		return bad("it meets no zone", "move it, or make it larger")
	}
	return a, nil
}

func drawnOf(rings [][][2]float64) (orb.Polygon, error) {
	var out orb.Polygon
	n := 0
	for _, ring := range rings {
		n += len(ring)
		if len(ring) < 4 || ring[0] != ring[len(ring)-1] || n > mostVertices {
			return nil, &forecast.Invalid{Column: "area", Reason: "a ring is open, too short, or has too many points",
				Remedy: "give at least four points, the last the same as the first, at most 1000 in all"}
		}
		var r orb.Ring
		for _, p := range ring {
			r = append(r, orb.Point(p))
		}
		out = append(out, r)
	}
	return out, nil
}
