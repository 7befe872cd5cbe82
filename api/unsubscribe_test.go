package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

// follow subscribes an address to the first zone and confirms it; it gives the ID.
func follow(t *testing.T, h http.Handler, st *store.Store, address string) string {
	t.Helper()
	known, err := st.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions", strings.Replace(askEmail, "dan@example.vn", address, 1))
	all, err := st.Subscriptions(t.Context())
	if err != nil || len(all) != len(known)+1 {
		t.Fatal(len(all), err)
	}
	id := all[len(all)-1].ID
	from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions/confirm/"+forecast.LinkToken(linkKey, forecast.LinkConfirm, id), "")
	return id
}

// TestUnsubscribeEndsWhatTheMessageToldOf: one click ends the message's subscriptions;
// the page offers to end the person's others, and nobody ends a stranger's.
func TestUnsubscribeEndsWhatTheMessageToldOf(t *testing.T) {
	const oneClick = "List-Unsubscribe=One-Click"
	for _, test := range []struct {
		name, query, says string
		active            string // of own, merged, other, stranger
	}{
		{"its own", "", "Hủy tất cả", "-mos"},
		{"those merged into it", "?also={merged}", "Hủy tất cả", "--os"},
		{"all", "?all=true", "Đã hủy", "---s"},
		{"no stranger's", "?also={stranger},{merged},{other}", "Đã hủy", "---s"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h, st, _ := newPost(t)
			ids := map[string]string{"own": follow(t, h, st, "dan@example.vn"), "merged": follow(t, h, st, "dan@example.vn"),
				"other": follow(t, h, st, "Dan@example.vn"), "stranger": follow(t, h, st, "la@example.vn")}
			path := "/api/v1/subscriptions/unsubscribe/" + forecast.LinkToken(linkKey, forecast.LinkUnsubscribe, ids["own"])
			query := test.query
			for name, id := range ids {
				query = strings.ReplaceAll(query, "{"+name+"}", id)
			}
			if _, body := from(t, h, "192.0.2.1", http.MethodGet, path+query, ""); !strings.Contains(body, "Hủy đăng ký") {
				t.Errorf("opened: %s", body)
			}
			status, body := from(t, h, "192.0.2.1", http.MethodPost, path+query, oneClick)
			if status != http.StatusOK || !strings.Contains(body, test.says) {
				t.Errorf("pressed: %d %s", status, body)
			}
			active := ""
			for _, name := range []string{"own", "merged", "other", "stranger"} {
				mark := "-"
				if stateOf(t, st, ids[name]) == forecast.SubscriptionActive {
					mark = name[:1]
				}
				active += mark
			}
			if active != test.active {
				t.Errorf("active: %s, want %s", active, test.active)
			}
			if _, again := from(t, h, "192.0.2.1", http.MethodGet, path, ""); again != body {
				t.Errorf("opened again: %s", again)
			}
		})
	}
}
