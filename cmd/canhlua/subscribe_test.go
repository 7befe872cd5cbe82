package main

import (
	"path/filepath"
	"testing"

	"github.com/canhlua/canhlua/api/notify"
	"github.com/canhlua/canhlua/forecast"
)

// TestSubscribeInBrowser: the pages around alerts, by hand and by axe.
func TestSubscribeInBrowser(t *testing.T) {
	private, public, err := notify.PushKeys()
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"PUBLIC": public, "PRIVATE": private} {
		t.Setenv("CANHLUA_VAPID_"+name, value)
	}
	t.Setenv("CANHLUA_PUSH_SUBSCRIBER", "mailto:office@example.vn")
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	d.subscribe()
	d.must(d.st.Publish(t.Context(), forecast.Publication{Run: d.draft(forecast.IV), At: d.now}))
	d.tell()
	all, err := d.st.Deliveries(t.Context(), forecast.DeliveryQuery{State: forecast.DeliverySent})
	d.must(err)
	key, err := linkKey(t.Context(), d.st, d.clock)
	d.must(err)
	for _, delivery := range all {
		if sub, err := d.st.Subscription(t.Context(), delivery.Subscription); err == nil && sub.Address == "chu@example.vn" {
			t.Setenv("CANHLUA_MANAGE", forecast.LinkToken(key, forecast.LinkManage, sub.ID))
		}
	}
	browseBy(t, d.site, "", d.key, "subscribe.test.mjs")
}
