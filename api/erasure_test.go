package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// register sends one row for owner@example.vn and gives the answer.
func register(t *testing.T, h http.Handler, consent string) string {
	t.Helper()
	body := "address,zones,consent_basis,consent_date\nowner@example.vn,z1,văn bản," + consent + "\n"
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/subscriptions/import", strings.NewReader(body))
	req.Header.Set("Content-Type", "text/csv")
	req.Header.Set("Authorization", "Bearer admin")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	if rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "owner@") {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	return rec.Body.String()
}

func says(t *testing.T, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

var owner = forecast.Subscription{Channel: forecast.ChannelEmail, Address: "owner@example.vn"}

// erased is a service whose register had an owner who then asked to be erased.
func erased(t *testing.T) (http.Handler, *store.Store, *time.Time) {
	t.Helper()
	h, st, now := newPost(t)
	says(t, register(t, h, "2016-01-10"), `"added":1`)
	known, err := st.SubscriptionsOf(t.Context(), owner.Person())
	if err != nil || len(known) != 1 {
		t.Fatal(known, err)
	}
	link := "/api/v1/subscriptions/manage/" + forecast.LinkToken(linkKey, forecast.LinkManage, known[0].ID)
	if status, body := from(t, h, "192.0.2.1", http.MethodDelete, link, ""); status != http.StatusOK {
		t.Fatal(status, body)
	}
	return h, st, now
}

// TestErasedNotBackByRegister: the next register does not bring an erased owner back,
// nor one of that day's consent; a later consent does, and is then known.
func TestErasedNotBackByRegister(t *testing.T) {
	h, _, now := erased(t)
	day := forecast.DateOf(*now, province(t).Location)
	for _, consent := range []forecast.Date{day.AddDays(-30), day} {
		got := register(t, h, consent.String())
		says(t, got, `"added":0`)
		says(t, got, "row 2: asked to be erased; not entered")
	}
	*now = now.Add(48 * time.Hour)
	says(t, register(t, h, day.String()), "asked to be erased")
	says(t, register(t, h, day.AddDays(1).String()), `"added":1`)
	says(t, register(t, h, day.String()), `"known":1`)
}

// TestErasedComesBackThemselves: to ask is not enough, for anybody can; to confirm is.
func TestErasedComesBackThemselves(t *testing.T) {
	h, st, _ := erased(t)
	from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions", strings.Replace(askEmail, "dan@", "owner@", 1))
	says(t, register(t, h, "2016-01-10"), "asked to be erased")
	token := forecast.LinkToken(linkKey, forecast.LinkConfirm, waiting(t, st).Subscription)
	if status, body := from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions/confirm/"+token, ""); status != http.StatusOK {
		t.Fatal(status, body)
	}
	says(t, register(t, h, "2016-01-10"), `"added":1`)
}

// TestRegisterIDs: without the key they cannot be made from an address; a row of
// before the key is known, not doubled.
func TestRegisterIDs(t *testing.T) {
	h, st, _ := newPost(t)
	row := owner
	row.Area, row.Least, row.State = forecast.Area{Zones: []string{"z1"}, ZoneSet: "thu-1"}, forecast.IV, forecast.SubscriptionActive
	keyed, other, old := forecast.RegisterID(linkKey, &row), forecast.RegisterID([]byte("other"), &row), forecast.OldRegisterID(&row)
	if keyed == other || keyed == old {
		t.Errorf("IDs %s, %s, %s", keyed, other, old)
	}
	row.ID = old
	if err := st.SaveSubscription(t.Context(), row, nil); err != nil {
		t.Fatal(err)
	}
	says(t, register(t, h, "2016-01-10"), `"known":1`)

	h, st, _ = newPost(t)
	says(t, register(t, h, "2016-01-10"), `"added":1`)
	if _, err := st.Subscription(t.Context(), keyed); err != nil {
		t.Error(err)
	}
}
