package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// hangingUp is a store whose asker hangs up as soon as something is done; like a
// real one it does nothing for who is gone.
type hangingUp struct {
	*fakeStore
	hangUp context.CancelFunc
}

func (h *hangingUp) ImportZoneSet(ctx context.Context, set forecast.ZoneSet, by forecast.AuditEntry) error {
	h.hangUp()
	return h.note(ctx, by)
}

func (h *hangingUp) note(ctx context.Context, by forecast.AuditEntry) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err := h.AppendAudit(ctx, by)
	return err
}

// Whoever acts and hangs up before it is noted is noted all the same: the rule of
// two persons rests on it too.
func TestNobodyActsUnseenByHangingUp(t *testing.T) {
	for name, c := range map[string]struct{ path, body, action string }{
		"a set of zones": {"/api/v1/zonesets?set=S&valid_from=2026-05-01&basis=QD+1", "good", "import zones"},
		"a draft":        {"/api/v1/runs", "{}", "make draft"},
		"readings":       {"/api/v1/observations", "all", "send readings"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			o := newOffice(t)
			store := &hangingUp{o.store, cancel}
			s, err := api.New(api.Config{Province: province(t), Store: store, Clock: func() time.Time { return evening },
				ReadZones: func(f forecast.ZoneFile) (forecast.ZoneReading, error) {
					return forecast.ZoneReading{Set: forecast.ZoneSet{ID: "set-9", Name: f.Set, Zones: []forecast.Zone{{ID: "a"}}}}, nil
				},
				Receive: func(ctx context.Context, by forecast.AuditEntry, _ []byte, _ int) ([]forecast.Outcome, error) {
					cancel()
					return outcomes["all"], store.note(ctx, by)
				},
				Predict: func(ctx context.Context, _ forecast.Date, by forecast.AuditEntry) (forecast.Run, error) {
					cancel()
					by.Action = "make draft" // as the store calls it
					return forecast.Run{ID: "draft-plain"}, store.note(ctx, by)
				}})
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequestWithContext(ctx, http.MethodPost, c.path, strings.NewReader(c.body))
			r.Header.Set("Authorization", "Bearer publisher")
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, r)
			if last := o.last(); last.Action != c.action || last.Refused != "" || last.Actor != "key id-publisher" {
				t.Errorf("%d %s; the audit log ends with %+v", w.Code, w.Body, last)
			}
		})
	}
}

// meanwhile changes a draft between the look at it and its publication.
type meanwhile struct{ *fakeStore }

func (m meanwhile) Publish(ctx context.Context, p forecast.Publication) error {
	for i := range m.runs {
		if m.runs[i].ID == p.Run {
			m.runs[i].Days[0].Override = &forecast.Override{Publication: forecast.Publication{By: p.By}}
		}
	}
	return m.fakeStore.Publish(ctx, p)
}

// Who overrides a level while their own request to publish is under way is one
// person still.
func TestTwoPersonsHoldWhenBothComeAtOnce(t *testing.T) {
	_, store := newDesk(t)
	s, err := api.New(api.Config{Province: province(t), Store: meanwhile{store}, Clock: func() time.Time { return evening }, TwoPersons: true})
	if err != nil {
		t.Fatal(err)
	}
	status, answer := as(t, s.Handler(), "publisher", http.MethodPost, "/api/v1/runs/draft-plain/publish", "")
	if status != http.StatusConflict || len(store.steps) > 0 {
		t.Errorf("%d %s", status, answer)
	}
}

// The address of a refused request may bear somebody's link: the audit log names
// the route, and no more.
func TestTheAuditLogBearsNoLink(t *testing.T) {
	o := newOffice(t)
	b := o.in(t, "officer")
	for path, action := range map[string]string{
		"/api/v1/subscriptions/manage/qwertyTOKEN":       "delete /api/v1/subscriptions/manage/{token}",
		"/nothing/" + strings.Repeat("qwertyTOKEN", 100): "delete none",
	} {
		want(t, path, b.send(t, http.MethodDelete, path, "", "Origin", "https://evil.example"), 403)
		if last := o.last(); last.Action != action || last.Refused == "" {
			t.Errorf("%s: %+v", path, last)
		}
	}
	if strings.Contains(o.log.String(), "TOKEN") {
		t.Error("the log tells a link")
	}
}
