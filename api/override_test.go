package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

const overrideZ1 = `{"zone":"z1","level":5,"reason":"đang đốt rẫy gần rừng"}`

// TestOverrideIsToldWhereverTheLevelIs: an officer's level is published with its
// reason, by role, beside what was computed.
func TestOverrideIsToldWhereverTheLevelIs(t *testing.T) {
	h, store := newDesk(t)
	_, body := as(t, h, "officer", http.MethodPost, "/api/v1/runs", "{}")
	var made forecast.Run
	if err := json.Unmarshal([]byte(body), &made); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	path := "/api/v1/runs/" + made.ID
	if status, body := as(t, h, "officer", http.MethodPost, path+"/override", `{"zone":"z1","date":"`+draftDayOf(store, made.ID)+`","level":1,"reason":"mưa rào chiều nay"}`); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	if _, draft := as(t, h, "officer", http.MethodGet, "/api/v1/drafts/"+made.ID, ""); !strings.Contains(draft, "mưa rào chiều nay") {
		t.Errorf("the draft does not tell of it: %s", draft)
	}
	if status, body := as(t, h, "publisher", http.MethodPost, path+"/publish", ""); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	date := draftDayOf(store, made.ID)
	for _, public := range []string{"/api/v1/levels?date=" + date, "/api/v1/levels.geojson?date=" + date, "/api/v1/zones/z1/explain?date=" + date} {
		_, body := get(t, h, public)
		if !strings.Contains(body, "mưa rào chiều nay") || strings.Contains(body, "id-officer") {
			t.Errorf("%s: %s", public, body)
		}
	}
	if _, body := get(t, h, "/api/v1/zones/z1/explain?date="+date); !strings.Contains(body, "đã điều chỉnh cấp tính được") || !strings.Contains(body, "put I in place of the computed level") {
		t.Errorf("the summary does not tell of it: %s", body)
	}
	if status, body := as(t, h, "officer", http.MethodPost, path+"/override", overrideZ1); status != http.StatusConflict || !strings.Contains(body, "published") {
		t.Errorf("a published run was overridden: %d %s", status, body)
	}
}

// draftDayOf is the first day of a run in the fake store that has z1.
func draftDayOf(store *fakeStore, id string) string {
	for _, r := range store.runs {
		for _, d := range r.Days {
			if r.ID == id && d.Zone == "z1" {
				return d.Date.String()
			}
		}
	}
	return ""
}

func TestOverridesRefused(t *testing.T) {
	for body, want := range map[string]int{
		`{"zone":"z1","level":6,"reason":"abc"}`:                     422,
		`{"zone":"z1","level":0,"reason":"abc"}`:                     422,
		`{"zone":"z1","reason":"abc"}`:                               422,
		`{"zone":"z1","level":3}`:                                    422,
		`{"zone":"z1","level":3,"reason":"   "}`:                     422,
		`{"zone":"z1","level":3,"reason":"abc","date":"5/3/2016"}`:   422,
		`{"zone":"nowhere","level":3,"reason":"abc"}`:                404,
		`{"zone":"z1","level":3,"reason":"abc","date":"2030-01-01"}`: 404,
		`{"zone":"z1","level":3,"reason":"abc","run":"another one"}`: 422,
	} {
		h, store := newDesk(t)
		if status, answer := as(t, h, "officer", http.MethodPost, "/api/v1/runs/draft-plain/override", body); status != want {
			t.Errorf("%s: %d %s", body, status, answer)
		}
		if want != 422 && (len(store.audit) != 1 || store.audit[0].Refused == "" || store.audit[0].Actor != "key id-officer") {
			t.Errorf("%s: the audit log has %+v", body, store.audit)
		}
	}
}

// What a key was refused is kept with its reason; a stranger's tries are not.
func TestRefusalsAreAudited(t *testing.T) {
	h, store := newDesk(t)
	as(t, h, "officer", http.MethodPost, "/api/v1/runs/draft-plain/publish", "")
	as(t, h, "stranger", http.MethodPost, "/api/v1/runs/draft-plain/publish", "")
	gone := store.tokens[api.HashOf("admin")]
	gone.Revoked = evening.AddDate(0, 0, -1)
	store.tokens[api.HashOf("admin")] = gone
	as(t, h, "admin", http.MethodPost, "/api/v1/runs/draft-plain/publish", "")
	if len(store.audit) != 2 || store.audit[0].Refused != "needs the role publisher" || !strings.Contains(store.audit[1].Refused, "revoked") || store.audit[0].From == "" {
		t.Errorf("the log: %+v", store.audit)
	}
	_, body := as(t, h, "publisher", http.MethodGet, "/api/v1/audit?limit=1", "")
	var a struct {
		Entries []forecast.AuditEntry `json:"entries"`
		Next    int64                 `json:"next"`
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || len(a.Entries) != 1 || a.Entries[0].Seq != 2 || a.Next != 2 {
		t.Errorf("%v %s", err, body)
	}
}
