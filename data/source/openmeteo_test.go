package source_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// The answers of these tests are written after the service's documentation
// (open-meteo.com/en/docs, /en/docs/model-updates); the live service was not asked.

const hourlyPart = `"utc_offset_seconds":0,"elevation":20.0,` +
	`"hourly_units":{"time":"unixtime","temperature_2m":"°C","dew_point_2m":"°C","precipitation":"mm","wind_speed_10m":"m/s"},` +
	`"hourly":{"time":[1772431200,1772434800],"temperature_2m":[33.2,null],"dew_point_2m":[21.5,null],"precipitation":[0.0,null],"wind_speed_10m":[2.5,null]}}`

func placeAnswer(lat, lon string) string {
	return fmt.Sprintf(`{"latitude":%s,"longitude":%s,"generationtime_ms":0.1,`, lat, lon) + hourlyPart
}

var (
	modelNow    = time.Date(2026, 3, 2, 7, 10, 0, 0, time.UTC)
	modelPoints = []source.Point{{ID: "z1", Lat: 11.29, Lon: 106.37}, {ID: "z2", Lat: 11.15, Lon: 106.84}, {ID: "z3", Lat: 11.24, Lon: 106.64}}
)

// client asks a server that runs in the test.
func client(t *testing.T, handler http.HandlerFunc) *source.OpenMeteo {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &source.OpenMeteo{
		BaseURL: server.URL, PastDays: 92, Batch: 2, Timeout: 5 * time.Second, Tries: 3, Pause: time.Millisecond,
		Points: func(context.Context) ([]source.Point, error) { return modelPoints, nil },
		Client: server.Client(), Clock: func() time.Time { return modelNow },
	}
}

func fetch(t *testing.T, s forecast.Source) ([]forecast.Bulletin, error) {
	t.Helper()
	var got []forecast.Bulletin
	err := s.Fetch(t.Context(), func(b forecast.Bulletin) error { got = append(got, b); return nil })
	return got, err
}

// forPoints answers as many places as were asked for.
func forPoints(w http.ResponseWriter, r *http.Request) {
	lats, lons := strings.Split(r.FormValue("latitude"), ","), strings.Split(r.FormValue("longitude"), ",")
	var places []string
	for i := range lats {
		places = append(places, placeAnswer(lats[i], lons[i]))
	}
	if len(places) == 1 {
		fmt.Fprint(w, places[0])
		return
	}
	fmt.Fprintf(w, "[%s]", strings.Join(places, ","))
}

func TestOpenMeteoFetch(t *testing.T) {
	var asked []string
	s := client(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		if r.URL.Path == "/data/ecmwf_ifs025/static/meta.json" {
			fmt.Fprint(w, `{"last_run_initialisation_time":1772409600,"last_run_availability_time":1772430000,"update_interval_seconds":21600}`)
			return
		}
		forPoints(w, r)
	})
	s.Model = "ecmwf_ifs025"
	got, err := fetch(t, s)
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	const second = "/v1/forecast?forecast_days=11&hourly=temperature_2m%2Cdew_point_2m%2Cprecipitation%2Cwind_speed_10m&latitude=11.24&longitude=106.64" +
		"&models=ecmwf_ifs025&past_days=92&timeformat=unixtime&timezone=GMT&wind_speed_unit=ms"
	if len(asked) != 3 || asked[2] != second {
		t.Errorf("asked for %q", asked)
	}
	o := got[0].Observations[0]
	if len(got[0].Observations) != 2 || len(got[1].Observations) != 1 || got[0].Observations[1].Station != "z2" {
		t.Errorf("%+v", got)
	}
	const first = `{"station":"z1","time":"2026-03-02T06:00:00Z","temp_c":33.2,"dewpoint_c":21.5,"rh_pct":50.4,"wind_ms":2.5,` +
		`"rain":[{"mm":0,"hours":1}],"derived":["rh_pct"],"issued":"2026-03-02T00:00:00Z","source":"openmeteo"}`
	if line(t, o) != first || o.Place != nil || o.RawHash != got[0].Raw.Hash || !o.Received.Equal(modelNow) {
		t.Errorf("got %s", line(t, o))
	}
	again := (&source.Reader{}).Again(got[0].Raw)
	if line(t, again.Observations) != line(t, got[0].Observations) {
		t.Errorf("decoded again: %s", line(t, again))
	}
}

// Without metadata the run time is bounded by the last full six hours.
func TestOpenMeteoIssuedUnknown(t *testing.T) {
	s := client(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/data/") {
			http.NotFound(w, r)
			return
		}
		forPoints(w, r)
	})
	s.RunModel = "gfs_seamless"
	got, err := fetch(t, s)
	if err != nil || !got[0].Observations[0].Issued.Equal(time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)) {
		t.Error(got, err)
	}
}

func TestOpenMeteoElevation(t *testing.T) {
	for _, all := range []bool{true, false} {
		var elevation string
		s := client(t, func(w http.ResponseWriter, r *http.Request) { elevation = r.FormValue("elevation"); forPoints(w, r) })
		points := []source.Point{{ID: "a", ElevationM: forecast.Some(20.5)}, {ID: "b"}}
		if all {
			points[1].ElevationM = forecast.Some(7)
		}
		s.Points = func(context.Context) ([]source.Point, error) { return points, nil }
		if _, err := fetch(t, s); err != nil {
			t.Error(err)
		}
		if want := map[bool]string{true: "20.5,7"}[all]; elevation != want {
			t.Errorf("elevation %q, want %q", elevation, want)
		}
	}
}

func TestOpenMeteoTriesAgain(t *testing.T) {
	for name, fault := range map[string]http.HandlerFunc{
		"429 with Retry-After": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			fmt.Fprint(w, `{"error":true,"reason":"Minutely API request limit exceeded. Please try again in one minute."}`)
		},
		"500":            func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"truncated JSON": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"latitude":11.2,"hourly":{"time":[17`) },
		"cut connection": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `{"latitude":`)
		},
		"hanging": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var n atomic.Int32
			s := client(t, func(w http.ResponseWriter, r *http.Request) {
				if n.Add(1) == 1 {
					fault(w, r)
					return
				}
				forPoints(w, r)
			})
			s.Timeout = 200 * time.Millisecond
			began := time.Now()
			got, err := fetch(t, s)
			if err != nil || len(got) != 2 || n.Load() != 3 {
				t.Errorf("%d requests: %v, %v", n.Load(), got, err)
			}
			if name == "429 with Retry-After" && time.Since(began) < time.Second {
				t.Error("did not wait as long as the service asked for")
			}
		})
	}
}

func TestOpenMeteoGivesUp(t *testing.T) {
	for name, c := range map[string]struct {
		answer   http.HandlerFunc
		requests int32 // for each of the two batches
		want     []string
	}{
		"always 503": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, 3, []string{"z1", "z3", "3 tries", "503"}},
		"refused": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			fmt.Fprint(w, `{"error":true,"reason":"Latitude must be in range of -90 to 90°. Given: 91.0."}`)
		}, 1, []string{"400", "Latitude must be in range"}},
		"too large": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat(" ", 2000)) }, 1, []string{"larger than 1000 bytes"}},
		"a pause of a day": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", modelNow.Add(24*time.Hour).Format(http.TimeFormat))
			w.WriteHeader(429)
		}, 1, []string{"pause of 24h", "429"}},
	} {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int32
			s := client(t, func(w http.ResponseWriter, r *http.Request) { n.Add(1); c.answer(w, r) })
			s.MaxBytes = 1000
			got, err := fetch(t, s)
			if len(got) != 0 || n.Load() != 2*c.requests {
				t.Errorf("%d requests, %v", n.Load(), got)
			}
			want(t, err, c.want...)
		})
	}
}

// One batch that fails leaves the others, and an error of take ends the fetch.
func TestOpenMeteoParts(t *testing.T) {
	s := client(t, func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("latitude") == "11.24" {
			forPoints(w, r)
			return
		}
		w.WriteHeader(400)
	})
	got, err := fetch(t, s)
	if len(got) != 1 || got[0].Observations[0].Station != "z3" {
		t.Error(got)
	}
	want(t, err, "z1", "400")
	s = client(t, forPoints)
	full := errors.New("store full")
	if err := s.Fetch(t.Context(), func(forecast.Bulletin) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
}

func TestOpenMeteoCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := client(t, func(w http.ResponseWriter, _ *http.Request) { cancel(); w.WriteHeader(500) })
	s.Pause = time.Hour
	if err := s.Fetch(ctx, func(forecast.Bulletin) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestDecodeOpenMeteo(t *testing.T) {
	bad := strings.Replace(placeAnswer("1", "2"), `[2.5,null]`, `[2.5]`, 1)
	foreign := strings.NewReplacer(`"°C"`, `"°F"`, `"mm"`, `"inch"`, `"m/s"`, `"km/h"`, "33.2", "91.4", "21.5", "68", `"utc_offset_seconds":0`, `"utc_offset_seconds":25200`,
		"1772431200", `"2026-03-02T13:00"`, "1772434800", `"2026-03-02T14:00"`, "[0.0,", "[0.5,", "[2.5,", "[9,").Replace(placeAnswer("11.25", "106.5"))
	for name, c := range map[string]struct {
		text   string
		points []source.Point
		want   string // of the first observation, its beginning
		reject []string
	}{
		"stored, without points": {text: placeAnswer("11.25", "106.5"), want: `{"station":"11.25,106.5","time":"2026-03-02T06:00:00Z","temp_c":33.2,`},
		"other units and times": {text: foreign,
			want: `{"station":"11.25,106.5","time":"2026-03-02T06:00:00Z","temp_c":33,"dewpoint_c":20,"rh_pct":46.5,"wind_ms":2.5,"rain":[{"mm":12.7,"hours":1}]`},
		"one place is bad": {text: "[" + bad + "," + placeAnswer("3", "4") + "]", points: modelPoints[:2],
			want: `{"station":"z2"`, reject: []string{"z1", "1 values of wind_speed_10m for 2 hours"}},
		"one place errs": {text: `[{"error":true,"reason":"no data here"},` + placeAnswer("3", "4") + "]", points: modelPoints[:2],
			want: `{"station":"z2"`, reject: []string{"z1", "no data here"}},
		"an error":       {text: `{"error":true,"reason":"Cannot initialize"}`, reject: []string{"Cannot initialize"}},
		"too few places": {text: placeAnswer("1", "2"), points: modelPoints, reject: []string{"1 places", "3"}},
		"truncated":      {text: placeAnswer("1", "2")[:200], reject: []string{"no JSON"}},
		"no JSON":        {text: "<html>", reject: []string{"no JSON"}},
		"no hours":       {text: `{"latitude":1,"longitude":2}`, reject: []string{"no hourly values"}},
		"strange unit":   {text: strings.Replace(placeAnswer("1", "2"), `"m/s"`, `"bf"`, 1), reject: []string{`"bf"`}},
		"absurd value":   {text: strings.Replace(placeAnswer("1", "2"), "33.2", "1e300", 1), reject: []string{"temperature_2m", "1e+300"}},
		"absurd time":    {text: strings.Replace(placeAnswer("1", "2"), "1772431200", "9e17", 1), reject: []string{"time"}},
		"strange time":   {text: strings.Replace(placeAnswer("1", "2"), "1772431200", `"noon"`, 1), reject: []string{"noon"}},
	} {
		t.Run(name, func(t *testing.T) {
			obs, rejects := source.DecodeOpenMeteo("f.json", []byte(c.text), c.points, time.Time{})
			if (len(obs) > 0) != (c.want != "") || len(obs) > 0 && !strings.HasPrefix(line(t, obs[0]), c.want) {
				t.Errorf("got %s\nwant %s", line(t, obs), c.want)
			}
			if (len(rejects) > 0) != (c.reject != nil) {
				t.Fatal(rejects)
			}
			if len(rejects) > 0 {
				want(t, rejects[0].Err, c.reject...)
			}
		})
	}
}
