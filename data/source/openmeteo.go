package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Point is a place that model weather is asked for.
type Point struct {
	ID         string // the zone or station the values are for
	Lat, Lon   float64
	ElevationM forecast.Float // the service takes its own terrain's height when missing
}

// OpenMeteo asks open-meteo.com for hourly temperature, dew point, rain and wind:
// the forecast API (documentation: open-meteo.com/en/docs), the ensemble API for
// all members of a model (…/ensemble-api), or with Span the weather of past days
// (…/historical-weather-api, …/historical-forecast-api). The zero value of a limit
// means its default.
//
// Issued is the start of the newest run of RunModel, from the service's metadata
// ("last_run_initialisation_time"). Without RunModel, or when the metadata do not
// answer, it is the time of the request, put back to the last full 6 hours: no run
// that began later can be in the answer, though an older one may be. Hours
// before Issued come from earlier runs, joined together by the service. Past days
// are issued at the end of their span.
type OpenMeteo struct {
	BaseURL  string // default https://api.open-meteo.com
	Model    string // of the parameter models; empty lets the service choose
	MetaURL  string // where the metadata are; default BaseURL
	RunModel string // whose metadata tell the run time; default Model
	Ensemble bool   // asks the ensemble API for all members
	Members  int    // of an ensemble, to reckon what a request costs; default 51
	Archive  bool   // asks the archive API, and needs Span
	Points   func(context.Context) ([]Point, error)
	// Span is which past days are asked for, UTC; nil = those around today.
	Span func() (first, last forecast.Date)
	// Known is at which places weather of a model run is kept already; may be nil.
	// An ensemble's points are known by the control run's place.
	Known        func(ctx context.Context, issued time.Time) (map[string]bool, error)
	PastDays     int           // 0–92
	ForecastDays int           // 1–16, default 11: today and ten days ahead
	Batch        int           // most points in one request, default 50
	MaxURL       int           // longest address, default 4000 bytes
	Timeout      time.Duration // of one try, default 30 s
	Tries        int           // default 4
	Pause        time.Duration // before the second try, doubled each time; default 1 s
	MaxBytes     int64         // of an answer, default 32 MiB
	Limit        *Limiter      // shared by the clients of the service; nil = none
	Sleep        Sleep         // between tries; default: time passes
	Client       *http.Client  // default: one of its own
	Clock        forecast.Clock

	mu   sync.Mutex
	have fetched
}

// Name is "openmeteo", "openmeteo_ensemble" or "openmeteo_past".
func (s *OpenMeteo) Name() string {
	switch {
	case s.Ensemble:
		return FormatOpenMeteo + "_ensemble"
	case s.Span != nil:
		return FormatOpenMeteo + "_past"
	}
	return FormatOpenMeteo
}

// Fetch asks for all points in batches. A batch that fails does not stop the
// others; its error comes at the end. What was fetched of a model run is not
// asked for again, but once a day, since the days asked for move on.
func (s *OpenMeteo) Fetch(ctx context.Context, take func(forecast.Bulletin) error) error {
	points, err := s.Points(ctx)
	if err != nil || len(points) == 0 {
		return err
	}
	issued, err := s.issued(ctx)
	if err != nil {
		return err
	}
	if points, err = s.missing(ctx, points, issued); err != nil {
		return err
	}
	var failed []error
	for _, batch := range s.batches(points) {
		b, err := s.batch(ctx, batch, issued)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed = append(failed, err)
			if limited := (*Limited)(nil); errors.As(err, &limited) {
				break // the others would meet it too
			}
			continue
		}
		if err := take(b); err != nil {
			return err
		}
		s.remember(batch, b)
	}
	return errors.Join(failed...)
}

// batch asks for some points.
func (s *OpenMeteo) batch(ctx context.Context, points []Point, issued time.Time) (forecast.Bulletin, error) {
	data, err := s.get(ctx, s.address(points), s.calls(len(points)))
	if err != nil {
		return forecast.Bulletin{}, fmt.Errorf("open-meteo, points %s…: %w", points[0].ID, err)
	}
	b := forecast.Bulletin{Raw: rawOf(FormatOpenMeteo, rawName(points, issued), s.Clock(), data)}
	b.Observations, b.Rejects = DecodeOpenMeteo(b.Raw.Name, data, points, issued)
	if len(b.Observations) > 0 {
		if _, _, ok := forecast.MemberOf(b.Observations[0].Station); ok != s.Ensemble {
			return forecast.Bulletin{}, fmt.Errorf("open-meteo, points %s…: an ensemble was asked for: %t, the answer has members: %t; check the address and the model's name",
				points[0].ID, s.Ensemble, ok)
		}
	}
	stamp(&b)
	return b, nil
}

// rawName says what a stored answer does not: whose points it has and which run
// it is of, so that it can be decoded again.
func rawName(points []Point, issued time.Time) string {
	ids := make([]string, len(points))
	for i, p := range points {
		ids[i] = p.ID
	}
	return "open-meteo.json#" + url.Values{"points": {strings.Join(ids, ",")}, "issued": {issued.Format(time.RFC3339)}}.Encode()
}

// readRawName is rawName's inverse; nothing when the name is of a plain file.
func readRawName(name string) (points []Point, issued time.Time) {
	_, fragment, found := strings.Cut(name, "#")
	q, err := url.ParseQuery(fragment)
	if !found || err != nil || !q.Has("points") {
		return nil, time.Time{}
	}
	for id := range strings.SplitSeq(q.Get("points"), ",") {
		points = append(points, Point{ID: id})
	}
	issued, err = time.Parse(time.RFC3339, q.Get("issued"))
	if err != nil {
		return nil, time.Time{}
	}
	return points, issued
}

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}
