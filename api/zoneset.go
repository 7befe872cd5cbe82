package api

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// What shapes look like on the map: no border moves by more than the
// tolerance, and five decimals of a degree are about a metre.
const (
	displayToleranceM = 40
	displayDecimals   = 5
)

// zoneSet is a set with what the answers need of it, made once: a set never
// changes once stored, but for its dates, which are not read from here.
type zoneSet struct {
	forecast.ZoneSet
	shapes  [][]byte                  // GeoJSON geometries for display, by zone
	short   func() []orb.MultiPolygon // for messages, by zone; made when first asked for
	bound   orb.Bound
	locator *geo.Locator
}

func newZoneSet(set forecast.ZoneSet) *zoneSet {
	shapes := make([]orb.MultiPolygon, len(set.Zones))
	for i, z := range set.Zones {
		shapes[i] = z.Shape
	}
	z := &zoneSet{ZoneSet: set, bound: geo.Bound(shapes), locator: geo.NewLocator(shapes)}
	z.short = sync.OnceValue(func() []orb.MultiPolygon { return shortShapes(shapes) })
	for _, shape := range geo.SimplifyAll(shapes, displayToleranceM) {
		z.shapes = append(z.shapes, geo.AppendGeometry(nil, shape, displayDecimals))
	}
	return z
}

// zone gives a zone by ID.
func (z *zoneSet) zone(id string) (*forecast.Zone, bool) {
	i := slices.IndexFunc(z.Zones, func(zone forecast.Zone) bool { return zone.ID == id })
	if i < 0 {
		return nil, false
	}
	return &z.Zones[i], true
}

// set gives a zone set by ID.
func (s *Server) set(ctx context.Context, id string) (*zoneSet, error) {
	return s.sets.get(id, func() (*zoneSet, error) {
		own, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTime)
		defer cancel()
		set, err := s.store.ZoneSet(own, id)
		if err != nil {
			return nil, err
		}
		return newZoneSet(set), nil
	})
}

// setOn gives the zone set of a day; NotFound when none covers it.
func (s *Server) setOn(ctx context.Context, day forecast.Date) (*zoneSet, error) {
	sets, err := s.store.ZoneSets(ctx)
	if err != nil {
		return nil, err
	}
	for i := range sets {
		if sets[i].Covers(day) {
			return s.set(ctx, sets[i].ID)
		}
	}
	return nil, &forecast.NotFound{Kind: "zone set of", Name: day.String()}
}

// zoneOn gives a zone as it was on a day; if that day's set has no such zone,
// as it was last in any set.
func (s *Server) zoneOn(ctx context.Context, id string, day forecast.Date) (*forecast.Zone, *zoneSet, error) {
	sets, err := s.store.ZoneSets(ctx)
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(sets, func(a, b forecast.ZoneSet) int {
		if a.Covers(day) != b.Covers(day) {
			if a.Covers(day) {
				return -1
			}
			return 1
		}
		return b.ValidFrom.Compare(a.ValidFrom)
	})
	for _, meta := range sets {
		set, err := s.set(ctx, meta.ID)
		if err != nil {
			return nil, nil, err
		}
		if z, ok := set.zone(id); ok {
			dated := *set
			dated.ValidFrom, dated.ValidTo = meta.ValidFrom, meta.ValidTo
			return z, &dated, nil
		}
	}
	return nil, nil, &forecast.NotFound{Kind: "zone", Name: strings.ToValidUTF8(id, "?")}
}

func isNotFound(err error) bool {
	var none *forecast.NotFound
	return errors.As(err, &none)
}

// rounded keeps so many decimals.
func rounded(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale) / scale
}
