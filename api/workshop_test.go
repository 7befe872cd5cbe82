package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/run"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/forecast/workshop"
)

const drafted = `# title: Bảng thử
# method: p
# rain_reset_mm: 5
# status: in_force
# basis: thử
# decision: 1/QĐ
forest_group,months,p_over,p_to,level
all,1-12,,2000,1
all,1-12,2000,,5
`

// newWorkshop is a service with a short past and a key of each role.
func newWorkshop(t *testing.T) (http.Handler, *fakeStore) {
	t.Helper()
	store := season()
	store.tokens = map[string]forecast.Token{}
	for _, role := range forecast.Roles {
		hash := api.HashOf(string(role))
		store.tokens[hash] = forecast.Token{ID: "id-" + string(role), Role: role, Hash: hash, Expires: evening.Add(time.Hour)}
	}
	s, err := api.New(api.Config{Province: province(t), Store: store, Clock: func() time.Time { return evening }, Version: "test", Past: shortPast})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler(), store
}

func shortPast(_ context.Context, from, to forecast.Date) (*workshop.Source, error) {
	in := run.Input{Today: to, Rules: forecast.Rules{MinWeight: 0.5, MaxKm: 100, MaxStations: 3, Power: 2, GapDays: 3},
		Stations: []forecast.Station{{ID: "s", Lat: 11, Lon: 106}}, Places: []run.Place{{Zone: "z1", Lat: 11, Lon: 106, Groups: []string{"all"}}}}
	for i, d := 0, from; !d.After(to); i, d = i+1, d.AddDays(1) {
		rain := 0.0
		if i%25 == 0 {
			rain = 12
		}
		in.Observed = append(in.Observed, forecast.Day{Place: "s", Date: d, Origin: forecast.Observed, TempC: forecast.Some(34),
			DewPointC: forecast.Some(22), RainMM: forecast.Some(rain), WindKmh: forecast.Some(10)})
	}
	weather, err := run.NewPast(in, run.Book{})
	return &workshop.Source{From: from, To: to, Places: in.Places, Weather: weather, Stations: 1}, err
}

// send posts a body of a type with the key of a role.
func send(t *testing.T, h http.Handler, role, path, kind string, body []byte) (int, string) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, bytes.NewReader(body))
	req.Header.Set("Content-Type", kind)
	if role != "" {
		req.Header.Set("Authorization", "Bearer "+role)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec.Code, rec.Body.String()
}

const (
	enactment = `{"decision":"12/2016/QĐ-UBND","date":"2016-03-01","issuer":"UBND tỉnh","valid_from":"2016-04-01"}`
	pastYear  = `"from":"2015-01-01","to":"2015-12-31"`
)

// TestWhoMayWorkInTheWorkshop asks every route of the workshop with every role.
func TestWhoMayWorkInTheWorkshop(t *testing.T) {
	officers := map[string]int{"": 401, "stranger": 401, "officer": 200, "publisher": 200, "admin": 200}
	for _, route := range []struct {
		method, path, body string
		may                map[string]int
	}{
		{http.MethodGet, "/api/v1/workshop/tables", "", officers},
		{http.MethodGet, "/api/v1/workshop/tables/DRAFT", "", officers},
		{http.MethodGet, "/api/v1/workshop/tables/DRAFT/annex/pdf", "", officers},
		{http.MethodPost, "/api/v1/workshop/check", drafted, officers},
		{http.MethodPost, "/api/v1/workshop/diff", `{"a":{"id":"` + edition + `"},"b":{"id":"DRAFT"}}`, officers},
		{http.MethodPost, "/api/v1/workshop/impact", `{"a":{"id":"` + edition + `"},"b":{"id":"DRAFT"},` + pastYear + `}`, officers},
		{http.MethodPost, "/api/v1/workshop/calibrate", `{"goal":"shares","method":"p","rain_reset_mm":5,"shares":[40,25,20,10,5],` + pastYear + `}`, officers},
		{http.MethodPost, "/api/v1/tables", drafted, map[string]int{"": 401, "stranger": 401, "officer": 403, "publisher": 201, "admin": 201}},
		{http.MethodPost, "/api/v1/tables/DRAFT/enact", enactment, map[string]int{"": 401, "stranger": 401, "officer": 403, "publisher": 200, "admin": 200}},
	} {
		for role, want := range route.may {
			h, store := newWorkshop(t)
			draft := addDraft(t, h)
			before := len(store.editions)
			kind := "application/json"
			if route.body == drafted {
				kind = "text/csv"
			}
			status, body := 0, ""
			if path := strings.Replace(route.path, "DRAFT", draft, 1); route.method == http.MethodGet {
				status, body = as(t, h, role, route.method, path, "")
			} else {
				status, body = send(t, h, role, path, kind, []byte(strings.Replace(route.body, "DRAFT", draft, 1)))
			}
			if status != want || status == 200 && strings.Contains(body, `"problem"`) {
				t.Errorf("%q, %s %s: %d, not %d: %s", role, route.method, route.path, status, want, body)
			}
			if want >= 400 && len(store.editions) != before {
				t.Errorf("%q, %s %s was refused and done", role, route.method, route.path)
			}
		}
	}
}

// addDraft sends another table than drafted as a draft and gives its ID.
func addDraft(t *testing.T, h http.Handler) string {
	t.Helper()
	status, body := send(t, h, "publisher", "/api/v1/tables?name=b.csv", "text/csv", []byte(strings.ReplaceAll(drafted, "2000", "3000")))
	var made struct {
		ID, CSV string
		Good    bool
	}
	if err := json.Unmarshal([]byte(body), &made); err != nil || status != http.StatusCreated || !made.Good {
		t.Fatalf("%d %v: %s", status, err, body)
	}
	if !strings.Contains(made.CSV, "status: draft") || strings.Contains(made.CSV, "1/QĐ") {
		t.Errorf("it came in as more than a draft: %s", made.CSV)
	}
	return made.ID
}

// TestDraftIsNeverPublic: neither listed nor shown nor in force, until it is enacted.
func TestDraftIsNeverPublic(t *testing.T) {
	h, store := newWorkshop(t)
	draft := addDraft(t, h)
	if _, list := get(t, h, "/api/v1/tables"); strings.Contains(list, draft) {
		t.Error("the public list has a draft")
	}
	if r, _ := get(t, h, "/api/v1/tables/"+draft); r.StatusCode != http.StatusNotFound {
		t.Errorf("a draft is shown to the public: %d", r.StatusCode)
	}
	if _, list := as(t, h, "officer", http.MethodGet, "/api/v1/workshop/tables", ""); !strings.Contains(list, draft) || !strings.Contains(list, `"draft":true`) {
		t.Errorf("the workshop does not list it: %s", list)
	}
	status, body := send(t, h, "publisher", "/api/v1/tables/"+draft+"/enact", "application/json", []byte(enactment))
	if status != http.StatusOK || !strings.Contains(body, `"valid_from":"2016-04-01"`) {
		t.Fatalf("%d %s", status, body)
	}
	if _, list := get(t, h, "/api/v1/tables"); !strings.Contains(list, "12/2016/QĐ-UBND") || strings.Contains(list, draft) {
		t.Errorf("the enacted table is not public: %s", list)
	}
	if by := store.audit[len(store.audit)-1]; by.Actor != "key id-publisher" || by.Role != "publisher" {
		t.Errorf("who enacted it: %+v", by)
	}
	rival := `{"decision":"13/2016/QĐ-UBND","date":"2016-03-01","issuer":"UBND tỉnh","valid_from":"2016-04-01"}`
	if status, body := send(t, h, "publisher", "/api/v1/tables/"+draft+"/enact", "application/json", []byte(rival)); status != http.StatusUnprocessableEntity || !strings.Contains(body, "would hold on the same days") {
		t.Errorf("two editions for one day: %d %s", status, body)
	}
	for _, bad := range []string{`{"decision":"","date":"2016-03-01","issuer":"U","valid_from":"2016-04-01"}`,
		`{"decision":"1","date":"2016-03-01","issuer":"U","valid_from":"2016-03-04"}`} {
		if status, body := send(t, h, "publisher", "/api/v1/tables/"+draft+"/enact", "application/json", []byte(bad)); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", bad, status, body)
		}
	}
}

// TestFaultyTableIsShownAtItsCells: the same from CSV and JSON; nothing is kept.
func TestFaultyTableIsShownAtItsCells(t *testing.T) {
	h, store := newWorkshop(t)
	before := len(store.editions)
	bad := []byte(strings.Replace(drafted, "all,1-12,2000,,5", "all,5-12,2000,,5\nall,1-3,2000,,5", 1))
	status, body := send(t, h, "officer", "/api/v1/workshop/check?name=b.csv", "text/csv", bad)
	var checked struct {
		Good   bool
		Faults []table.Fault
		Sheet  table.Sheet
	}
	if err := json.Unmarshal([]byte(body), &checked); err != nil || status != http.StatusOK || checked.Good || len(checked.Faults) == 0 {
		t.Fatalf("%d %v: %s", status, err, body)
	}
	if !strings.Contains(body, "months 4") || len(checked.Sheet.Rows) != 3 {
		t.Errorf("April is not missed: %s", body)
	}
	cells, err := json.Marshal(checked.Sheet)
	if err != nil {
		t.Fatal(err)
	}
	for kind, data := range map[string][]byte{"text/csv": bad, "application/json": cells} {
		status, body = send(t, h, "publisher", "/api/v1/tables?name=b.csv", kind, data)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, `"location":"line`) || !strings.Contains(body, "months 4") {
			t.Errorf("%s: %d %s", kind, status, body)
		}
	}
	for name, data := range map[string]string{"no table": "PK\x03\x04x", "no JSON": "{"} {
		kind := "application/octet-stream"
		if name == "no JSON" {
			kind = "application/json"
		}
		if status, body := send(t, h, "publisher", "/api/v1/tables", kind, []byte(data)); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if len(store.editions) != before {
		t.Error("a faulty table was kept")
	}
}

// TestTrialTellsHowFarItHasCome: lines of progress, then the result; a problem is a
// line too.
func TestTrialTellsHowFarItHasCome(t *testing.T) {
	h, _ := newWorkshop(t)
	draft := addDraft(t, h)
	_, body := send(t, h, "officer", "/api/v1/workshop/impact", "application/json",
		[]byte(`{"a":{"id":"`+edition+`"},"b":{"id":"`+draft+`"},`+pastYear+`}`))
	lines := strings.Split(strings.TrimSpace(body), "\n")
	var last struct {
		Result struct {
			Compared, Changed int
			Told              []forecast.Text
		}
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	if lines[0] != `{"done":1,"of":1}` || last.Result.Compared != 365 || last.Result.Changed == 0 || !strings.Contains(last.Result.Told[0].Vi, "workshop_one_station") {
		t.Errorf("%d lines: %s", len(lines), body)
	}
	for want, bad := range map[string]string{
		`"status":404`:          `{"a":{"id":"none"},"b":{"id":"` + draft + `"},` + pastYear + `}`,
		"exchange the two":      `{"a":{"id":"` + draft + `"},"b":{"id":"` + draft + `"},"from":"2015-02-01","to":"2015-01-01"}`,
		"more than 40 years":    `{"a":{"id":"` + draft + `"},"b":{"id":"` + draft + `"},"from":"1900-02-01","to":"2015-01-01"}`,
		"the column is missing": `{"a":{"id":"` + draft + `"},"b":{"sheet":{"meta":[{"key":"title","value":"x"},{"key":"method","value":"p"}],"head":["months"],"rows":[["1"]]}},` + pastYear + `}`,
	} {
		if _, body := send(t, h, "officer", "/api/v1/workshop/impact", "application/json", []byte(bad)); !strings.Contains(body, want) || !strings.Contains(body, "problem") {
			t.Errorf("want %q: %s", want, body)
		}
	}
	_, body = send(t, h, "officer", "/api/v1/workshop/calibrate", "application/json", []byte(`{"goal":"separate","method":"p","rain_reset_mm":5,`+pastYear+`}`))
	if !strings.Contains(body, "0 zone-days with a fire") {
		t.Errorf("calibrated on fires that are none: %s", body)
	}
}
