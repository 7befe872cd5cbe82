package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/canhlua/canhlua/api"
	"github.com/canhlua/canhlua/forecast"
)

// lookedAhead is a service whose outlook gives z1 fifteen members on each day.
func lookedAhead(t *testing.T, asked *int, fail error) http.Handler {
	t.Helper()
	s, err := api.New(api.Config{Province: province(t), Store: season(), Clock: func() time.Time { return evening }, Version: "test",
		Outlook: func(_ context.Context, from forecast.Date, days int) (forecast.Run, error) {
			*asked++
			var run forecast.Run
			for k := range days + 1 {
				run.Days = append(run.Days, forecast.ZoneDay{Zone: "z1", Date: from.AddDays(k), Level: forecast.IV,
					Outlook: &forecast.Outlook{Source: forecast.FromClimatology, Members: 15, Counts: []int{0, 0, 3, 9, 3}}})
			}
			return run, fail
		}})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func TestThirtyDaysAhead(t *testing.T) {
	asked := 0
	h := lookedAhead(t, &asked, nil)
	var a struct {
		Basis string `json:"basis"`
		Days  []struct {
			Date        string    `json:"date"`
			Probability []float64 `json:"probability"`
			Members     int       `json:"members"`
		} `json:"days"`
	}
	for range 2 {
		resp, body := get(t, h, "/api/v1/zones/z1/outlook")
		if err := json.Unmarshal([]byte(body), &a); err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s %v %s", resp.Status, err, body)
		}
	}
	if len(a.Days) != 30 || a.Basis != "climatology" || a.Days[0].Date != today.AddDays(1).String() || a.Days[29].Probability[3] != 0.6 || a.Days[0].Members != 15 {
		t.Errorf("got %+v", a)
	}
	if asked != 1 {
		t.Errorf("made %d times for one published run", asked)
	}
	if _, body := get(t, h, "/api/v1/zones/z2/outlook"); !json.Valid([]byte(body)) || asked != 1 {
		t.Errorf("another zone: %s, made %d times", body, asked)
	}
	if resp, _ := get(t, h, "/api/v1/zones/none/outlook"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("no such zone: %s", resp.Status)
	}
}

func TestAnOutlookThatFailsIsAskedAgain(t *testing.T) {
	asked := 0
	h := lookedAhead(t, &asked, errors.New("no archive"))
	for range 2 {
		if resp, body := get(t, h, "/api/v1/zones/z1/outlook"); resp.StatusCode != http.StatusInternalServerError {
			t.Errorf("%s %s", resp.Status, body)
		}
	}
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}
