package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
)

// Under the rule of two persons whoever changed a draft does not publish it;
// another does.
func TestTwoPersons(t *testing.T) {
	_, store := newDesk(t)
	s, err := api.New(api.Config{Province: province(t), Store: store, Clock: func() time.Time { return evening }, TwoPersons: true})
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	body := strings.Replace(overrideZ1, `"level"`, `"date":"`+draftDayOf(store, "draft-plain")+`","level"`, 1)
	if status, answer := as(t, h, "publisher", http.MethodPost, "/api/v1/runs/draft-plain/override", body); status != http.StatusOK {
		t.Fatalf("%d %s", status, answer)
	}
	status, answer := as(t, h, "publisher", http.MethodPost, "/api/v1/runs/draft-plain/publish", "")
	if status != http.StatusConflict || !strings.Contains(answer, "another publisher") || len(store.steps) > 0 {
		t.Errorf("one person did both: %d %s", status, answer)
	}
	if last := store.audit[len(store.audit)-1]; last.Refused == "" || last.Actor != "key id-publisher" {
		t.Errorf("the audit log ends with %+v", last)
	}
	if status, answer := as(t, h, "admin", http.MethodPost, "/api/v1/runs/draft-plain/publish", ""); status != http.StatusOK {
		t.Errorf("another: %d %s", status, answer)
	}
}
