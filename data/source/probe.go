package source

import (
	"context"
	"os"
	"time"
)

// probeTimeout is how long a source may take to show that it is there.
const probeTimeout = 5 * time.Second

// Probe asks the service for one day at the first point, once, and takes nothing in.
func (s *OpenMeteo) Probe(ctx context.Context) error {
	points, err := s.Points(ctx)
	if err != nil || len(points) == 0 {
		return err
	}
	once := *s
	once.PastDays, once.ForecastDays, once.Tries, once.Timeout = 0, 1, 1, probeTimeout
	_, err = once.batch(ctx, points[:1], s.Clock().UTC())
	return err
}

// Probe looks into the folder.
func (f *Folder) Probe(context.Context) error {
	_, err := os.ReadDir(f.Path)
	return err
}
