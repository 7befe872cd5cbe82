package source_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

const ensembleAnswer = `{"latitude":11.25,"longitude":106.5,"utc_offset_seconds":0,
"hourly_units":{"time":"unixtime","temperature_2m":"°C","dew_point_2m":"°C","precipitation":"mm","wind_speed_10m":"m/s","temperature_2m_member01":"°C"},
"hourly":{"time":[1772431200,1772434800],"temperature_2m":[33.2,33.5],"dew_point_2m":[21.5,21.0],"precipitation":[0,0.4],"wind_speed_10m":[2.5,3],
"temperature_2m_member01":[32.1,null],"dew_point_2m_member01":[22,null],"precipitation_member01":[1.2,null],"wind_speed_10m_member01":[1,null],
"temperature_2m_member02":[34,34.5],"cloud_cover_member02":[1,2]}}`

// TestEnsemble: the control and every member come as places of their own; a
// member that ends early lacks its hours, and the same run is asked for once.
func TestEnsemble(t *testing.T) {
	asked := 0
	s := client(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/data/") {
			fmt.Fprint(w, `{"last_run_initialisation_time":1772409600}`)
			return
		}
		asked++
		if r.URL.Path != "/v1/ensemble" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		fmt.Fprint(w, ensembleAnswer)
	})
	s.Ensemble, s.Model, s.Batch = true, "ecmwf_ifs025", 1
	got, err := fetch(t, s)
	if err != nil || len(got) != 3 || asked != 3 {
		t.Fatal(len(got), asked, err)
	}
	hours := map[string]int{}
	for _, o := range got[0].Observations {
		place, _, ok := forecast.MemberOf(o.Station)
		if !ok || place != "z1" || !o.Issued.Equal(time.Unix(1772409600, 0)) {
			t.Errorf("%+v", o)
		}
		hours[o.Station]++
	}
	if len(hours) != 3 || hours["member:00:z1"] != 2 || hours["member:01:z1"] != 1 || hours["member:02:z1"] != 2 || len(got[0].Rejects) > 0 {
		t.Errorf("%v, %v", hours, got[0].Rejects)
	}
	if again, err := fetch(t, s); err != nil || len(again) != 0 || asked != 3 {
		t.Errorf("the same run was asked for again: %d, %v", asked, err)
	}
}

// TestEnsembleBroken: a member that cannot be read stops no other; an answer whose
// columns cannot be told apart is refused whole.
func TestEnsembleBroken(t *testing.T) {
	const second = `"temperature_2m_member02":[34,34.5]`
	for name, c := range map[string]struct {
		answer string
		kept   int // observations of the others
		want   []string
	}{
		"a member is too short": {strings.Replace(ensembleAnswer, second, `"temperature_2m_member02":[34]`, 1), 3, []string{"member:02:11.25,106.5", "1 values of temperature_2m for 2 hours"}},
		"a member is absurd":    {strings.Replace(ensembleAnswer, "[34,34.5]", "[34,1e30]", 1), 3, []string{"member:02:", "1e+30"}},
		"no such member":        {strings.Replace(ensembleAnswer, "temperature_2m_member02", "temperature_2m_member9999", 1), 0, []string{"temperature_2m_member9999"}},
		"not a list":            {strings.Replace(ensembleAnswer, "[34,34.5]", `"hot"`, 1), 0, []string{"temperature_2m_member02"}},
		"a member in °F":        {strings.Replace(ensembleAnswer, `"temperature_2m_member01":"°C"`, `"temperature_2m_member01":"°F"`, 1), 0, []string{"°C", "°F"}},
		"wrong unit":            {strings.Replace(ensembleAnswer, `"precipitation":"mm"`, `"precipitation":"kg"`, 1), 1, []string{"precipitation", "kg"}},
		"two models":            {strings.Replace(ensembleAnswer, second, `"temperature_2m_member02_gfs":[34,34.5]`, 1), 0, []string{"another model"}},
		"cut off":               {ensembleAnswer[:len(ensembleAnswer)-40], 0, []string{"no JSON"}},
	} {
		obs, rejects := source.DecodeOpenMeteo("e.json", []byte(c.answer), nil, modelNow)
		if len(rejects) == 0 || len(obs) != c.kept && name != "wrong unit" {
			t.Errorf("%s: %d observations, %v", name, len(obs), rejects)
			continue
		}
		want(t, rejects[0].Err, c.want...)
	}
}

// TestEnsembleNames: the model's name behind every column is no other variable.
func TestEnsembleNames(t *testing.T) {
	renamed := ensembleAnswer
	for _, v := range []string{"temperature_2m", "dew_point_2m", "precipitation", "wind_speed_10m"} {
		for _, end := range []string{"", "_member01", "_member02"} {
			renamed = strings.ReplaceAll(renamed, `"`+v+end+`"`, `"`+v+end+`_ecmwf_ifs025_ensemble"`)
		}
	}
	plain, _ := source.DecodeOpenMeteo("e.json", []byte(ensembleAnswer), nil, modelNow)
	obs, rejects := source.DecodeOpenMeteo("e.json", []byte(renamed), nil, modelNow)
	if len(rejects) > 0 || line(t, obs) != line(t, plain) || len(obs) != 5 {
		t.Errorf("%d observations, %v", len(obs), rejects)
	}
}

// TestEnsembleKeepsLimit: a place of the ensemble counts as 20.4 calls, so 51
// calls a minute let two pass and the third a minute later.
func TestEnsembleKeepsLimit(t *testing.T) {
	w := &watch{now: modelNow}
	var at []time.Duration
	s := client(t, func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			at = append(at, w.now.Sub(modelNow))
			fmt.Fprint(rw, ensembleAnswer)
		}
	})
	s.Ensemble, s.Batch, s.PastDays, s.ForecastDays, s.Clock = true, 1, 1, 12, w.clock
	s.Limit = &source.Limiter{PerMinute: 51, Clock: w.clock, Sleep: w.sleep}
	if _, err := fetch(t, s); err != nil || fmt.Sprint(at) != "[0s 0s 1m0s]" {
		t.Errorf("asked after %v, %v", at, err)
	}
	w.now = w.now.Add(24 * time.Hour)
	at = nil
	s.Limit = &source.Limiter{PerDay: 41, Clock: w.clock, Sleep: w.sleep}
	got, err := fetch(t, s)
	if len(got) != 2 || len(at) != 2 {
		t.Errorf("%d bulletins", len(got))
	}
	want(t, err, "z3", "limit of calls is reached until")
}

// TestEnsembleFaults: faults pass or are told, and an answer without members is
// never taken for the one forecast.
func TestEnsembleFaults(t *testing.T) {
	for name, c := range map[string]struct {
		first http.HandlerFunc
		got   int
		waits time.Duration // at least
		want  []string
	}{
		"429, then good": {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "70"); w.WriteHeader(429) }, 1, 70 * time.Second, nil},
		"500, then good": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, 1, time.Millisecond, nil},
		"cut, then good": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, ensembleAnswer[:300]) }, 1, time.Millisecond, nil},
		"huge":           {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("[", 1<<16)) }, 0, 0, []string{"larger than 30000 bytes"}},
		"no members":     {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, placeAnswer("1", "2")) }, 0, 0, []string{"members: false", "check"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := &watch{now: modelNow}
			n := 0
			s := client(t, func(rw http.ResponseWriter, r *http.Request) {
				if n++; n == 1 {
					c.first(rw, r)
					return
				}
				fmt.Fprint(rw, ensembleAnswer)
			})
			s.Points = func(context.Context) ([]source.Point, error) { return modelPoints[:1], nil }
			s.Ensemble, s.MaxBytes, s.Clock, s.Sleep = true, 30000, w.clock, w.sleep
			s.Limit = &source.Limiter{PerMinute: 600, Clock: w.clock, Sleep: w.sleep}
			got, err := fetch(t, s)
			if len(got) != c.got || w.now.Sub(modelNow) < c.waits/2 || (err != nil) != (c.got == 0) {
				t.Errorf("%d bulletins after %s, %v", len(got), w.now.Sub(modelNow), err)
			}
			if c.got == 0 {
				want(t, err, c.want...)
			}
		})
	}
}

// TestClientsShareLimit: one client that is told to come back later holds the
// others, and what the store has of the control run is not asked for.
func TestClientsShareLimit(t *testing.T) {
	w := &watch{now: modelNow}
	var at []time.Duration
	refused := client(t, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "100")
		rw.WriteHeader(http.StatusTooManyRequests)
	})
	ensemble := client(t, func(rw http.ResponseWriter, r *http.Request) {
		at = append(at, w.now.Sub(modelNow))
		if lat := r.FormValue("latitude"); lat != "11.15" {
			t.Errorf("asked for %s", lat)
		}
		fmt.Fprint(rw, ensembleAnswer)
	})
	ensemble.Ensemble = true
	ensemble.Known = func(context.Context, time.Time) (map[string]bool, error) {
		return map[string]bool{"member:00:z1": true, "z2": true, "member:00:z3": true}, nil
	}
	limit := &source.Limiter{Clock: w.clock, Sleep: w.sleep}
	for _, s := range []*source.OpenMeteo{refused, ensemble} {
		s.Limit, s.Clock, s.Sleep, s.Tries = limit, w.clock, w.sleep, 1
	}
	refused.Points = func(context.Context) ([]source.Point, error) { return modelPoints[:1], nil }
	_, err := fetch(t, refused)
	want(t, err, "429")
	if got, err := fetch(t, ensemble); err != nil || len(got) != 1 || len(at) != 1 || at[0] != 100*time.Second {
		t.Errorf("%d bulletins, asked after %v, %v", len(got), at, err)
	}
}
