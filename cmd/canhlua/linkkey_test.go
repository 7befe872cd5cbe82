package main

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// again starts the service anew on the store of another, with the environment as it is.
func (d *alertDesk) again() *alertDesk {
	d.t.Helper()
	next := newAlertDesk(d.t, d.dsn)
	next.now = d.now
	return next
}

// TestAnotherLinkKey: with another key the links in the next messages work, and whoever
// was erased is known as long as the earlier key is given; check says when it is not.
func TestAnotherLinkKey(t *testing.T) {
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	zone := d.set.Zones[0].ID
	var manage string
	for _, address := range []string{"chu@example.vn", "gone@example.vn"} {
		d.post("/api/v1/subscriptions", `{"address":"`+address+`","area":{"zones":["`+zone+`"]}}`, http.StatusAccepted)
		mails, _ := d.tell()
		d.press(confirmLink.FindString(mails[0].text))
	}
	subs, err := d.st.Subscriptions(t.Context())
	d.must(err)
	key, err := linkKey(t.Context(), d.st, d.clock)
	d.must(err)
	manage = forecast.LinkToken(key, forecast.LinkManage, subs[1].ID)
	if status, a := asked(t, d.site, "", http.MethodDelete, "/api/v1/subscriptions/manage/"+manage, ""); status != http.StatusOK {
		t.Fatal(status, a)
	}
	register := "address,zones,consent_basis,consent_date,least\ngone@example.vn," + zone + ",văn bản,2025-01-10,4\n"
	refused := func(d *alertDesk, want bool) {
		t.Helper()
		d.must((&TokenAddCmd{Name: "a", Role: "admin", Days: 9}).Run(t.Context(), d.App))
		lines := strings.Fields(d.out.String())
		_, a := asked(t, d.site, lines[len(lines)-1], http.MethodPost, "/api/v1/subscriptions/import", register)
		if (a["added"] == 0.0) != want {
			t.Errorf("the register's row of an erased person: %v, want refused: %v", a, want)
		}
	}

	t.Setenv("CANHLUA_LINK_KEY", "a key that an office has chosen")
	d = d.again() // the key that was drawn is in the store
	refused(d, true)
	if f := d.checkLinks(t.Context(), d.st); f.err != nil {
		t.Error(f.err)
	}
	d.must((&PublishCmd{Run_: d.draft(forecast.IV)}).Run(t.Context(), d.App))
	mails, _ := d.tell()
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	d.press(mails[0].unsubscribe)

	d.must(d.st.SetMeta(t.Context(), drawnKey, "")) // as though it had been of the environment
	if f := d.checkLinks(t.Context(), d.st); f.err == nil || !strings.Contains(f.err.Error(), "CANHLUA_LINK_KEY_BEFORE") {
		t.Errorf("check says %v", f.err)
	}
	t.Setenv("CANHLUA_LINK_KEY_BEFORE", "x "+string(key))
	d = d.again()
	refused(d, true)
	if f := d.checkLinks(t.Context(), d.st); f.err != nil {
		t.Error(f.err)
	}
}

// TestLinksHoldAsLongAsMessagesCome: the nightly work extends what messages bear.
func TestLinksHoldAsLongAsMessagesCome(t *testing.T) {
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	d.subscribe()
	for range 5 {
		d.now = d.now.Add(360 * 24 * time.Hour)
		if _, err := d.service(d.st).Purge(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	d.must((&PublishCmd{Run_: d.draft(forecast.IV)}).Run(t.Context(), d.App))
	mails, _ := d.tell()
	if len(mails) != 2 {
		t.Fatalf("%d mails", len(mails))
	}
	d.press(mails[0].unsubscribe)
}
