package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// Point is a place that model weather is asked for.
type Point struct {
	ID         string // the zone or station the values are for
	Lat, Lon   float64
	ElevationM forecast.Float // the service takes its own terrain's height when missing
}

// OpenMeteo asks the forecast API of open-meteo.com (documentation:
// open-meteo.com/en/docs) for hourly temperature, dew point, rain and wind. The
// zero value of a limit means its default.
//
// Issued is the start of the newest run of RunModel, from the service's metadata
// ("last_run_initialisation_time"). Without RunModel, or when the metadata do not
// answer, it is the time of the request, put back to the last full 6 hours: no run
// that began later can be in the answer, though an older one may be. Hours
// before Issued come from earlier runs, joined together by the service.
type OpenMeteo struct {
	BaseURL      string // default https://api.open-meteo.com
	Model        string // of the parameter models; empty lets the service choose
	MetaURL      string // where the metadata are; default BaseURL
	RunModel     string // whose metadata tell the run time; default Model
	Ensemble     bool   // asks the ensemble API for all members
	PerMinute    int    // most requests a minute, 0 = as fast as they are answered
	Points       func(context.Context) ([]Point, error)
	PastDays     int           // 0–92
	ForecastDays int           // 1–16, default 11: today and ten days ahead
	Batch        int           // points in one request, default 50
	Timeout      time.Duration // of one try, default 30 s
	Tries        int           // default 4
	Pause        time.Duration // before the second try, doubled each time; default 1 s
	MaxBytes     int64         // of an answer, default 32 MiB
	Client       *http.Client  // default: one of its own
	Clock        forecast.Clock

	done time.Time // start of the model run that was fetched whole
}

// Name is "openmeteo", or "openmeteo_ensemble".
func (s *OpenMeteo) Name() string {
	if s.Ensemble {
		return FormatOpenMeteo + "_ensemble"
	}
	return FormatOpenMeteo
}

// Fetch asks for all points in batches. A batch that fails does not stop the
// others; its error comes at the end. A model run that was fetched whole is not
// asked for again.
func (s *OpenMeteo) Fetch(ctx context.Context, take func(forecast.Bulletin) error) error {
	points, err := s.Points(ctx)
	if err != nil || len(points) == 0 {
		return err
	}
	issued, known := s.issued(ctx)
	if known && issued.Equal(s.done) {
		return nil
	}
	var failed []error
	size := orDefault(s.Batch, 50)
	for start := 0; start < len(points); start += size {
		if err := s.pace(ctx, start > 0); err != nil {
			return err
		}
		b, err := s.batch(ctx, points[start:min(start+size, len(points))], issued)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed = append(failed, err)
			continue
		}
		if err := take(b); err != nil {
			return err
		}
	}
	if known && len(failed) == 0 {
		s.done = issued
	}
	return errors.Join(failed...)
}

// pace waits between requests, so that the service's limit is kept.
func (s *OpenMeteo) pace(ctx context.Context, between bool) error {
	if s.PerMinute <= 0 || !between {
		return nil
	}
	return sleep(ctx, time.Minute/time.Duration(s.PerMinute))
}

// batch asks for some points.
func (s *OpenMeteo) batch(ctx context.Context, points []Point, issued time.Time) (forecast.Bulletin, error) {
	path := "/v1/forecast?"
	if s.Ensemble {
		path = "/v1/ensemble?"
	}
	address := s.base() + path + s.query(points).Encode()
	data, err := s.get(ctx, address)
	if err != nil {
		return forecast.Bulletin{}, fmt.Errorf("open-meteo, points %s…: %w", points[0].ID, err)
	}
	b := forecast.Bulletin{Raw: rawOf(FormatOpenMeteo, rawName(points, issued), s.Clock(), data)}
	b.Observations, b.Rejects = DecodeOpenMeteo(b.Raw.Name, data, points, issued)
	stamp(&b)
	return b, nil
}

// query are the parameters of the forecast API for some points.
func (s *OpenMeteo) query(points []Point) url.Values {
	var lat, lon, height []string
	for _, p := range points {
		lat, lon = append(lat, decimal(p.Lat)), append(lon, decimal(p.Lon))
		if h, ok := p.ElevationM.Get(); ok {
			height = append(height, decimal(h))
		}
	}
	q := url.Values{
		"latitude":        {strings.Join(lat, ",")},
		"longitude":       {strings.Join(lon, ",")},
		"hourly":          {strings.Join(hourlyNames, ",")},
		"past_days":       {strconv.Itoa(s.PastDays)},
		"forecast_days":   {strconv.Itoa(orDefault(s.ForecastDays, 11))},
		"timeformat":      {"unixtime"},
		"timezone":        {"GMT"},
		"wind_speed_unit": {"ms"},
	}
	if len(height) == len(points) { // one for each point, or none at all
		q.Set("elevation", strings.Join(height, ","))
	}
	if s.Model != "" {
		q.Set("models", s.Model)
	}
	return q
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// issued is the start of the model run that answers now, and whether the service
// says so.
func (s *OpenMeteo) issued(ctx context.Context) (start time.Time, known bool) {
	fallback := s.Clock().UTC().Truncate(6 * time.Hour)
	model := orDefault(s.RunModel, s.Model)
	if model == "" {
		return fallback, false
	}
	data, err := s.get(ctx, strings.TrimSuffix(orDefault(s.MetaURL, s.base()), "/")+"/data/"+url.PathEscape(model)+"/static/meta.json")
	if err != nil {
		return fallback, false
	}
	var meta struct {
		Run int64 `json:"last_run_initialisation_time"`
	}
	if json.Unmarshal(data, &meta) != nil || meta.Run <= 0 {
		return fallback, false
	}
	run := time.Unix(meta.Run, 0).UTC()
	if run.After(s.Clock()) {
		return fallback, false
	}
	return run, true
}

func (s *OpenMeteo) base() string {
	return strings.TrimSuffix(orDefault(s.BaseURL, "https://api.open-meteo.com"), "/")
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
