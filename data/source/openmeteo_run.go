package source

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// settling is how long after a run's end some of the service's machines may still
// answer from the run before (open-meteo.com/en/docs/model-updates).
const settling = 10 * time.Minute

// fetched is what has come of a model run on a day.
type fetched struct {
	issued time.Time
	day    forecast.Date
	points map[Point]bool
}

// missing are the points whose weather of the run has not come yet.
func (s *OpenMeteo) missing(ctx context.Context, points []Point, issued time.Time) ([]Point, error) {
	kept := map[string]bool{}
	if s.Known != nil {
		var err error
		if kept, err = s.Known(ctx, issued); err != nil {
			return nil, err
		}
	}
	day := forecast.DateOf(s.Clock(), time.UTC)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.have.points == nil || !s.have.issued.Equal(issued) || s.have.day != day {
		s.have = fetched{issued: issued, day: day, points: map[Point]bool{}}
	}
	return slices.DeleteFunc(slices.Clone(points), func(p Point) bool { return kept[s.place(p)] || s.have.points[p] }), nil
}

// place is where a point's weather is kept; of an ensemble, the control run's.
func (s *OpenMeteo) place(p Point) string {
	if s.Ensemble {
		return forecast.MemberPlace(p.ID, 0)
	}
	return p.ID
}

// remember notes the points of a bulletin that was taken whole; one with a reject
// is asked for again.
func (s *OpenMeteo) remember(points []Point, b forecast.Bulletin) {
	if len(b.Rejects) > 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range points {
		s.have.points[p] = true
	}
}

// issued is the reference time of what the service answers now.
func (s *OpenMeteo) issued(ctx context.Context) (time.Time, error) {
	now := s.Clock().UTC()
	latest := now.Truncate(6 * time.Hour)
	if first, last, ok := s.span(); ok {
		if last.Before(first) {
			return latest, fmt.Errorf("open-meteo: past days from %s to %s: the last is before the first", first, last)
		}
		if end := last.AddDays(1).At(0, 0, time.UTC); end.Before(latest) {
			return end, nil
		}
		return latest, nil
	}
	if run, ok := s.newestRun(ctx, now); ok {
		return run, ctx.Err()
	}
	return latest, ctx.Err()
}

// newestRun is the start of the newest run that every machine of the service has;
// false when the metadata do not say.
func (s *OpenMeteo) newestRun(ctx context.Context, now time.Time) (time.Time, bool) {
	model := orDefault(s.RunModel, s.Model)
	if model == "" {
		return time.Time{}, false
	}
	base := strings.TrimSuffix(orDefault(s.MetaURL, s.base()), "/")
	data, err := s.get(ctx, base+"/data/"+url.PathEscape(model)+"/static/meta.json", 0) // metadata are not counted
	if err != nil {
		return time.Time{}, false
	}
	return readRun(data, now)
}

// readRun reads a model's metadata.
func readRun(data []byte, now time.Time) (time.Time, bool) {
	var meta struct {
		Run       int64 `json:"last_run_initialisation_time"`
		Available int64 `json:"last_run_availability_time"` // 0 when the service does not say
		Every     int64 `json:"update_interval_seconds"`
	}
	if json.Unmarshal(data, &meta) != nil || meta.Run <= 0 || meta.Run >= lastSecond {
		return time.Time{}, false
	}
	run := time.Unix(meta.Run, 0).UTC()
	if run.After(now) {
		return time.Time{}, false
	}
	if meta.Available > 0 && meta.Available < lastSecond && now.Before(time.Unix(meta.Available, 0).Add(settling)) {
		every := int64(6 * 3600)
		if meta.Every > 0 && meta.Every <= 86400 {
			every = meta.Every
		}
		run = run.Add(-time.Duration(every) * time.Second) // the answer may still be of the run before
	}
	return run, true
}
