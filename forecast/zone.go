package forecast

import (
	"context"

	"github.com/paulmach/orb"
)

// ForestPart is the forest of one forest-type group in a zone.
type ForestPart struct {
	Group  string `json:"group"`          // the key of lookup tables; "all" where the group is not known
	AreaHa Float  `json:"area_ha"`        // hectares
	Note   string `json:"note,omitempty"` // what it is, and where that is known from
}

// Zone is an area that has one fire-danger level a day.
type Zone struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Kind       string            `json:"kind,omitempty"` // xã, phường, tiểu khu, …
	Shape      orb.MultiPolygon  `json:"-"`              // WGS 84, longitude first
	Point      orb.Point         `json:"point"`          // a place inside, where its weather is taken
	ElevationM Float             `json:"elevation_m"`    // metres, of Point
	AreaHa     float64           `json:"area_ha"`
	HasForest  Tri               `json:"forest"`
	Forest     []ForestPart      `json:"forest_parts,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"` // everything else the source said
}

// Groups are the forest groups whose levels the zone shows; "all" when unknown.
func (z *Zone) Groups() []string {
	if len(z.Forest) == 0 {
		return []string{"all"}
	}
	groups := make([]string, len(z.Forest))
	for i, part := range z.Forest {
		groups[i] = part.Group
	}
	return groups
}

// ZoneSet is the zones of a province for a span of days. It never changes once
// stored; a new one ends its predecessor.
type ZoneSet struct {
	ID         string `json:"id"` // name and content hash
	Name       string `json:"name"`
	ValidFrom  Date   `json:"valid_from,omitzero"` // first day; none = since ever
	ValidTo    Date   `json:"valid_to,omitzero"`   // last day; none = until further notice
	Source     string `json:"source,omitempty"`
	Basis      string `json:"basis,omitempty"` // legal ground
	Indicative bool   `json:"indicative"`      // drawn from published facts, not an official boundary
	Zones      []Zone `json:"-"`               // by ID
}

// Covers reports whether the set is for the day.
func (s *ZoneSet) Covers(d Date) bool {
	return (s.ValidFrom.IsZero() || !d.Before(s.ValidFrom)) && (s.ValidTo.IsZero() || !d.After(s.ValidTo))
}

// ZoneStore keeps zone sets.
type ZoneStore interface {
	// SaveZoneSet adds a set with its dates. Sets that cover one of its days end
	// the day before, or disappear from those days when they began later.
	SaveZoneSet(ctx context.Context, set ZoneSet) error
	// ImportZoneSet is SaveZoneSet by somebody; its entry of the audit log commits
	// with it.
	ImportZoneSet(ctx context.Context, set ZoneSet, by AuditEntry) error
	// ZoneSets lists the sets, without their zones, by first day.
	ZoneSets(ctx context.Context) ([]ZoneSet, error)
	// ZoneSet gives a set with its zones.
	ZoneSet(ctx context.Context, id string) (ZoneSet, error)
}
