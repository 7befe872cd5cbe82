package store_test

import (
	"errors"
	"testing"

	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func zoneSet(id, from, to string) forecast.ZoneSet {
	set := forecast.ZoneSet{ID: id, Name: "xã 2025", Source: "s", Basis: "b", Indicative: true}
	if from != "" {
		set.ValidFrom = day(from)
	}
	if to != "" {
		set.ValidTo = day(to)
	}
	set.Zones = []forecast.Zone{
		{ID: "25747", Name: "Dầu Tiếng", Kind: "xã", Point: orb.Point{106.367, 11.294}, ElevationM: forecast.Some(20), AreaHa: 18000.5,
			Shape: orb.MultiPolygon{{{{106, 11}, {107, 11}, {107, 12}, {106, 11}}}}, HasForest: forecast.Yes,
			Forest:     []forecast.ForestPart{{Group: "keo", AreaHa: forecast.Some(100), Note: "n"}},
			Attributes: map[string]string{"mã": "25747"}},
		{ID: "25750", Name: "Minh Thạnh", HasForest: forecast.No, Shape: orb.MultiPolygon{}},
		{ID: "9", Name: "?", Shape: orb.MultiPolygon{}},
	}
	return set
}

func testZoneSets(t *testing.T, s *store.Store) {
	set := zoneSet("a-1", "2025-07-01", "")
	ok(t, s.SaveZoneSet(ctx, set))
	ok(t, s.SaveZoneSet(ctx, set))
	same(t, "there and back", must[forecast.ZoneSet](t)(s.ZoneSet(ctx, "a-1")), set)
	_, err := s.ZoneSet(ctx, "none")
	notFound(t, err)
	set.Zones = nil
	same(t, "list", must[[]forecast.ZoneSet](t)(s.ZoneSets(ctx)), []forecast.ZoneSet{set})
	var invalid *forecast.Invalid
	if err := s.SaveZoneSet(ctx, zoneSet("b", "2025-07-02", "2025-07-01")); !errors.As(err, &invalid) {
		t.Errorf("ends before it begins: got %v, want Invalid", err)
	}
}

func testZoneSpans(t *testing.T, s *store.Store) {
	check := func(what string, want ...string) {
		t.Helper()
		var got []string
		for _, set := range must[[]forecast.ZoneSet](t)(s.ZoneSets(ctx)) {
			got = append(got, set.ID+" "+set.ValidFrom.String()+"…"+set.ValidTo.String())
		}
		same(t, what, got, want)
	}
	save := func(id, from, to string) { t.Helper(); ok(t, s.SaveZoneSet(ctx, zoneSet(id, from, to))) }
	save("embedded", "", "")
	save("first", "", "")
	check("for all days, in place of the embedded", "first …")
	save("embedded", "", "")
	check("the embedded again changes nothing", "first …")
	save("second", "2025-07-01", "")
	check("the predecessor ends the day before", "first …2025-06-30", "second 2025-07-01…")
	save("third", "2025-07-01", "")
	check("the same first day", "first …2025-06-30", "third 2025-07-01…")
	save("year", "2024-01-01", "2025-09-30")
	check("in between", "first …2023-12-31", "year 2024-01-01…2025-09-30", "third 2025-10-01…")
	save("first", "2026-01-01", "")
	check("an earlier one comes back", "first …2023-12-31", "year 2024-01-01…2025-09-30",
		"third 2025-10-01…2025-12-31", "first 2026-01-01…")
	if got := must[forecast.ZoneSet](t)(s.ZoneSet(ctx, "second")); len(got.Zones) != 3 {
		t.Errorf("a replaced set has %d zones, want 3: runs still name it", len(got.Zones))
	}
}
