package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/forecast"
)

var linkKey = []byte("key of the tests")

// newPost is a service whose alerts are in a store of their own; a pointer moves
// its clock.
func newPost(t *testing.T) (http.Handler, *store.Store, *time.Time) {
	t.Helper()
	now := evening
	clock := func() time.Time { return now }
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "t.db"), store.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	fake := season()
	fake.tokens = map[string]forecast.Token{}
	for _, role := range forecast.Roles {
		hash := api.HashOf(string(role))
		fake.tokens[hash] = forecast.Token{ID: "id-" + string(role), Role: role, Hash: hash, Expires: evening.Add(1000 * time.Hour)}
	}
	s, err := api.New(api.Config{Province: province(t), Store: fake, Clock: clock, Version: "test", Alerts: st, LinkKey: linkKey})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler(), st, &now
}

// alerted is a service with a public alert and a message of it.
func alerted(t *testing.T) http.Handler {
	t.Helper()
	h, st, _ := newPost(t)
	day := forecast.DateOf(evening, time.UTC)
	run := forecast.Run{ID: "r", Date: day, To: day, Issued: evening, ZoneSet: "thu-1", Input: []byte("{}"), Status: forecast.Draft}
	item := forecast.AlertItem{Subscription: "s", Zone: "z1", ZoneSet: "thu-1", Date: day, Level: forecast.V, Kind: forecast.AlertRise,
		Probability: forecast.Some(0.5), Facts: forecast.Facts{P: forecast.Some(7000), Until: day, Status: forecast.StatusForecast}}
	weighed := func(w forecast.Weighing) (forecast.Weighed, error) {
		return forecast.Weighed{
			Alerts: []forecast.Alert{{ID: "a", Event: w.Event.Num, Run: "r", Kind: forecast.AlertRise, Zone: "z1", ZoneSet: "thu-1", Date: day,
				Level: forecast.V, Sent: evening, Expires: evening.Add(time.Hour), Replaces: []string{"b"}, Facts: item.Facts}},
			Deliveries: []forecast.Delivery{{ID: "d", Purpose: forecast.DeliverAlert, Subscription: "s", Channel: forecast.ChannelEmail, Event: w.Event.Num,
				Items: []forecast.AlertItem{item}, State: forecast.DeliveryQueued, Created: evening, Due: evening, Expires: evening.Add(time.Hour)}},
		}, nil
	}
	for _, err := range []error{st.SaveRun(t.Context(), run), st.Publish(t.Context(), forecast.Publication{Run: "r", At: evening})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if done, err := st.Weigh(t.Context(), evening, weighed); err != nil || !done {
		t.Fatal(done, err)
	}
	return h
}

// from sends a request from a network address.
func from(t *testing.T, h http.Handler, address, method, path, body string) (int, string) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	req.RemoteAddr = address + ":1234"
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec.Code, rec.Body.String()
}

const askEmail = `{"address":"dan@example.vn","area":{"zones":["z1"]}}`

// waiting is the one confirmation that waits.
func waiting(t *testing.T, st *store.Store) forecast.Delivery {
	t.Helper()
	all, err := st.Deliveries(t.Context(), forecast.DeliveryQuery{})
	if err != nil || len(all) == 0 || all[0].Purpose != forecast.DeliverConfirm {
		t.Fatalf("deliveries %+v, %v", all, err)
	}
	return all[0]
}

func stateOf(t *testing.T, st *store.Store, id string) forecast.SubscriptionState {
	t.Helper()
	sub, err := st.Subscription(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return sub.State
}

// TestSubscriptionFromFirstToLast: asked for, looked at by a scanner, confirmed,
// confirmed again, changed, exported, unsubscribed by one click, erased.
func TestSubscriptionFromFirstToLast(t *testing.T) {
	h, st, _ := newPost(t)
	status, body := from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions", askEmail)
	if status != http.StatusAccepted || strings.Contains(body, "dan@") {
		t.Fatalf("%d %s", status, body)
	}
	id := waiting(t, st).Subscription
	path := func(purpose forecast.LinkPurpose) string {
		return "/api/v1/subscriptions/" + string(purpose) + "/" + forecast.LinkToken(linkKey, purpose, id)
	}
	for _, step := range []struct {
		method, path, body string
		status             int
		says               string
		state              forecast.SubscriptionState
	}{
		{http.MethodGet, path(forecast.LinkConfirm), "", 200, "Xác nhận đăng ký", forecast.SubscriptionPending},
		{http.MethodPost, path(forecast.LinkConfirm), "", 200, "Đã xác nhận", forecast.SubscriptionActive},
		{http.MethodPost, path(forecast.LinkConfirm), "", 200, "Đã xác nhận", forecast.SubscriptionActive},
		{http.MethodGet, path(forecast.LinkConfirm), "", 200, "Đã xác nhận", forecast.SubscriptionActive},
		{http.MethodGet, path(forecast.LinkConfirm) + "x", "", 404, "hết hạn", forecast.SubscriptionActive},
		{http.MethodGet, strings.Replace(path(forecast.LinkUnsubscribe), "unsubscribe", "manage", 1), "", 404, "", forecast.SubscriptionActive},
		{http.MethodGet, path(forecast.LinkManage), "", 200, "dan@example.vn", forecast.SubscriptionActive},
		{http.MethodPut, path(forecast.LinkManage), `{"language":"en","least":5,"area":{"point":[106.5,11.3],"radius_km":5},"wants":{"falls":false},"quiet":{"from":"21:00","to":"06:00"}}`, 200, `"least":5`, forecast.SubscriptionActive},
		{http.MethodPut, path(forecast.LinkManage), `{"area":{"zones":["z1"],"point":[106.5,11.3]}}`, 422, "exactly one", forecast.SubscriptionActive},
		{http.MethodGet, path(forecast.LinkUnsubscribe), "", 200, "Hủy đăng ký", forecast.SubscriptionActive},
		{http.MethodPost, path(forecast.LinkUnsubscribe), "List-Unsubscribe=One-Click", 200, "Đã hủy", forecast.SubscriptionEnded},
		{http.MethodPost, path(forecast.LinkUnsubscribe), "", 200, "Đã hủy", forecast.SubscriptionEnded},
		{http.MethodPost, path(forecast.LinkConfirm), "", 200, "Đã hủy", forecast.SubscriptionEnded},
	} {
		status, body := from(t, h, "192.0.2.1", step.method, step.path, step.body)
		if status != step.status || !strings.Contains(body, step.says) {
			t.Errorf("%s %s: %d %s", step.method, step.path, status, body)
		}
		if state := stateOf(t, st, id); state != step.state {
			t.Errorf("%s %s: it is %s", step.method, step.path, state)
		}
	}
	if sub, err := st.Subscription(t.Context(), id); err != nil || sub.Wants.Falls || !sub.Wants.Rises || sub.Quiet.From != 21*60 || sub.Language != "en" || sub.Area.Point == nil {
		t.Errorf("%+v, %v", sub, err)
	}
	if status, body := from(t, h, "192.0.2.1", http.MethodDelete, path(forecast.LinkManage), ""); status != 200 || !strings.Contains(body, `"erased":1`) {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := from(t, h, "192.0.2.1", http.MethodGet, path(forecast.LinkManage), ""); status != 404 {
		t.Errorf("an erased one is there: %d", status)
	}
}

func TestExpiredLink(t *testing.T) {
	h, st, now := newPost(t)
	from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions", askEmail)
	id := waiting(t, st).Subscription
	*now = now.Add(49 * time.Hour)
	status, _ := from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions/confirm/"+forecast.LinkToken(linkKey, forecast.LinkConfirm, id), "")
	if status != 404 || stateOf(t, st, id) != forecast.SubscriptionPending {
		t.Errorf("%d, %s", status, stateOf(t, st, id))
	}
}

// TestNobodyIsToldWhoSubscribes: known or not, too often or not, the answer is the
// same, and no mailbox is filled.
func TestNobodyIsToldWhoSubscribes(t *testing.T) {
	h, st, _ := newPost(t)
	_, first := from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions", askEmail)
	for range 6 {
		status, body := from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions", askEmail)
		if status != 202 || body != first {
			t.Errorf("%d %s", status, body)
		}
	}
	if all, _ := st.Deliveries(t.Context(), forecast.DeliveryQuery{}); len(all) != 3 {
		t.Errorf("%d confirmations to one address", len(all))
	}
	for _, address := range []string{"dan@example.vn", "nobody@example.vn"} {
		status, body := from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions/links", `{"address":"`+address+`"}`)
		if status != 202 || body != first {
			t.Errorf("%d %s", status, body)
		}
	}
}

func TestSubscribeTooOften(t *testing.T) {
	h, _, _ := newPost(t)
	last := 0
	for i := range 21 {
		last, _ = from(t, h, "192.0.2.7", http.MethodPost, "/api/v1/subscriptions", fmt.Sprintf(`{"address":"a%d@example.vn","area":{"zones":["z1"]}}`, i))
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the 21st in an hour: %d", last)
	}
	if status, _ := from(t, h, "192.0.2.8", http.MethodPost, "/api/v1/subscriptions", askEmail); status != 202 {
		t.Errorf("another network address: %d", status)
	}
}

func TestRefusedSubscriptions(t *testing.T) {
	h, st, _ := newPost(t)
	for i, body := range []string{
		`{"address":"dan@example.vn\r\nBcc: all@example.vn","area":{"zones":["z1"]}}`,
		`{"address":"Dân <dan@example.vn>","area":{"zones":["z1"]}}`,
		`{"address":"no address","area":{"zones":["z1"]}}`,
		`{"address":"dan@example.vn","area":{}}`,
		`{"address":"dan@example.vn","area":{"zones":["nowhere"]}}`,
		`{"address":"dan@example.vn","area":{"point":[10,50],"radius_km":1}}`,
		`{"address":"dan@example.vn","area":{"drawn":[[[106,11],[107,11],[107,12]]]}}`,
		`{"address":"dan@example.vn","area":{"zones":["z1"]},"least":6}`,
		`{"address":"dan@example.vn","area":{"zones":["z1"]},"wants":{"rises":false,"falls":false}}`,
		`{"address":"dan@example.vn","area":{"zones":["z1"]},"quiet":{"from":"25:00","to":"06:00"}}`,
		`{"channel":"webhook","address":"file:///etc/passwd","area":{"zones":["z1"]}}`,
		`{"channel":"webhook","address":"https://user:pass@example.vn/","area":{"zones":["z1"]}}`,
		`{"channel":"webhook","address":"https://sms.example.vn/send#0901234567","template":"sms","area":{"zones":["z1"]}}`, // the office pays
		`{"channel":"pigeon","address":"dan@example.vn","area":{"zones":["z1"]}}`,
	} {
		if status, answer := from(t, h, fmt.Sprint("192.0.2.", 20+i), http.MethodPost, "/api/v1/subscriptions", body); status != 422 {
			t.Errorf("%s: %d %s", body, status, answer)
		}
	}
	if counts, err := st.CountSubscriptions(t.Context()); err != nil || len(counts) != 0 {
		t.Errorf("kept %+v, %v", counts, err)
	}
}

// TestWhoMaySeeDeliveries asks the guarded routes of the alerts with every role.
func TestWhoMaySeeDeliveries(t *testing.T) {
	h, _, _ := newPost(t)
	for _, route := range []struct {
		method, path string
		may          map[string]int
	}{
		{http.MethodGet, "/api/v1/deliveries", map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200}},
		{http.MethodPost, "/api/v1/deliveries/x/retry", map[string]int{"": 401, "stranger": 401, "officer": 404, "publisher": 404, "admin": 404}},
		{http.MethodPost, "/api/v1/subscriptions/import", map[string]int{"": 401, "stranger": 401, "officer": 403, "publisher": 403, "admin": 400}},
		{http.MethodGet, "/api/v1/alerts", map[string]int{"": 200}},
	} {
		for role, want := range route.may {
			if status, body := as(t, h, role, route.method, route.path, ""); status != want {
				t.Errorf("%q, %s %s: %d, not %d: %s", role, route.method, route.path, status, want, body)
			}
		}
	}
}

func TestRegister(t *testing.T) {
	h, st, _ := newPost(t)
	ended := forecast.Subscription{ID: "e", Channel: forecast.ChannelEmail, Address: "gone@example.vn", State: forecast.SubscriptionActive}
	if err := st.SaveSubscription(t.Context(), ended, nil); err != nil {
		t.Fatal(err)
	}
	if err := st.EndSubscription(t.Context(), "e", evening); err != nil {
		t.Fatal(err)
	}
	rows := "address,zones,consent_basis,consent_date,least\n" +
		"owner1@example.vn,z1,văn bản 12/KL,2016-01-10,4\n" +
		"owner2@example.vn,z1 z2,văn bản 12/KL,2016-01-10,\n" +
		"owner3@example.vn,z1,,2016-01-10,4\n" +
		"no address,z1,văn bản,2016-01-10,4\n" +
		"owner4@example.vn,nowhere,văn bản,2016-01-10,4\n" +
		"gone@example.vn,z1,văn bản,2016-01-10,4\n"
	send := func(body string) (status int, a struct {
		Added, Known int
		Rejected     []struct {
			Line   int
			Reason string
		}
	}, text string) {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/subscriptions/import", strings.NewReader(body))
		req.Header.Set("Content-Type", "text/csv")
		req.Header.Set("Authorization", "Bearer admin")
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		text = rec.Body.String()
		if rec.Code == 200 {
			if err := json.Unmarshal([]byte(text), &a); err != nil {
				t.Fatal(err)
			}
		}
		return rec.Code, a, text
	}
	status, a, text := send(rows)
	if status != 200 || a.Added != 2 || len(a.Rejected) != 4 || a.Rejected[0].Line != 4 || strings.Contains(text, "gone@") || strings.Contains(text, "owner") {
		t.Errorf("%d %s", status, text)
	}
	if _, a, text = send(rows); a.Added != 0 || a.Known != 2 {
		t.Errorf("a second time: %s", text)
	}
	known, err := st.SubscriptionsOf(t.Context(), (&forecast.Subscription{Channel: "email", Address: "owner1@example.vn"}).Person())
	if err != nil || len(known) != 1 || known[0].State != forecast.SubscriptionActive || known[0].Consent.By != "key id-admin" || known[0].Consent.Basis != "văn bản 12/KL" {
		t.Errorf("%+v, %v", known, err)
	}
	if status, _, text = send("address,zones,consent\n"); status != 422 || !strings.Contains(text, "unknown column") {
		t.Errorf("%d %s", status, text)
	}
}

// TestNotReached: the desk sees who was not reached, masked, and tries again.
func TestNotReached(t *testing.T) {
	h, st, _ := newPost(t)
	from(t, h, "192.0.2.1", http.MethodPost, "/api/v1/subscriptions", askEmail)
	d := waiting(t, st)
	if err := st.Settle(t.Context(), []forecast.DeliveryOutcome{{ID: d.ID, State: forecast.DeliveryDead, At: evening, Failure: "mailbox full"}}); err != nil {
		t.Fatal(err)
	}
	_, body := as(t, h, "officer", http.MethodGet, "/api/v1/deliveries?state=dead", "")
	if !strings.Contains(body, "d…@example.vn") || strings.Contains(body, "dan@") || !strings.Contains(body, "mailbox full") {
		t.Errorf("%s", body)
	}
	_, metrics := from(t, h, "192.0.2.1", http.MethodGet, "/metrics", "")
	if !strings.Contains(metrics, `canhlua_deliveries{channel="email",state="dead"} 1`) {
		t.Error("the metrics do not tell of it")
	}
	if status, body := as(t, h, "officer", http.MethodPost, "/api/v1/deliveries/"+d.ID+"/retry", ""); status != 200 {
		t.Errorf("%d %s", status, body)
	}
	if _, metrics = from(t, h, "192.0.2.1", http.MethodGet, "/metrics", ""); !strings.Contains(metrics, `canhlua_delivery_oldest_seconds{channel="email"} 0`) {
		t.Error("nothing waits after it was queued again")
	}
}
