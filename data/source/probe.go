package source

import (
	"context"
	"os"
	"time"

	"github.com/canhlua/canhlua/forecast"
)

// probeTimeout is how long a source may take to show that it is there.
const probeTimeout = 5 * time.Second

// Probe asks the service for one day at the first point, once, and takes nothing in.
func (s *OpenMeteo) Probe(ctx context.Context) error {
	points, err := s.Points(ctx)
	if err != nil || len(points) == 0 {
		return err
	}
	once := &OpenMeteo{BaseURL: s.BaseURL, Model: s.Model, Ensemble: s.Ensemble, Members: s.Members, Archive: s.Archive,
		MaxBytes: s.MaxBytes, Limit: s.Limit, Sleep: s.Sleep, Client: s.Client, Clock: s.Clock,
		ForecastDays: 1, Tries: 1, Timeout: probeTimeout}
	if s.Span != nil {
		_, last := s.Span()
		once.Span = func() (forecast.Date, forecast.Date) { return last, last }
	}
	_, err = once.batch(ctx, points[:1], s.Clock().UTC())
	return err
}

// Probe looks into the folder.
func (f *Folder) Probe(context.Context) error {
	_, err := os.ReadDir(f.Path)
	return err
}
