package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// TestCommentsStayAtTheDesk: what officers say of a draft stands on the draft and
// nowhere that the public looks, before and after it is published.
func TestCommentsStayAtTheDesk(t *testing.T) {
	h, store := newDesk(t)
	_, body := as(t, h, "officer", http.MethodPost, "/api/v1/runs", "{}")
	var made forecast.Run
	if err := json.Unmarshal([]byte(body), &made); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	path := "/api/v1/runs/" + made.ID
	for _, bad := range []string{`{"text":""}`, `{"text":"  "}`, `{}`, `{"text":"` + strings.Repeat("a", 2001) + `"}`} {
		if status, body := as(t, h, "officer", http.MethodPost, path+"/comments", bad); status != http.StatusUnprocessableEntity {
			t.Errorf("%.30s: %d %s", bad, status, body)
		}
	}
	if status, body := as(t, h, "officer", http.MethodPost, path+"/comments", `{"text":"chòi số 3 thấy khói"}`); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	if _, draft := as(t, h, "publisher", http.MethodGet, "/api/v1/drafts/"+made.ID, ""); !strings.Contains(draft, "chòi số 3 thấy khói") || !strings.Contains(draft, `"by":"key id-officer"`) {
		t.Errorf("the draft does not tell of it: %s", draft)
	}
	as(t, h, "publisher", http.MethodPost, path+"/publish", "")
	date := draftDayOf(store, made.ID)
	for _, public := range []string{"/api/v1/levels?date=" + date, path, "/api/v1/publications", "/api/v1/zones/z1/explain?date=" + date, "/bulletins/" + date + ".html"} {
		if _, body := get(t, h, public); strings.Contains(body, "thấy khói") {
			t.Errorf("%s tells the public of it", public)
		}
	}
	if status, body := as(t, h, "officer", http.MethodPost, path+"/comments", `{"text":"muộn"}`); status != http.StatusConflict || !strings.Contains(body, "published") {
		t.Errorf("after publication: %d %s", status, body)
	}
}

type draftBody struct {
	Left string `json:"left"`
	Days []struct {
		Zone, Date string
		Level      *int
		Yesterday  *int `json:"yesterday_level"`
	}
	Sums []struct {
		Date                              string
		Differing, Risen, Fallen, Unknown int
		ByLevel                           []int `json:"by_level"`
	}
	Known bool `json:"yesterday_known"`
}

// TestDraftBesideYesterday: a draft of many days is asked for a day at a time, with
// every day summed up, and each zone beside its level of the day before.
func TestDraftBesideYesterday(t *testing.T) {
	h, store := newDesk(t)
	read := func(query string) (d draftBody) {
		t.Helper()
		status, body := as(t, h, "officer", http.MethodGet, "/api/v1/drafts/draft-plain"+query, "")
		if err := json.Unmarshal([]byte(body), &d); err != nil || status != http.StatusOK {
			t.Fatalf("%d %v: %s", status, err, body)
		}
		return d
	}
	whole := read("")
	first, last := whole.Sums[0].Date, whole.Sums[len(whole.Sums)-1].Date
	if len(whole.Sums) < 2 || first >= last {
		t.Fatalf("sums: %+v", whole.Sums)
	}
	some := read("?date=" + last)
	for _, d := range some.Days {
		if d.Date != last {
			t.Errorf("a row of %s came with those of %s", d.Date, last)
		}
	}
	if len(some.Sums) != len(whole.Sums) || len(some.Days) >= len(whole.Days) && len(whole.Days) > 0 {
		t.Errorf("%d sums and %d rows, of %d and %d", len(some.Sums), len(some.Days), len(whole.Sums), len(whole.Days))
	}
	for _, bad := range []string{"?date=2016-01-01", "?date=mai"} {
		if status, body := as(t, h, "officer", http.MethodGet, "/api/v1/drafts/draft-plain"+bad, ""); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", bad, status, body)
		}
	}
	day, err := forecast.ParseDate(first)
	if err != nil {
		t.Fatal(err)
	}
	yesterday := map[string]forecast.Level{}
	for _, r := range store.runs {
		if r.public(evening) && !r.gone(evening) && r.Date == day.AddDays(-1) {
			for _, d := range r.Days {
				if d.Date == r.Date {
					yesterday[d.Zone] = d.Level
				}
			}
		}
	}
	if whole.Known != (len(yesterday) > 0) {
		t.Errorf("yesterday known: %v, but %v", whole.Known, yesterday)
	}
	for _, d := range whole.Days {
		want := yesterday[d.Zone]
		if (d.Yesterday == nil) != !want.Known() || d.Yesterday != nil && *d.Yesterday != int(want) {
			t.Errorf("zone %s stood at %v yesterday, the draft says %v", d.Zone, want, d.Yesterday)
		}
	}
}

// TestDraftLeftToPersons: the desk is told why the standing rule left a draft.
func TestDraftLeftToPersons(t *testing.T) {
	h, store := newDesk(t)
	store.audit = append(store.audit, forecast.AuditEntry{Seq: 1, Actor: "standing rule", Role: "standing_rule", Action: "publish", Subject: "run draft-plain", Refused: "only 3 of 36 zones are known"})
	for _, path := range []string{"/api/v1/drafts", "/api/v1/drafts/draft-plain"} {
		if _, body := as(t, h, "officer", http.MethodGet, path, ""); !strings.Contains(body, `"left":"only 3 of 36 zones are known"`) {
			t.Errorf("%s: %s", path, body)
		}
	}
}

// TestNothingNewIsNoDraft: the same readings at the same moment give the same run;
// when that was withdrawn meanwhile, no draft is promised.
func TestNothingNewIsNoDraft(t *testing.T) {
	h, _ := newDesk(t)
	_, body := as(t, h, "officer", http.MethodPost, "/api/v1/runs", "{}")
	var made forecast.Run
	if err := json.Unmarshal([]byte(body), &made); err != nil {
		t.Fatal(err)
	}
	as(t, h, "publisher", http.MethodPost, "/api/v1/runs/"+made.ID+"/publish", "")
	as(t, h, "publisher", http.MethodPost, "/api/v1/runs/"+made.ID+"/withdraw", `{"reason":"sai trạm"}`)
	status, body := as(t, h, "officer", http.MethodPost, "/api/v1/runs", "{}")
	if status != http.StatusConflict || !strings.Contains(body, "withdrawn") || !strings.Contains(body, "correct a reading") {
		t.Errorf("%d %s", status, body)
	}
}

// TestAuditIsAskedFor: by actor, action, subject, what was refused, a page at a
// time.
func TestAuditIsAskedFor(t *testing.T) {
	h, store := newDesk(t)
	for i, e := range []forecast.AuditEntry{
		{Actor: "key a", Action: "publish", Subject: "run x"}, {Actor: "key b", Action: "withdraw", Subject: "run x"},
		{Actor: "key a", Action: "publish", Subject: "run y", Refused: "the run is withdrawn"}, {Actor: "standing rule", Action: "publish", Subject: "run z"},
	} {
		e.Seq, e.At, e.Hash = int64(i+1), evening.Add(-time.Hour), fmt.Sprint("h", i+1)
		store.audit = append(store.audit, e)
	}
	for query, want := range map[string]string{
		"": "4 3 2 1", "?actor=key+a": "3 1", "?action=withdraw": "2", "?subject=run+x": "2 1", "?refused=true": "3",
		"?action=publish&limit=2": "4 3", "?action=publish&limit=2&before=3": "1", "?actor=nobody": "",
	} {
		_, body := as(t, h, "publisher", http.MethodGet, "/api/v1/audit"+query, "")
		var a struct{ Entries []struct{ Seq json.Number } }
		if err := json.Unmarshal([]byte(body), &a); err != nil {
			t.Fatalf("%s: %v: %s", query, err, body)
		}
		var got []string
		for _, e := range a.Entries {
			got = append(got, e.Seq.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
	if _, body := as(t, h, "publisher", http.MethodGet, "/api/v1/audit/chain", ""); !strings.Contains(body, `"whole":true`) || !strings.Contains(body, `"entries":4`) || !strings.Contains(body, `"last":"h4"`) {
		t.Errorf("the chain: %s", body)
	}
}
