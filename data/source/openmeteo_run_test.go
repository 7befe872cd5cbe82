package source_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/canhlua/canhlua/data/source"
	"github.com/canhlua/canhlua/forecast"
)

// modelServer answers metadata and points, and lists what it was asked for.
func modelServer(t *testing.T, meta *string) (*source.OpenMeteo, *[]string) {
	t.Helper()
	asked := &[]string{}
	s := client(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/data/") {
			if *meta == "" {
				http.NotFound(w, r)
				return
			}
			fmt.Fprint(w, *meta)
			return
		}
		*asked = append(*asked, r.FormValue("latitude"))
		forPoints(w, r)
	})
	s.Model = "ecmwf_ifs025"
	return s, asked
}

func metaOf(run, available time.Time) string {
	return fmt.Sprintf(`{"last_run_initialisation_time":%d,"last_run_availability_time":%d,"update_interval_seconds":21600}`, run.Unix(), available.Unix())
}

func mustFetch(t *testing.T, s *source.OpenMeteo) []forecast.Bulletin {
	t.Helper()
	got, err := fetch(t, s)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestOneRunOnce: a run is asked for once for each place, again on the next day;
// what failed and what is new is asked for again, and nothing else.
func TestOneRunOnce(t *testing.T) {
	run := modelNow.Truncate(6 * time.Hour)
	now, meta := modelNow, metaOf(run, run.Add(time.Minute))
	s, asked := modelServer(t, &meta)
	s.Clock = func() time.Time { return now }
	mustFetch(t, s)
	mustFetch(t, s)
	if got := strings.Join(*asked, " "); got != "11.29,11.15 11.24" {
		t.Errorf("asked for %q", got)
	}
	added := append(modelPoints[:3:3], source.Point{ID: "z4", Lat: 11.4, Lon: 106.5})
	s.Points = func(context.Context) ([]source.Point, error) { return added, nil }
	mustFetch(t, s)
	if got := (*asked)[2:]; len(got) != 1 || got[0] != "11.4" {
		t.Errorf("with a new place asked for %q", got)
	}
	meta = metaOf(run.Add(6*time.Hour), run.Add(7*time.Hour))
	now = run.Add(8 * time.Hour)
	if got := mustFetch(t, s); len(got) != 2 || !got[0].Observations[0].Issued.Equal(run.Add(6*time.Hour)) {
		t.Errorf("the next run: %d", len(got))
	}
	now = now.Add(24 * time.Hour)
	if got := mustFetch(t, s); len(got) != 2 {
		t.Errorf("the next day: %d", len(got))
	}
}

// A run that not every machine of the service has yet is not taken for it.
func TestRunSettles(t *testing.T) {
	run := modelNow.Truncate(6 * time.Hour)
	now := run.Add(7 * time.Hour)
	meta := metaOf(run.Add(6*time.Hour), now.Add(-9*time.Minute))
	s, asked := modelServer(t, &meta)
	s.Clock = func() time.Time { return now }
	if got := mustFetch(t, s); !got[0].Observations[0].Issued.Equal(run) {
		t.Errorf("issued %s", got[0].Observations[0].Issued)
	}
	now = now.Add(time.Minute)
	if got := mustFetch(t, s); len(got) != 2 || !got[0].Observations[0].Issued.Equal(run.Add(6*time.Hour)) || len(*asked) != 4 {
		t.Errorf("%d bulletins", len(got))
	}
}

// Without metadata, or with strange ones, it is asked anyway, every six hours.
func TestRunUnknown(t *testing.T) {
	for _, meta := range []string{"", "{}", "[]", `{"last_run_initialisation_time":9e18}`, `{"last_run_initialisation_time":-5}`, metaOf(modelNow.AddDate(0, 1, 0), modelNow)} {
		now := modelNow
		s, asked := modelServer(t, &meta)
		s.Clock = func() time.Time { return now }
		if got := mustFetch(t, s); !got[0].Observations[0].Issued.Equal(modelNow.Truncate(6 * time.Hour)) {
			t.Errorf("%s: issued %s", meta, got[0].Observations[0].Issued)
		}
		now = now.Add(time.Hour)
		mustFetch(t, s)
		if len(*asked) != 2 {
			t.Errorf("%s: asked %d times within six hours", meta, len(*asked))
		}
		now = now.Add(6 * time.Hour)
		mustFetch(t, s)
		if len(*asked) != 4 {
			t.Errorf("%s: asked %d times", meta, len(*asked))
		}
	}
}

// What the store has is not asked for, by the place it is kept at.
func TestKnownRun(t *testing.T) {
	meta := ""
	s, asked := modelServer(t, &meta)
	s.Known = func(_ context.Context, issued time.Time) (map[string]bool, error) {
		return map[string]bool{"z2": issued.Equal(modelNow.Truncate(6 * time.Hour))}, nil
	}
	mustFetch(t, s)
	if got := strings.Join(*asked, " "); got != "11.29,11.24" {
		t.Errorf("asked for %q", got)
	}
	broken := errors.New("no store")
	s.Known = func(context.Context, time.Time) (map[string]bool, error) { return nil, broken }
	if _, err := fetch(t, s); !errors.Is(err, broken) {
		t.Error(err)
	}
}

// Past days come by their dates, issued at the end of the span.
func TestPastDays(t *testing.T) {
	for name, c := range map[string]struct {
		archive bool
		last    forecast.Date
		path    string
		issued  time.Time
	}{
		"archive":              {true, forecast.Date{Year: 2026, Month: 3, Day: 1}, "/v1/archive", time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)},
		"historical forecasts": {false, forecast.Date{Year: 2026, Month: 3, Day: 2}, "/v1/forecast", time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)},
	} {
		asked := ""
		s := client(t, func(w http.ResponseWriter, r *http.Request) {
			asked = r.URL.Path + " " + r.FormValue("start_date") + " " + r.FormValue("end_date") + r.FormValue("past_days") + r.FormValue("forecast_days")
			forPoints(w, r)
		})
		s.Archive = c.archive
		s.Span = func() (forecast.Date, forecast.Date) { return c.last.AddDays(-365), c.last }
		s.Batch = 3
		got := mustFetch(t, s)
		if want := c.path + " " + c.last.AddDays(-365).String() + " " + c.last.String(); asked != want || s.Name() != "openmeteo_past" {
			t.Errorf("%s: asked for %q, want %q", name, asked, want)
		}
		o := got[0].Observations[0]
		if !o.Issued.Equal(c.issued) || o.Past() != o.Time.Before(c.issued) {
			t.Errorf("%s: issued %s, past %t", name, o.Issued, o.Past())
		}
		if again := mustFetch(t, s); len(again) != 0 {
			t.Errorf("%s: asked again", name)
		}
		s.Span = func() (forecast.Date, forecast.Date) { return c.last, c.last.AddDays(-1) }
		_, err := fetch(t, s)
		want(t, err, "before the first")
	}
}

// No address is longer than its cap, and no place is lost for that.
func TestLongAddress(t *testing.T) {
	var many []source.Point
	for i := range 100 {
		many = append(many, source.Point{ID: fmt.Sprint("p", i), Lat: 11 + float64(i)/1e6, Lon: 106, ElevationM: forecast.Some(float64(i))})
	}
	n, longest := 0, 0
	s := client(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		longest = max(longest, len(r.RequestURI))
		forPoints(w, r)
	})
	s.Points = func(context.Context) ([]source.Point, error) { return many, nil }
	s.Batch, s.MaxURL = 100, 700
	got := mustFetch(t, s)
	places := map[string]bool{}
	for _, b := range got {
		for _, o := range b.Observations {
			places[o.Station] = true
		}
	}
	if longest > 700 || n < 2 || len(places) != 100 {
		t.Errorf("%d requests of at most %d bytes for %d places", n, longest, len(places))
	}
}

// stub answers without a network.
type stub func(*http.Request) string

func (s stub) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Status: "200 OK", Body: io.NopCloser(strings.NewReader(s(r))), Request: r}, nil
}

func FuzzRunMetadata(f *testing.F) {
	f.Add(metaOf(modelNow, modelNow), int64(0))
	f.Add(`{"last_run_initialisation_time":1,"last_run_availability_time":9223372036854775807,"update_interval_seconds":-1}`, int64(1<<40))
	f.Fuzz(func(t *testing.T, meta string, after int64) {
		now := modelNow.Add(time.Duration(after % (1 << 50)))
		s := &source.OpenMeteo{Model: "m", Tries: 1, Clock: func() time.Time { return now },
			Points: func(context.Context) ([]source.Point, error) { return modelPoints[:1], nil },
			Client: &http.Client{Transport: stub(func(r *http.Request) string {
				if strings.HasPrefix(r.URL.Path, "/data/") {
					return meta
				}
				return placeAnswer("1", "2")
			})}}
		got, err := fetch(t, s)
		if err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
		if issued := got[0].Observations[0].Issued; issued.IsZero() || issued.After(now) || issued.Year() < 1969 {
			t.Errorf("issued %s at %s", issued, now)
		}
	})
}
