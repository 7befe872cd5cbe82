package job

import (
	"context"

	"github.com/canhlua/canhlua/forecast"
)

// CatchUpSlot marks a run that was made after its day, from what is known by
// now: it is no forecast that was ever given.
const CatchUpSlot = "catch-up"

// CatchUp makes and publishes a run for each of the past days, up to and with
// yesterday, that no published run was made for. Progress is called after each day.
func (s *Service) CatchUp(ctx context.Context, days int, progress func()) (made int, err error) {
	today := s.today()
	runs, err := s.Store.Runs(ctx, today.AddDays(-days), today, s.Clock())
	if err != nil {
		return 0, err
	}
	have := map[forecast.Date]bool{}
	for _, r := range runs {
		have[r.Date] = have[r.Date] || r.Status != forecast.Draft
	}
	for d := today.AddDays(-days); d.Before(today); d = d.AddDays(1) {
		if !have[d] {
			if err := s.predictAndPublish(ctx, d, CatchUpSlot); err != nil {
				return made, err
			}
			made++
		}
		progress()
	}
	return made, nil
}

func (s *Service) predictAndPublish(ctx context.Context, d forecast.Date, slot string) error {
	if _, err := s.Predict(ctx, d, slot, false); err != nil {
		return err
	}
	_, err := s.PublishStanding(ctx, d)
	return err
}
