package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/store"
	"github.com/canhlua/canhlua/data/store/pgtest"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/job"
)

// alertDesk is a service with its mail server, its clock in the test's hand.
type alertDesk struct {
	*App
	t       testing.TB
	st      *store.Store
	site    *served
	office  *postOffice
	courier *job.Courier
	out     *bytes.Buffer
	now     time.Time
	key     string
	set     forecast.ZoneSet
	made    int
}

func newAlertDesk(t testing.TB, dsn string) *alertDesk {
	t.Helper()
	d := &alertDesk{t: t, office: newPostOffice(t), out: &bytes.Buffer{}, now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
	d.office.connect(t)
	var handler http.Handler
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(web.Close)
	t.Setenv("CANHLUA_BASE_URL", web.URL)
	d.site = &served{url: web.URL, err: &bytes.Buffer{}}
	var err error
	d.App, err = newApp(&CLI{DB: dsn, Log: "text"}, streams{in: &bytes.Buffer{}, out: d.out, err: io.Discard})
	d.must(err)
	d.clock = func() time.Time { return d.now }
	d.profile.Alerts.Webhook.AllowPrivate = true
	d.st, err = d.open(t.Context())
	d.must(err)
	t.Cleanup(func() { _ = d.st.Close() })
	service, err := d.App.site(t.Context(), d.st, nil)
	d.must(err)
	handler = service.Handler()
	by, err := d.tellers(t.Context(), d.st, d.clock)
	d.must(err)
	t.Cleanup(by.close)
	d.courier = by.courier(d.App, d.st, d.clock)
	d.set, err = zoneSetOn(t.Context(), d.st, d.today())
	d.must(err)
	d.must((&TokenAddCmd{Name: "p", Role: "publisher", Days: 9}).Run(t.Context(), d.App))
	d.key = strings.TrimSpace(d.out.String())
	return d
}

func (d *alertDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// draft is a run in which the first zone has a level on today and tomorrow.
func (d *alertDesk) draft(level forecast.Level) string {
	d.t.Helper()
	d.made++
	today := d.today()
	run := forecast.Run{ID: fmt.Sprintf("%s-%d", today, d.made), Date: today, To: today.AddDays(1), Issued: d.now, Slot: "manual", ZoneSet: d.set.ID,
		Profile: "test@0", InputHash: fmt.Sprint(d.made), Status: forecast.Draft, Input: []byte("{}")}
	for n := range 2 {
		for i, z := range d.set.Zones {
			l := forecast.II
			if i == 0 {
				l = level
			}
			run.Days = append(run.Days, forecast.ZoneDay{Zone: z.ID, Date: today.AddDays(n), Level: l, Status: forecast.StatusForecast})
		}
	}
	d.must(d.st.SaveRun(d.t.Context(), run))
	return run.ID
}

// tell weighs what is public and sends what is due, and gives what arrived.
func (d *alertDesk) tell() ([]mail, []hook) {
	d.t.Helper()
	_, err := d.service(d.st).Weigh(d.t.Context())
	d.must(err)
	for _, c := range forecast.Channels {
		for n := 1; n > 0; {
			n, err = d.courier.Deliver(d.t.Context(), c)
			d.must(err)
		}
	}
	d.now = d.now.Add(10 * time.Minute)
	return d.office.emptied()
}

func (d *alertDesk) post(path, body string, want int) map[string]any {
	d.t.Helper()
	status, answer := asked(d.t.(*testing.T), d.site, "", http.MethodPost, path, body)
	if status != want {
		d.t.Fatalf("POST %s: %d %v", path, status, answer)
	}
	return answer
}

// press opens a link as a scanner of mail does, then presses its button.
func (d *alertDesk) press(link string) {
	d.t.Helper()
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		req, err := http.NewRequestWithContext(d.t.Context(), method, link, strings.NewReader("List-Unsubscribe=One-Click"))
		d.must(err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := http.DefaultClient.Do(req)
		d.must(err)
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			d.t.Fatalf("%s %s: %s", method, link, resp.Status)
		}
	}
}

func (d *alertDesk) subscribe() {
	d.t.Helper()
	zone := d.set.Zones[0].ID
	for _, wish := range []string{
		`{"address":"chu@example.vn","area":{"zones":["` + zone + `"]}}`,
		`{"address":"owner@example.com","language":"en","area":{"zones":["` + zone + `"]}}`,
		`{"channel":"webhook","address":"` + d.office.url + `/x","secret":"` + hookSecret + `","area":{"zones":["` + zone + `"]}}`,
	} {
		d.post("/api/v1/subscriptions", wish, http.StatusAccepted)
	}
	if mails, hooks := d.tell(); len(mails) != 2 || len(hooks) != 1 {
		d.t.Fatalf("%d mails, %d webhooks ask for a confirmation", len(mails), len(hooks))
	} else {
		for _, m := range mails {
			d.press(confirmLink.FindString(m.text))
		}
		d.press(confirmLink.FindString(hooks[0].data.Data.Text))
	}
}

// came holds what arrived against beginnings of subjects, by receiver.
func (d *alertDesk) came(what string, vi, en string, hooks int) []mail {
	d.t.Helper()
	mails, calls := d.tell()
	want := map[string]string{"chu@example.vn vi": vi, "owner@example.com en": en}
	n := 0
	for to, begins := range want {
		if begins != "" {
			n++
		}
		i := slices.IndexFunc(mails, func(m mail) bool { return m.to+" "+m.language == to })
		if (i >= 0) != (begins != "") || i >= 0 && !strings.HasPrefix(mails[i].subject, begins) {
			d.t.Errorf("%s: %s got %+v, want %q", what, to, mails, begins)
		}
	}
	if len(mails) != n || len(calls) != hooks {
		d.t.Errorf("%s: %d mails, want %d; %d webhooks, want %d", what, len(mails), n, len(calls), hooks)
	}
	return mails
}

// TestAlertsArriveOnce: subscribed, confirmed, warned, not warned again, worse, taken
// back, over, unsubscribed; each time one message in the person's language.
func TestAlertsArriveOnce(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			dsn := filepath.Join(t.TempDir(), "t.db")
			if engine == "postgres" {
				dsn = pgtest.Start(t)
			}
			d := newAlertDesk(t, dsn)
			d.subscribe()
			publish := func(level forecast.Level) string {
				run := d.draft(level)
				status, answer := asked(t, d.site, d.key, http.MethodPost, "/api/v1/runs/"+run+"/publish", "")
				if status != http.StatusOK {
					t.Fatalf("%d %v", status, answer)
				}
				return run
			}
			d.must((&PublishCmd{Run_: d.draft(forecast.IV)}).Run(t.Context(), d.App))
			first := d.came("published by command", "Cháy rừng cấp IV", "Forest fire danger level IV", 1)
			publish(forecast.IV)
			d.came("the same again", "", "", 0)
			worse := publish(forecast.V)
			d.came("worse", "Cháy rừng cấp V", "Forest fire danger level V", 1)
			d.must((&WithdrawCmd{Run_: worse, Reason: "số liệu sai"}).Run(t.Context(), d.App))
			d.came("withdrawn", "Đính chính", "Correction", 1)
			publish(forecast.II)
			d.came("over", "Hết cảnh báo", "Warning over", 1)
			if !strings.Contains(first[0].text, "image/png") || first[0].unsubscribe == "" {
				t.Errorf("the mail has no map or no way out:\n%.3000s", first[0].text)
			}
			for _, m := range first {
				if m.to == "chu@example.vn" {
					d.press(m.unsubscribe)
				}
			}
			publish(forecast.V)
			d.came("unsubscribed", "", "Forest fire danger level V", 1)
		})
	}
}

// TestChannelsThatAreNotSetUp: nobody is promised a message that cannot be sent.
func TestChannelsThatAreNotSetUp(t *testing.T) {
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	zone := d.set.Zones[0].ID
	for name, wish := range map[string]string{
		"push without keys": `{"channel":"webpush","address":"https://push.example/x","secret":"{}","area":{"zones":["` + zone + `"]}}`,
		"webhook's secret":  `{"channel":"webhook","address":"` + d.office.url + `","secret":"x","area":{"zones":["` + zone + `"]}}`,
		"webhook's gateway": `{"channel":"webhook","address":"` + d.office.url + `","secret":"` + hookSecret + `","template":"no","area":{"zones":["` + zone + `"]}}`,
	} {
		if a := d.post("/api/v1/subscriptions", wish, http.StatusUnprocessableEntity); a["detail"] == "" {
			t.Errorf("%s: %v", name, a)
		}
	}
	if a := get[map[string]any](t, d.site, "/api/v1/subscriptions/channels"); fmt.Sprint(a["channels"]) != "[email webhook]" {
		t.Errorf("%v", a)
	}
}

// TestAnAreaMeetsAZone: nobody waits for a word that never comes.
func TestAnAreaMeetsAZone(t *testing.T) {
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	for wish, status := range map[string]int{
		`{"point":[106.65,11.05],"radius_km":0}`:                                      http.StatusAccepted,
		`{"point":[106.65,12.2],"radius_km":5}`:                                       http.StatusUnprocessableEntity,
		`{"point":[106.65,12.2],"radius_km":99}`:                                      http.StatusAccepted,
		`{"drawn":[[[106.6,11],[106.7,11],[106.7,11.1],[106.6,11]]]}`:                 http.StatusAccepted,
		`{"drawn":[[[107.14,11.51],[107.15,11.51],[107.15,11.52],[107.14,11.51]]]}`:   http.StatusUnprocessableEntity,
		`{"drawn":[[[106.6,11],[106.6,11],[106.6,11],[106.6,11]]],"zones":["25747"]}`: http.StatusUnprocessableEntity,
		`{"point":[11.05,106.65],"radius_km":5}`:                                      http.StatusUnprocessableEntity,
	} {
		d.post("/api/v1/subscriptions", `{"address":"a@example.vn","area":`+wish+`}`, status)
	}
}

// TestOneWayOutOfAMergedMessage: who has two subscriptions gets one message, and its
// link ends both.
func TestOneWayOutOfAMergedMessage(t *testing.T) {
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	for _, area := range []string{`{"zones":["` + d.set.Zones[0].ID + `"]}`, fmt.Sprintf(`{"point":[%f,%f],"radius_km":1}`, d.set.Zones[0].Point[0], d.set.Zones[0].Point[1])} {
		d.post("/api/v1/subscriptions", `{"address":"chu@example.vn","area":`+area+`}`, http.StatusAccepted)
		mails, _ := d.tell()
		d.press(confirmLink.FindString(mails[0].text))
	}
	d.must((&PublishCmd{Run_: d.draft(forecast.IV)}).Run(t.Context(), d.App))
	mails, _ := d.tell()
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	d.press(mails[0].unsubscribe)
	d.must((&PublishCmd{Run_: d.draft(forecast.V)}).Run(t.Context(), d.App))
	if mails, _ := d.tell(); len(mails) != 0 {
		t.Errorf("after the way out: %+v", mails)
	}
}

// TestTestMode: all goes to the sandbox, marked, and a channel without one is shut.
func TestTestMode(t *testing.T) {
	t.Setenv("CANHLUA_TEST_EMAIL", "sandbox@example.vn")
	d := newAlertDesk(t, filepath.Join(t.TempDir(), "t.db"))
	d.post("/api/v1/subscriptions", `{"address":"chu@example.vn","area":{"zones":["`+d.set.Zones[0].ID+`"]}}`, http.StatusAccepted)
	mails, _ := d.tell()
	if len(mails) != 1 || mails[0].to != "sandbox@example.vn" {
		t.Fatalf("%+v", mails)
	}
	d.must((&AlertsTestCmd{To: "somebody@example.vn", Language: "vi"}).Run(t.Context(), d.App))
	if mails, _ = d.office.emptied(); len(mails) != 1 || mails[0].to != "sandbox@example.vn" || !strings.HasPrefix(mails[0].subject, "[THỬ]") {
		t.Errorf("%+v", mails)
	}
	if err := (&AlertsTestCmd{To: d.office.url, Secret: hookSecret, Language: "vi"}).Run(context.Background(), d.App); err == nil || !strings.Contains(err.Error(), "test mode") {
		t.Errorf("got %v", err)
	}
}
