package store_test

import (
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

func testAssets(t *testing.T, s *store.Store) {
	by := forecast.AuditEntry{At: noon, Actor: "key a", Role: "officer"}
	tower := forecast.Asset{ID: "t1", Kind: "tower", Name: "Chòi Núi Cậu", Zone: "25777", Forest: "Núi Cậu", Lat: forecast.Some(11.3), Lon: forecast.Some(106.3),
		Count: forecast.Some(1), Contact: "Anh Ba", Phone: "0900", CheckedOn: day("2025-11-01"), ExpiresOn: day("2026-05-31"), Note: "n"}
	crew := forecast.Asset{ID: "c1", Kind: "crew", Name: "Tổ 1"}
	ok(t, s.SaveAssets(ctx, []forecast.Asset{tower, crew}, by))
	same(t, "there and back", must[[]forecast.Asset](t)(s.Assets(ctx)), []forecast.Asset{crew, tower})
	tower.Name, tower.Lat, tower.Lon, tower.ExpiresOn = "Chòi 1", forecast.Float{}, forecast.Float{}, forecast.Date{}
	ok(t, s.SaveAssets(ctx, []forecast.Asset{tower}, by))
	same(t, "replaced", must[[]forecast.Asset](t)(s.Assets(ctx)), []forecast.Asset{crew, tower})
	ok(t, s.RemoveAsset(ctx, "c1", by))
	notFound(t, s.RemoveAsset(ctx, "c1", by))
	same(t, "removed", must[[]forecast.Asset](t)(s.Assets(ctx)), []forecast.Asset{tower})
	audit := must[[]forecast.AuditEntry](t)(s.Audit(ctx, 0, 10))
	if len(audit) != 3 || audit[0].Action != "remove readiness" || audit[0].Subject != "readiness" || audit[0].Detail != "c1" || audit[2].Detail != "2 things" {
		t.Errorf("the audit log: %+v", audit)
	}
}
